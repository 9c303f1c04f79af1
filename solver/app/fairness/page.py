"""The page of fairness: who does how much, when, how far from the fair share, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

import streamlit as st

from solver.app import plan_picker, theme
from solver.app.fairness import charts
from solver.app.fairness.figures import UNITS, Figures, choose_people, figures_of, pool_name
from solver.app.page import Page, plain
from solver.app.theme import Ink
from solver.app.widgets import Column, Columns, choice, show_table
from solver.base.text import Lang, Listed, Words
from solver.base.units import show_units
from solver.base.vocabulary import DEVIATION, DUE, FAIRNESS, PERSON, POOL, REACHABLE, WHAT_TO_SHOW
from solver.domain.burdens import account_words
from solver.explain.sharing import Sharing
from solver.report import AccountLine, PlanView, summary_of
from solver.report.words import kind_name, relaxed_name

SHOWN = {
    "weeks": Words(zh=":material/grid_on: 各周工作量", en=":material/grid_on: Week by week"),
    "account": Words(zh=":material/account_balance: 工作量台账", en=":material/account_balance: Account"),
    "burdens": Words(zh=":material/fitness_center: 辛苦岗次", en=":material/fitness_center: Burdens"),
    "spread": Words(zh=":material/bar_chart: 分布", en=":material/bar_chart: Spread"),
    "why": Words(zh=":material/help: 为什么这样分", en=":material/help: Why it is so"),
}

LARGEST = Words(zh="最大偏差（工作量）", en="Largest deviation (work units)")
BOUND = Words(zh="已证明不可能低于 {bound}", en="proven not to be below {bound}")
SUM_OFF = Words(zh="偏差合计（工作量）", en="Sum of deviations (work units)")
AT_SHARE = Words(zh="正好做到公平份额（人）", en="Exactly at their share (people)")
OF_ALL = Words(zh="{count} / {all}", en="{count} of {all}")
SHORTAGE = Words(zh="没人能做的工作量", en="Work that nobody can take")
POOL_TITLE = Words(zh="{pool}（{count} 人）", en="{pool} ({count} people)")
UNITS_NOTE = Words(
    zh="单位：工作量。偏差 = 实排 − 取整后的可达；结余 = 期初结余 + 实排 − 应承担，带到下学期。",
    en="In work units. Deviation = done − reachable, rounded; balance = brought forward + done − due, "
    "carried into the next term.",
)
WEEKS_NOTE = Words(
    zh="每格是这一周的工作量，颜色越浓越多；最右两列是全学期合计和期末结余（正数表示多做了）。",
    en="Each cell is the load of that teaching week, the stronger the more; at the right stand the term's "
    "total and the balance at its end (positive: did more).",
)
NO_BURDENS = Words(zh="这个方案没有要均摊的辛苦岗次。", en="This case shares no burdens.")
OFF_BURDEN = Words(zh="{burden}：离公平份额差几次", en="{burden}: off the fair share by")
NOBODY_COMPARED = Words(
    zh="这份排班里没有参与比较的人。", en="Nobody is compared with anybody in this roster."
)
RELAXED = Words(zh="可达份额的算法略为宽松：{why}", en="Reachable shares are slightly generous here: {why}")

SHARED_BY_ALL = Words(
    zh="{count} 人一起分担，可以互相替换：按满负荷计，每人 {level}。",
    en="{count} people share this work and can stand in for one another: {level} each for a full load.",
)
SHARED_BY_FEW = Words(
    zh="只有这 {count} 人能上{posts}：按满负荷计，每人 {level}{even}。",
    en="Only these {count} may take {posts}: {level} each for a full load{even}.",
)
TOO_LITTLE = Words(
    zh="这 {count} 人能上的只有{posts}，全算给他们，按满负荷计每人也只有 {level}{even}。",
    en="These {count} may take {posts} and nothing else: even with all of it they have {level} each "
    "for a full load{even}.",
)
SHARED = Words(
    zh="这 {count} 人分担{posts}：按满负荷计，每人 {level}{even}。",
    en="These {count} share {posts}: {level} each for a full load{even}.",
)
NO_WORK = Words(
    zh="这 {count} 人没有能上的，不参与分担。", en="These {count} may take none of it and share nothing."
)
POOL_AVERAGE = Words(zh="（全组平均 {even}）", en=" (average of their pool: {even})")
POSTS_OF_KIND = Words(zh="{kind}（{count} 个岗位）", en="{kind} ({count} posts)")
MAX_POSTS = 6
"""Posts that are named one by one; where they are more, their kinds are."""
MAX_NAMES = 12
"""Names that a sentence lists at most."""

SIGNED = "%+.2f"
PLAIN = "%.2f"
WHO: Columns = {
    "person": Column(PERSON, pinned=True),
    "pool": POOL,
}
AMOUNTS: Columns = {
    "due": Column(
        DUE,
        PLAIN,
        about=Words(
            zh="全组的工作量按满负荷比例和在岗天数分给每个人的数",
            en="The pool's work, divided by share of a full load and creditable days",
        ),
    ),
    "reachable": Column(
        REACHABLE,
        PLAIN,
        about=Words(
            zh="考虑谁能上什么岗、什么时候有空，并把期初结余扯平之后，真正能做到的最公平的数",
            en="The fairest load that is possible, given who may do what and when, "
            "with the balance worked off",
        ),
    ),
    "load": Column(Words(zh="实排", en="Done"), PLAIN),
    "deviation": Column(
        DEVIATION,
        SIGNED,
        about=Words(zh="实排减去取整后的可达", en="Done minus the reachable share, rounded"),
    ),
    "opening": Column(Words(zh="期初结余", en="Brought forward"), SIGNED),
    "closing": Column(
        Words(zh="期末结余", en="Balance"),
        SIGNED,
        about=Words(
            zh="期初结余加实排减应承担：带到下学期，多做为正",
            en="Brought forward + done − due: carried into the next term, positive for more",
        ),
    ),
}
SHARE = Words(zh="公平份额", en="fair share")
OFF = Words(zh="差", en="off")
NARROW = 78
"""Pixels of a column of a burden: three burdens stand side by side on a small screen."""
MOST_ROWS = 16


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, FAIRNESS, "fairness")
    if handout is None:
        return
    figures = figures_of(handout)
    _metrics(page, figures)
    part = choice(page, "fairness_show", WHAT_TO_SHOW, SHOWN, look="segments", bare=True)
    if part == "why":
        _why(page, figures)
        return
    people = choose_people(page, figures)
    if people:
        drawn = {"weeks": _by_week, "account": _account, "burdens": _burdens, "spread": _spread}
        drawn[part](page, figures, people, theme.ink())


def _metrics(page: Page, figures: Figures) -> None:
    """Draw the figures that a reader asks for first."""
    summary = summary_of(figures.handout)
    offs = figures.offs
    bound = theme.shown(summary.largest_bound) if summary.largest_bound else None
    cells = st.columns(3)
    cells[0].metric(
        page.say(LARGEST),
        theme.shown(summary.largest),
        delta=None if bound is None else page.say(BOUND, bound=bound),
        delta_color="off",
        delta_arrow="off",
    )
    cells[1].metric(page.say(SUM_OFF), theme.shown(sum(map(abs, offs.values()), Fraction(0))))
    exact = sum(not deviation for deviation in offs.values())
    cells[2].metric(page.say(AT_SHARE), page.say(OF_ALL, count=exact, all=len(offs)))


def _by_week(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw the heat map, pool by pool."""
    st.caption(page.say(WEEKS_NOTE))
    for pool in figures.pools_of(people):
        names = {who: figures.labels[who] for who in people if figures.pool_of(who) == pool}
        title = page.tell(POOL_TITLE, pool=pool_name(pool, page.lang), count=len(names))
        st.markdown(f"**{title}**")
        drawn = charts.heat_map(names, figures.loads, figures.lines[UNITS], figures.weeks, page.lang, ink)
        st.altair_chart(drawn, key=f"fairness_heat_{pool}")


def _account(page: Page, figures: Figures, people: Sequence[str], _: Ink) -> None:
    """Draw the account of work units, one person a row."""
    lines = figures.lines[UNITS]
    rows = [
        {
            **_who_cells(page, figures, staff),
            **{name: _number(getattr(lines[staff], name)) for name in AMOUNTS},
        }
        for staff in people
        if staff in lines
    ]
    show_table(page, "fairness_account", {**WHO, **AMOUNTS}, rows, most_rows=MOST_ROWS)
    st.caption(page.say(UNITS_NOTE))


def _burdens(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw how burdens are shared, and the table of them."""
    if not figures.burdens:
        st.info(page.say(NO_BURDENS), icon=":material/info:")
        return
    for column, name in zip(st.columns(len(figures.burdens)), figures.burdens, strict=True):
        lines = figures.lines[name]
        offs = [
            (figures.labels[who], deviation)
            for who in people
            if who in lines and (deviation := lines[who].deviation) is not None
        ]
        if offs:
            title = OFF_BURDEN.with_(burden=account_words(name))
            drawn = charts.spread_chart(charts.spread_of(offs), Fraction(1), page.lang, ink, title=title)
            column.altair_chart(drawn, key=f"fairness_burden_{name}")
    _burden_table(page, figures, people)


def _spread(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw how far people are from their share."""
    offs = [(figures.labels[who], figures.offs[who]) for who in people if who in figures.offs]
    if not offs:
        st.info(page.say(NOBODY_COMPARED), icon=":material/info:")
        return
    left, right = st.columns(2)
    left.altair_chart(
        charts.spread_chart(charts.spread_of(offs), figures.handout.case.grid.step, page.lang, ink),
        key="fairness_spread_chart",
    )
    names = {who: figures.labels[who] for who in people}
    drawn = charts.against_chart(names, figures.lines[UNITS], page.lang, ink)
    right.altair_chart(drawn, key="fairness_against")


def _why(page: Page, figures: Figures) -> None:
    """Tell who shares which work."""
    for name, shared in figures.shared.items():
        if not shared:
            continue
        st.subheader(account_words(name).say(page.lang).capitalize(), anchor=False)
        for sharing in shared:
            sentence = sharing_words(sharing, figures.handout, page.lang, alone=len(shared) == 1)
            st.markdown(plain(sentence))
            names = Listed((figures.labels[who] for who in sharing.staff), most=MAX_NAMES)
            st.caption(plain(page.say(names)))
        shared_account = figures.handout.plan.accounts[name]
        if shared_account.shortage:
            scale = figures.handout.case.grid.step if name == UNITS else Fraction(1)
            st.warning(f"{page.say(SHORTAGE)}: {theme.shown(shared_account.shortage * scale)}")
        if shared_account.relaxed:
            reasons = Listed(map(relaxed_name, shared_account.relaxed), "；")
            st.caption(page.say(RELAXED, why=reasons))


def sharing_words(sharing: Sharing, handout: PlanView, lang: Lang, *, alone: bool) -> str:
    """Say who shares what and why they have more or less; ``alone``: there is but one such set."""
    even = "" if sharing.level == sharing.even else POOL_AVERAGE.say(lang, even=show_units(sharing.even))
    values = {
        "count": len(sharing.staff),
        "posts": posts_words(handout, sharing.posts),
        "level": show_units(sharing.level),
        "even": even,
    }
    if not sharing.posts:
        return NO_WORK.say(lang, **values)
    if alone:
        return SHARED_BY_ALL.say(lang, **values)
    less = TOO_LITTLE if sharing.level < sharing.even else SHARED
    return (SHARED_BY_FEW if sharing.only else less).say(lang, **values)


def posts_words(handout: PlanView, posts: Iterable[str]) -> Listed:
    """Return what posts are called: by name where they are few, else by kind and number."""
    own = [handout.work.posts[post] for post in posts]
    names = list(dict.fromkeys(post.name for post in own))
    if len(names) <= MAX_POSTS:
        return Listed(names, most=MAX_NAMES)
    kinds = Counter(post.kind for post in own)
    return Listed(POSTS_OF_KIND.with_(kind=kind_name(kind), count=count) for kind, count in kinds.items())


def _burden_table(page: Page, figures: Figures, people: Sequence[str]) -> None:
    """Draw the burdens, one person a row: done, fair share and the difference of each."""
    columns: dict[str, Column | Words | str] = dict(WHO)
    for place, name in enumerate(figures.burdens):
        columns[f"done{place}"] = Column(account_words(name), "%d", NARROW)
        columns[f"share{place}"] = Column(SHARE, "%d", NARROW)
        columns[f"off{place}"] = Column(OFF, "%+d", NARROW)
    rows = [{**_who_cells(page, figures, staff), **_burden_cells(figures, staff)} for staff in people]
    show_table(page, "fairness_burdens_table", columns, rows, most_rows=MOST_ROWS)


def _burden_cells(figures: Figures, staff: str) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for place, name in enumerate(figures.burdens):
        line: AccountLine | None = figures.lines[name].get(staff)
        found[f"done{place}"] = _number(line.load) if line else 0.0
        found[f"share{place}"] = _number(line.target) if line else None
        found[f"off{place}"] = _number(line.deviation) if line else None
    return found


def _who_cells(page: Page, figures: Figures, staff: str) -> dict[str, object]:
    return {
        "person": figures.labels.get(staff, staff),
        "pool": pool_name(figures.pool_of(staff), page.lang),
    }


def _number(amount: Fraction | None) -> float | None:
    # Exact until here; a table draws and sorts floats.
    return None if amount is None else float(amount)

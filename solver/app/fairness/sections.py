"""What the page of fairness can show: weeks, burdens, spread, and why loads are what they are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from solver.app.charts import deviation_spread, theme, weekly_heatmap
from solver.app.charts.theme import Ink
from solver.app.escape import plain
from solver.app.fairness import filters, sharing, tables
from solver.app.fairness.figures import UNITS, Figures
from solver.app.page import Page
from solver.base.text import Listed, Words
from solver.domain.burdens import account_words
from solver.report import summary_of
from solver.report.words import relaxed_name

LARGEST = Words(zh="最大偏差（工作量）", en="Largest deviation (work units)")
BOUND = Words(zh="已证明不可能低于 {bound}", en="proven not to be below {bound}")
SUM = Words(zh="偏差合计（工作量）", en="Sum of deviations (work units)")
AT_SHARE = Words(zh="正好做到公平份额（人）", en="Exactly at their share (people)")
OF = Words(zh="{count} / {all}", en="{count} of {all}")
SHORTAGE = Words(zh="没人能做的工作量", en="Work that nobody can take")
POOL = Words(zh="{pool}（{count} 人）", en="{pool} ({count} people)")
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
ALL_SAME = Words(zh="{burden}：离公平份额差几次", en="{burden}: off the fair share by")
NOTHING = Words(zh="这份排班里没有参与比较的人。", en="Nobody is compared with anybody in this roster.")
LOOSE = Words(zh="可达份额的算法略为宽松：{why}", en="Reachable shares are slightly generous here: {why}")


def metrics(page: Page, figures: Figures) -> None:
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
    cells[1].metric(page.say(SUM), theme.shown(sum(map(abs, offs.values()), Fraction(0))))
    exact = sum(not off for off in offs.values())
    cells[2].metric(page.say(AT_SHARE), page.say(OF, count=exact, all=len(offs)))


def by_week(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw the heat map, pool by pool."""
    lines = figures.lines[UNITS]
    st.caption(page.say(WEEKS_NOTE))
    for pool in filters.pools_of(figures, people):
        own = [who for who in people if filters.pool_of(figures, who) == pool]
        rows = [
            weekly_heatmap.PersonLine(
                who,
                figures.labels[who],
                (lines[who].load if who in lines else None) or Fraction(0),
                lines[who].closing if who in lines else None,
            )
            for who in own
        ]
        st.markdown(f"**{page.tell(POOL, pool=filters.pool_name(page, pool), count=len(own))}**")
        st.altair_chart(
            weekly_heatmap.heat_map(rows, figures.loads, figures.weeks, page.lang, ink),
            key=f"fairness_heat_{pool}",
        )


def account(page: Page, figures: Figures, people: Sequence[str]) -> None:
    """Draw the account of work units."""
    tables.account_table(page, figures, people)
    st.caption(page.say(UNITS_NOTE))


def burdens(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw how burdens are shared, and the table of them."""
    if not figures.burdens:
        st.info(page.say(NO_BURDENS), icon=":material/info:")
        return
    for column, name in zip(st.columns(len(figures.burdens)), figures.burdens, strict=True):
        lines = figures.lines[name]
        offs = [
            (figures.labels[who], off)
            for who in people
            if who in lines and (off := lines[who].deviation) is not None
        ]
        if offs:
            title = ALL_SAME.with_(burden=account_words(name))
            drawn = deviation_spread.spread_chart(
                deviation_spread.spread_of(offs), Fraction(1), page.lang, ink, title=title
            )
            column.altair_chart(drawn, key=f"fairness_burden_{name}")
    tables.burden_table(page, figures, people)


def off(page: Page, figures: Figures, people: Sequence[str], ink: Ink) -> None:
    """Draw how far people are from their share."""
    offs = [(figures.labels[who], figures.offs[who]) for who in people if who in figures.offs]
    if not offs:
        st.info(page.say(NOTHING), icon=":material/info:")
        return
    left, right = st.columns(2)
    left.altair_chart(
        deviation_spread.spread_chart(
            deviation_spread.spread_of(offs), figures.handout.case.grid.step, page.lang, ink
        ),
        key="fairness_spread_chart",
    )
    dots = [
        deviation_spread.Against(
            figures.labels[who], filters.pool_name(page, line.pool), line.reachable, line.load
        )
        for who in people
        if (line := figures.lines[UNITS].get(who)) and line.reachable is not None and line.load is not None
    ]
    right.altair_chart(deviation_spread.against_chart(dots, page.lang, ink), key="fairness_against")


def why(page: Page, figures: Figures) -> None:
    """Tell who shares which work."""
    for name, shared in figures.shared.items():
        if not shared:
            continue
        st.subheader(account_words(name).say(page.lang).capitalize(), anchor=False)
        for own in shared:
            told = sharing.sentence(own, figures.handout, page.lang, alone=len(shared) == 1)
            st.markdown(plain(told))
            st.caption(plain(sharing.names_words(own, figures.labels).say(page.lang)))
        account = figures.handout.plan.accounts[name]
        if account.shortage:
            scale = figures.handout.case.grid.step if name == UNITS else Fraction(1)
            st.warning(f"{page.say(SHORTAGE)}: {theme.shown(account.shortage * scale)}")
        if account.relaxed:
            why = Listed(map(relaxed_name, account.relaxed), "；")
            st.caption(page.say(LOOSE, why=why))

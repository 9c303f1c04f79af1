"""The parts of a comparison on the page: measures, loads, trade-off, what differs in inputs and rosters."""

from __future__ import annotations

import altair as alt
import streamlit as st

from solver.app import theme
from solver.app.page import Page, plain
from solver.app.theme import Drawing, Ink
from solver.app.widgets import Column, Columns, choice, show_table
from solver.base.text import Lang, Listed, Words
from solver.base.vocabulary import MEASURE, PERSON, POOL, SCENARIO, SEATS_CHANGED, UNITS
from solver.report import palette
from solver.scenarios import Comparison, Figure, figures_of, sentence, shown
from solver.scenarios.figures import pool_words
from solver.scenarios.plots import ends_of, loads_of, points_of

NOTE = Words(
    zh="底色：该项最好。“≥”是已证明的下界：差别小于下界与数值之间的距离时，算得更久可能改变。",
    en="Coloured: the best of its line. “≥” is a proven bound: where values differ by less than lies between "
    "bound and value, more time may change that.",
)
ACROSS, UP = Words(zh="横轴", en="Across"), Words(zh="纵轴", en="Upwards")
NO_TRADE = Words(zh="各项指标没有差别，没有得失可画。", en="No measure differs, so there is no trade-off.")
SAME = Words(zh="与现状相同。", en="As it is now.")
PEOPLE = {
    "person": Column(PERSON, width="small"),
    "before": Column(Words(zh="原工作量", en="Units before"), number="%.2f", width="small"),
    "after": Column(Words(zh="新工作量", en="Units after"), number="%.2f", width="small"),
    "posts": Column(Words(zh="班次增减", en="Duties more or fewer"), width="large"),
}
BAD = frozenset({"custody", "findings"})
"""Measures of which there must be none."""
BEST = "background-color: rgba(0, 158, 115, 0.25); font-weight: 600"
ALARM = "background-color: rgba(209, 36, 47, 0.18)"


def titled(page: Page, comparison: Comparison, at: int) -> str:
    """Return a column's title with the number that it has in plots."""
    return f"{at} {page.say(comparison.columns[at].variant.title)}"


def measures(page: Page, comparison: Comparison) -> None:
    """Draw the table of measures, the better value of each line marked."""
    figures = figures_of(comparison)
    titles = [titled(page, comparison, number) for number in range(len(comparison.columns))]
    rows = [
        {
            "measure": _label(page, figure),
            **{str(number): shown(value, page.lang) for number, value in enumerate(figure.values)},
        }
        for figure in figures
    ]
    marks = {
        (line, str(number)): BEST if number in figure.best else ALARM
        for line, figure in enumerate(figures)
        for number, value in enumerate(figure.values)
        if number in figure.best or (figure.key in BAD and value is not None and value.number > 0)
    }
    columns: Columns = {
        "measure": Column(MEASURE, width=270, pinned=True),
        **{str(number): title for number, title in enumerate(titles)},
    }
    show_table(page, "scenarios_measures", columns, rows, most_rows=len(rows), marks=marks)
    st.caption(page.say(NOTE))


def _label(page: Page, figure: Figure) -> str:
    name, note = figure.name.say(page.lang), figure.note.say(page.lang)
    label = f"{name} ({note})" if note else name
    return f"　{label}" if figure.minor else label


def trade(page: Page, comparison: Comparison) -> None:
    """Draw two measures against each other, as chosen."""
    figures = {
        f"{figure.key}:{figure.name.zh}": figure
        for figure in figures_of(comparison)
        if figure.better and figure.varies
    }
    if len(figures) < 2:
        st.info(page.say(NO_TRADE), icon=":material/info:")
        return
    names = list(figures)
    usual = [next((name for name in names if name.startswith(f"{key}:")), None) for key in ("pay", "outside")]
    across_usual = next((name for name in usual if name), names[-1])
    up_usual = next((name for name in names if name.startswith(("seats:", "largest:", "total:"))), names[0])
    if up_usual == across_usual:
        up_usual = names[0]
    titles = {name: figure.name for name, figure in figures.items()}
    left, right = st.columns(2)
    with left:
        across = choice(page, "scenarios_across", ACROSS, titles, usual=across_usual)
    with right:
        up = choice(page, "scenarios_up", UP, titles, usual=up_usual)
    drawn = trade_off_chart(comparison, figures[across], figures[up], page.lang)
    st.altair_chart(drawn, key="scenarios_trade")


def inputs(page: Page, comparison: Comparison) -> None:
    """List what differs in the inputs of each scenario."""
    for at, column in enumerate(comparison.others, 1):
        st.markdown(f"**{plain(titled(page, comparison, at))}**")
        lines = [f"- {plain(change.say(page.lang))}" for change in column.inputs]
        st.markdown("\n".join(lines) or page.say(SAME))


def roster(page: Page, comparison: Comparison) -> None:
    """Draw who gains and loses what in each scenario."""
    for number, column in enumerate(comparison.others, 1):
        change = column.roster
        st.markdown(f"**{plain(titled(page, comparison, number))}**")
        if change is None:
            st.markdown(plain(sentence(comparison, number, page.lang)))
            continue
        st.caption(
            page.say(SEATS_CHANGED, kept=change.kept, moved=change.moved, new=change.new, gone=change.gone)
        )
        rows = [
            {
                "person": person.name,
                "before": None if person.before is None else float(person.before),
                "after": None if person.after is None else float(person.after),
                "posts": Listed((f"{name} {count:+d}" for name, count in person.posts), "；").say(page.lang),
            }
            for person in change.people
        ]
        show_table(page, f"scenarios_roster_{number}", PEOPLE, rows, most_rows=8)


def load_chart(comparison: Comparison, lang: Lang, ink: Ink) -> Drawing:
    """Draw each person as a dot at the height of the load, columns side by side as in the table."""
    loads = loads_of(comparison)
    near = min(0.03, 0.42 / loads.widest)
    pools = {pool: pool_words(pool).say(lang) for pool in loads.hues}
    dots = theme.frame(
        {
            "x": dot.column + dot.side * near,
            "units": float(dot.person.units),
            "name": dot.person.name,
            "pool": pools[dot.person.pool],
            "units_text": theme.shown(dot.person.units),
            "scenario": comparison.columns[dot.column].variant.title.say(lang),
        }
        for dot in loads.dots
    )
    count = len(comparison.columns)
    axis = alt.Axis(values=list(range(count)), format="d", title=None, grid=False, domain=False, ticks=False)
    points = (
        alt.Chart(dots)
        .mark_circle(size=38, opacity=0.8)
        .encode(
            x=alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[-0.5, count - 0.5], nice=False)),
            y=alt.Y("units:Q", title=UNITS.say(lang), scale=alt.Scale(domain=[0, float(loads.ticks[-1])])),
            color=alt.Color(
                "pool:N",
                title=POOL.say(lang),
                scale=alt.Scale(domain=list(pools.values()), range=list(loads.hues.values())),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=theme.told(
                lang, {"name:N": PERSON, "units_text:N": UNITS, "pool:N": POOL, "scenario:N": SCENARIO}
            ),
        )
    )
    edges = theme.frame({"x": number - 0.5} for number in range(1, count))
    rules = alt.Chart(edges).mark_rule(color=ink.faint).encode(x="x:Q")
    return theme.finished(rules, points, height=300)


def trade_off_chart(comparison: Comparison, across: Figure, up: Figure, lang: Lang) -> Drawing:
    """Draw each column at its values of two measures, under its number."""
    titles = [column.variant.title for column in comparison.columns]
    dots = theme.frame(
        {
            "x": float(point.x.number),
            "y": float(point.y.number),
            "mark": point.mark,
            "title": Listed(titles[number] for number in point.columns).say(lang),
            "across": point.x.text,
            "up": point.y.text,
        }
        for point in points_of(across, up)
    )
    encoded = alt.Chart(dots).encode(
        x=alt.X("x:Q", title=across.name.say(lang), scale=_room(across), axis=_marks(across)),
        y=alt.Y("y:Q", title=up.name.say(lang), scale=_room(up), axis=_marks(up)),
        tooltip=theme.told(lang, {"title:N": SCENARIO, "across:N": across.name, "up:N": up.name}),
    )
    points = encoded.mark_circle(size=420, color=palette.BLUE, opacity=1, stroke="white", strokeWidth=0.8)
    marks = encoded.mark_text(color="white", fontSize=12).encode(text="mark:N")
    return theme.finished(points, marks, height=280)


def _room(figure: Figure) -> alt.Scale:
    """Return a scale with a little room beyond the values."""
    ends = ends_of(figure.numbers)
    return alt.Scale(domain=[float(end) for end in ends], nice=False, zero=False)


def _marks(figure: Figure) -> alt.Axis:
    """Return an axis; what is counted has no halves."""
    whole = all(number == int(number) for number in figure.numbers)
    return alt.Axis(tickMinStep=1, format="d") if whole else alt.Axis()

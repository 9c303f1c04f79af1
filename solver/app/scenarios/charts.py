"""The plots of a comparison: everybody's load in each column, and two measures against each other."""

from __future__ import annotations

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Listed
from solver.base.vocabulary import PERSON, POOL, SCENARIO, UNITS
from solver.report import palette
from solver.scenarios import Comparison, Figure
from solver.scenarios.figures import pool_words
from solver.scenarios.plots import ends_of, loads_of, points_of


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
    edges = theme.frame({"x": at - 0.5} for at in range(1, count))
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
            "title": Listed(titles[at] for at in point.columns).say(lang),
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

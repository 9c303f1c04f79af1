"""How a solve goes: value and proven bound of a level over time, two steps that close in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing
from solver.base.text import Lang, Words
from solver.base.units import show_units
from solver.report import palette
from solver.service import Snapshot

VALUE = Words(zh="现值", en="value")
BOUND = Words(zh="已证明的下界", en="proven bound")
SECONDS = Words(zh="秒", en="seconds")
AMOUNT = Words(zh="数值", en="amount")
WHICH = Words(zh="线", en="line")


@dataclass(frozen=True, slots=True)
class Moment:
    """One level ``elapsed`` seconds after the beginning; ``bound`` is ``None`` before any is proven."""

    elapsed: float
    value: int
    bound: int | None


def course_of(points: Sequence[Snapshot], stage: str | None, level: str, now: float) -> tuple[Moment, ...]:
    """Return how a level went, only where something changed, and where it stands ``now``."""
    found: list[Moment] = []
    for point in points:
        state = (
            next((own for own in point.levels if own.name == level), None) if point.stage == stage else None
        )
        if state is None or state.value is None:
            continue
        if not found or (found[-1].value, found[-1].bound) != (state.value, state.bound):
            found.append(Moment(point.elapsed, state.value, state.bound))
    if found and now > found[-1].elapsed:
        found.append(Moment(now, found[-1].value, found[-1].bound))
    return tuple(found)


def course_chart(course: Sequence[Moment], unit: Fraction, lang: Lang) -> Drawing:
    """Draw value and bound as steps; the gap between them is what could still be gained.

    ``unit`` is what one of the level's numbers is worth to a reader: the grid's step for work units, else 1.
    """
    rows = theme.frame(
        {
            "elapsed": moment.elapsed,
            "line": words.say(lang),
            "amount": float(number * unit),
            "text": show_units(number * unit, 4),
        }
        for moment in course
        for words, number in ((VALUE, moment.value), (BOUND, moment.bound))
        if number is not None
    )
    gap = theme.frame(
        {"elapsed": moment.elapsed, "value": float(moment.value * unit), "bound": float(moment.bound * unit)}
        for moment in course
        if moment.bound is not None
    )
    x = alt.X(
        "elapsed:Q",
        axis=alt.Axis(title=None, tickCount=4, grid=False),
        scale=alt.Scale(nice=False, zero=False),
    )
    top = max(1.0, *(float(moment.value * unit) for moment in course))
    scale = alt.Scale(domain=[0, top], nice=True)
    tint = alt.Color(
        "line:N",
        scale=alt.Scale(domain=[VALUE.say(lang), BOUND.say(lang)], range=[palette.BLUE, palette.VERMILION]),
        legend=None,
    )
    told = [
        alt.Tooltip("line:N", title=WHICH.say(lang)),
        alt.Tooltip("text:N", title=AMOUNT.say(lang)),
        alt.Tooltip("elapsed:Q", title=SECONDS.say(lang), format=".1f"),
    ]
    y = alt.Y("amount:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, tickMinStep=float(unit)))
    steps = (
        alt.Chart(rows)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=tint,
            strokeDash=alt.condition(alt.datum.line == BOUND.say(lang), alt.value([5, 3]), alt.value([1, 0])),
            tooltip=told,
        )
    )
    layers: list[alt.Chart] = [steps]
    if len(gap):
        area = alt.Chart(gap).mark_area(interpolate="step-after", opacity=0.12, color=palette.BLUE)
        layers.insert(0, area.encode(x=x, y=alt.Y("value:Q", scale=scale), y2="bound:Q"))
    return theme.finished(*layers, height=120)

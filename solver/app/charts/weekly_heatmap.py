"""The heat map: how many work units each person has in each teaching week, and the balance at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Words
from solver.base.vocabulary import DUTIES, PERSON
from solver.domain import DutyKey
from solver.domain.calendar import service_days
from solver.report import PlanView, palette

TOTAL = Words(zh="合计", en="total")
BALANCE = Words(zh="结余", en="balance")
WEEK = Words(zh="教学周", en="teaching week")
UNITS = Words(zh="工作量", en="work units")


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What one person does in one teaching week, in work units."""

    staff: str
    week: int
    units: Fraction
    duties: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the heat map: a person's label, and what the account of the term says."""

    staff: str
    name: str
    load: Fraction
    closing: Fraction | None


def weeks_of(handout: PlanView) -> tuple[int, ...]:
    """Return the teaching weeks on which the school has service."""
    return tuple(sorted({day.week for day in service_days(handout.case)}))


def week_loads(handout: PlanView) -> tuple[WeekLoad, ...]:
    """Return everybody's load week by week; weeks without a duty are left out."""
    steps: dict[tuple[str, int], int] = defaultdict(int)
    duties: dict[tuple[str, int], int] = defaultdict(int)
    known = handout.work.duty
    for row in handout.plan.roster:
        duty = known.get(DutyKey(row.date, row.post))
        if duty is not None:
            steps[row.staff, duty.day.week] += duty.steps
            duties[row.staff, duty.day.week] += 1
    units = handout.case.grid.units
    return tuple(
        WeekLoad(staff, week, units(steps[staff, week]), count)
        for (staff, week), count in sorted(duties.items())
    )


def heat_map(
    people: Sequence[PersonLine], loads: Sequence[WeekLoad], weeks: Sequence[int], lang: Lang, ink: Ink
) -> Drawing:
    """Draw people by weeks; the darker the more. Total and balance stand at the right."""
    names = {person.staff: person.name for person in people}
    most = max((load.units for load in loads), default=Fraction(1)) or Fraction(1)
    columns = [str(week) for week in weeks]
    total, balance = TOTAL.say(lang), BALANCE.say(lang)
    cells = theme.frame(
        {
            "name": names[load.staff],
            "column": str(load.week),
            "part": float(load.units / most),
            "text": theme.shown(load.units),
            "units": theme.shown(load.units),
            "duties": load.duties,
        }
        for load in loads
        if load.staff in names
    )
    ends = theme.frame(row for person in people for row in _ends(person, total, balance))
    x = alt.X(
        "column:O",
        scale=alt.Scale(domain=[*columns, total, balance], paddingInner=0.06),
        axis=alt.Axis(orient="top", title=None, labelAngle=0, labelOverlap=False),
    )
    order = [person.name for person in people]
    y = theme.name_axis(order, theme.width_of(order))
    told = theme.told(lang, {"name:N": PERSON, "column:N": WEEK, "units:N": UNITS, "duties:Q": DUTIES})
    # One hue whose strength tells the load: it reads on white, on black and without colour at all.
    strength = alt.Opacity("part:Q", scale=alt.Scale(domain=[0, 1], range=[0.1, 1]), legend=None)
    base = alt.Chart(cells).encode(x=x, y=y)
    squares = base.mark_rect(color=palette.BLUE, cornerRadius=2).encode(opacity=strength, tooltip=told)
    on_dark = alt.condition("datum.part > 0.55", alt.value("#ffffff"), alt.value(ink.text))
    figures = base.mark_text(fontSize=11).encode(text="text:N", color=on_dark, tooltip=told)
    at_end = alt.Chart(ends).encode(x=x, y=y)
    tint = alt.Color(
        "side:N",
        scale=alt.Scale(domain=["more", "less", "even"], range=[palette.ORANGE, palette.BLUE, palette.GREY]),
        legend=None,
    )
    boxes = at_end.mark_rect(cornerRadius=2).encode(
        color=tint, opacity=alt.Opacity("part:Q", legend=None, scale=None)
    )
    sums = at_end.mark_text(fontSize=11).encode(text="text:N", color=alt.value(ink.text))
    return theme.finished(squares, figures, boxes, sums, height=theme.LINE * len(people))


def _ends(person: PersonLine, total: str, balance: str) -> tuple[Mapping[str, object], ...]:
    side = "even" if not person.closing else "more" if person.closing > 0 else "less"
    # A balance of two units is as strong as the colour gets: more than that is rare and shown in figures.
    part = 0.0 if person.closing is None else min(0.55, float(abs(person.closing)) * 0.275)
    return (
        {"name": person.name, "column": total, "side": "even", "part": 0.0, "text": theme.shown(person.load)},
        {
            "name": person.name,
            "column": balance,
            "side": side,
            "part": part,
            "text": theme.signed(person.closing),
        },
    )

"""Charts of loads: week by week, and how far people are from their share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from solver.app import theme
from solver.app.theme import Drawing, Ink
from solver.base.text import Lang, Listed, Message, Words
from solver.base.vocabulary import DUTIES, PERSON, POOL
from solver.domain import DutyKey
from solver.domain.calendar import service_days
from solver.report import PlanView, palette

TOTAL = Words(zh="合计", en="total")
BALANCE = Words(zh="结余", en="balance")
WEEK = Words(zh="教学周", en="teaching week")
UNITS = Words(zh="工作量", en="work units")

PEOPLE = Words(zh="人数", en="people")
WHO = Words(zh="哪些人", en="who")
OFF_SHARE = Words(
    zh="比可达份额（取整）多（＋）或少（−）", en="more (+) or less (−) than the reachable share, rounded"
)
REACHABLE = Words(zh="可达", en="reachable share")
DONE = Words(zh="实排", en="done")
MAX_FIGURES = 12
"""Bars up to which each bears its number."""
MAX_NAMES = 12
"""Names that a tooltip lists at most."""


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
    ends = theme.frame(row for person in people for row in _row_ends(person, total, balance))
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


def _row_ends(person: PersonLine, total: str, balance: str) -> tuple[Mapping[str, object], ...]:
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


@dataclass(frozen=True, slots=True)
class Off:
    """So many people are this far from their share."""

    off: Fraction
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """One person's load against the reachable share."""

    name: str
    pool: str
    reachable: Fraction
    load: Fraction


def spread_of(offs: Sequence[tuple[str, Fraction]]) -> tuple[Off, ...]:
    """Return people by how far they are from their share, least first, in hundredths as they are drawn."""
    found: dict[Fraction, list[str]] = defaultdict(list)
    for name, off in offs:
        found[Fraction(round(off * 100), 100)].append(name)
    return tuple(Off(off, tuple(found[off])) for off in sorted(found))


def spread_chart(
    offs: Sequence[Off], step: Fraction, lang: Lang, ink: Ink, *, title: Message = OFF_SHARE
) -> Drawing:
    """Draw a bar of people for each difference; those at their share stand out in green.

    ``step`` is the least that two differences can lie apart: how wide a bar is.
    """
    heading = title.say(lang)
    half = float(step) * 0.42
    rows = theme.frame(
        {
            "off": float(each.off),
            "low": float(each.off) - half,
            "high": float(each.off) + half,
            "text": theme.signed(each.off),
            "people": len(each.names),
            "side": "even" if not each.off else "more" if each.off > 0 else "less",
            "names": Listed(each.names, most=MAX_NAMES).say(lang),
        }
        for each in offs
    )
    ends = [min(0.0, *(float(each.off) for each in offs)), max(0.0, *(float(each.off) for each in offs))]
    scale = alt.Scale(domain=[ends[0] - float(step), ends[1] + float(step)], nice=False)
    sign = "(datum.value > 0 ? '+' : '') + replace(format(datum.value, '~g'), '-', '−')"
    axis = alt.Axis(title=heading, tickMinStep=float(step), tickCount=9, labelExpr=sign, grid=False)
    told = theme.told(lang, {"text:N": title, "people:Q": PEOPLE, "names:N": WHO})
    tint = alt.Color(
        "side:N",
        scale=alt.Scale(domain=["less", "even", "more"], range=[palette.BLUE, palette.GREEN, palette.ORANGE]),
        legend=None,
    )
    y = alt.Y("people:Q", axis=alt.Axis(title=PEOPLE.say(lang), tickMinStep=1, tickCount=5))
    bars = (
        alt.Chart(rows)
        .mark_rect()
        .encode(
            x=alt.X("low:Q", scale=scale, axis=axis),
            x2="high:Q",
            y=y,
            y2=alt.datum(0),
            color=tint,
            tooltip=told,
        )
    )
    if len(offs) > MAX_FIGURES:
        return theme.finished(bars, height=200)
    figures = (
        alt.Chart(rows)
        .mark_text(dy=-8, fontSize=12, color=ink.text)
        .encode(x=alt.X("off:Q", scale=scale), y=y, text="people:Q")
    )
    return theme.finished(bars, figures, height=200)


def against_chart(rows: Sequence[Against], lang: Lang, ink: Ink) -> Drawing:
    """Draw each person as a dot: on the line is exactly the share, above it more."""
    dots = theme.frame(
        {
            "name": row.name,
            "pool": row.pool,
            "reachable": float(row.reachable),
            "load": float(row.load),
            "reachable_text": theme.shown(row.reachable),
            "load_text": theme.shown(row.load),
        }
        for row in rows
    )
    both = [float(value) for row in rows for value in (row.reachable, row.load)]
    low, high = min(both, default=0.0), max(both, default=1.0)
    margin = max(1.0, (high - low) * 0.06)
    ends = theme.frame({"x": at, "y": at} for at in (low - margin, high + margin))
    scale = alt.Scale(domain=[low - margin, high + margin], nice=False, zero=False)
    line = (
        alt.Chart(ends)
        .mark_line(color=palette.GREY, strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=scale), y=alt.Y("y:Q", scale=scale))
    )
    points = (
        alt.Chart(dots)
        .mark_circle(size=70, opacity=0.75, stroke=ink.paper, strokeWidth=0.5)
        .encode(
            x=alt.X("reachable:Q", scale=scale, title=REACHABLE.say(lang)),
            y=alt.Y("load:Q", scale=scale, title=DONE.say(lang)),
            color=alt.Color(
                "pool:N",
                title=POOL.say(lang),
                scale=alt.Scale(range=list(palette.POOLS)),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=theme.told(
                lang, {"name:N": PERSON, "pool:N": POOL, "reachable_text:N": REACHABLE, "load_text:N": DONE}
            ),
        )
    )
    return theme.finished(line, points, height=200)

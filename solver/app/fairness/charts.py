"""Charts of loads: week by week, and how far people are from their share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import altair as alt

from solver.app import theme
from solver.app.fairness.figures import WeekLoad, pool_name
from solver.app.theme import Drawing, Ink
from solver.base.text import Lang, Listed, Message, Words
from solver.base.vocabulary import DUTIES, PERSON, POOL
from solver.report import AccountLine, palette

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


def heat_map(
    names: Mapping[str, str],
    loads: Sequence[WeekLoad],
    lines: Mapping[str, AccountLine],
    weeks: Sequence[int],
    lang: Lang,
    ink: Ink,
) -> Drawing:
    """Draw people by weeks; the darker the more. Total and balance stand at the right.

    Parameters
    ----------
    names
        Who is drawn, from the top, and under which label.
    lines
        What the account of the term says of them.
    """
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
    ends = theme.frame(
        row for who, name in names.items() for row in _row_ends(name, lines.get(who), total, balance)
    )
    x = alt.X(
        "column:O",
        scale=alt.Scale(domain=[*columns, total, balance], paddingInner=0.06),
        axis=alt.Axis(orient="top", title=None, labelAngle=0, labelOverlap=False),
    )
    order = list(names.values())
    y = theme.name_axis(order, theme.width_of(order))
    tooltip = theme.told(lang, {"name:N": PERSON, "column:N": WEEK, "units:N": UNITS, "duties:Q": DUTIES})
    # One hue whose strength tells the load: it reads on white, on black and without colour at all.
    strength = alt.Opacity("part:Q", scale=alt.Scale(domain=[0, 1], range=[0.1, 1]), legend=None)
    base = alt.Chart(cells).encode(x=x, y=y)
    squares = base.mark_rect(color=palette.BLUE, cornerRadius=2).encode(opacity=strength, tooltip=tooltip)
    on_dark = alt.condition("datum.part > 0.55", alt.value("#ffffff"), alt.value(ink.text))
    figures = base.mark_text(fontSize=11).encode(text="text:N", color=on_dark, tooltip=tooltip)
    at_end = alt.Chart(ends).encode(x=x, y=y)
    tint = theme.tint("side", {"more": palette.ORANGE, "less": palette.BLUE, "even": palette.GREY})
    boxes = at_end.mark_rect(cornerRadius=2).encode(
        color=tint, opacity=alt.Opacity("part:Q", legend=None, scale=None)
    )
    sums = at_end.mark_text(fontSize=11).encode(text="text:N", color=alt.value(ink.text))
    return theme.finished(squares, figures, boxes, sums, height=theme.LINE * len(order))


def _row_ends(
    name: str, line: AccountLine | None, total: str, balance: str
) -> tuple[Mapping[str, object], ...]:
    load, closing = (line.load or Fraction(0), line.closing) if line else (Fraction(0), None)
    # A balance of two units is as strong as the colour gets: more than that is rare and shown in figures.
    part = min(0.55, float(abs(closing or 0)) * 0.275)
    return (
        {"name": name, "column": total, "side": "even", "part": 0.0, "text": theme.shown(load)},
        {
            "name": name,
            "column": balance,
            "side": theme.side(closing),
            "part": part,
            "text": theme.signed(closing),
        },
    )


def spread_of(offs: Iterable[tuple[str, Fraction]]) -> dict[Fraction, list[str]]:
    """Return people by how far they are from their share, least first, in hundredths as they are drawn."""
    names: dict[Fraction, list[str]] = defaultdict(list)
    for name, off in offs:
        names[Fraction(round(off * 100), 100)].append(name)
    return dict(sorted(names.items()))


def spread_chart(
    offs: Mapping[Fraction, Sequence[str]],
    step: Fraction,
    lang: Lang,
    ink: Ink,
    *,
    title: Message = OFF_SHARE,
) -> Drawing:
    """Draw a bar of people for each difference; those at their share stand out in green.

    ``step`` is the least that two differences can lie apart: how wide a bar is.
    """
    heading = title.say(lang)
    half = float(step) * 0.42
    rows = theme.frame(
        {
            "off": float(off),
            "low": float(off) - half,
            "high": float(off) + half,
            "text": theme.signed(off),
            "people": len(names),
            "side": theme.side(off),
            "names": Listed(names, most=MAX_NAMES).say(lang),
        }
        for off, names in offs.items()
    )
    low, high = float(min(Fraction(0), *offs) - step), float(max(Fraction(0), *offs) + step)
    scale = alt.Scale(domain=[low, high], nice=False)
    sign = "(datum.value > 0 ? '+' : '') + replace(format(datum.value, '~g'), '-', '−')"
    axis = alt.Axis(title=heading, tickMinStep=float(step), tickCount=9, labelExpr=sign, grid=False)
    tooltip = theme.told(lang, {"text:N": title, "people:Q": PEOPLE, "names:N": WHO})
    tint = theme.tint("side", {"less": palette.BLUE, "even": palette.GREEN, "more": palette.ORANGE})
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
            tooltip=tooltip,
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


def against_chart(
    names: Mapping[str, str], lines: Mapping[str, AccountLine], lang: Lang, ink: Ink
) -> Drawing:
    """Draw each person as a dot: on the line is exactly the share, above it more."""
    rows = [
        (name, line.pool, line.reachable, line.load)
        for who, name in names.items()
        if (line := lines.get(who)) and line.reachable is not None and line.load is not None
    ]
    dots = theme.frame(
        {
            "name": name,
            "pool": pool_name(pool, lang),
            "reachable": float(reachable),
            "load": float(load),
            "reachable_text": theme.shown(reachable),
            "load_text": theme.shown(load),
        }
        for name, pool, reachable, load in rows
    )
    both = [float(amount) for row in rows for amount in row[2:]]
    low, high = min(both, default=0.0), max(both, default=1.0)
    margin = max(1.0, (high - low) * 0.06)
    ends = theme.frame({"x": end, "y": end} for end in (low - margin, high + margin))
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

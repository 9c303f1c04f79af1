"""How loads are spread: how many people are how far from their share, and who does what against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Listed, Message, Words
from solver.base.vocabulary import PERSON, POOL
from solver.report import palette

PEOPLE = Words(zh="人数", en="people")
NAMES = Words(zh="哪些人", en="who")
OFF = Words(
    zh="比可达份额（取整）多（＋）或少（−）", en="more (+) or less (−) than the reachable share, rounded"
)
REACHABLE = Words(zh="可达", en="reachable share")
DONE = Words(zh="实排", en="done")
FIGURES = 12
"""Bars up to which each bears its number."""
FIRST = 12
"""Names that a tooltip lists at most."""


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
    offs: Sequence[Off], step: Fraction, lang: Lang, ink: Ink, *, title: Message = OFF
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
            "names": Listed(each.names, most=FIRST).say(lang),
        }
        for each in offs
    )
    ends = [min(0.0, *(float(each.off) for each in offs)), max(0.0, *(float(each.off) for each in offs))]
    scale = alt.Scale(domain=[ends[0] - float(step), ends[1] + float(step)], nice=False)
    sign = "(datum.value > 0 ? '+' : '') + replace(format(datum.value, '~g'), '-', '−')"
    axis = alt.Axis(title=heading, tickMinStep=float(step), tickCount=9, labelExpr=sign, grid=False)
    told = theme.told(lang, {"text:N": title, "people:Q": PEOPLE, "names:N": NAMES})
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
    if len(offs) > FIGURES:
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

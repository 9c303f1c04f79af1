"""How every chart looks: colours for light and dark pages and for all eyes, clock axes, names told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import altair as alt
import pandas as pd
import streamlit as st

from solver.base.text import Lang, Message
from solver.base.units import Minutes, show_units
from solver.report import PlanView

NAMES_WIDE = 150
"""Pixels for names beside a chart at most."""
WIDE_FROM = 0x2E80
"""Letters from here on are as wide as they are high."""
LINE = 20
"""Pixels for one row of names."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What letters and hair lines are drawn with on the page's background."""

    text: str
    faint: str
    paper: str


LIGHT = Ink(text="#31333f", faint="#c9ccd3", paper="#ffffff")
DARK = Ink(text="#fafafa", faint="#4a4d57", paper="#181715")

Drawing = alt.LayerChart | alt.FacetChart
"""A finished chart; altair says no more of it."""


def ink() -> Ink:
    """Return what to draw with on the page that is being drawn."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def shown(units: Fraction | None) -> str:
    """Return an amount for a reader; nothing where there is none."""
    return "" if units is None else show_units(units)


def signed(units: Fraction | None) -> str:
    """Return a difference for a reader, with its sign; nothing where there is none."""
    if units is None:
        return ""
    text = show_units(abs(units))
    return text if text == "0" else f"{'+' if units > 0 else '−'}{text}"


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return a label for each id that no other id has: the name, with the id where names meet.

    A chart puts rows of one label on one line, so labels must differ.
    """
    labels = dict(names)
    for _ in range(2):
        counts = Counter(labels.values())
        labels = {key: f"{name} ({key})" if counts[name] > 1 else name for key, name in labels.items()}
    return labels


def staff_labels(handout: PlanView) -> dict[str, str]:
    """Return everybody's label, those whom only the roster knows included."""
    people = {person.id: person.name for person in handout.case.staff}
    return told_apart({**{row.staff: row.staff for row in handout.plan.roster}, **people})


def clock_axis(first: Minutes, last: Minutes, *, labels: bool = True) -> alt.X:
    """Return a time axis from one minute of the day to another, with round ticks.

    Without ``labels`` the chart stands below another one with the same axis.
    """
    every = next((step for step in (1, 2, 5, 10, 15, 30, 60) if (last - first) / step <= 14), 120)
    ticks = list(range(-(-first // every) * every, last + 1, every))
    spelt = "format(floor(datum.value / 60), '02d') + ':' + format(datum.value % 60, '02d')"
    axis = alt.Axis(
        values=ticks, labelExpr=spelt, title=None, orient="top", labels=labels, labelOverlap=False
    )
    return alt.X("start:Q", axis=axis, scale=alt.Scale(domain=[first, last], nice=False, clamp=True))


def text_width(text: str, wide: int, narrow: int) -> int:
    """Return how wide a text is, given the widths of Chinese and of other letters."""
    return sum(wide if ord(letter) > WIDE_FROM else narrow for letter in text)


def width_of(names: Iterable[str]) -> int:
    """Return the pixels that names need beside a chart; charts given the same number line up."""
    longest = max((text_width(name, 13, 8) for name in names), default=0)
    return min(NAMES_WIDE, longest + 14)


def name_axis(order: Sequence[str], wide: int, *, field: str = "name") -> alt.Y:
    """Return rows of names in an order of ours: a chart by itself would put room 10 before room 2."""
    axis = alt.Axis(
        title=None, labelLimit=wide - 8, minExtent=wide, maxExtent=wide, labelOverlap=False, labelFlush=False
    )
    return alt.Y(f"{field}:N", sort=list(order), scale=alt.Scale(domain=list(order)), axis=axis)


def finished(*layers: alt.Chart, height: int) -> Drawing:
    """Return layers as one chart: as wide as its page, and ``height`` pixels high without its axes."""
    return alt.layer(*layers).properties(
        height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )


def tint(field: str, colours: Mapping[str, str], *, legend: bool = False) -> alt.Color:
    """Return the colour of each value of a field; what they mean stands below, if it is to be said."""
    return alt.Color(
        f"{field}:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=alt.Legend(orient="bottom", direction="horizontal") if legend else None,
    )


def side(units: Fraction | None) -> str:
    """Return which side of nothing an amount is on: more, less or even."""
    return "even" if not units else "more" if units > 0 else "less"


def told(lang: Lang, fields: Mapping[str, Message]) -> list[alt.Tooltip]:
    """Return what is told of a mark when asked: fields of its row, each under its name."""
    return [alt.Tooltip(field, title=words.say(lang)) for field, words in fields.items()]


def frame(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of text and numbers, as charts take them."""
    return pd.DataFrame(list(rows))

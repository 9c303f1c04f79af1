"""The custody chain of one group on one day: in whose hands every party is, minute by minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import PUPILS, TIME
from solver.report import palette
from solver.report.handover_day import Hold
from solver.report.words import HOW

COLOURS = {
    "lesson": palette.GREY,
    "care": palette.BLUE,
    "club": palette.GREEN,
    "walk": palette.ORANGE,
    "gate": palette.SKY,
    "extended": palette.PURPLE,
    "gap": palette.GAP,
}
PALE = frozenset({"walk", "gate", "extended"})
"""Colours that dark letters are read on."""
GAP = Words(zh="无人看管", en="nobody in charge")
PARTY = Words(zh="小队", en="party")
PLACE = Words(zh="地点", en="place")
HOW_HELD = Words(zh="方式", en="how")
ADULTS = Words(zh="负责人", en="in charge")
GIVER = Words(zh="交出", en="given by")
LETTERS = 50
"""Wide letters that fit into a whole row."""
ROW = 30
"""Pixels of one party: names of adults stand within."""


def chain_chart(holds: Sequence[Hold], span: tuple[Minutes, Minutes], lang: Lang, ink: Ink) -> Drawing:
    """Draw one row for each party: who holds it from when to when, and a mark where it is received."""
    order = list(dict.fromkeys(hold.party for hold in holds))
    kinds = [kind for kind in COLOURS if any(_kind(hold) == kind for hold in holds if hold.how != "receiver")]
    bars = theme.frame(_bar(hold, span, lang) for hold in holds if hold.how != "receiver")
    x, y = theme.clock_axis(*span), theme.name_axis(order, theme.width_of(order), field="party")
    tint = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(
            domain=[_named(kind, lang) for kind in kinds], range=[COLOURS[kind] for kind in kinds]
        ),
        legend=alt.Legend(orient="bottom", direction="horizontal"),
    )
    told = theme.told(
        lang,
        {
            "party:N": PARTY,
            "time:N": TIME,
            "adults:N": ADULTS,
            "heads:Q": PUPILS,
            "place:N": PLACE,
            "kind:N": HOW_HELD,
            "giver:N": GIVER,
        },
    )
    base = alt.Chart(bars).encode(x=x, y=y)
    held = base.mark_bar(height=ROW - 8, cornerRadius=3, stroke=ink.paper, strokeWidth=1).encode(
        x2="end:Q", color=tint, tooltip=told
    )
    names = base.mark_text(align="left", dx=4, fontSize=11, fontWeight="bold").encode(
        text="label:N",
        color=alt.condition("datum.pale", alt.value(theme.LIGHT.text), alt.value(theme.LIGHT.paper)),
        tooltip=told,
    )
    marks = theme.frame(
        {
            "party": hold.party,
            "start": hold.start,
            "time": clock(hold.start),
            "adults": hold.receiver,
            "heads": hold.heads,
            "place": hold.place,
            "kind": HOW["receiver"].say(lang),
            "giver": hold.giver,
        }
        for hold in holds
        if hold.how == "receiver"
    )
    layers = [held, names]
    if len(marks):
        home = alt.Chart(marks).mark_point(shape="diamond", size=110, filled=True, color=ink.text, opacity=1)
        layers.append(home.encode(x=x, y=y, tooltip=told))
    return theme.finished(*layers, height=ROW * len(order))


def _kind(hold: Hold) -> str:
    return "gap" if hold.alone else hold.how


def _named(kind: str, lang: Lang) -> str:
    return (GAP if kind == "gap" else HOW[kind]).say(lang)


def _bar(hold: Hold, span: tuple[Minutes, Minutes], lang: Lang) -> Mapping[str, object]:
    # Text in a chart is not cut at its bar: where there is no room for it, there is none.
    drawn = min(hold.end, span[1]) - max(hold.start, span[0])
    room = drawn * LETTERS // max(1, span[1] - span[0])
    text = f"{hold.adults} · {hold.heads}"
    wide = sum(2 if ord(letter) > theme.WIDE_FROM else 1 for letter in text)
    return {
        "party": hold.party,
        "start": hold.start,
        "end": hold.end,
        "kind": _named(_kind(hold), lang),
        "adults": hold.adults,
        "heads": hold.heads,
        "place": hold.place,
        "giver": hold.giver,
        "time": f"{clock(hold.start)}–{clock(hold.end)}",
        "pale": _kind(hold) in PALE,
        "label": text if wide <= room * 2 else str(hold.heads) if room >= 2 else "",
    }

"""A gate minute by minute: how many pupils are released, against how many it can release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import CLASS, TIME
from solver.report import palette
from solver.report.handover_day import GateMinute

CAN = Words(zh="每分钟放行人数，最多 {count} 人", en="pupils released a minute, at most {count}")
PUPILS = Words(zh="学生", en="pupils")


def gate_chart(
    minutes: Sequence[GateMinute],
    throughput: int | None,
    names: Mapping[str, str],
    span: tuple[Minutes, Minutes],
    lang: Lang,
    ink: Ink,
) -> Drawing:
    """Draw the pupils of each minute as bars against the gate's throughput; two lines at once are red."""
    wide = theme.width_of(names.values())
    boxes = tuple(_stacked(minutes))
    rows = theme.frame(
        {
            "start": each.minute,
            "end": each.minute + 1,
            "low": low,
            "high": low + each.heads,
            "heads": each.heads,
            "name": names[each.group],
            "time": clock(each.minute),
            "crowded": each.crowded,
        }
        for each, low in boxes
    )
    top = max([throughput or 1, *(low + each.heads for each, low in boxes)])
    y = alt.Y(
        "high:Q",
        scale=alt.Scale(domain=[0, top * 1.15], nice=False),
        axis=alt.Axis(
            title=None,
            tickCount=3,
            tickMinStep=1,
            minExtent=wide,
            maxExtent=wide,
        ),
    )
    bars = (
        alt.Chart(rows)
        .mark_rect(stroke=ink.paper, strokeWidth=0.5)
        .encode(
            x=theme.clock_axis(*span),
            x2="end:Q",
            y=y,
            y2="low:Q",
            color=alt.condition("datum.crowded", alt.value(palette.GAP), alt.value(palette.BLUE)),
            tooltip=theme.told(lang, {"time:N": TIME, "name:N": CLASS, "heads:Q": PUPILS}),
        )
    )
    if throughput is None:
        return theme.finished(bars, height=110)
    limit = theme.frame([{"high": throughput, "start": span[0], "text": CAN.say(lang, count=throughput)}])
    base = alt.Chart(limit).encode(y=alt.Y("high:Q"))
    line = base.mark_rule(color=palette.VERMILION, strokeDash=[6, 3], strokeWidth=1.5)
    text = base.mark_text(align="left", dx=6, dy=-7, fontSize=11, color=ink.text).encode(
        x=theme.clock_axis(*span), text="text:N"
    )
    return theme.finished(bars, line, text, height=110)


def _stacked(minutes: Sequence[GateMinute]) -> Iterator[tuple[GateMinute, int]]:
    """Yield each with the heads that stand below it in its minute."""
    below: dict[Minutes, int] = {}
    for each in minutes:
        low = below.get(each.minute, 0)
        yield each, low
        below[each.minute] = low + each.heads

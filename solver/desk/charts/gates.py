"""A gate minute by minute: how many pupils are released, against how many it can release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from solver.base.text import Lang, Words
from solver.base.units import Minutes, clock
from solver.desk.charts import look
from solver.desk.charts.leaving import LineOut
from solver.desk.charts.look import Drawing, Ink
from solver.domain.case import Zone
from solver.domain.plan import Variant

CAN = Words(zh="每分钟放行人数，最多 {count} 人", en="pupils released a minute, at most {count}")
MINUTE = Words(zh="时间", en="time")
CLASS = Words(zh="班级", en="class")
PUPILS = Words(zh="学生", en="pupils")


@dataclass(frozen=True, slots=True)
class GateMinute:
    """So many pupils of a group go through a gate in this minute; ``crowded``: with others beside them."""

    minute: Minutes
    group: str
    heads: int
    crowded: bool


def throughput_of(gate: Zone | None, variant: Variant) -> int | None:
    """Return the pupils a minute that a gate releases in this weather; ``None``: nobody has said."""
    if gate is None:
        return None
    wet = variant == "rain" and gate.rain_throughput is not None
    return gate.rain_throughput if wet else gate.throughput


def gate_minutes(lines: Iterable[LineOut], throughput: int | None) -> tuple[GateMinute, ...]:
    """Return who goes through one gate when.

    A line is released as quickly as the gate can, from its arrival on; where the plan leaves too few minutes
    for that, the rest goes in the last of them and is seen to be too much.
    """
    found: list[tuple[Minutes, str, int]] = []
    for line in lines:
        left = line.heads
        for minute in range(line.arrive, max(line.released, line.arrive + 1)):
            last = minute + 1 >= line.released
            going = left if last or throughput is None else min(left, throughput)
            if going:
                found.append((minute, line.group, going))
            left -= going
    there = [(line.arrive, max(line.released, line.arrive + 1)) for line in lines]
    return tuple(
        GateMinute(minute, group, heads, sum(first <= minute < last for first, last in there) > 1)
        for minute, group, heads in sorted(found)
    )


def gate_chart(
    minutes: Sequence[GateMinute],
    throughput: int | None,
    names: Mapping[str, str],
    span: tuple[Minutes, Minutes],
    lang: Lang,
    ink: Ink,
) -> Drawing:
    """Draw the pupils of each minute as bars against the gate's throughput; two lines at once are red."""
    wide = look.width_of(names.values())
    boxes = tuple(_stacked(minutes))
    rows = look.frame(
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
            x=look.clock_axis(*span),
            x2="end:Q",
            y=y,
            y2="low:Q",
            color=alt.condition("datum.crowded", alt.value(look.GAP), alt.value(look.BLUE)),
            tooltip=[
                alt.Tooltip("time:N", title=MINUTE.say(lang)),
                alt.Tooltip("name:N", title=CLASS.say(lang)),
                alt.Tooltip("heads:Q", title=PUPILS.say(lang)),
            ],
        )
    )
    if throughput is None:
        return look.finished(bars, height=110)
    limit = look.frame([{"high": throughput, "start": span[0], "text": CAN.say(lang, count=throughput)}])
    base = alt.Chart(limit).encode(y=alt.Y("high:Q"))
    line = base.mark_rule(color=look.VERMILION, strokeDash=[6, 3], strokeWidth=1.5)
    text = base.mark_text(align="left", dx=6, dy=-7, fontSize=11, color=ink.text).encode(
        x=look.clock_axis(*span), text="text:N"
    )
    return look.finished(bars, line, text, height=110)


def _stacked(minutes: Sequence[GateMinute]) -> Iterator[tuple[GateMinute, int]]:
    """Yield each with the heads that stand below it in its minute."""
    below: dict[Minutes, int] = {}
    for each in minutes:
        low = below.get(each.minute, 0)
        yield each, low
        below[each.minute] = low + each.heads

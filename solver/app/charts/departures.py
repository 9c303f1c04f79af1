"""The end of a day, minute by minute: each class's line from its room to the gate and to its receivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import altair as alt

from solver.app.charts import theme
from solver.app.charts.theme import Drawing, Ink
from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import CLASS, PUPILS, TIME
from solver.report import palette
from solver.report.handover_day import LineOut

WAITS = Words(zh="在教室等", en="waits in the room")
WALKS = Words(zh="路上", en="on the way")
AT_GATE = Words(zh="校门放行", en="released at the gate")
PHASES = {"waits": WAITS, "walks": WALKS, "gate": AT_GATE}
COLOURS = {"waits": palette.GREY, "walks": palette.ORANGE, "gate": palette.BLUE}
WHAT = Words(zh="阶段", en="phase")
LED_BY = Words(zh="带队", en="led by")
ROOM = 7
"""What part of the time is left free at the right."""
END = Words(zh="{heads} 人", en="{heads} pupils")


def window(lines: Sequence[LineOut]) -> tuple[Minutes, Minutes]:
    """Return from which minute to which there is something to draw, with room for the heads at the end."""
    first = min(min(line.ready, line.leave) for line in lines)
    last = max(line.released for line in lines)
    return first - 1, last + max(2, (last - first) // ROOM)


def leaving_chart(
    lines: Sequence[LineOut],
    names: Mapping[str, str],
    staff: Mapping[str, str],
    span: tuple[Minutes, Minutes],
    lang: Lang,
    ink: Ink,
    *,
    legend: bool,
) -> Drawing:
    """Draw the lines of one gate below its minutes. ``names`` are labels of groups, ``staff`` of people."""
    order = [names[line.group] for line in lines]
    wide = theme.width_of(names.values())
    rows = theme.frame(row for line in lines for row in _phases(line, names, staff, lang))
    tint = alt.Color(
        "phase:N",
        title=None,
        scale=alt.Scale(domain=[words.say(lang) for words in PHASES.values()], range=list(COLOURS.values())),
        legend=alt.Legend(orient="bottom", direction="horizontal") if legend else None,
    )
    bars = (
        alt.Chart(rows)
        .mark_bar(height=theme.LINE - 7, cornerRadius=2)
        .encode(
            x=theme.clock_axis(*span, labels=False),
            x2="end:Q",
            y=theme.name_axis(order, wide),
            color=tint,
            opacity=alt.condition("datum.kind == 'waits'", alt.value(0.35), alt.value(1)),
            tooltip=theme.told(
                lang,
                {"name:N": CLASS, "phase:N": WHAT, "time:N": TIME, "heads:Q": PUPILS, "staff:N": LED_BY},
            ),
        )
    )
    ends = theme.frame(
        {"name": names[line.group], "start": line.released, "text": END.say(lang, heads=line.heads)}
        for line in lines
    )
    heads = (
        alt.Chart(ends)
        .mark_text(align="left", dx=5, fontSize=11, color=ink.text)
        .encode(x=theme.clock_axis(*span, labels=False), y=theme.name_axis(order, wide), text="text:N")
    )
    return theme.finished(bars, heads, height=theme.LINE * len(order))


def _phases(
    line: LineOut, names: Mapping[str, str], staff: Mapping[str, str], lang: Lang
) -> Iterator[Mapping[str, object]]:
    for kind, start, end in (
        ("waits", line.ready, line.leave),
        ("walks", line.leave, line.arrive),
        ("gate", line.arrive, line.released),
    ):
        if start < end:
            yield {
                "name": names[line.group],
                "kind": kind,
                "phase": PHASES[kind].say(lang),
                "start": start,
                "end": end,
                "time": f"{clock(start)}–{clock(end)}",
                "heads": line.heads,
                "staff": Listed(staff[who] for who in line.staff).say(lang),
            }

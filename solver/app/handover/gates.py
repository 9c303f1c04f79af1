"""The gates of a day: who is released when, and each class's way there; what ends elsewhere is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import altair as alt
import streamlit as st

from solver.app import theme
from solver.app.page import Page
from solver.app.theme import Drawing, Ink
from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import CLASS, PUPILS, TIME
from solver.domain.calendar import Day, serves
from solver.report import PlanView, palette
from solver.report.handover_day import GateMinute, HandoverDay, LineOut, gate_minutes

NOT_BY_GATE = {
    "lesson": Words(
        zh="{session} {end} 结束后由任课教师接手，不经校门。",
        en="{session}: at {end} the lesson's teacher takes over; nobody goes to a gate.",
    ),
    "room": Words(
        zh="{session} {end} 结束后，家长到教室接，不经校门。",
        en="{session}: at {end} parents fetch their children from the room; nobody goes to a gate.",
    ),
    "extended": Words(
        zh="{session}：放学队伍经过时接收学生，{end} 前由家长来接，不经校门。",
        en="{session} receives its pupils as the lines walk past; parents fetch them by {end}, "
        "not at a gate.",
    ),
}
NO_LINES = Words(zh="这一天没有队伍从校门离开。", en="No line leaves by a gate on this day.")
GATE = Words(
    zh=":material/door_open: **{gate}**：{lines} 队、{heads} 人，{first}–{last}",
    en=":material/door_open: **{gate}**: {lines} lines, {heads} pupils, {first}–{last}",
)
SHELTER = Words(zh="雨天改在{place}交接", en="in the rain handed over at {place}")
NO_LIMIT = Words(
    zh="没有填写这个校门每分钟能放行多少人。",
    en="Nobody has said how many pupils a minute this gate can release.",
)

THROUGHPUT = Words(zh="每分钟放行人数，最多 {count} 人", en="pupils released a minute, at most {count}")
RELEASED = Words(zh="学生", en="pupils")

PHASES = {
    "waits": Words(zh="在教室等", en="waits in the room"),
    "walks": Words(zh="路上", en="on the way"),
    "gate": Words(zh="校门放行", en="released at the gate"),
}
COLOURS = {"waits": palette.GREY, "walks": palette.ORANGE, "gate": palette.BLUE}
WHAT = Words(zh="阶段", en="phase")
LED_BY = Words(zh="带队", en="led by")
FREE_PART = 7
"""What part of the time is left free at the right."""
HEADS = Words(zh="{heads} 人", en="{heads} pupils")


def draw(page: Page, day: HandoverDay, ink: Ink) -> None:
    """Draw each gate's minutes, and below them the lines that go there."""
    handout, lines = day.handout, day.lines
    if not lines:
        st.info(page.say(NO_LINES), icon=":material/info:")
        return
    groups = theme.told_apart({group.id: group.name for group in handout.case.groups})
    drawn = {line.group: groups[line.group] for line in lines}
    staff = theme.staff_labels(handout)
    span = window(lines)
    gates = list(dict.fromkeys(line.gate for line in lines))
    for gate in gates:
        to_gate = [line for line in lines if line.gate == gate]
        throughput = day.throughput(gate)
        st.markdown(_gate_words(page, handout, gate, to_gate))
        minutes = gate_minutes(to_gate, throughput)
        st.altair_chart(
            gate_chart(minutes, throughput, drawn, span, page.lang, ink),
            key=f"handover_gate_{gate}",
        )
        st.altair_chart(
            leaving_chart(to_gate, drawn, staff, span, page.lang, ink, legend=gate == gates[-1]),
            key=f"handover_lines_{gate}",
        )
        if throughput is None:
            st.caption(page.say(NO_LIMIT))


def others(page: Page, there: HandoverDay, day: Day) -> None:
    """Say of every other session of the day how it ends."""
    by_gate = {line.session for line in there.lines}
    for session in there.handout.case.sessions:
        words = NOT_BY_GATE.get("extended" if session.kind == "extended" else session.ends)
        if words and serves(session, day) and session.id not in by_gate:
            told = page.tell(words, session=session.name, end=clock(session.end))
            st.caption(f":material/info: {told}")


def _gate_words(page: Page, handout: PlanView, gate: str, lines: Sequence[LineOut]) -> str:
    where = lines[0].place
    words = page.tell(
        GATE,
        gate=handout.place_name(gate),
        lines=len(lines),
        heads=sum(line.heads for line in lines),
        first=clock(min(line.arrive for line in lines)),
        last=clock(max(line.released for line in lines)),
    )
    return words if where == gate else f"{words} · {page.tell(SHELTER, place=handout.place_name(where))}"


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
            tooltip=theme.told(lang, {"time:N": TIME, "name:N": CLASS, "heads:Q": RELEASED}),
        )
    )
    if throughput is None:
        return theme.finished(bars, height=110)
    limit = theme.frame(
        [{"high": throughput, "start": span[0], "text": THROUGHPUT.say(lang, count=throughput)}]
    )
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


def window(lines: Sequence[LineOut]) -> tuple[Minutes, Minutes]:
    """Return from which minute to which there is something to draw, with room for the heads at the end."""
    first = min(min(line.ready, line.leave) for line in lines)
    last = max(line.released for line in lines)
    return first - 1, last + max(2, (last - first) // FREE_PART)


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
    colours = {PHASES[kind].say(lang): colour for kind, colour in COLOURS.items()}
    bars = (
        alt.Chart(rows)
        .mark_bar(height=theme.LINE - 7, cornerRadius=2)
        .encode(
            x=theme.clock_axis(*span, labels=False),
            x2="end:Q",
            y=theme.name_axis(order, wide),
            color=theme.tint("phase", colours, legend=legend),
            opacity=alt.condition("datum.kind == 'waits'", alt.value(0.35), alt.value(1)),
            tooltip=theme.told(
                lang,
                {"name:N": CLASS, "phase:N": WHAT, "time:N": TIME, "heads:Q": PUPILS, "staff:N": LED_BY},
            ),
        )
    )
    ends = theme.frame(
        {"name": names[line.group], "start": line.released, "text": HEADS.say(lang, heads=line.heads)}
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

"""The gates of a day: who is released when, and each class's way there; what ends elsewhere is said."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.charts import departures, gate_queue, theme
from solver.app.charts.theme import Ink
from solver.app.page import Page
from solver.base.text import Words
from solver.base.units import clock
from solver.domain.calendar import Day, serves
from solver.domain.case import Session
from solver.report import PlanView
from solver.report.handover_day import HandoverDay, LineOut, gate_minutes

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


def draw(page: Page, day: HandoverDay, ink: Ink) -> None:
    """Draw each gate's minutes, and below them the lines that go there."""
    handout, lines = day.handout, day.lines
    if not lines:
        st.info(page.say(NO_LINES), icon=":material/info:")
        return
    groups = theme.told_apart({group.id: group.name for group in handout.case.groups})
    drawn = {line.group: groups[line.group] for line in lines}
    staff = theme.staff_labels(handout)
    span = departures.window(lines)
    gates = list(dict.fromkeys(line.gate for line in lines))
    for gate in gates:
        own = [line for line in lines if line.gate == gate]
        throughput = day.throughput(gate)
        st.markdown(_gate_words(page, handout, gate, own))
        minutes = gate_minutes(own, throughput)
        st.altair_chart(
            gate_queue.gate_chart(minutes, throughput, drawn, span, page.lang, ink),
            key=f"handover_gate_{gate}",
        )
        st.altair_chart(
            departures.leaving_chart(own, drawn, staff, span, page.lang, ink, legend=gate == gates[-1]),
            key=f"handover_lines_{gate}",
        )
        if throughput is None:
            st.caption(page.say(NO_LIMIT))


def others(page: Page, there: HandoverDay, day: Day) -> None:
    """Say of every other session of the day how it ends."""
    by_gate = {line.session for line in there.lines}
    for session in there.handout.case.sessions:
        if serves(session, day) and session.id not in by_gate and (words := _other(session)):
            told = page.tell(words, session=session.name, end=clock(session.end))
            st.caption(f":material/info: {told}")


def _gate_words(page: Page, handout: PlanView, gate: str, lines: Sequence[LineOut]) -> str:
    place = lines[0].place
    told = page.tell(
        GATE,
        gate=handout.place_name(gate),
        lines=len(lines),
        heads=sum(line.heads for line in lines),
        first=clock(min(line.arrive for line in lines)),
        last=clock(max(line.released for line in lines)),
    )
    return told if place == gate else f"{told} · {page.tell(SHELTER, place=handout.place_name(place))}"


def _other(session: Session) -> Words | None:
    return NOT_BY_GATE.get("extended" if session.kind == "extended" else session.ends)

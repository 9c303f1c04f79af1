"""The gates of a day: who is released when, and each class's way there; what ends elsewhere is said."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.base.text import Words
from solver.base.units import clock
from solver.desk.charts import gates, leaving, look
from solver.desk.charts.leaving import LineOut
from solver.desk.charts.look import Ink
from solver.desk.state import Desk
from solver.domain.calendar import Day, serves
from solver.domain.case import Session
from solver.domain.plan import Variant
from solver.report import PlanView

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


def draw(desk: Desk, handout: PlanView, lines: Sequence[LineOut], variant: Variant, ink: Ink) -> None:
    """Draw each gate's minutes, and below them the lines that go there."""
    if not lines:
        st.info(desk.say(NO_LINES), icon=":material/info:")
        return
    groups = look.told_apart({group.id: group.name for group in handout.case.groups})
    staff = look.staff_labels(handout)
    span = leaving.window(lines)
    all_gates = list(dict.fromkeys(line.gate for line in lines))
    for gate in all_gates:
        own = [line for line in lines if line.gate == gate]
        drawn = {line.group: groups[line.group] for line in lines}
        throughput = gates.throughput_of(handout.case.zone.get(gate), variant)
        st.markdown(_gate_words(desk, handout, gate, own))
        minutes = gates.gate_minutes(own, throughput)
        st.altair_chart(
            gates.gate_chart(minutes, throughput, drawn, span, desk.lang, ink), key=f"handover_gate_{gate}"
        )
        st.altair_chart(
            leaving.leaving_chart(own, drawn, staff, span, desk.lang, ink, legend=gate == all_gates[-1]),
            key=f"handover_lines_{gate}",
        )
        if throughput is None:
            st.caption(desk.say(NO_LIMIT))


def others(desk: Desk, handout: PlanView, day: Day, lines: Sequence[LineOut]) -> None:
    """Say of every other session of the day how it ends."""
    by_gate = {line.session for line in lines}
    for session in handout.case.sessions:
        if serves(session, day) and session.id not in by_gate and (words := _other(session)):
            told = desk.tell(words, session=session.name, end=clock(session.end))
            st.caption(f":material/info: {told}")


def _gate_words(desk: Desk, handout: PlanView, gate: str, lines: Sequence[LineOut]) -> str:
    place = lines[0].place
    told = desk.tell(
        GATE,
        gate=handout.place_name(gate),
        lines=len(lines),
        heads=sum(line.heads for line in lines),
        first=clock(min(line.arrive for line in lines)),
        last=clock(max(line.released for line in lines)),
    )
    return told if place == gate else f"{told} · {desk.tell(SHELTER, place=handout.place_name(place))}"


def _other(session: Session) -> Words | None:
    return NOT_BY_GATE.get("extended" if session.kind == "extended" else session.ends)

"""The page of the hand-over: the end of a day minute by minute, and in whose hands one class is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import streamlit as st

from solver import custody
from solver.custody import Leg
from solver.desk import which
from solver.desk.charts import chain, gates, leaving, look
from solver.desk.charts.leaving import LineOut
from solver.desk.plain import plain
from solver.desk.state import Desk
from solver.domain.calendar import Day, serves, service_days
from solver.domain.case import Session
from solver.domain.plan import Variant
from solver.report import Handout
from solver.report.lines import natural
from solver.report.words import HOW, TEXT, VARIANTS
from solver.text import WEEKDAYS, Words
from solver.units import Minutes, clock

TITLE = Words(zh="放学交接", en="Hand-over")
DAY = Words(zh="哪一天", en="Which day")
DATE = Words(zh="{date} {weekday}（第 {week} 周）", en="{date} {weekday} (week {week})")
MAKEUP = Words(
    zh="{date} {real}，上{weekday}的课（第 {week} 周）", en="{date} {real}, {weekday} lessons (week {week})"
)
WEATHER = Words(zh="天气", en="Weather")
SUN = {"fine": ":material/sunny:", "rain": ":material/rainy:"}
NO_DAYS = Words(zh="这份排班没有服务日。", en="This roster has no service day.")
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
CHAIN = Words(zh="一个班在谁手里", en="In whose hands one class is")
GROUP = Words(zh="班级", en="Class")
SPAN = Words(zh="时段", en="Session")
WHOLE_DAY = Words(zh="整天", en="the whole day")
UNBROKEN = Words(
    zh="这一天每分钟都有明确的负责人；孩子每次换手，都写明谁交给谁。",
    en="There is a named adult at every minute of this day; every change of hands says who gives to whom.",
)
BROKEN = Words(
    zh="有 {count} 段无人看管（图中红色）。",
    en="Nobody is in charge in {count} stretches (red in the chart).",
)
COLUMNS = {
    "time": Words(zh="时间", en="Time"),
    "party": Words(zh="小队", en="Party"),
    "heads": Words(zh="人数", en="Pupils"),
    "adults": Words(zh="在谁手里", en="In the hands of"),
    "giver": Words(zh="由谁交来", en="Given by"),
    "place": Words(zh="地点", en="Place"),
    "how": Words(zh="方式", en="How"),
}
WIDTHS = {"time": 100, "heads": 60, "how": 90}
ALONE = Words(zh="⚠ 无人看管", en="⚠ nobody")


def show(desk: Desk) -> None:
    """Draw the page."""
    handout = which.opened(desk, TITLE, "handover")
    if handout is None:
        return
    days = service_days(handout.case)
    if not days:
        st.info(desk.say(NO_DAYS), icon=":material/info:")
        return
    day, variant = _choose(desk, days)
    _findings(desk, handout, day)
    legs = leaving.legs_on(handout, day.date, variant)
    lines = leaving.lines_out(handout, legs)
    _gates(desk, handout, lines, variant)
    _others(desk, handout, day, lines)
    _chain(desk, handout, legs)


def first_shown(days: Sequence[Day], today: dt.date) -> int:
    """Return the place of the day that is shown first: the next service day, the first where all are over."""
    return next((place for place, day in enumerate(days) if day.date >= today), 0)


def _choose(desk: Desk, days: Sequence[Day]) -> tuple[Day, Variant]:
    by_date = {day.date.isoformat(): day for day in days}
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            desk.say(DAY),
            list(by_date),
            index=first_shown(days, today),
            format_func=lambda date: day_name(desk, by_date[date]),
            key="handover_day",
            width=320,
        )
        variant = st.segmented_control(
            desk.say(WEATHER),
            list(VARIANTS),
            default="fine",
            required=True,
            format_func=lambda each: f"{SUN[each]} {desk.say(VARIANTS[each])}",
            key="handover_weather",
        )
    return by_date.get(chosen) or days[0], cast("Variant", variant)


def day_name(desk: Desk, day: Day) -> str:
    """Return what a day is called in a list; a make-up day says whose lessons it has."""
    words = DATE if day.weekday == day.real_weekday else MAKEUP
    weekday, real = WEEKDAYS[day.weekday], WEEKDAYS[day.real_weekday]
    return desk.say(words, date=day.date.isoformat(), weekday=weekday, real=real, week=day.week)


def _findings(desk: Desk, handout: Handout, day: Day) -> None:
    for finding in handout.findings:
        if finding.rule in custody.CODES and finding.date == day.date:
            st.error(plain(finding.say(desk.lang)), icon=":material/person_alert:")


def _gates(desk: Desk, handout: Handout, lines: Sequence[LineOut], variant: Variant) -> None:
    if not lines:
        st.info(desk.say(NO_LINES), icon=":material/info:")
        return
    ink = _ink()
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


def _gate_words(desk: Desk, handout: Handout, gate: str, lines: Sequence[LineOut]) -> str:
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


def _others(desk: Desk, handout: Handout, day: Day, lines: Sequence[LineOut]) -> None:
    by_gate = {line.session for line in lines}
    for session in handout.case.sessions:
        if serves(session, day) and session.id not in by_gate and (words := _other(session)):
            told = desk.tell(words, session=session.name, end=clock(session.end))
            st.caption(f":material/info: {told}")


def _other(session: Session) -> Words | None:
    return NOT_BY_GATE.get("extended" if session.kind == "extended" else session.ends)


def _chain(desk: Desk, handout: Handout, legs: Sequence[Leg]) -> None:
    groups = _groups(handout, legs)
    if not groups:
        return
    st.subheader(desk.say(CHAIN), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = st.selectbox(
            desk.say(GROUP),
            list(groups),
            format_func=lambda each: groups[each],
            key="handover_group",
            width=240,
        )
        own = [leg for leg in legs if leg.group == group]
        spans = _spans(desk, handout, own)
        chosen = st.segmented_control(
            desk.say(SPAN),
            list(spans),
            default=next(reversed(spans)),
            required=True,
            format_func=lambda each: plain(spans[each][0]),
            key=f"handover_session_{group}_{legs[0].date}",
        )
    first, last = spans[chosen][1]
    holds = [
        hold for hold in chain.holds_of(handout, own, desk.lang) if hold.start <= last and hold.end >= first
    ]
    gaps = sum(hold.alone for hold in holds)
    if gaps:
        st.error(desk.say(BROKEN, count=gaps), icon=":material/person_alert:")
    else:
        st.success(desk.say(UNBROKEN), icon=":material/verified_user:")
    st.altair_chart(
        chain.chain_chart(holds, (first - 1, last + 1), desk.lang, _ink()), key=f"handover_chain_{chosen}"
    )
    _table(desk, holds)


def _groups(handout: Handout, legs: Sequence[Leg]) -> Mapping[str, str]:
    there = {leg.group for leg in legs}
    labels = look.told_apart({group.id: group.name for group in handout.case.groups if group.id in there})
    return {own: labels[own] for own in sorted(labels, key=lambda own: (natural(labels[own]), own))}


def _spans(
    desk: Desk, handout: Handout, legs: Sequence[Leg]
) -> dict[str, tuple[str, tuple[Minutes, Minutes]]]:
    """Return what of a day can be looked at: the whole, and each session until its pupils are received."""
    whole = min(leg.start for leg in legs), max(leg.end for leg in legs)
    found = {"": (desk.say(WHOLE_DAY), whole)}
    for session in handout.case.sessions:
        own = [leg for leg in legs if leg.session == session.id]
        if own and session.kind != "extended":
            ends = [leg.end for leg in own]
            # Those who stay on are handed over as the line walks past: the chart shows that too.
            ends += [
                min(leg.end, max(ends) + 10)
                for leg in legs
                if leg.how == "extended" and leg.start <= max(ends)
            ]
            found[session.id] = session.name, (min(leg.start for leg in own), max(ends))
    return found


def _table(desk: Desk, holds: Sequence[chain.Hold]) -> None:
    received = TEXT["released"].say(desk.lang)
    rows = [
        {
            "time": clock(hold.start) if hold.start == hold.end else f"{clock(hold.start)}–{clock(hold.end)}",
            "party": hold.party,
            "heads": hold.heads,
            "adults": desk.say(ALONE) if hold.alone else hold.receiver or hold.adults,
            "giver": hold.giver,
            "place": hold.place,
            "how": received if hold.how == "receiver" else HOW[hold.how].say(desk.lang),
        }
        for hold in holds
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        hide_index=True,
        column_config={
            name: st.column_config.Column(desk.say(words), width=WIDTHS.get(name))
            for name, words in COLUMNS.items()
        },
        height="content" if len(rows) <= 20 else 740,
        key="handover_table",
    )


def _ink() -> look.Ink:
    return look.ink(dark=st.context.theme.type == "dark")

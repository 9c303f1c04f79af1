"""The panel of a duty: its facts, its crew, and what can be done about it."""

from __future__ import annotations

import streamlit as st

from solver.app.duty import change_preview, pins, replacement_picker, swap_picker
from solver.app.duty.duty_context import OfDuty, Seat
from solver.app.duty.pending_change import make, refused, waiting
from solver.app.escape import plain
from solver.app.page import Page
from solver.base.text import Words
from solver.base.units import clock
from solver.domain import DutyKey
from solver.explain.edits import leaving

GONE = Words(zh="这份排班里没有这个班次了。", en="This roster has no such duty any more.")
PUPILS = Words(zh="{count} 名学生", en="{count} pupils")
UNITS = Words(zh="{count} 个工作量", en="{count} units")
PERIOD = Words(
    zh="同一人固定 {first} 至 {last}，共 {count} 次", en="kept by one person {first} to {last}, {count} times"
)
ON_IT = Words(zh="谁在岗", en="On it")
EMPTY = Words(zh="空着的席位", en="The empty seat")
COVER = Words(zh="{name}（代班）", en="{name} (cover)")
SCOPE = Words(zh="改多久", en="For how long")
SCOPES = {
    False: Words(zh="只这一天", en="This date only"),
    True: Words(zh="整个轮换周期", en="The whole rotation period"),
}
DO = Words(zh="怎么改", en="What to do")
ACTIONS = {
    "replace": Words(zh="换人", en="Replace"),
    "swap": Words(zh="对调", en="Swap"),
    "empty": Words(zh="空出来", en="Leave empty"),
}
LEAVE = Words(zh="让{name}离开，席位空着", en="Take {name} off and leave the seat empty")
LEAVE_NOTE = Words(
    zh="空着的席位会列为缺岗，有学生的岗位还会列出无人看管的时间。",
    en="An empty seat is told as uncovered; where it holds pupils, minutes without an adult are told too.",
)
BACK = Words(zh="回到改动之前的那一份", en="Back to the roster before this change")


def show_duty(page: Page, duty_key: DutyKey) -> None:
    """Draw the panel of a duty of the plan that is looked at.

    What is changed here is audited at once and shown; it becomes a plan of its own only when it is kept.
    """
    info, result, handout = page.plan, page.result(), page.handout()
    duty = handout.work.duty.get(duty_key) if handout else None
    if info is None or result is None or handout is None or duty is None:
        st.info(page.say(GONE), icon=":material/info:")
        return
    of = OfDuty(page, info, result, handout, duty)
    _facts(of)
    pending = waiting(of)
    if pending is not None:
        change_preview.draw(of, pending)
        return
    if (why := refused()) is not None:
        st.error(plain(page.say(why)), icon=":material/error:")
    seat = _seat(of)
    if seat is not None:
        _actions(of, seat)
    _back(of)


def _facts(of: OfDuty) -> None:
    page, duty = of.page, of.duty
    parts = [f"{clock(duty.start)}–{clock(duty.end)}"]
    parts.append(of.handout.place_name(duty.room or duty.zone_from))
    if duty.pupils:
        parts.append(page.say(PUPILS, count=duty.pupils))
    parts.append(page.say(UNITS, count=of.units(duty.steps)))
    if not of.block.single:
        dates = [each.date for each in of.block.duties]
        parts.append(page.say(PERIOD, first=dates[0], last=dates[-1], count=len(dates)))
    st.caption(plain(" · ".join(filter(None, parts))))


def _seat(of: OfDuty) -> Seat | None:
    """Ask whose seat it is about, and for how long."""
    page = of.page
    rows = {row.staff: row for row in of.crew}
    options = [*rows, *([""] if len(rows) < of.duty.want else [])]
    if not options:
        return None

    def named(staff: str) -> str:
        if not staff:
            return page.say(EMPTY)
        name = of.name(staff)
        return plain(page.say(COVER, name=name) if rows[staff].cover else name)

    staff = options[0]
    if len(options) == 1:
        st.markdown(f"**{page.say(ON_IT)}**　{named(staff)}")
    else:
        staff = st.radio(page.say(ON_IT), options, format_func=named, horizontal=True, key=of.widget("who"))
    row = rows.get(staff)
    if of.block.single or (row is not None and row.cover):
        return Seat(staff or None, whole=False)
    whole = st.segmented_control(
        page.say(SCOPE),
        list(SCOPES),
        default=False,
        required=True,
        format_func=lambda each: page.say(SCOPES[each]),
        key=of.widget("scope"),
    )
    return Seat(staff or None, whole=bool(whole))


def _actions(of: OfDuty, seat: Seat) -> None:
    page = of.page
    if seat.staff is None:
        replacement_picker.draw(of, seat)
        return
    pins.draw(of, seat.staff, whole=seat.whole)
    action = st.segmented_control(
        page.say(DO),
        list(ACTIONS),
        default="replace",
        required=True,
        format_func=lambda each: page.say(ACTIONS[each]),
        key=of.widget("do"),
    )
    if action == "swap":
        swap_picker.draw(of, seat.staff)
    elif action == "empty":
        st.caption(page.say(LEAVE_NOTE))
        move = leaving(of.case, of.plan, of.key, seat.staff, whole=seat.whole)
        st.button(
            page.tell(LEAVE, name=of.name(seat.staff)),
            icon=":material/person_remove:",
            key=of.widget("empty"),
            on_click=make,
            args=(of, move),
        )
    else:
        replacement_picker.draw(of, seat)


def _back(of: OfDuty) -> None:
    """Offer the plan that this one was made from."""
    parent = of.info.parent
    if parent is None or parent not in {plan.id for plan in of.page.plans}:
        return
    if st.button(of.page.say(BACK), icon=":material/undo:", key=of.widget("back")):
        of.page.choose_plan(parent)
        st.rerun()

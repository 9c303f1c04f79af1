"""The panel of a duty: its facts, its crew, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from solver.app.duty import change, pickers
from solver.app.duty.change import REFUSED, OfDuty, Seat, make_change, refusal, waiting_change
from solver.app.page import Page, plain
from solver.app.widgets import button, segments
from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.base.units import clock
from solver.domain import DutyKey
from solver.explain import pin_rows, pinned, with_pins, without_pins
from solver.explain.edits import PINS, Row, leaving

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

PIN = Words(zh="固定：下次排班仍由{name}值", en="Pin: the next solve keeps {name} here")
UNPIN = Words(zh="取消固定", en="Unpin")
IS_PINNED = Words(
    zh="已固定：写在“填写”的固定表里，下次排班照办。",
    en="Pinned: it stands in the table of pins under Inputs, and the next solve respects it.",
)

PinEdit = Callable[[Iterable[Row], Iterable[Row]], tuple[Row, ...]]
"""Puts rows into the table of pins, or takes them away."""


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
    pending = waiting_change(of)
    if pending is not None:
        change.draw_pending(of, pending)
        return
    if (why := refusal()) is not None:
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
    whole = segments(page, of.widget("scope"), SCOPE, SCOPES, usual=False)
    return Seat(staff or None, whole=bool(whole))


def _actions(of: OfDuty, seat: Seat) -> None:
    page = of.page
    if seat.staff is None:
        pickers.draw_replacements(of, seat)
        return
    _pin(of, seat.staff, whole=seat.whole)
    action = segments(page, of.widget("do"), DO, ACTIONS, "replace")
    if action == "swap":
        pickers.draw_swaps(of, seat.staff)
    elif action == "empty":
        st.caption(page.say(LEAVE_NOTE))
        move = leaving(of.case, of.plan, of.key, seat.staff, whole=seat.whole)
        label = page.tell(LEAVE, name=of.name(seat.staff))
        button(page, of.widget("empty"), label, "person_remove", make_change, of, move)
    else:
        pickers.draw_replacements(of, seat)


def _back(of: OfDuty) -> None:
    """Offer the plan that this one was made from."""
    parent = of.info.parent
    if parent is None or parent not in {plan.id for plan in of.page.plans}:
        return
    if button(of.page, of.widget("back"), BACK, "undo"):
        of.page.choose_plan(parent)
        st.rerun()


def _pin(of: OfDuty, staff: str, *, whole: bool) -> None:
    """Draw whether the person is pinned, and the button that changes it."""
    page = of.page
    rows = pin_rows(of.case, of.plan, of.key, staff, whole=whole)
    try:
        table = page.workspace.drafts.open(of.info.key).tables.tables.get(PINS, ())
    except AfterbellError:
        # Its files can't be read now: Inputs says why.
        return
    there = pinned(table, rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        if there:
            button(page, of.widget("unpin"), UNPIN, "keep_off", _write_pins, of, rows, without_pins)
            st.caption(page.say(IS_PINNED))
        else:
            label = page.tell(PIN, name=of.name(staff))
            button(page, of.widget("pin"), label, "keep", _write_pins, of, rows, with_pins)


def _write_pins(of: OfDuty, rows: Sequence[Row], edit: PinEdit) -> None:
    """Keep the table with these rows, or without them, among the case's unsaved edits."""
    workspace = of.page.workspace
    try:
        draft = workspace.drafts.open(of.info.key)
        table = edit(draft.tables.tables.get(PINS, ()), rows)
        workspace.drafts.keep(of.info.key, draft.tables.with_rows(PINS, table), draft.revision)
    except AfterbellError as error:
        st.session_state[REFUSED] = error.message

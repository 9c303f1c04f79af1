"""Pinning: the next solve keeps this person where they are. It is written into the case's table of pins."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.duty.duty_context import OfDuty
from solver.app.duty.pending_change import REFUSED
from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.explain import pin_rows, pinned, with_pins, without_pins
from solver.explain.pinning import PINS, Row

PIN = Words(zh="固定：下次排班仍由{name}值", en="Pin: the next solve keeps {name} here")
UNPIN = Words(zh="取消固定", en="Unpin")
IS_PINNED = Words(
    zh="已固定：写在“填写”的固定表里，下次排班照办。",
    en="Pinned: it stands in the table of pins under Inputs, and the next solve respects it.",
)


def draw(of: OfDuty, staff: str, *, whole: bool) -> None:
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
        st.button(
            page.say(UNPIN) if there else page.tell(PIN, name=of.name(staff)),
            icon=":material/keep_off:" if there else ":material/keep:",
            key=of.widget("unpin" if there else "pin"),
            on_click=_write,
            args=(of, rows),
            kwargs={"pin": not there},
        )
        if there:
            st.caption(page.say(IS_PINNED))


def _write(of: OfDuty, rows: Sequence[Row], *, pin: bool) -> None:
    """Keep the table with these rows, or without them, among the case's unsaved edits."""
    workspace = of.page.workspace
    try:
        draft = workspace.drafts.open(of.info.key)
        table = draft.tables.tables.get(PINS, ())
        table = with_pins(table, rows) if pin else without_pins(table, rows)
        workspace.drafts.keep(of.info.key, draft.tables.with_rows(PINS, table), draft.revision)
    except AfterbellError as error:
        st.session_state[REFUSED] = error.message

"""Forms for the changes that schools ask about most; each writes a scenario that can be read and changed."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.app.scenarios import scenario_list
from solver.app.scenarios.form import FORMS, Form
from solver.app.scenarios.stored import in_folder, put_new
from solver.app.widgets import choice
from solver.base.text import Listed, Words
from solver.io.editing import CaseTables
from solver.scenarios import Scenario

NEW = Words(zh="新设想", en="New scenario")
KIND = Words(zh="改什么？", en="What changes?")
KINDS: Mapping[str, tuple[Words, str]] = {
    "more": (Words(zh="多一人", en="One more person"), "person_add"),
    "closed": (Words(zh="停用场地", en="Room closed"), "no_meeting_room"),
    "earlier": (Words(zh="提早结束", en="Earlier end"), "schedule"),
    "leave": (Words(zh="有人请假", en="On leave"), "event_busy"),
    "club": (Words(zh="新社团", en="New club"), "groups"),
    "free": (Words(zh="自己写", en="Own text"), "edit_note"),
}
TAKE_IN = Words(zh="读入方案文件夹里的设想：{names}", en="Take in what the case's folder has: {names}")
MAKE = Words(zh="写成设想", en="Make the scenario")
NEEDED = Words(zh="请先填好：{what}", en="First fill in: {what}")
NO_ROWS = Words(zh="填写里还没有{what}。", en="The inputs have no {what} yet.")
ROWS = {"rooms": Words(zh="场地", en="rooms"), "sessions": Words(zh="时段", en="sessions")}


def draw(page: Page, tables: CaseTables, *, opened: bool) -> None:
    """Draw the forms, and the way to take in what lies in the case's folder."""
    found = in_folder(page)
    if found and st.button(
        page.say(TAKE_IN, names=Listed(map(plain, found))),
        icon=":material/folder_open:",
        key="scenarios_take_in",
    ):
        for name, text in found.items():
            page.workspace.scenarios.put(page.key or "", name, text)
        st.rerun()
    with st.expander(page.say(NEW), icon=":material/add:", expanded=opened):
        kinds = {kind: f":material/{icon}: {page.say(words)}" for kind, (words, icon) in KINDS.items()}
        kind = choice(page, "scenarios_kind", KIND, kinds, look="segments", bare=True)
        lacking = {"closed": "rooms", "earlier": "sessions", "club": "sessions"}.get(kind)
        if lacking and not tables.tables.get(lacking):
            st.info(page.say(NO_ROWS, what=ROWS[lacking]), icon=":material/info:")
            return
        state = f"scenarios_turn:{page.key}"
        turn = st.session_state.setdefault(state, 0)
        made = FORMS[kind](Form(page, tables, turn))
        lacks = isinstance(made, Words)
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = st.button(
                page.say(MAKE), type="primary", icon=":material/add:", disabled=lacks, key="scenarios_make"
            )
            if isinstance(made, Words):
                st.caption(page.say(NEEDED, what=made))
        if asked and isinstance(made, Scenario):
            st.session_state[state] += 1
            scenario_list.edit(page, put_new(page, made))
            st.rerun()

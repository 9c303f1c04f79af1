"""Inputs: every table in an editor with checks at the cell, the settings, and the day drawn beside them."""

from __future__ import annotations

import streamlit as st

from solver.base.errors import AfterbellError, InputError
from solver.base.text import Words
from solver.desk.grid import component
from solver.desk.inputs import day, editor, notices, picker, settings, toolbar
from solver.desk.inputs.works import current, is_behind
from solver.desk.plain import plain
from solver.desk.state import Desk, choose_case

WHOLE = "inputs_whole"
"""Whether the whole page is being drawn, not only what an edit may change."""
WATCH = 10
"""Seconds after which an idle page looks whether somebody else changed the case."""
TITLE = Words(zh="填写", en="Inputs")


def show(desk: Desk) -> None:
    """Draw the page."""
    st.title(desk.say(TITLE))
    component.library()
    st.session_state[WHOLE] = True
    _work(desk)
    _watch(desk)


@st.fragment(run_every=WATCH)
def _watch(desk: Desk) -> None:
    """Notice what others do to the case while nobody types here."""
    if is_behind(desk):
        st.rerun()


@st.fragment
def _work(desk: Desk) -> None:
    """Draw all that an edit may change; the rest of the page stays as it is."""
    try:
        work, draft = current(desk)
    except InputError as error:
        desk.faults(error)
        return
    except AfterbellError as error:
        st.error(plain(desk.say(notices.said_of(error))), icon=":material/error:")
        return
    if draft.key != desk.key:
        # A workbook has become a case of its own.
        choose_case(draft.key)
        st.rerun()
    if not st.session_state.pop(WHOLE, False) and notices.KEPT in st.session_state:
        # There is a new case: the list of cases, outside of here, has to show it.
        st.rerun()
    notices.draw(desk, work, draft)
    examined = desk.office.examine(work.tables)
    toolbar.draw(desk, work, draft, examined)
    table = picker.picked(desk, examined)
    with st.container(horizontal=True, key="inputs_sides"):
        with st.container(key="inputs_table_side"):
            if table == picker.SETTINGS:
                settings.draw(desk, work, examined)
            else:
                editor.draw(desk, work, examined, table)
        with st.container(key="inputs_day_side"):
            day.draw(desk, examined)

"""Inputs: every table in an editor with checks at the cell, the settings, and the day drawn beside them."""

from __future__ import annotations

import streamlit as st

from solver.app.escape import plain
from solver.app.grid import component
from solver.app.inputs import conflicts, day_chart, settings_form, table_editor, table_picker, toolbar
from solver.app.inputs.edit_session import current, is_behind
from solver.app.page import Page, choose_case
from solver.base.errors import AfterbellError, InputError
from solver.base.vocabulary import INPUTS

WHOLE = "inputs_whole"
"""Whether the whole page is being drawn, not only what an edit may change."""
WATCH = 10
"""Seconds after which an idle page looks whether somebody else changed the case."""


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(INPUTS))
    component.library()
    st.session_state[WHOLE] = True
    _work(page)
    _watch(page)


@st.fragment(run_every=WATCH)
def _watch(page: Page) -> None:
    """Notice what others do to the case while nobody types here."""
    if is_behind(page):
        st.rerun()


@st.fragment
def _work(page: Page) -> None:
    """Draw all that an edit may change; the rest of the page stays as it is."""
    try:
        work, draft = current(page)
    except InputError as error:
        page.faults(error)
        return
    except AfterbellError as error:
        st.error(plain(page.say(error.message)), icon=":material/error:")
        return
    if draft.key != page.key:
        # A workbook has become a case of its own.
        choose_case(draft.key)
        st.rerun()
    if not st.session_state.pop(WHOLE, False) and conflicts.KEPT in st.session_state:
        # There is a new case: the list of cases, outside of here, has to show it.
        st.rerun()
    conflicts.draw(page, work, draft)
    examined = page.workspace.drafts.examine(work.tables)
    toolbar.draw(page, work, draft, examined)
    table = table_picker.picked(page, examined)
    with st.container(horizontal=True, key="inputs_sides"):
        with st.container(key="inputs_table_side"):
            if table == table_picker.SETTINGS:
                settings_form.draw(page, work, examined)
            else:
                table_editor.draw(page, work, examined, table)
        with st.container(key="inputs_day_side"):
            day_chart.draw(page, examined)

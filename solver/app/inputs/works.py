"""Where a browser session keeps its work on each case."""

from __future__ import annotations

import streamlit as st

from solver.app.inputs.edit_session import Work
from solver.app.page import Page
from solver.base.errors import InputError
from solver.workspace import Draft

TABLE, JUMP, DRAWN = "inputs_table", "inputs_jump", "inputs_drawn"


def current(page: Page) -> tuple[Work, Draft]:
    """Return the session's work on the chosen case, with what the workspace has of it now.

    Raises
    ------
    InputError
        If the case's files can't be read.
    """
    st.session_state[DRAWN] = None
    draft = page.workspace.drafts.open(str(page.key))
    st.session_state[DRAWN] = _mark(draft)
    name = f"inputs_work:{draft.key}"
    work = st.session_state.get(name)
    if not isinstance(work, Work):
        work = st.session_state[name] = Work.begin(draft)
    work.catch_up(draft)
    return work, draft


def is_behind(page: Page) -> bool:
    """Tell whether the case is another by now than the one that was drawn."""
    try:
        now: object = _mark(page.workspace.drafts.open(str(page.key)))
    except InputError:
        now = None
    return bool(now != st.session_state.get(DRAWN))


def _mark(draft: Draft) -> tuple[str, int, bool]:
    return draft.key, draft.revision, draft.changed_on_disk

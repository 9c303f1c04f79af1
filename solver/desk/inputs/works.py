"""Where a browser session keeps its work on each case."""

from __future__ import annotations

import streamlit as st

from solver.desk.inputs.work import Work
from solver.desk.state import Desk
from solver.office import Draft

TABLE, JUMP = "inputs_table", "inputs_jump"


def current(desk: Desk) -> tuple[Work, Draft]:
    """Return the session's work on the chosen case, with what the office has of it now.

    Raises
    ------
    InputError
        If the case's files can't be read.
    """
    draft = desk.office.open(str(desk.key))
    name = f"inputs_work:{draft.key}"
    work = st.session_state.get(name)
    if not isinstance(work, Work):
        work = st.session_state[name] = Work.begin(draft)
    work.catch_up(draft)
    return work, draft

"""One table in the grid: what is typed goes to the session's work, faults come back to their cells."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import streamlit as st

from solver.app.escape import plain
from solver.app.grid import component
from solver.app.grid.operations import batch_of
from solver.app.grid.payload import Jump, columns_of, faults_of, rows_of, words_of
from solver.app.inputs.conflicts import asked
from solver.app.inputs.edit_session import JUMP, Work
from solver.app.page import Page
from solver.base.text import Words
from solver.io.editing import Examined
from solver.io.tables import catalogue as known

HEIGHT = 480
"""Pixels that a long table takes; it scrolls inside itself."""

WAY_OUT = Words(zh="{message}。{way_out}", en="{message} {way_out}")


def draw(page: Page, work: Work, examined: Examined, table: str) -> None:
    """Draw a table."""
    lang, tables = page.lang, work.tables
    st.caption(page.say(known.TABLE[table].meaning))
    for found in examined.faults:
        if found.table == table and found.row is None:
            fault = found.fault
            out = (
                WAY_OUT.with_(message=fault.message, way_out=fault.way_out)
                if fault.way_out
                else fault.message
            )
            st.error(plain(page.say(out)), icon=":material/error:")
    key = f"inputs_grid_{work.key}_{table}"
    jump = st.session_state.get(JUMP)
    if isinstance(jump, Jump) and jump.table == table:
        # Told once: coming back to the table later is no wish to see that cell again.
        del st.session_state[JUMP]
    columns = columns_of(tables, table, lang)
    client, seq = work.heard
    data = {
        "table": table,
        "columns": columns,
        "rows": rows_of(tables, table, (column["key"] for column in columns)),
        "faults": faults_of(examined.faults, table, lang),
        "words": words_of(lang),
        "ack": {"client": client, "seq": seq},
        "undo": bool(work.past),
        "redo": bool(work.future),
        "height": HEIGHT,
        "jump": asdict(jump) if isinstance(jump, Jump) and jump.table == table else None,
    }
    component.grid(key, data, on_ops=partial(_hear, page, work, key))


def _hear(page: Page, work: Work, key: str) -> None:
    batch = batch_of(component.sent_by(key))
    if batch is not None:
        asked(work.hear, page.workspace, batch)

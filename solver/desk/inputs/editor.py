"""One table in the grid: what is typed goes to the session's work, faults come back to their cells."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import streamlit as st

from solver.base.text import Words
from solver.desk.grid import component
from solver.desk.grid.ops import batch_of
from solver.desk.grid.payload import Jump, columns_of, faults_of, rows_of, words_of
from solver.desk.inputs.notices import asked
from solver.desk.inputs.work import Work
from solver.desk.inputs.works import JUMP
from solver.desk.plain import plain
from solver.desk.state import Desk
from solver.io.editing import Examined
from solver.io.tables import catalogue as known

HEIGHT = 480
"""Pixels that a long table takes; it scrolls inside itself."""

WAY_OUT = Words(zh="{message}。{way_out}", en="{message} {way_out}")


def draw(desk: Desk, work: Work, examined: Examined, table: str) -> None:
    """Draw a table."""
    lang, tables = desk.lang, work.tables
    st.caption(desk.say(known.TABLE[table].meaning))
    for found in examined.faults:
        if found.table == table and found.row is None:
            fault = found.fault
            out = (
                WAY_OUT.with_(message=fault.message, way_out=fault.way_out)
                if fault.way_out
                else fault.message
            )
            st.error(plain(desk.say(out)), icon=":material/error:")
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
    component.grid(key, data, on_ops=partial(_hear, desk, work, key))


def _hear(desk: Desk, work: Work, key: str) -> None:
    batch = batch_of(component.sent_by(key))
    if batch is not None:
        asked(work.hear, desk.office, batch)

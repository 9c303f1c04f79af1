"""Inputs: every table in an editor with checks at the cell, the settings, and the day drawn beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from functools import partial

import streamlit as st

from solver.app.grid import component
from solver.app.grid.component import Jump, columns_of, faults_of, rows_of, words_of
from solver.app.grid.operations import batch_of
from solver.app.inputs import day, settings, toolbar
from solver.app.inputs.edit_session import JUMP, TABLE, Work, current, is_behind
from solver.app.inputs.toolbar import asked
from solver.app.page import Page, choose_case, plain, refused
from solver.base import vocabulary
from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.base.vocabulary import INPUTS
from solver.io.editing import CaseTables, Examined
from solver.io.tables import catalogue as known

WHOLE = "inputs_whole"
"""Whether the whole page is being drawn, not only what an edit may change."""
WATCH_SECONDS = 10
"""Seconds after which an idle page looks whether somebody else changed the case."""

SETTINGS = ""
"""The settings' name among the tables, as faults have it."""

PICK = Words(zh="表", en="Table")

HEIGHT = 480
"""Pixels that a long table takes; it scrolls inside itself."""

WAY_OUT = Words(zh="{message}。{way_out}", en="{message} {way_out}")


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(INPUTS))
    component.library()
    st.session_state[WHOLE] = True
    _work(page)
    _watch(page)


@st.fragment(run_every=WATCH_SECONDS)
def _watch(page: Page) -> None:
    """Notice what others do to the case while nobody types here."""
    if is_behind(page):
        st.rerun()


@st.fragment
def _work(page: Page) -> None:
    """Draw all that an edit may change; the rest of the page stays as it is."""
    try:
        work, draft = current(page)
    except AfterbellError as error:
        refused(error, page.lang)
        return
    if draft.key != page.key:
        # A workbook has become a case of its own.
        choose_case(draft.key)
        st.rerun()
    if not st.session_state.pop(WHOLE, False) and toolbar.KEPT in st.session_state:
        # There is a new case: the list of cases, outside of here, has to show it.
        st.rerun()
    toolbar.draw_conflicts(page, work, draft)
    examined = page.workspace.drafts.examine(work.tables)
    toolbar.draw(page, work, draft, examined)
    table = _picked_table(page, examined)
    with st.container(horizontal=True, key="inputs_sides"):
        with st.container(key="inputs_table_side"):
            if table == SETTINGS:
                settings.draw(page, work, examined)
            else:
                _table(page, work, examined, table)
        with st.container(key="inputs_day_side"):
            day.draw(page, examined)


def _picked_table(page: Page, examined: Examined) -> str:
    """Show the tables and return the chosen one; ``SETTINGS`` for the settings."""
    tables = examined.tables
    faults = Counter(wrong.table for wrong in examined.faults)
    names = [SETTINGS, *known.TABLE]
    chosen = st.session_state.get(TABLE)
    if chosen not in names:
        chosen = next((name for name, rows in tables.tables.items() if rows), SETTINGS)
    widget = "inputs_picker"
    if st.session_state.get(widget) != chosen:
        st.session_state[widget] = chosen
    st.pills(
        page.say(PICK),
        names,
        format_func=lambda name: _table_label(page, tables, name, faults[name]),
        key=widget,
        label_visibility="collapsed",
        on_change=_take_table,
        args=(widget,),
    )
    st.session_state[TABLE] = chosen
    return chosen


def _take_table(widget: str) -> None:
    # A second click on the chosen table takes the choice away: it stays.
    if (chosen := st.session_state.get(widget)) is not None:
        st.session_state[TABLE] = chosen


def _table_label(page: Page, tables: CaseTables, name: str, faults: int) -> str:
    """Return a table's title with its rows or, in red, its faults; grey where there is no such table."""
    title = page.say(vocabulary.SETTINGS) if name == SETTINGS else known.TABLE[name].title(page.lang)
    if faults:
        return f"{title} :red-badge[{faults}]"
    if name == SETTINGS:
        return title
    rows = sum(1 for row in tables.tables.get(name, ()) if row)
    return f"{title} :small[:gray[{rows}]]" if rows else f":gray[{title}]"


def _table(page: Page, work: Work, examined: Examined, table: str) -> None:
    """Draw a table."""
    lang, tables = page.lang, work.tables
    st.caption(page.say(known.TABLE[table].meaning))
    for wrong in examined.faults:
        if wrong.table == table and wrong.row is None:
            message, way_out = wrong.fault.message, wrong.fault.way_out
            sentence = page.say(WAY_OUT, message=message, way_out=way_out) if way_out else page.say(message)
            st.error(plain(sentence), icon=":material/error:")
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
    component.grid(key, data, on_ops=partial(_hear, work, key))


def _hear(work: Work, key: str) -> None:
    batch = batch_of(component.sent_by(key))
    if batch is not None:
        asked(partial(work.hear, batch))

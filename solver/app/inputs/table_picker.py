"""Which table is looked at: all of them by name, with their rows and what is to mend."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from solver.app.inputs.edit_session import TABLE
from solver.app.page import Page
from solver.base.text import Words
from solver.io.editing import CaseTables, Examined
from solver.io.tables import catalogue as known

SETTINGS = ""
"""The settings' name among the tables, as faults have it."""

PICK = Words(zh="表", en="Table")
SCHOOL = Words(zh="设置", en="Settings")


def picked(page: Page, examined: Examined) -> str:
    """Show the tables and return the chosen one; ``SETTINGS`` for the settings."""
    tables = examined.tables
    faults = Counter(found.table for found in examined.faults)
    names = [SETTINGS, *known.TABLE]
    chosen = st.session_state.get(TABLE)
    if chosen not in names:
        chosen = _first(tables)
    widget = "inputs_picker"
    if st.session_state.get(widget) != chosen:
        st.session_state[widget] = chosen
    st.pills(
        page.say(PICK),
        names,
        format_func=lambda name: _label(page, tables, name, faults[name]),
        key=widget,
        label_visibility="collapsed",
        on_change=_take,
        args=(widget,),
    )
    st.session_state[TABLE] = chosen
    return chosen


def _take(widget: str) -> None:
    # A second click on the chosen table takes the choice away: it stays.
    if (chosen := st.session_state.get(widget)) is not None:
        st.session_state[TABLE] = chosen


def _label(page: Page, tables: CaseTables, name: str, faults: int) -> str:
    """Return a table's title with its rows or, in red, its faults; grey where there is no such table."""
    title = page.say(SCHOOL) if name == SETTINGS else known.TABLE[name].title(page.lang)
    if faults:
        return f"{title} :red-badge[{faults}]"
    if name == SETTINGS:
        return title
    rows = sum(1 for row in tables.tables.get(name, ()) if row)
    return f"{title} :small[:gray[{rows}]]" if rows else f":gray[{title}]"


def _first(tables: CaseTables) -> str:
    return next((name for name, rows in tables.tables.items() if rows), SETTINGS)

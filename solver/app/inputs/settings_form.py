"""The settings of a case: term and calendar in a form, rules and policies as a list, and the text itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from solver.app.escape import plain
from solver.app.inputs import rule_settings
from solver.app.inputs.conflicts import asked
from solver.app.inputs.edit_session import Work
from solver.app.page import Page
from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.io.editing import SETTING, CaseTables, CellFault, Examined, settings_of

FIRST = (("title",), ("term.start", "term.end"), ("term.closed", "term.makeup"))
"""What every school sets, line by line; all else stands below."""
REST = (
    ("id", "settings.pay"),
    ("settings.hold", "settings.walk_default"),
    ("settings.grid_step", "levels"),
)
NATIONAL = SETTING["term.national"]
MORE = Words(zh="更多设置", en="More settings")
TEXT = Words(
    zh="设置的文字（school.toml，给熟悉的人）", en="The text of the settings (school.toml, for experts)"
)
TEXT_HELP = Words(
    zh="按 Ctrl+Enter 生效。上面的表单改的也是这段文字，写在里面的注释会留着。",
    en="Ctrl+Enter applies it. The form above changes this same text; what you wrote beside it stays.",
)
UNDO = Words(zh="撤销", en="Undo")
REDO = Words(zh="重做", en="Redo")


def draw(page: Page, work: Work, examined: Examined) -> None:
    """Draw the settings."""
    faults = [found for found in examined.faults if not found.table]
    with st.container(horizontal=True):
        for name, words, kept, do in (
            ("undo", UNDO, work.past, work.undo),
            ("redo", REDO, work.future, work.redo),
        ):
            st.button(
                page.say(words),
                icon=f":material/{name}:",
                key=f"inputs_settings_{name}",
                disabled=not kept,
                on_click=asked,
                args=(do, page.workspace),
            )
    for found in faults:
        if found.column not in SETTING:
            _fault(page, found.fault)
    try:
        values = settings_of(work.tables.settings)
    except InputError:
        # What is no TOML has no fields: the text has to be mended first.
        _text(page, work)
        return
    _form(page, work, values, faults)
    rule_settings.draw(page, work, values)
    with st.expander(page.say(TEXT), icon=":material/code:"):
        _text(page, work)


def _form(page: Page, work: Work, values: Mapping[str, str], faults: list[CellFault]) -> None:
    _lines(page, work, FIRST, values, faults)
    _national(page, work, values.get(NATIONAL.key, ""))
    wrong = {found.column for found in faults}
    with st.expander(
        page.say(MORE), icon=":material/tune:", expanded=any(wrong.intersection(line) for line in REST)
    ):
        _lines(page, work, REST, values, faults)


def _lines(
    page: Page,
    work: Work,
    lines: Iterable[tuple[str, ...]],
    values: Mapping[str, str],
    faults: list[CellFault],
) -> None:
    for line in lines:
        for column, key in zip(st.columns(len(line)), line, strict=True):
            with column:
                _field(page, work, key, values.get(key, ""), faults)


def _field(page: Page, work: Work, key: str, value: str, faults: list[CellFault]) -> None:
    """Draw one setting; what is wrong with it stands right below."""
    widget = f"inputs_set_{key}"
    st.session_state[widget] = value
    st.text_input(
        page.say(SETTING[key].name),
        key=widget,
        help=page.say(SETTING[key].meaning),
        placeholder=SETTING[key].example,
        on_change=lambda: change(page, work, key, str(st.session_state[widget])),
    )
    for found in faults:
        if found.column == key:
            _fault(page, found.fault)


def _national(page: Page, work: Work, value: str) -> None:
    widget = f"inputs_set_{NATIONAL.key}"
    st.session_state[widget] = value.strip().lower() not in {"false", "no", "否", "0"}
    st.toggle(
        page.say(NATIONAL.name),
        key=widget,
        help=page.say(NATIONAL.meaning),
        # Yes is what holds where nothing is said.
        on_change=lambda: change(page, work, NATIONAL.key, "" if st.session_state[widget] else "no"),
    )


def _text(page: Page, work: Work) -> None:
    widget = "inputs_toml"
    st.session_state[widget] = work.tables.settings
    st.text_area(
        page.say(TEXT),
        key=widget,
        height=360,
        help=page.say(TEXT_HELP),
        label_visibility="collapsed",
        on_change=lambda: asked(
            work.edit,
            page.workspace,
            partial(_with_text, text=str(st.session_state[widget]).replace("\0", "")),
        ),
    )
    st.caption(page.say(TEXT_HELP))


def _with_text(tables: CaseTables, *, text: str) -> CaseTables:
    return replace(tables, settings=text)


def change(page: Page, work: Work, key: str, text: str) -> None:
    """Set a setting; an empty text takes it away."""
    asked(work.edit, page.workspace, lambda tables: tables.with_setting(key, text.strip()))


def _fault(page: Page, fault: Fault) -> None:
    lines = [page.say(fault.message), *([page.say(fault.way_out)] if fault.way_out else [])]
    st.error("  \n".join(plain(line) for line in lines), icon=":material/error:")

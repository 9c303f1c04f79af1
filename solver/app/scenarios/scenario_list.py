"""The list of scenarios: which take part, what is wrong with one, its editor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.app.scenarios.stored import Ready
from solver.app.widgets import download
from solver.base.text import Words
from solver.base.vocabulary import MORE
from solver.io.editing import CaseTables
from solver.report.file_names import safe_names
from solver.scenarios import input_changes
from solver.workspace import Draft

CHANGES = Words(zh="改了 {count} 处", en="Differences: {count}")
FAULTS = Words(zh="{count} 处写得不对，先改好", en="{count} faults to mend first")
EDIT = Words(zh="改", en="Edit")
CLOSE = Words(zh="收起", en="Close")
TAKE = Words(zh="勾选的参加比较：", en="Those that are ticked take part:")
DELETE = Words(zh="删除", en="Delete")
REALLY = Words(zh="删掉“{title}”？", en="Delete “{title}”?")
TEXT = Words(zh="改动清单（随写随存）", en="List of changes (kept as you write)")
TEXT_HELP = Words(
    zh="每个 [[change]] 是一处改动：add 加行，set 改格，drop 去掉行，setting 改设置。"
    "表名、列名中文英文都可以；汉字要加引号。写完点别处，或按 Ctrl+Enter。",
    en="Each [[change]] is one: add rows, set cells, drop rows, or a setting. Tables and columns may be "
    "Chinese or English. Click elsewhere or press Ctrl+Enter when done.",
)
DIFFERENCES = Words(zh="资料里有这些不同", en="What differs in the inputs")
NOTHING = Words(zh="资料没有任何不同。", en="Nothing differs in the inputs.")
FILE = Words(zh="存成文件（命令行也能用）", en="Save as a file (for the command line, too)")
ADOPT = Words(zh="采用：把改动写进填写", en="Adopt: make these changes in the inputs")
ADOPT_HELP = Words(
    zh="写成未保存的修改，可以再看、再改、撤销，保存后才算数。",
    en="They become unsaved changes: look, change or undo them; they count once saved.",
)
SHOWN = 12
HEIGHT = 320


def draw(page: Page, draft: Draft, kept: Sequence[Ready]) -> tuple[Ready, ...]:
    """Draw the scenarios and return those that take part and can be solved."""
    chosen = []
    if kept:
        st.caption(page.say(TAKE))
    for ready in kept:
        with st.container(border=True, key=f"scenarios_card_{ready.name}"):
            if _card(page, draft.tables, ready):
                chosen.append(ready)
            if _edited(page) == ready.name:
                _editor(page, draft, ready)
    return tuple(chosen)


def edit(page: Page, name: str | None) -> None:
    """Open a scenario's editor, or close it."""
    st.session_state[f"scenarios_edit:{page.key}"] = name


def _edited(page: Page) -> str | None:
    name: str | None = st.session_state.get(f"scenarios_edit:{page.key}")
    return name


def _card(page: Page, tables: CaseTables, ready: Ready) -> bool:
    """Draw one line and tell whether the scenario takes part."""
    good = ready.case is not None
    line, edited, gone = st.columns([8, 1.3, 0.7], vertical_alignment="center")
    key = f"scenarios_take:{page.key}:{ready.name}"
    # The choice outlives the page, and starts as yes.
    st.session_state.setdefault(f"held:{key}", True)
    with line:
        takes = st.checkbox(
            f"**{plain(ready.title)}** · {_state(page, tables, ready)}",
            value=good and st.session_state[f"held:{key}"],
            disabled=not good,
            key=f"{key}:{good}",
        )
    if good:
        st.session_state[f"held:{key}"] = takes
    opened = _edited(page) == ready.name
    edited.button(
        page.say(CLOSE if opened else EDIT),
        key=f"scenarios_edit_{ready.name}",
        icon=":material/expand_less:" if opened else ":material/edit:",
        on_click=edit,
        args=(page, None if opened else ready.name),
        width="stretch",
    )
    with gone.popover("", icon=":material/delete:", help=page.say(DELETE), width="stretch"):
        st.markdown(page.tell(REALLY, title=ready.title))
        st.button(
            page.say(DELETE),
            key=f"scenarios_drop_{ready.name}",
            type="primary",
            on_click=page.workspace.scenarios.drop,
            args=(page.key or "", ready.name),
        )
    return good and takes


def _state(page: Page, tables: CaseTables, ready: Ready) -> str:
    if ready.faults:
        return f":red[:material/error: {page.say(FAULTS, count=len(ready.faults))}]"
    count = len(input_changes(tables, ready.applied.tables)) if ready.applied else 0
    return f":gray[{page.say(CHANGES, count=count)}]"


def _editor(page: Page, draft: Draft, ready: Ready) -> None:
    """Draw the text beside what it changes, or beside its faults."""
    key = f"scenarios_text:{page.key}:{ready.name}"

    def keep() -> None:
        page.workspace.scenarios.put(page.key or "", ready.name, st.session_state[key])

    # In words first: the text is for those who know it.
    told, written = st.columns([2, 3])
    with written:
        st.text_area(
            page.say(TEXT), value=ready.text, key=key, height=HEIGHT, help=page.say(TEXT_HELP), on_change=keep
        )
        called = f"{safe_names([ready.name])[ready.name]}.toml"
        download(page, f"scenarios_file_{ready.name}", FILE, called, ready.text, "download")
    with told:
        if ready.faults:
            for fault in ready.faults[:SHOWN]:
                st.error(plain(fault.say(page.lang)), icon=":material/error:")
            return
        _differences(page, draft.tables, ready)
        if ready.applied is not None and st.button(
            page.say(ADOPT),
            key=f"scenarios_adopt_{ready.name}",
            icon=":material/edit_note:",
            help=page.say(ADOPT_HELP),
        ):
            page.workspace.drafts.keep(draft.key, ready.applied.tables, draft.revision)
            page.go("inputs")


def _differences(page: Page, tables: CaseTables, ready: Ready) -> None:
    found = input_changes(tables, ready.applied.tables) if ready.applied else ()
    if not found:
        st.info(page.say(NOTHING), icon=":material/info:")
        return
    st.markdown(f"**{page.say(DIFFERENCES)}**")
    lines = [f"- {plain(change.say(page.lang))}" for change in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"- {page.say(MORE, count=len(found) - SHOWN)}")
    st.markdown("\n".join(lines))

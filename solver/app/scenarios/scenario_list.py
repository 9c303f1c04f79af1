"""The scenarios of a case as they are kept: which take part, what is wrong with one, its editor."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import streamlit as st

from solver.app.page import Page, plain
from solver.app.widgets import button, download
from solver.base.errors import Fault, InputError
from solver.base.memo import Memo
from solver.base.text import Words
from solver.base.vocabulary import MORE
from solver.domain.case import Case
from solver.io.editing import CaseTables, slug
from solver.report.plan_folder import safe_names
from solver.scenarios import Applied, Scenario, apply, case_of, input_changes, parse
from solver.scenarios.parse import SUFFIX, text_in
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
SAVE_FILE = Words(zh="存成文件（命令行也能用）", en="Save as a file (for the command line, too)")
ADOPT = Words(zh="采用：把改动写进填写", en="Adopt: make these changes in the inputs")
ADOPT_HELP = Words(
    zh="写成未保存的修改，可以再看、再改、撤销，保存后才算数。",
    en="They become unsaved changes: look, change or undo them; they count once saved.",
)
MAX_SHOWN = 12
TEXT_HEIGHT = 320

MOST_KEPT = 64
"""Scenarios of which the outcome stays at hand."""
FOLDER = "scenarios"
"""Where a case's folder may have scenarios for the command line."""
UNTITLED = Words(zh="设想", en="scenario")


def draw(page: Page, draft: Draft, kept: Sequence[Ready]) -> tuple[Ready, ...]:
    """Draw the scenarios and return those that take part and can be solved."""
    chosen = []
    if kept:
        st.caption(page.say(TAKE))
    for ready in kept:
        with st.container(border=True, key=f"scenarios_card_{ready.name}"):
            if _card(page, draft.tables, ready):
                chosen.append(ready)
            if st.session_state.get(f"scenarios_edit:{page.key}") == ready.name:
                _editor(page, draft, ready)
    return tuple(chosen)


def edit(page: Page, name: str | None) -> None:
    """Open a scenario's editor, or close it."""
    st.session_state[f"scenarios_edit:{page.key}"] = name


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
    opened = st.session_state.get(f"scenarios_edit:{page.key}") == ready.name
    label, icon, name = (CLOSE, "expand_less", None) if opened else (EDIT, "edit", ready.name)
    with edited:
        button(page, f"scenarios_edit_{ready.name}", label, icon, edit, page, name, wide=True)
    with gone.popover("", icon=":material/delete:", help=page.say(DELETE), width="stretch"):
        st.markdown(page.tell(REALLY, title=ready.title))
        drop = partial(page.workspace.scenarios.drop, page.key or "", ready.name)
        button(page, f"scenarios_drop_{ready.name}", DELETE, "", drop, primary=True)
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
    in_words, written = st.columns([2, 3])
    with written:
        st.text_area(
            page.say(TEXT),
            value=ready.text,
            key=key,
            height=TEXT_HEIGHT,
            help=page.say(TEXT_HELP),
            on_change=keep,
        )
        called = f"{safe_names([ready.name])[ready.name]}.toml"
        download(page, f"scenarios_file_{ready.name}", SAVE_FILE, called, ready.text, "download")
    with in_words:
        if ready.faults:
            for fault in ready.faults[:MAX_SHOWN]:
                st.error(plain(fault.say(page.lang)), icon=":material/error:")
            return
        _differences(page, draft.tables, ready)
        if ready.applied is not None and button(
            page, f"scenarios_adopt_{ready.name}", ADOPT, "edit_note", about=ADOPT_HELP
        ):
            page.workspace.drafts.keep(draft.key, ready.applied.tables, draft.revision)
            page.go("inputs")


def _differences(page: Page, tables: CaseTables, ready: Ready) -> None:
    differences = input_changes(tables, ready.applied.tables) if ready.applied else ()
    if not differences:
        st.info(page.say(NOTHING), icon=":material/info:")
        return
    st.markdown(f"**{page.say(DIFFERENCES)}**")
    lines = [f"- {plain(change.say(page.lang))}" for change in differences[:MAX_SHOWN]]
    if len(differences) > MAX_SHOWN:
        lines.append(f"- {page.say(MORE, count=len(differences) - MAX_SHOWN)}")
    st.markdown("\n".join(lines))


@dataclass(frozen=True)
class Ready:
    """A kept scenario: what was read of it as far as it could be, and the changed case or the faults."""

    name: str
    text: str
    scenario: Scenario | None
    applied: Applied | None
    case: Case | None
    faults: tuple[Fault, ...]

    @property
    def title(self) -> str:
        """What it is called; its name, where nothing can be read."""
        return self.scenario.title if self.scenario else self.name


READY: Memo[tuple[str, str, str], Ready] = Memo(MOST_KEPT)


def ready_of(tables: CaseTables, name: str, text: str) -> Ready:
    """Return a scenario applied to a case, worked out once."""
    return READY.get((tables.digest, name, text), lambda: _applied(tables, name, text))


def _applied(tables: CaseTables, name: str, text: str) -> Ready:
    scenario = applied = case = None
    faults: tuple[Fault, ...] = ()
    try:
        scenario = parse(name, text)
        applied = apply(tables, scenario)
        case = case_of(applied).case
    except InputError as error:
        faults = error.faults
    return Ready(name, text, scenario, applied, case, faults)


def all_of(page: Page, tables: CaseTables) -> tuple[Ready, ...]:
    """Return every scenario of the chosen case, those that were changed last at the end."""
    stored = sorted(page.workspace.scenarios.of(page.key or ""), key=lambda one: (one.changed, one.name))
    return tuple(ready_of(tables, one.name, one.text) for one in stored)


def put_new(page: Page, scenario: Scenario) -> str:
    """Keep a scenario that was just made, under a name that no other has, and return the name."""
    taken = {one.name.lower() for one in page.workspace.scenarios.of(page.key or "")}
    stem = slug(scenario.title)[:48] if scenario.title else page.say(UNTITLED)
    names = (stem, *(f"{stem}-{at}" for at in range(2, len(taken) + 3)))
    name = next(name for name in names if name.lower() not in taken)
    page.workspace.scenarios.put(page.key or "", name, scenario.to_toml(page.lang))
    return name


def in_folder(page: Page) -> dict[str, str]:
    """Return the scenarios that lie in the case's own folder and are not kept yet, by name."""
    folder = (page.workspace.root / (page.key or "") / FOLDER).resolve()
    if not page.key or not folder.is_relative_to(page.workspace.root) or not folder.is_dir():
        return {}
    known = {stored.name for stored in page.workspace.scenarios.of(page.key)}
    texts = {}
    for path in sorted(folder.glob(f"*{SUFFIX}"))[:MOST_KEPT]:
        with suppress(InputError, OSError):
            if path.stem not in known and path.resolve().parent == folder:
                texts[path.stem] = text_in(path)
    return texts

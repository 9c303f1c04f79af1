"""The grid as a component of Streamlit: Tabulator from its package, our own files on top; what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import streamlit as st

from solver.base.text import Lang, Words
from solver.base.vocabulary import REDO, UNDO
from solver.io.editing import CaseTables, CellFault, names_of, options_of
from solver.io.editing.case_tables import in_lang
from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import Column, Kind, Table
from solver.io.tables.vocabulary import POST_KINDS, choice, spelt

TABULATOR = files("js_lib_tabulator") / "static" / "tabulator"
SCRIPTS = (
    "sheet.js",
    "editor.js",
    "bar.js",
    "cells.js",
    "table.js",
    "cursor.js",
    "grid.js",
    "hands.js",
    "start.js",
)
NO_COMPONENT = "\nexport default () => {};\n"

SEVERAL: frozenset[Kind] = frozenset(
    {"texts", "refs", "groups", "weekdays", "grades", "weeks", "dates", "walks"}
)
CLOSED: frozenset[Kind] = frozenset({"ref", "refs", "groups", "post", "choice", "yes_no", "rotation"})
NUMBERS: frozenset[Kind] = frozenset({"int", "decimal"})

WORDS: Mapping[str, Words] = {
    "required": Words(zh="必填", en="Required"),
    "none": Words(zh="没有这样的行", en="No such rows"),
    "undo": UNDO,
    "undoHelp": Words(zh="撤销（Ctrl+Z）", en="Undo (Ctrl+Z)"),
    "redo": REDO,
    "redoHelp": Words(zh="重做（Ctrl+Y）", en="Redo (Ctrl+Y)"),
    "insert": Words(zh="插入行", en="Insert row"),
    "insertHelp": Words(zh="在所选行的上面插入空行", en="Insert blank rows above the chosen ones"),
    "duplicate": Words(zh="复制行", en="Duplicate"),
    "duplicateHelp": Words(zh="把所选的行再写一遍，放在下面", en="Write the chosen rows once more below"),
    "remove": Words(zh="删除行", en="Delete row"),
    "removeHelp": Words(zh="删除所选的行", en="Delete the chosen rows"),
    "search": Words(zh="查找…", en="Find…"),
    "onlyFaults": Words(zh="只看要改的", en="Faults only"),
    "allColumns": Words(zh="全部 {{count}} 列", en="All {{count}} columns"),
    "rows": Words(zh="{{count}} 行", en="{{count}} rows"),
    "grid": Words(
        zh="表格：方向键移动，直接输入即可填写，回车修改，可与 Excel 互相复制粘贴",
        en="Table: arrow keys move, typing fills a cell, Enter edits it, copy and paste from and to Excel",
    ),
}
"""What the grid itself says; a count is filled in by the browser."""

UNKNOWN_COLUMN = Words(
    zh="本产品不认识这一列，不会读取；改好列名或清空它",
    en="This column is not known and not read; clear it or rename it.",
)


def content_of(*names: str) -> str:
    """Return files of ours as one."""
    here = files(__package__)
    return "\n".join((here / name).read_text(encoding="utf-8") for name in names)


# Half a megabyte that never changes, in an element of its own: the browser keeps it when rows come anew.
_LIBRARY = st.components.v2.component(
    "afterbell_tabulator",
    js=(TABULATOR / "js" / "tabulator.min.js").read_text(encoding="utf-8") + NO_COMPONENT,
    css=(TABULATOR / "css" / "tabulator.min.css").read_text(encoding="utf-8") + content_of("page.css"),
    isolate_styles=False,
)
_GRID = st.components.v2.component(
    "afterbell_grid", js=content_of(*SCRIPTS), css=content_of("grid.css"), isolate_styles=False
)


def library() -> None:
    """Bring Tabulator to the page; once on a page that has grids, outside of what is drawn again."""
    _LIBRARY(key="grid_library")


def grid(key: str, data: dict[str, Any], on_ops: Callable[[], None]) -> None:
    """Draw a grid; ``on_ops`` is called when something was typed, and finds it by ``sent_by``."""
    _GRID(key=key, data=data, on_ops_change=on_ops)


def sent_by(key: str) -> object:
    """Return what the browser sent for the grid of this key, or ``None``."""
    state = st.session_state.get(key)
    return state.get("ops") if state is not None else None


@dataclass(frozen=True, slots=True)
class Jump:
    """A place to show: ``id`` tells one wish from the next."""

    id: int
    table: str
    row: int
    column: str


def columns_of(tables: CaseTables, table: str, lang: Lang) -> list[dict[str, Any]]:
    """Return the columns of a table: those of its file in their order, others where the table has them."""
    own = TABLE[table].column
    return [
        _column(tables, table, own[key], lang) if key in own else _foreign(key, lang)
        for key in _keys(tables, TABLE[table])
    ]


def _keys(tables: CaseTables, table: Table) -> list[str]:
    keys = [heading.key for heading in tables.head(table.name)]
    order = {column.key: at for at, column in enumerate(table.columns)}
    for key, place in order.items():
        if key not in keys:
            after = (at for at, one in enumerate(keys) if order.get(one, -1) > place)
            keys.insert(next(after, len(keys)), key)
    return keys


def _column(tables: CaseTables, table: str, column: Column, lang: Lang) -> dict[str, Any]:
    return {
        "key": column.key,
        "title": column.header(lang),
        "meaning": column.meaning.say(lang),
        "required": column.required,
        "foreign": False,
        "number": column.kind in NUMBERS,
        "several": column.kind in SEVERAL,
        "closed": column.kind in CLOSED,
        "options": [list(option) for option in _options(tables, table, column, lang)],
    }


def _options(tables: CaseTables, table: str, column: Column, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield what a cell may hold, as the table's file writes it, each with what it means to the reader."""
    source = "posts" if column.kind == "post" else column.to
    names = names_of(tables, source) if source else {}
    for value in options_of(tables, column, tables.lang_of(table)):
        kind = choice(value, POST_KINDS) if column.kind == "post" else None
        yield (
            value,
            names.get(value) or (spelt(kind, POST_KINDS, lang) if kind else in_lang(column, value, lang)),
        )


def _foreign(key: str, lang: Lang) -> dict[str, Any]:
    flags = dict.fromkeys(("required", "number", "several", "closed"), False)
    told = {"key": key, "title": key, "meaning": UNKNOWN_COLUMN.say(lang), "foreign": True, "options": []}
    return told | flags


def rows_of(tables: CaseTables, table: str, keys: Iterable[str]) -> list[list[str]]:
    """Return the texts of a table, row by row in the order of the columns."""
    order = tuple(keys)
    return [[row.get(key, "") for key in order] for row in tables.tables.get(table, ())]


def faults_of(faults: Iterable[CellFault], table: str, lang: Lang) -> list[dict[str, Any]]:
    """Return the faults of a table's rows, as the reader is told them at their cells."""
    return [
        {
            "row": wrong.row,
            "column": wrong.column,
            "message": wrong.fault.message.say(lang),
            "wayOut": wrong.fault.way_out.say(lang) if wrong.fault.way_out else "",
        }
        for wrong in faults
        if wrong.table == table and wrong.row is not None
    ]


def words_of(lang: Lang) -> dict[str, str]:
    """Return what the grid itself says."""
    return {name: words.say(lang) for name, words in WORDS.items()}

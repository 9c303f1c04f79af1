"""A scenario: a short list of edits to a case, with a title. What may stand in it, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from solver.base.text import Lang
from solver.domain.case import Frozen
from solver.io.settings.safe_toml import toml_key, toml_value
from solver.io.settings.schema import SETTING
from solver.io.tables.catalogue import TABLE
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import default_of, read_cell
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import choice, spelt

Cells: TypeAlias = dict[str, str]
"""Cells by column key; an empty text is a blank cell."""
Where: TypeAlias = dict[str, tuple[str, ...]]
"""Which rows are meant: in each of these columns a row has one of the texts."""

LONGEST_LINE = 96


class Add(Frozen):
    """New rows of a table."""

    table: str
    rows: tuple[Cells, ...]


class Set(Frozen):
    """Other cells in the rows that are meant."""

    table: str
    where: Where
    to: Cells


class Drop(Frozen):
    """The rows that are meant go, and with them what can't be without them."""

    table: str
    where: Where


class Setting(Frozen):
    """Another setting of the school; an empty text takes it away."""

    key: str
    to: str


Change: TypeAlias = Add | Set | Drop | Setting


class Scenario(Frozen):
    """A list of changes with a title. ``name`` is what its file is called, without the ending."""

    name: str
    title: str
    note: str = ""
    changes: tuple[Change, ...] = ()

    def to_toml(self, lang: Lang) -> str:
        """Return the scenario as its file is written; tables and columns are spelt in ``lang``."""
        lines = [f"title = {toml_value(self.title)}"]
        lines += [f"note = {toml_value(self.note)}"] if self.note else []
        for change in self.changes:
            lines += ["", "[[change]]", *_written(change, lang)]
        return "\n".join(lines) + "\n"


def place_of(number: int) -> str:
    """Return how the change of a number, counted from 1, is called in its file and in messages."""
    return f"[[change]] {number}"


def meaning(column: Column, text: str) -> object:
    """Return what a cell means, so that its spellings are equal; what can't be read means itself."""
    try:
        return read_cell(column, text) if text else default_of(column)
    except CellError:
        return text


def _written(change: Change, lang: Lang) -> Iterable[str]:
    if isinstance(change, Setting):
        key = SETTING[change.key].header(lang) if change.key in SETTING else change.key
        return (f"setting = {toml_value(key)}", f"to = {toml_value(change.to)}")
    title = toml_value(TABLE[change.table].title(lang))
    if isinstance(change, Add):
        return (f"add = {title}", *_rows(change, lang))
    where = _inline("where", _spelt(change.table, change.where, lang))
    if isinstance(change, Drop):
        return (f"drop = {title}", where)
    return (f"set = {title}", where, *_block("to", _spelt(change.table, change.to, lang)))


def _rows(change: Add, lang: Lang) -> Iterable[str]:
    rows = [_spelt(change.table, row, lang) for row in change.rows]
    if len(rows) == 1:
        return _block("row", rows[0])
    inline = [_inline("", row) for row in rows]
    if all(len(line) <= LONGEST_LINE for line in inline):
        return ("rows = [", *(f"  {line}," for line in inline), "]")
    return [line for row in rows for line in ("", "[[change.rows]]", *_lines(row))]


def _block(name: str, cells: Mapping[str, object]) -> Iterable[str]:
    """Return cells on one line where they fit, else each on its own: TOML breaks no line within braces."""
    inline = _inline(name, cells)
    return (inline,) if len(inline) <= LONGEST_LINE else ("", f"[change.{name}]", *_lines(cells))


def _inline(name: str, cells: Mapping[str, object]) -> str:
    return f"{name} = {toml_value(cells)}" if name else toml_value(cells)


def _lines(cells: Mapping[str, object]) -> Iterable[str]:
    return (f"{toml_key(header)} = {toml_value(value)}" for header, value in cells.items())


def _spelt(table: str, cells: Mapping[str, str | tuple[str, ...]], lang: Lang) -> dict[str, object]:
    """Return cells under their headers, words of closed lists in the same language."""
    spelling: dict[str, object] = {}
    for key, value in cells.items():
        column = TABLE[table].column[key]
        texts = [
            spelt(choice(text, column.choices) or text, column.choices, lang)
            for text in (value if isinstance(value, tuple) else (value,))
        ]
        spelling[column.header(lang)] = texts[0] if len(texts) == 1 else texts
    return spelling

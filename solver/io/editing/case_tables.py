"""A case as typed text, to be edited: the text of its settings, and its cells with what each may hold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pydantic import BaseModel

from solver.base.text import WEEKDAYS, Lang, Said, Words
from solver.domain.case import Case
from solver.io.files.settings_text import edited, toml_of
from solver.io.tables.catalogue import TABLE, TABLES, sheets_of
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import read_cell
from solver.io.tables.dates_times import weekday_of
from solver.io.tables.raw import cell_text, encodable
from solver.io.tables.schema import Column, plain
from solver.io.tables.vocabulary import POST_KINDS, choice, spelt

Row = Mapping[str, str]
"""Cells by column key, or by a foreign header as it is; blank cells are absent."""


class _Whole(BaseModel):
    """The form of ``CaseTables.to_json``: what comes back from a store is looked at before it is believed."""

    id: str
    settings: str
    tables: dict[str, list[dict[str, str]]]
    heads: dict[str, list[tuple[str, str]]]


class Heading(NamedTuple):
    """One column of a file: the key of its cells, and its header as it is written, "" for none."""

    key: str
    text: str


@dataclass(frozen=True)
class CaseTables:
    """What a school hands in, before anything of it is understood. It never changes: edits give another one.

    ``id`` is what the case is called where its settings do not say so: the name of its folder or file.
    ``settings`` is the text of ``school.toml``. ``tables`` has rows by table, in the order of ``TABLES``; a
    table that is not there is absent. ``heads`` keeps the columns as the files have them; where it says
    nothing a table has all its columns.
    """

    id: str
    settings: str
    tables: Mapping[str, tuple[Row, ...]]
    heads: Mapping[str, tuple[Heading, ...]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """The hash of everything: equal for equal contents only."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def lang(self) -> Lang:
        """The language of the headers, Chinese where there are none."""
        return next((lang for name in self.heads if (lang := self._spoken(name)) is not None), "zh")

    def lang_of(self, table: str) -> Lang:
        """Return the language of the headers of a table."""
        return self._spoken(table) or self.lang

    def _spoken(self, table: str) -> Lang | None:
        known = [one for one in self.heads.get(table, ()) if one.key in TABLE[table].column]
        if not known:
            return None
        return "en" if plain(known[0].text) == plain(known[0].key) else "zh"

    def head(self, table: str) -> tuple[Heading, ...]:
        """Return the columns of a table as its file has them, with those that its rows need."""
        rows = self.tables.get(table, ())
        head = self.heads.get(table)
        if head is None:
            head = headings((table,), self.lang)[table]
        return _widened(head, rows, table, self.lang_of(table))

    def with_every_table(self, lang: Lang) -> CaseTables:
        """Return the case with all tables there are and all their columns, headers in ``lang``."""
        tables = {table.name: self.tables.get(table.name, ()) for table in TABLES}
        return replace(self, tables=tables, heads=headings(tables, lang))

    def with_rows(self, table: str, rows: Iterable[Mapping[str, str]]) -> CaseTables:
        """Return the case with other rows in a table; cells are cleaned, blank ones left out.

        Foreign columns that have no cell any more are gone. Headers in either language mean their columns.
        """
        head = self.head(table)
        kept = tuple(_row(row, table, {heading.key for heading in head}) for row in rows)
        used = {key for row in kept for key in row}
        columns = TABLE[table].column
        head = tuple(heading for heading in head if heading.key in columns or heading.key in used)
        tables = {**self.tables, table: kept}
        tables = {known.name: tables[known.name] for known in TABLES if known.name in tables}
        heads = {**self.heads, table: _widened(head, kept, table, self.lang_of(table))}
        return replace(self, tables=tables, heads=heads)

    def with_cell(self, table: str, row: int, column: str, text: str) -> CaseTables:
        """Return the case with another text in one cell."""
        rows = list(self.tables[table])
        rows[row] = {**rows[row], column: text}
        return self.with_rows(table, rows)

    def with_setting(self, key: str, text: str) -> CaseTables:
        """Return the case with another setting, such as ``term.start``; an empty text takes it away."""
        return replace(self, settings=edited(self.settings, key, cell_text(text)))

    def with_settings(self, text: str) -> CaseTables:
        """Return the case with another text of its settings."""
        return replace(self, settings=encodable(text))

    def to_json(self) -> str:
        """Return everything as JSON."""
        whole = {
            "id": self.id,
            "settings": self.settings,
            "tables": {name: [dict(row) for row in rows] for name, rows in self.tables.items()},
            "heads": {name: [list(heading) for heading in head] for name, head in self.heads.items()},
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> CaseTables:
        """Return what ``to_json`` gave.

        Raises
        ------
        ValueError
            If it is something else.
        """
        whole = _Whole.model_validate_json(text)
        names = [table.name for table in TABLES]
        return CaseTables(
            id=whole.id,
            settings=whole.settings,
            tables={name: tuple(whole.tables[name]) for name in names if name in whole.tables},
            heads={
                name: tuple(Heading(*pair) for pair in whole.heads[name])
                for name in names
                if name in whole.heads
            },
        )


def _row(row: Mapping[str, str], table: str, known: set[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, text in row.items():
        meant = None if key in known else TABLE[table].by_header.get(plain(key))
        name = key if meant is None or meant.key in row else meant.key
        if value := cell_text(text):
            cells[name if name in known else header_text(name)] = value
    return cells


def header_text(text: str) -> str:
    """Return a header on one line of printable letters."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub(r"\s+", " ", shown).strip() or "?"


def headings(names: Iterable[str], lang: Lang) -> dict[str, tuple[Heading, ...]]:
    """Return all columns of some tables, with their headers in a language."""
    return {
        name: tuple(Heading(column.key, column.header(lang)) for column in TABLE[name].columns)
        for name in names
    }


def _widened(
    head: tuple[Heading, ...], rows: Iterable[Mapping[str, str]], table: str, lang: Lang
) -> tuple[Heading, ...]:
    """Return the columns with those that the rows have beside them, each where its table has it."""
    missing = {key for row in rows for key in row}.difference(heading.key for heading in head)
    if not missing:
        return head
    order = {key: at for at, key in enumerate(TABLE[table].column)}
    widened = list(head)
    for column in TABLE[table].columns:
        if column.key in missing:
            after = (at for at, one in enumerate(widened) if order.get(one.key, -1) > order[column.key])
            widened.insert(next(after, len(widened)), Heading(column.key, column.header(lang)))
    foreign = dict.fromkeys(key for row in rows for key in row if key in missing and key not in order)
    return (*widened, *(Heading(key, key) for key in foreign))


def tables_of(case: Case, lang: Lang) -> CaseTables:
    """Return a case as typed text, its headers and words of closed lists in ``lang``."""
    rows = {name: tuple(found) for name, found in sheets_of(case, lang).items() if found}
    return CaseTables(case.id, toml_of(case), rows, headings(rows, lang))


EACH = Words(zh="每班", en="each")
WHY_AND_HOW = Words(zh="{why}。{how}", en="{why} {how}")


def options_of(tables: CaseTables, column: Column, lang: Lang) -> tuple[str, ...]:
    """Return the texts of a column's drop-down for these tables; none where it is free text.

    Columns of several ids and of rotations take other texts too: theirs are suggestions.
    """
    if column.closed:
        return tuple(spelt(value, column.closed, lang) for value in column.closed)
    if column.kind == "weekday":
        return tuple(words.say(lang) for words in WEEKDAYS.values())
    if column.kind == "post":
        kinds = (spelt(value, POST_KINDS, lang) for value in POST_KINDS)
        return tuple(dict.fromkeys((*names_of(tables, "posts"), *kinds)))
    if column.kind == "groups":
        return (EACH.say(lang), *names_of(tables, column.to))
    if column.kind in {"ref", "refs"}:
        return tuple(names_of(tables, column.to))
    return ()


def names_of(tables: CaseTables, table: str) -> dict[str, str]:
    """Return the ids of a table with the names beside them, in the order of its rows."""
    rows = tables.tables.get(table, ())
    return {row["id"]: row.get("name", row["id"]) for row in rows if "id" in row}


def text_problem(column: Column, text: str) -> Said | None:
    """Return what is wrong with the text of one cell by itself, and a way out; ``None`` if it can be read."""
    if not text.strip():
        return None
    try:
        read_cell(column, text.strip())
    except CellError as error:
        if error.way_out is None:
            return error.message
        return WHY_AND_HOW.with_(why=error.message, how=error.way_out)
    return None


def in_lang(column: Column, text: str, lang: Lang) -> str:
    """Return a cell as it is written in a language; what is no word of a closed list stays as it is."""
    if column.closed:
        value = choice(text, column.closed)
        return text if value is None else spelt(value, column.closed, lang)
    if column.kind == "weekday":
        try:
            return WEEKDAYS[weekday_of(text)].say(lang)
        except CellError:
            return text
    return text

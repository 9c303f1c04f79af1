"""What was read from files as typed text, ready to be edited; nothing that the files hold is left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from solver.base.errors import InputError
from solver.io.editing.case_tables import CaseTables, Heading, Row, header_text
from solver.io.files import csv_folder, workbook
from solver.io.files.settings_text import text_of
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.raw import RawTable, Reading, column_letter
from solver.io.tables.schema import plain

MENDABLE = (csv_folder.BAD_TOML, csv_folder.NO_SETTINGS, workbook.NO_SETTINGS, csv_folder.EMPTY_TABLE)
"""Faults of files that an editor shows and mends. All others leave something unread: it would be lost."""


def open_tables(path: Path) -> CaseTables:
    """Read a folder or a workbook as typed text.

    Raises
    ------
    InputError
        If anything of it can't be read, and so could not be kept.
    """
    from solver.io import read

    return typed(read(path))


def typed(reading: Reading) -> CaseTables:
    """Return what was read as typed text; blank lines and columns are left out.

    Raises
    ------
    InputError
        If anything could not be read.
    """
    lost = tuple(fault for fault in reading.faults if fault.message.words not in MENDABLE)
    if lost:
        raise InputError(lost)
    rows = [(setting.key, str(setting.value)) for setting in reading.settings]
    settings = text_of(rows) if reading.text is None and rows else reading.text or ""
    raws = {raw.name: raw for raw in reading.tables}
    tables: dict[str, tuple[Row, ...]] = {}
    heads: dict[str, tuple[Heading, ...]] = {}
    for table in TABLES:
        raw = raws.get(table.name)
        if raw is not None:
            columns = columns_of(raw)
            heads[table.name] = tuple(columns.values())
            tables[table.name] = rows_of(raw, columns)
    return CaseTables(reading.stem, settings, tables, heads)


def columns_of(raw: RawTable) -> dict[int, Heading]:
    """Return the columns of a file by place: those of its table by their keys, others by their headers."""
    table = TABLE[raw.name]
    found: dict[int, Heading] = {}
    taken = set(table.column)
    own: set[str] = set()
    for at, text in enumerate(raw.header):
        column = table.by_header.get(plain(text)) if text is not None else None
        if column is not None and column.key not in own:
            own.add(column.key)
            found[at] = Heading(column.key, header_text(str(text)))
        elif text is not None or any(cells[at] for _, cells in raw.rows):
            shown = "" if text is None else header_text(text)
            name = free(shown or column_letter(len(found)), taken)
            taken.add(name)
            found[at] = Heading(name, shown)
    return found


def rows_of(raw: RawTable, columns: Mapping[int, Heading]) -> tuple[Row, ...]:
    """Return the rows of a file by the keys of its columns, without blank ones."""
    rows = (
        {one.key: text for at, one in columns.items() if (text := cells[at]) is not None}
        for _, cells in raw.rows
    )
    return tuple(row for row in rows if row)


def free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: itself, or with a number."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"

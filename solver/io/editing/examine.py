"""Whether typed text makes a case: the same reading as that of files, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.io.checks.consistency import NO_TABLE
from solver.io.editing.case_tables import CaseTables
from solver.io.files.csv_folder import read_settings
from solver.io.load import Loaded, assemble
from solver.io.settings.schema import key_of
from solver.io.tables.catalogue import TABLE
from solver.io.tables.raw import SETTINGS_FILE, RawTable, Reading, column_letter
from solver.io.tables.records import COLUMN_TWICE, MISSING_COLUMN, NO_HEADER


@dataclass(frozen=True)
class CellFault:
    """A fault and its place: ``table`` ("" for the settings or all), ``row`` from 0, ``column`` by key.

    Without a row it is the column's, without a column the row's, without both the table's. A fault of the
    settings has the setting's key as its column.
    """

    table: str
    row: int | None
    column: str
    fault: Fault


@dataclass(frozen=True)
class Examined:
    """Typed text with what was found in it: a case, or faults."""

    tables: CaseTables
    loaded: Loaded | None
    faults: tuple[CellFault, ...]


def examine(tables: CaseTables) -> Examined:
    """Read a case from its typed text, exactly as it would be read from its files."""
    reading = reading_of(tables)
    try:
        loaded = assemble(reading)
    except InputError as error:
        return Examined(tables, None, placed(tables, error.faults))
    return Examined(tables, loaded, ())


def reading_of(tables: CaseTables) -> Reading:
    """Return typed text as the reader of files hands it over."""
    reading = Reading(stem=tables.id, file=tables.id)
    read_settings(tables.settings, SETTINGS_FILE, reading)
    for name in tables.tables:
        raw = _raw(tables, name)
        if not reading.count(len(raw.rows) + 1, len(raw.header), raw.file):
            break
        reading.tables.append(raw)
    return reading


def file_of(tables: CaseTables, table: str) -> str:
    """Return the name of the file in which a table is kept."""
    return f"{TABLE[table].title(tables.lang_of(table))}.csv"


def _raw(tables: CaseTables, name: str) -> RawTable:
    head = tables.head(name)
    rows = [row for row in tables.tables[name] if row]
    return RawTable(
        name=name,
        file=file_of(tables, name),
        sheet="",
        header=tuple(heading.text or None for heading in head),
        rows=tuple(
            (number, tuple(row.get(heading.key) for heading in head)) for number, row in enumerate(rows, 2)
        ),
    )


def placed(tables: CaseTables, faults: Iterable[Fault]) -> tuple[CellFault, ...]:
    """Return faults of a case at the cells to which they belong."""
    sheets = {file_of(tables, name): _Sheet(name, tables) for name in tables.tables}
    return tuple(
        sheets[fault.file].place(fault) if fault.file in sheets else _beside(fault) for fault in faults
    )


def _beside(fault: Fault) -> CellFault:
    """Place a fault of the settings, of a table that is not there, or of the whole case."""
    missing = dict(fault.message.values).get("table") if fault.message.words == NO_TABLE else None
    table = missing.en if isinstance(missing, Words) else ""
    return CellFault(table, None, key_of(fault.column), fault)


class _Sheet:
    """A table as a file of its own, in which faults are found by row number and header."""

    def __init__(self, name: str, tables: CaseTables) -> None:
        self.name = name
        self.head = tables.head(name)
        self.filled = [at for at, row in enumerate(tables.tables[name]) if row]

    def place(self, fault: Fault) -> CellFault:
        """Return a fault of this table at its cell."""
        # Row 1 is the header's.
        row = None if fault.row is None or fault.row < 2 else self.filled[fault.row - 2]
        return CellFault(self.name, row, self._column(fault), fault)

    def _column(self, fault: Fault) -> str:
        words = fault.message.words
        if words == MISSING_COLUMN:
            absent = dict(fault.message.values).get("name")
            return absent.en if isinstance(absent, Words) else ""
        if words == NO_HEADER:
            return next(one.key for at, one in enumerate(self.head) if column_letter(at) == fault.column)
        keys = [one.key for one in self.head if one.text == fault.column]
        if not keys:
            return fault.column
        return keys[-1] if words == COLUMN_TWICE else keys[0]

"""Whether typed text makes a case: the same reading as that of files, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solver.errors import Fault, InputError
from solver.intake.assemble import Loaded, assemble
from solver.intake.checks import NO_TABLE
from solver.intake.folder import read_settings
from solver.intake.raw import SETTINGS_FILE, RawTable, Reading
from solver.intake.rows import COLUMN_TWICE, MISSING_COLUMN, NO_HEADER, column_letter
from solver.intake.tables import TABLE
from solver.intake.typed import CaseTables
from solver.text import Words


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
    files = {file_of(tables, name): name for name in tables.tables}
    return tuple(_placed(tables, files.get(fault.file, ""), fault) for fault in faults)


def _placed(tables: CaseTables, table: str, fault: Fault) -> CellFault:
    words, values = fault.message.words, dict(fault.message.values)
    if not table:
        missing = values.get("table")
        known = words == NO_TABLE and isinstance(missing, Words)
        return CellFault(
            missing.en if known and isinstance(missing, Words) else "", None, fault.column, fault
        )
    row = None
    if fault.row is not None and fault.row > 1:
        filled = [at for at, one in enumerate(tables.tables[table]) if one]
        row = filled[fault.row - 2]
    absent = values.get("name") if words == MISSING_COLUMN else None
    if isinstance(absent, Words):
        return CellFault(table, row, absent.en, fault)
    return CellFault(table, row, _key(tables, table, fault), fault)


def _key(tables: CaseTables, table: str, fault: Fault) -> str:
    head = tables.head(table)
    if fault.message.words == NO_HEADER:
        return next((one.key for at, one in enumerate(head) if column_letter(at) == fault.column), "")
    keys = [one.key for one in head if one.text == fault.column]
    if not keys:
        return fault.column
    return keys[-1] if fault.message.words == COLUMN_TWICE else keys[0]

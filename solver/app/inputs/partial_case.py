"""What of a case can be read for drawing its day, though other parts of it are not right yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from solver.domain.case import Case
from solver.io.editing import CaseTables, CellFault, examine
from solver.io.tables.catalogue import TABLE

DAY_TABLES = frozenset(
    {"staff", "groups", "enrolment", "sessions", "rooms", "zones", "posts", "clubs", "lessons", "week"}
)
"""The tables that a day's drawing comes from; the others may be long, and are not read again for it."""
MAX_ROUNDS = 6
"""Rows left out may leave others without what they name; after so many rounds it is given up."""


@dataclass(frozen=True)
class Readable:
    """A case of what could be read; ``left_out`` rows, or cells of them, could not be."""

    case: Case | None
    left_out: int


def day_part(tables: CaseTables) -> CaseTables:
    """Return what of a case its day is drawn from."""
    kept = {name: rows for name, rows in tables.tables.items() if name in DAY_TABLES}
    heads = {name: head for name, head in tables.heads.items() if name in DAY_TABLES}
    return CaseTables(tables.id, tables.settings, kept, heads)


def readable(part: CaseTables) -> Readable:
    """Return the case of what can be read: cells that can't are blank, rows that need them are not there."""
    left_out = 0
    for _ in range(MAX_ROUNDS):
        examined = examine(part)
        if examined.loaded is not None:
            return Readable(examined.loaded.case, left_out)
        smaller, gone = _without(part, examined.faults)
        if not gone:
            break
        part, left_out = smaller, left_out + gone
    return Readable(None, left_out)


def _without(part: CaseTables, faults: tuple[CellFault, ...]) -> tuple[CaseTables, int]:
    """Return the tables without what is at fault, and how many rows that touches.

    A cell that may be blank is blanked; else its row goes, or a whole table that need not be there.
    """
    cells: dict[tuple[str, int], set[str]] = defaultdict(set)
    rows: set[tuple[str, int]] = set()
    whole: set[str] = set()
    for wrong in faults:
        if wrong.row is not None and _may_be_blank(part, wrong.table, wrong.row, wrong.column):
            cells[wrong.table, wrong.row].add(wrong.column)
        elif wrong.row is not None:
            rows.add((wrong.table, wrong.row))
        elif wrong.table in part.tables and not TABLE[wrong.table].required:
            whole.add(wrong.table)
    gone = len(rows | cells.keys()) + sum(len(part.tables[name]) for name in whole)
    kept = {
        name: tuple(
            {key: text for key, text in row.items() if key not in cells.get((name, number), ())}
            for number, row in enumerate(old)
            if (name, number) not in rows
        )
        for name, old in part.tables.items()
        if name not in whole
    }
    kept = {name: left for name, left in kept.items() if left or TABLE[name].required}
    return CaseTables(part.id, part.settings, kept, part.heads), gone


def _may_be_blank(part: CaseTables, table: str, row: int, column: str) -> bool:
    known = TABLE[table].column.get(column)
    return known is not None and not known.required and column in part.tables[table][row]

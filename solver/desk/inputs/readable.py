"""What of a case can be read for drawing its day, though other parts of it are not right yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from solver.domain.case import Case
from solver.intake.editing import CaseTables, CellFault, examine
from solver.intake.tables import TABLE

NEEDED = frozenset(
    {"staff", "groups", "enrolment", "sessions", "rooms", "zones", "posts", "clubs", "lessons", "week"}
)
"""The tables that a day's drawing comes from; the others may be long, and are not read again for it."""
ROUNDS = 6
"""Rows left out may leave others without what they name; after so many rounds it is given up."""


@dataclass(frozen=True)
class Readable:
    """A case of what could be read; ``left_out`` rows of the tables it needs could not be."""

    case: Case | None
    left_out: int


def day_part(tables: CaseTables) -> CaseTables:
    """Return what of a case its day is drawn from."""
    kept = {name: rows for name, rows in tables.tables.items() if name in NEEDED}
    heads = {name: head for name, head in tables.heads.items() if name in NEEDED}
    return CaseTables(tables.id, tables.settings, kept, heads)


def readable(part: CaseTables) -> Readable:
    """Return the case of the rows that can be read, without those that can't."""
    left_out = 0
    for _ in range(ROUNDS):
        examined = examine(part)
        if examined.loaded is not None:
            return Readable(examined.loaded.case, left_out)
        smaller, gone = _without(part, examined.faults)
        if not gone:
            break
        part, left_out = smaller, left_out + gone
    return Readable(None, left_out)


def _without(part: CaseTables, faults: tuple[CellFault, ...]) -> tuple[CaseTables, int]:
    """Return the tables without the rows, or whole tables, that are at fault; and how many rows those are."""
    rows: dict[str, set[int]] = defaultdict(set)
    whole = set()
    for found in faults:
        if found.row is not None:
            rows[found.table].add(found.row)
        elif found.table in part.tables and not TABLE[found.table].required:
            whole.add(found.table)
    gone = 0
    kept = {}
    for name, old in part.tables.items():
        left = () if name in whole else tuple(row for at, row in enumerate(old) if at not in rows[name])
        gone += len(old) - len(left)
        if left or TABLE[name].required:
            kept[name] = left
    return CaseTables(part.id, part.settings, kept, part.heads), gone

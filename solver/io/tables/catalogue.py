"""Every table of the data format, in the order in which they are read and written; a case as their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from solver.base.text import Lang
from solver.base.units import clock
from solver.domain.case import Case, Frozen, Zone
from solver.io.tables.cells import spell
from solver.io.tables.people import ENROLMENT, GROUPS, LESSONS, STAFF, TEACHING
from solver.io.tables.places import ROOMS, SESSIONS, ZONES
from solver.io.tables.requests import ABSENCES, HISTORY, PINS, WISHES
from solver.io.tables.schema import Column, Table
from solver.io.tables.vocabulary import ROTATIONS, spelt
from solver.io.tables.work import CLUBS, MEMBERS, POSTS, WEEK

TABLES: tuple[Table, ...] = (
    STAFF,
    GROUPS,
    ENROLMENT,
    TEACHING,
    LESSONS,
    SESSIONS,
    ROOMS,
    ZONES,
    POSTS,
    CLUBS,
    MEMBERS,
    ABSENCES,
    WISHES,
    PINS,
    HISTORY,
    WEEK,
)

TABLE: dict[str, Table] = {table.name: table for table in TABLES}


Row = dict[str, str]
"""Cells by column key; blank cells may be absent."""
Sheets = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows by table name."""


def sheets_of(case: Case, lang: Lang) -> Sheets:
    """Return every table of a case as text; closed lists are spelt in ``lang``."""
    sheets: dict[str, list[Row]] = {}
    for table in TABLES:
        # The table of the week has become others: a case does not keep it.
        items: tuple[Frozen, ...] = getattr(case, table.name, ())
        sheets[table.name] = [
            {column.key: text for column in table.columns if (text := _cell(case, item, column, lang))}
            for item in items
        ]
    return sheets


def _cell(case: Case, item: Frozen, column: Column, lang: Lang) -> str:
    if column.kind == "walks" and isinstance(item, Zone):
        return ";".join(f"{walk.b}:{walk.minutes}" for walk in case.walks if walk.a == item.id)
    value: object = item
    for name in column.target.split("."):
        value = getattr(value, name, None)
    if column.kind == "pool":
        return "-" if value is None else str(value)
    if value is None:
        return ""
    if column.kind == "time" and isinstance(value, int):
        return clock(value)
    if column.kind == "rotation":
        return rotation(str(value), lang)
    return spelt(spell(value), column.closed, lang)


def rotation(value: str, lang: Lang) -> str:
    """Return a rotation as it is written in a language."""
    kind, colon, count = value.partition(":")
    if colon and lang == "zh":
        return f"每{count}周轮换"
    return value if colon else spelt(kind, ROTATIONS, lang)

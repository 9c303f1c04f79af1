"""The tables of a case while changes are made: who wrote what, and what goes along when rows go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from solver.io.editing import CaseTables
from solver.io.tables.catalogue import TABLE
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import read_cell, spell
from solver.io.tables.schema import Column

DOES_WITHOUT: frozenset[tuple[str, str]] = frozenset(
    {
        ("groups", "room"),
        ("groups", "head"),
        ("lessons", "zone"),
        ("zones", "rain_zone"),
        ("posts", "room"),
        ("posts", "zone"),
        ("clubs", "room"),
    }
)
"""Cells that are blanked when what they name goes. Every other row that names it goes, too: a blank cell
there would mean something wider, such as a wish about every post.
"""


@dataclass(eq=False)
class Line:
    """A row: its cells, the change that added it (0: it was there), and the change that wrote each cell."""

    cells: dict[str, str]
    added: int = 0
    written: dict[str, int] = field(default_factory=dict)

    def write(self, cells: Mapping[str, str], number: int) -> None:
        """Change cells; an empty text leaves a blank cell."""
        for key, text in cells.items():
            self.cells[key] = text
            self.written[key] = number


class Sheets:
    """Every table as lines, to be changed in place."""

    def __init__(self, before: CaseTables, lines: dict[str, list[Line]]) -> None:
        self._before = before
        self._lines = lines
        self._changed: set[str] = set()

    @staticmethod
    def of(tables: CaseTables) -> Sheets:
        """Return the tables of a case, ready to be changed."""
        lines = {name: [Line(dict(row)) for row in rows] for name, rows in tables.tables.items()}
        return Sheets(tables, lines)

    def lines(self, table: str) -> Iterator[Line]:
        """Yield the rows of a table as they are now."""
        yield from list(self._lines.get(table, ()))

    def names(self) -> tuple[str, ...]:
        """Return the tables that there are."""
        return tuple(self._lines)

    def add(self, table: str, rows: Iterable[Mapping[str, str]], number: int) -> None:
        """Add rows at the end of a table."""
        self._changed.add(table)
        self._lines.setdefault(table, []).extend(Line(dict(row), number) for row in rows)

    def remove(self, table: str, gone: Iterable[Line]) -> None:
        """Take rows out of a table."""
        ids = {id(line) for line in gone}
        self._changed.add(table)
        self._lines[table] = [line for line in self._lines[table] if id(line) not in ids]

    def tables(self) -> CaseTables:
        """Return the changed case as typed text; a table that is as it was keeps every blank."""
        made = self._before
        for name, lines in self._lines.items():
            if name in self._changed or any(line.written for line in lines):
                made = made.with_rows(name, [line.cells for line in lines])
        return made

    def origins(self) -> dict[tuple[str, int, str], int]:
        """Return which change made a cell, by table, row and column; column "" is a whole new row."""
        origins: dict[tuple[str, int, str], int] = {}
        for name, lines in self._lines.items():
            for at, line in enumerate(lines):
                if line.added:
                    origins[name, at, ""] = line.added
                for key, number in line.written.items():
                    origins[name, at, key] = number
        return origins


def drop(sheets: Sheets, table: str, lines: Iterable[Line], number: int) -> None:
    """Take rows out of a table, with all that can't be without them."""
    waiting = [(table, list(lines))]
    while waiting:
        name, gone = waiting.pop()
        sheets.remove(name, gone)
        ids = {line.cells["id"] for line in gone if "id" in line.cells}
        ids -= {line.cells.get("id", "") for line in sheets.lines(name)}
        if ids:
            waiting += [(other, rows) for other, rows in _without(sheets, name, ids, number) if rows]


def _without(
    sheets: Sheets, table: str, ids: Collection[str], number: int
) -> Iterator[tuple[str, list[Line]]]:
    """Blank the cells that name what is gone, and yield the rows that can't be without it, by table."""
    for name in sheets.names():
        columns = [column for column in TABLE[name].columns if _refers(column, table)]
        gone = []
        for line in sheets.lines(name) if columns else ():
            stays = [_mended(line, name, column, table, ids, number) for column in columns]
            if not all(stays):
                gone.append(line)
        yield name, gone


def _refers(column: Column, table: str) -> bool:
    return column.to == table or (column.kind == "post" and table in {"posts", "clubs", "sessions", "groups"})


def _mended(line: Line, name: str, column: Column, table: str, ids: Collection[str], number: int) -> bool:
    """Let a cell do without what is gone; tell whether the row can stay."""
    text = line.cells.get(column.key, "")
    if not text:
        return True
    if column.kind == "post":
        return not _names_post(text, table, ids)
    if column.kind == "ref":
        if text not in ids:
            return True
        line.write({column.key: ""}, number)
        return (name, column.key) in DOES_WITHOUT
    return _list_mended(line, column, text, ids, number)


def _list_mended(line: Line, column: Column, text: str, ids: Collection[str], number: int) -> bool:
    """Take what is gone out of a list; a list of which nothing is left takes its row along."""
    try:
        parts = read_cell(column, text)
    except CellError:
        return True
    if not isinstance(parts, tuple):
        return True
    kept = tuple(part for part in parts if (part[0] if column.kind == "walks" else part) not in ids)
    if len(kept) < len(parts):
        walks = [f"{zone}:{minutes}" for zone, minutes in kept] if column.kind == "walks" else []
        line.write({column.key: ";".join(walks) if column.kind == "walks" else spell(kept)}, number)
    return bool(kept) or column.kind == "walks"


def _names_post(text: str, table: str, ids: Collection[str]) -> bool:
    """Tell whether a cell names a post that is gone: ``care``, ``care/1-1``, ``chess@2-low``."""
    row, slash, group = text.partition("/")
    club, at, meeting = text.partition("@")
    if table == "posts":
        return text in ids or (bool(slash) and row in ids)
    if table == "groups":
        return bool(slash) and group in ids
    if table == "clubs":
        return (bool(at) and club in ids) or text in ids
    return bool(at) and meeting.partition("-")[2] in ids

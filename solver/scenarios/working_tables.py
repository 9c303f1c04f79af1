"""The tables of a case while changes are being made: rows that remember which change wrote what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from solver.io.editing import CaseTables


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
        found: dict[tuple[str, int, str], int] = {}
        for name, lines in self._lines.items():
            for at, line in enumerate(lines):
                if line.added:
                    found[name, at, ""] = line.added
                for key, number in line.written.items():
                    found[name, at, key] = number
        return found

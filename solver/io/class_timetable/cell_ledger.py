"""The account of a workbook's cells: each is read, known to be no lesson, blank, a heading, or reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

from solver.base.text import Said
from solver.io.class_timetable.messages import COUNTS
from solver.io.class_timetable.sheets import Place, Sheet

Status = Literal["lessons", "idle", "blank", "assigned", "headings", "reported"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Cells by what became of them; ``cells`` is counted from the sheets, the others as they are read.

    ``blank`` counts blank cells inside of tables only. A merged cell counts for each cell that it covers.

    Raises
    ------
    ValueError
        If the parts do not add up: then a cell would have been dropped silently.
    """

    cells: int
    lessons: int = 0
    idle: int = 0
    blank: int = 0
    assigned: int = 0
    headings: int = 0
    reported: int = 0

    def __post_init__(self) -> None:
        if (
            self.cells
            != self.lessons + self.idle + self.blank + self.assigned + self.headings + self.reported
        ):
            msg = f"cells were dropped: {self}"
            raise ValueError(msg)

    def said(self) -> Said:
        """Return the account as a sentence."""
        return COUNTS.with_(**{field.name: getattr(self, field.name) for field in fields(self)})


class Ledger:
    """What became of every cell, each told once."""

    def __init__(self) -> None:
        self._became: dict[tuple[str, Place], Status] = {}

    def settle(self, sheet: Sheet, places: Iterable[Place], status: Status) -> None:
        """Write down what became of cells; what was said of a cell before stands."""
        for place in places:
            self._became.setdefault((sheet.name, place), status)

    def unsettled(self, sheet: Sheet) -> list[Place]:
        """Return the filled cells of a sheet of which nothing was said, in order."""
        return [place for place in sorted(sheet.cells) if (sheet.name, place) not in self._became]

    def counts(self, sheets: Iterable[Sheet], blanks: Iterable[tuple[str, Place]]) -> Counts:
        """Return the account; ``blanks`` are the blank cells inside of tables."""
        filled = {(sheet.name, place) for sheet in sheets for place in sheet.cells}
        became = Counter[str](self._became.values())
        return Counts(cells=len(filled.union(blanks)), **became)

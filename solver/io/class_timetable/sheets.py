"""Sheets as a person sees them: text with its line breaks, merged cells filled, addresses as B3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import python_calamine

from solver.base.errors import Fault, InputError
from solver.base.text import Said, Words
from solver.io import CHECK_PATH, NOTHING
from solver.io.files.workbook import HIDDEN, Cell, cell_text, opened
from solver.io.files.zip_guard import NEW_BOOK
from solver.io.tables.raw import CUT_DOWN, MOST_CELLS, TOO_MANY_CELLS, column_letter

PRIVATE = Words(
    zh="工作表“{name}”的名字以 _ 开头，没有读取", en="The sheet “{name}” begins with _ and was not read."
)
MERGED_BOMB = Words(zh="合并单元格太多，不予读取", en="Too many cells are merged; the workbook is not read.")

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""


@dataclass(frozen=True)
class Sheet:
    """The filled cells of one sheet; a merged cell fills every place that it covers."""

    name: str
    cells: Mapping[Place, str]
    merged: Mapping[Place, Place]

    def text(self, row: int, column: int) -> str:
        """Return what a person sees at a place, "" where it is blank."""
        return self.cells.get((row, column), "")

    def origin(self, place: Place) -> Place:
        """Return the first place of the merged cell that covers a place; the place itself elsewhere."""
        return self.merged.get(place, place)

    @cached_property
    def height(self) -> int:
        """Rows up to the last filled one."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @cached_property
    def width(self) -> int:
        """Columns up to the last filled one."""
        return max((column for _, column in self.cells), default=-1) + 1

    @cached_property
    def rows(self) -> Mapping[int, tuple[int, ...]]:
        """The filled columns of every row that has any, in order."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, []).append(column)
        return {row: tuple(columns) for row, columns in found.items()}

    def row(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield the filled cells of a row: column and text."""
        for column in self.rows.get(row, ()):
            yield column, self.cells[row, column]

    @property
    def turned(self) -> Sheet:
        """The sheet with its rows as columns."""
        return Sheet(
            self.name,
            {place[::-1]: text for place, text in self.cells.items()},
            {place[::-1]: origin[::-1] for place, origin in self.merged.items()},
        )


def address(place: Place) -> str:
    """Return a place as a spreadsheet shows it: ``B3``."""
    return f"{column_letter(place[1])}{place[0] + 1}"


def span(places: list[Place]) -> str:
    """Return the rectangle around some places as a spreadsheet shows it: ``B3:F9``."""
    rows, columns = [row for row, _ in places], [column for _, column in places]
    first, last = address((min(rows), min(columns))), address((max(rows), max(columns)))
    return first if first == last else f"{first}:{last}"


def read_sheets(path: Path) -> tuple[tuple[Sheet, ...], tuple[Said, ...]]:
    """Return the sheets of a workbook in order, and what its owner should know.

    Raises
    ------
    InputError
        If the file is no workbook, or not safe to open.
    """
    if not path.is_file():
        raise InputError((Fault(NOTHING.with_(name=path.name), way_out=CHECK_PATH.with_()),))
    with opened(path) as book:
        return _sheets(book, path.name)


def _sheets(book: python_calamine.CalamineWorkbook, file: str) -> tuple[tuple[Sheet, ...], tuple[Said, ...]]:
    sheets: list[Sheet] = []
    notices: list[Said] = []
    room = MOST_CELLS
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.name.startswith("_"):
            notices.append(PRIVATE.with_(name=about.name))
            continue
        raw = book.get_sheet_by_name(about.name)
        if raw.start is None or raw.end is None:
            continue
        room -= (raw.end[0] + 1) * (raw.end[1] + 1)
        if room < 0:
            fault = Fault(TOO_MANY_CELLS.with_(limit=MOST_CELLS), file=file, way_out=CUT_DOWN.with_())
            raise InputError((fault,))
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            notices.append(HIDDEN.with_(name=about.name))
        sheets.append(_sheet(raw, about.name, file))
    return tuple(sheets), tuple(notices)


def _sheet(raw: python_calamine.CalamineSheet, name: str, file: str) -> Sheet:
    cells = {
        (row, column): text
        for row, values in enumerate(raw.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if (text := _text(value))
    }
    bottom, right = raw.end or (0, 0)
    merged: dict[Place, Place] = {}
    covered = 0
    for (top, left), (last_row, last_column) in raw.merged_cell_ranges or ():
        merged_text = cells.get((top, left))
        if merged_text is None:
            continue
        # A range may be declared over a million rows: only what the sheet uses counts.
        rows, columns = range(top, min(last_row, bottom) + 1), range(left, min(last_column, right) + 1)
        covered += len(rows) * len(columns)
        if covered > MOST_CELLS:
            fault = Fault(MERGED_BOMB.with_(), file=file, sheet=name, way_out=NEW_BOOK.with_())
            raise InputError((fault,))
        for cell in ((row, column) for row in rows for column in columns):
            cells[cell] = merged_text
            merged[cell] = (top, left)
    return Sheet(name, cells, merged)


def _text(value: Cell) -> str:
    if isinstance(value, str):
        lines = (" ".join(line.split()) for line in value.replace("\r", "\n").replace("\v", "\n").split("\n"))
        return "\n".join(line for line in lines if line)
    return cell_text(value) or ""

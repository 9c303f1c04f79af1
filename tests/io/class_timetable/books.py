"""Workbooks as schools keep them, written cell by cell with XlsxWriter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

Rows = list[list[Any]]
DAYS = ["星期一", "星期二", "星期三", "星期四", "星期五"]


def book(
    path: Path, sheets: dict[str, Rows], merged: dict[str, dict[str, str]] | None = None, hidden: str = ""
) -> Path:
    """Write sheets of rows; ``merged``: ranges of each sheet with their text."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            page = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                page.write_row(row, 0, cells)
            for place, text in (merged or {}).get(name, {}).items():
                page.merge_range(place, text)
            if name == hidden:
                page.hide()
    return path


def week(*rows: list[str], corner: str = "节次") -> Rows:
    """A class's week: a row of weekdays, then a row for each period."""
    return [[corner, *DAYS], *[list(row) for row in rows]]

"""Comma-separated tables for spreadsheets: a byte-order mark first, and no cell that is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from fractions import Fraction

from solver.io.files.csv_folder import guarded
from solver.report.roster_lines import exact

Cell = str | int | Fraction | dt.date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to be written: its file name without ending, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> bytes:
        """Return the table as UTF-8 with a byte-order mark, the same bytes for the same cells."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([write_cell(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def write_cell(cell: Cell) -> str:
    """Return a cell as text: numbers exactly, and text that a spreadsheet would run gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else exact(cell)

"""Comma-separated tables for spreadsheets: a byte-order mark first, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.report.roster_lines import exact

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | Fraction | None


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
        return guard(cell)
    return exact(cell)


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; ``unguard`` undoes it."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip("' ").startswith(DANGEROUS) else text


def unguard(text: str) -> str:
    """Return the text that ``guard`` was given."""
    if text.startswith("'") and text.lstrip("' ").startswith(DANGEROUS):
        return text[1:]
    return text


def joined(parts: Sequence[str]) -> str:
    """Join ids into one cell."""
    return ";".join(parts)

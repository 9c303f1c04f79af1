"""What spreadsheets put on the clipboard: lines of cells between tabs, quoted where a cell holds lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import plain

LEAST_HEADERS = 2
"""So many cells of the first line must name columns before it is taken for a header."""


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of pasted text; line breaks inside a cell become spaces, as cells hold one line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = _quoted(text) if '"' in text else _plain(text)
    while lines and not any(lines[-1]):
        lines.pop()
    return [[" ".join(cell.split("\n")).strip() for cell in line] for line in lines]


def _plain(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]


def _quoted(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter="\t", strict=True))
    except csv.Error:
        # No spreadsheet wrote these quotes: they are part of the text.
        return _plain(text)


def without_header(
    cells: list[list[str]], table: str, columns: Sequence[str]
) -> tuple[list[list[str]], Sequence[str]]:
    """Return pasted lines without their header, and the columns they belong to.

    The first line is a header if each of its cells, two at least, names a column of the table in either
    language; then it says where the cells go.
    """
    if not cells or len(cells) == 1:
        return cells, columns
    known = TABLE[table].by_header
    found = [known.get(plain(text)) for text in cells[0]]
    named = [column for column in found if column is not None]
    blank = [text for text, column in zip(cells[0], found, strict=True) if column is None and text]
    if len(named) < min(LEAST_HEADERS, len(known)) or blank:
        return cells, columns
    return cells[1:], tuple(column.key if column else "" for column in found)

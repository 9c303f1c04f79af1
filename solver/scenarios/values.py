"""Texts as cells hold them: what is wrong with them, what they mean, how they are said."""

from __future__ import annotations

from solver.base.text import Said
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import default_of, read_cell
from solver.io.tables.schema import Column


def cell_fault(column: Column, text: str) -> tuple[Said, Said | None] | None:
    """Return what is wrong with the text of a cell and a way out; ``None`` where it can be read."""
    if not text:
        return None
    try:
        read_cell(column, text)
    except CellError as error:
        return error.message, error.way_out
    return None


def meaning(column: Column, text: str) -> object:
    """Return what a cell means, so that its spellings are equal; what can't be read means itself."""
    try:
        return read_cell(column, text) if text else default_of(column)
    except CellError:
        return text

"""Values as TOML gives them to texts as cells hold them, and back to what they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from solver.base.text import Said
from solver.base.units import clock
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import default_of, read_cell, tidy
from solver.io.tables.schema import Column

MOST_DIGITS = 40


def text_of(value: object) -> str | None:
    """Return the text of a cell that means a TOML value; ``None`` for what no cell can hold."""
    if isinstance(value, list):
        parts = [None if isinstance(part, list) else text_of(part) for part in value]
        return None if None in parts else ";".join(part for part in parts if part is not None)
    spell = next((spell for kind, spell in _SPELLINGS if isinstance(value, kind)), None)
    return spell(value) if spell else None


# In this order: what is true or false is a whole number to Python, and a moment is a date.
_SPELLINGS: tuple[tuple[type, Callable[[Any], str | None]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (str, str.strip),
    (int, str),
    (Decimal, lambda value: f"{tidy(value):f}" if shortly_written(value) else None),
    (dt.datetime, lambda _: None),
    (dt.date, dt.date.isoformat),
    (dt.time, lambda value: clock(value.hour * 60 + value.minute)),
)


def shortly_written(value: Decimal) -> bool:
    """Tell whether a number can be written out; 1e999999999 would fill the memory with zeros."""
    return (
        value.is_finite()
        and abs(value.adjusted()) < MOST_DIGITS
        and len(value.as_tuple().digits) < MOST_DIGITS
    )


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

"""TOML: texts read so that none of them can hurt, values written, and either as the text of a cell."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from solver.base.units import clock
from solver.io.tables.cells import tidy

MOST_LETTERS = 200_000
"""Letters that settings may have; those of a large school have about 5,000."""
MOST_DOTS = 500
"""Dots on one line: a key of thousands of parts takes the reader minutes."""
LARGEST = 1 << 63
"""From here on TOML has no whole numbers, and Python no digits for some of them."""


class TomlError(ValueError):
    """A text is no TOML, or none that anybody would write."""


def tree_of_toml(text: str) -> dict[str, object]:
    """Return the tree of a text in TOML, its numbers exact.

    Raises
    ------
    TomlError
        If it is none, or longer, deeper or larger than settings are.
    """
    if len(text) > MOST_LETTERS:
        msg = f"it has more than {MOST_LETTERS} letters"
        raise TomlError(msg)
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            msg = f"too many dots (at line {number}, column 1)"
            raise TomlError(msg)
    try:
        tree = tomllib.loads(text.replace("\r\n", "\n"), parse_float=_exact)
    except (ValueError, RecursionError) as error:
        raise TomlError(str(error)) from None
    _refuse_large(tree)
    return tree


def value_of_toml(text: str) -> object:
    """Return the value that a text writes in TOML: one value and nothing behind it, no remark either.

    Raises
    ------
    TomlError
        If it is none.
    """
    if re.search(r"[\r\n]", text):
        msg = "it has several lines"
        raise TomlError(msg)
    # In brackets, a remark leaves them open.
    tree_of_toml(f"value = [{text}]")
    return tree_of_toml(f"value = {text}")["value"]


def unquoted(text: str) -> str:
    """Return a value as a person types it: a text without its quotes, all else as TOML has it."""
    try:
        value = value_of_toml(text)
    except TomlError:
        return text
    return value if isinstance(value, str) else text


def _exact(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError as error:
        raise TomlError(_large(text)) from error
    # Nothing that a school counts is infinite either.
    if not value.is_finite() or (abs(value.adjusted()) > 30 or len(value.as_tuple().digits) > 60):
        raise TomlError(_large(text))
    return value


def _refuse_large(tree: dict[str, object]) -> None:
    parts: list[object] = [tree]
    while parts:
        part = parts.pop()
        inner: Iterable[object] = part.values() if isinstance(part, dict) else ()
        parts.extend(part if isinstance(part, list) else inner)
        if isinstance(part, int) and not -LARGEST <= part < LARGEST:
            raise TomlError(_large(hex(part)))


def _large(text: str) -> str:
    return f"the number {text[:20]}… is too large or too fine"


def toml_key(name: str) -> str:
    """Return a key as TOML writes it."""
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else toml_value(name)


def toml_value(value: object) -> str:
    """Return a value as TOML writes it.

    Raises
    ------
    TypeError
        If TOML has no such value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        # JSON's strings are TOML's, but for the delete character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Decimal):
        exact = f"{tidy(value):f}"
        return exact if "." in exact else f"{exact}.0"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(part) for part in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{toml_key(str(key))} = {toml_value(part)}" for key, part in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    msg = f"{type(value).__name__} has no form in TOML"
    raise TypeError(msg)


def cell_of(value: object) -> str | None:
    """Return the text of a cell that means a TOML value; ``None`` for what no cell can hold."""
    if isinstance(value, list):
        parts = [None if isinstance(part, list) else cell_of(part) for part in value]
        return None if None in parts else ";".join(part for part in parts if part is not None)
    spell = next((spell for kind, spell in _SPELLINGS if isinstance(value, kind)), None)
    return spell(value) if spell else None


# In this order: what is true or false is a whole number to Python, and a moment is a date.
_SPELLINGS: tuple[tuple[type, Callable[[Any], str | None]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (str, str.strip),
    (int, str),
    (Decimal, lambda value: f"{tidy(value):f}"),
    (dt.datetime, lambda _: None),
    (dt.date, dt.date.isoformat),
    (dt.time, lambda value: clock(value.hour * 60 + value.minute)),
)

"""Texts in TOML, read so that none of them can hurt: whoever wrote it, it ends soon or is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal

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
    if value.is_finite() and (abs(value.adjusted()) > 30 or len(value.as_tuple().digits) > 60):
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

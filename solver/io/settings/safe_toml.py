"""TOML: texts read so that none of them can hurt, values written, and either as the text of a cell."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal

from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.base.units import clock
from solver.io.tables.cells import spell, tidy

MOST_LETTERS = 200_000
"""Letters that settings may have; those of a large school have about 5,000."""
MOST_DOTS = 500
"""Dots on one line: a key of thousands of parts takes the reader minutes."""
LARGEST = 1 << 63
"""From here on TOML has no whole numbers, and Python no digits for some of them."""


BAD_TOML = Words(zh="不合 TOML 写法：{why}", en="It is not valid TOML: {why}")
TOML_FORM = Words(
    zh='每行写“名字 = 值”，同一名字只写一次；文字放在英文双引号里，如 start = "2026-09-01"；引号和括号要成对',
    en="Write name = value on a line, each name once; text stands in straight double quotation marks: "
    'start = "2026-09-01"; quotation marks and brackets come in pairs.',
)
UNREADABLE = Words(
    zh="“{text}”读不懂，没有写完，或者重复了", en="“{text}” can't be read, is not finished or is there twice."
)
TOO_LONG = Words(zh="多于 {limit} 个字", en="it has more than {limit} characters.")
DOTTED = Words(zh="这一行的点多于 {limit} 个", en="the line has more than {limit} dots.")
TOO_MUCH = Words(
    zh="括号套得太深，或者有一个数太大", en="brackets are nested too deep, or a number is too large."
)
ONE_LINE = Words(zh="有好几行", en="it has several lines.")
LARGE = Words(zh="数 {number} 太大，或小数位太多", en="the number {number} is too large or too fine.")
LONGEST_SHOWN = 60


class TomlError(ValueError):
    """A text is no TOML, or none that anybody would write: why, and in which line if that is known."""

    def __init__(self, why: Said, line: int | None = None) -> None:
        super().__init__(why.say("en"))
        self.why = why
        self.line = line

    def fault(self, file: str, way_out: Words = TOML_FORM) -> Fault:
        """Return the fault of the file that holds the text."""
        return Fault(BAD_TOML.with_(why=self.why), file, row=self.line, way_out=way_out.with_())


def tree_of_toml(text: str) -> dict[str, object]:
    """Return the tree of a text in TOML, its numbers exact.

    Raises
    ------
    TomlError
        If it is none, or longer, deeper or larger than settings are.
    """
    if len(text) > MOST_LETTERS:
        raise TomlError(TOO_LONG.with_(limit=MOST_LETTERS))
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            raise TomlError(DOTTED.with_(limit=MOST_DOTS), number)
    try:
        tree = tomllib.loads(text.replace("\r\n", "\n"), parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(text, error) from None
    except TomlError:
        raise
    except (ValueError, RecursionError):
        raise TomlError(TOO_MUCH.with_()) from None
    _refuse_large(tree)
    return tree


def _unreadable(text: str, error: tomllib.TOMLDecodeError) -> TomlError:
    """Return the line at which reading stopped: what ``tomllib`` says of it is English, for programmers."""
    lines = text.rstrip().split("\n")
    place = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    number = min(int(place[1]), len(lines)) if place else len(lines)
    line = "".join(letter if letter.isprintable() else " " for letter in lines[number - 1]).strip()
    shown = line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
    return TomlError(UNREADABLE.with_(text=shown), number)


def value_of_toml(text: str) -> object:
    """Return the value that a text writes in TOML: one value and nothing behind it, no remark either.

    Raises
    ------
    TomlError
        If it is none.
    """
    if re.search(r"[\r\n]", text):
        raise TomlError(ONE_LINE.with_())
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


def _large(text: str) -> Said:
    return LARGE.with_(number=f"{text[:20]}…")


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
    if isinstance(value, dt.time):
        return clock(value.hour * 60 + value.minute)
    if isinstance(value, str):
        return value.strip()
    # To Python a moment is a date.
    plain = isinstance(value, int | Decimal | dt.date) and not isinstance(value, dt.datetime)
    return spell(value) if plain else None

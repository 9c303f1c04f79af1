"""Where words go: results to stdout, faults and progress to stderr, nothing that could steer a terminal."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

from solver.base.errors import Fault
from solver.base.text import Lang, Words

if TYPE_CHECKING:
    from rich.console import Console, Group

OK, FINDINGS, BAD_INPUT, NO_PLAN, ABORTED = 0, 1, 2, 3, 130
"""Exit codes: done and clean; findings or infeasible; bad input; no plan within the limit; given up."""

_FAULTS = Words(zh="共 {count} 处需要修改。", en="Faults to mend: {count}.")
_SEPARATORS = {"Zl", "Zp"}
_STEERING = {"Cc", "Cf", "Cs", "Co", "Cn"}
_WIDE = 10_000


class NobodyReadsError(Exception):
    """Whoever read our output has left, as ``head`` does."""


def utf8() -> None:
    """Let every character pass, whatever the locale; what can't be said is replaced, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def plain(text: str, *, lines: bool = False) -> str:
    """Return text as a terminal may have it: what steers a screen becomes a mark, line breaks become spaces.

    Parameters
    ----------
    lines
        Whether line breaks may stay.
    """
    return "".join(_shown(letter, lines=lines) for letter in text)


def _shown(letter: str, *, lines: bool) -> str:
    if letter == "\n" and lines:
        return letter
    kind = unicodedata.category(letter)
    if letter in "\r\n\t" or kind in _SEPARATORS:
        return " "
    return "\N{REPLACEMENT CHARACTER}" if kind in _STEERING else letter


def say(line: str = "") -> None:
    """Write one line of the result."""
    _write(sys.stdout, plain(line))


def whisper(line: str) -> None:
    """Write one line beside the result."""
    _write(sys.stderr, plain(line))
    sys.stderr.flush()


def faults(found: Iterable[Fault], lang: Lang, *, counted: bool = True) -> None:
    """Write every fault on a line of its own, and how many there are."""
    lines = [fault.say(lang) for fault in found]
    for line in lines:
        whisper(line)
    if counted:
        whisper(_FAULTS.say(lang, count=len(lines)))


def as_json(data: Mapping[str, object]) -> None:
    """Write one JSON object, all that stdout gets."""
    _write(sys.stdout, json.dumps(data, ensure_ascii=False, indent=2))


def console(stream: TextIO) -> Console:
    """Return a console that reads no markup; where nobody looks it is as wide as its tables."""
    from rich.console import Console

    width = None if stream.isatty() else _WIDE
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def table(title: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Group:
    """Return a table of data under its title: cells are text and nothing else."""
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        made.add_column(Text(plain(heading)))
    for row in rows:
        made.add_row(*(Text(plain(cell, lines=True)) for cell in row))
    return Group(Text(plain(title, lines=True), style="bold"), made)


def show_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a table of the result and an empty line."""
    made = table(title, headings, rows)
    screen = console(sys.stdout)
    with screen.capture() as caught:
        screen.print(made)
    # Tables are padded to their right edge; beyond the words that is only noise.
    for line in caught.get().splitlines():
        _write(sys.stdout, line.rstrip())
    _write(sys.stdout, "")


def _write(stream: TextIO, line: str) -> None:
    try:
        stream.write(line + "\n")
    except BrokenPipeError as error:
        raise NobodyReadsError from error

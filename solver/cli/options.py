"""The options that several commands share, and how each is read."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from solver.base.errors import AfterbellError
from solver.base.text import LANGS, Lang, Words, default_lang
from solver.cli import help_text

By = Literal["day", "person", "group", "room"]
BYS: tuple[By, ...] = ("day", "person", "group", "room")
PORT, LOOPBACK = 8501, "127.0.0.1"
MOST_SECONDS, MOST_EFFORT, MOST_WORKERS, MOST_SEED = 86_400, 1_000_000, 64, 2**31 - 1


class MistypedError(AfterbellError):
    """What was typed can't be meant."""


def one_of(name: str, choices: tuple[str, ...]) -> Callable[[str], str]:
    """Return a reader that takes these words only."""

    def read(value: str) -> str:
        if value not in choices:
            raise _bad(help_text.ONE_OF, name=name, choices=" / ".join(choices), value=value)
        return value

    return read


def whole(name: str, low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within limits."""

    def read(value: str) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 20 and low <= int(text) <= high):
            raise _bad(help_text.WHOLE, name=name, low=low, high=high, value=value)
        return int(text)

    return read


def seconds(value: str) -> float:
    """Read a number of seconds."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 1 <= number <= MOST_SECONDS:
        raise _bad(help_text.NUMBER, name="--time", low=1, high=MOST_SECONDS, value=value)
    return number


def _bad(message: Words, **values: object) -> MistypedError:
    return MistypedError(message.with_(**values))


def spoken(lang: str | None) -> Lang:
    """Return the language to speak."""
    return next((known for known in LANGS if known == lang), default_lang())


def by_of(value: str) -> By:
    """Return what a roster is turned by; ``one_of`` has let nothing else pass."""
    return cast("By", value)


CasePath = Annotated[Path, typer.Argument(metavar="CASE", show_default=False)]
FolderPath = Annotated[Path, typer.Argument(metavar="OUT", show_default=False)]
OutPath = Annotated[Path, typer.Option("--out", "-o", metavar="OUT", show_default=False)]
TimeOption = Annotated[float | None, typer.Option("--time", metavar="S", parser=seconds)]
EffortOption = Annotated[
    int | None, typer.Option("--effort", metavar="N", parser=whole("--effort", 1, MOST_EFFORT))
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", metavar="N", parser=whole("--workers", 1, MOST_WORKERS))
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", parser=whole("--seed", 0, MOST_SEED), show_default=False)
]
LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="zh|en", parser=one_of("--lang", LANGS), show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", show_default=False)]

"""The commands that README and docs show: fenced ``console`` blocks, their lines that begin with ``$``.

A block marked ``console run`` is also run: all of a page's, in order, in one copy of the data.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```console(?P<marks>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """One command as a page shows it."""

    page: str
    words: tuple[str, ...]
    runs: bool

    def __str__(self) -> str:
        return f"{self.page}: {shlex.join(self.words)}"


def pages(root: Path) -> list[Path]:
    """The pages a reader is sent to."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]


def shown_on(page: Path) -> Iterator[Shown]:
    """Every command of a page, comments and outputs left out; a backslash joins lines."""
    for block in BLOCK.finditer(page.read_text("utf-8")):
        runs = "run" in block["marks"].split()
        for line in block["body"].replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                yield Shown(page.name, tuple(shlex.split(line[2:], comments=True)), runs)


def shown(root: Path) -> list[Shown]:
    """Every command of every page."""
    return [command for page in pages(root) for command in shown_on(page)]

"""Progress of a solve: a table that renews itself on a terminal, short plain lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from solver import report
from solver.base.text import Lang, Words
from solver.cli import console
from solver.domain.case import Case

if TYPE_CHECKING:
    from rich.console import Group

    from solver.service import LevelState, Snapshot

EVERY = 10.0
"""Seconds between two plain lines at least, unless stage or step change."""

STARTING = Words(zh="准备", en="starting")
PARTS = ("name", "value", "bound")
"""The parts of a level's row that are told."""
SECONDS = Words(zh="{seconds} 秒", en="{seconds} s")
STOPPING = Words(
    zh="正在停止，保留目前最好的结果；再按一次 Ctrl-C 就放弃",
    en="Stopping and keeping the best so far; Ctrl-C again gives up",
)


class Show(Protocol):
    """Whoever is shown how far a solve is."""

    def __call__(self, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
        """Show where the solve stands after so many seconds."""


@contextmanager
def shown(case: Case, lang: Lang) -> Iterator[Show]:
    """Yield what shows progress: on a terminal a table, elsewhere lines."""
    if not sys.stderr.isatty():
        yield Lines(case, lang)
        return
    from rich.live import Live

    with Live(console=console.console(sys.stderr), auto_refresh=False, transient=True) as live:

        def renew(snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
            live.update(_table(case, lang, snapshot, elapsed, stopping=stopping), refresh=True)

        yield renew


class Lines:
    """Progress in plain lines: one for each new stage or step, and one now and then while it lasts."""

    def __init__(self, case: Case, lang: Lang) -> None:
        self._case = case
        self._lang: Lang = lang
        self._last = ("", 0.0)
        self._warned = False

    def __call__(self, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
        """Write a line where there is something new."""
        if stopping and not self._warned:
            self._warned = True
            console.whisper(STOPPING.say(self._lang))
        if snapshot is None:
            return
        where = _where(snapshot, self._lang)
        before, then = self._last
        if where == before and elapsed - then < EVERY:
            return
        self._last = (where, elapsed)
        parts = [f"{elapsed:6.1f} s  {where}"]
        if snapshot.stage is not None:
            parts += [
                report.now_words(self._case, snapshot.stage, level).say(self._lang)
                for level in _open(snapshot.levels)
            ]
        console.whisper("  ".join(parts))


def _open(levels: Sequence[LevelState]) -> tuple[LevelState, ...]:
    """Return the levels that may still get better, the first few."""
    return tuple(level for level in levels if level.value != level.bound)[:3]


def _where(snapshot: Snapshot | None, lang: Lang) -> str:
    if snapshot is None or snapshot.stage is None:
        return STARTING.say(lang)
    return report.doing_words(snapshot.stage, snapshot.step).say(lang)


def _table(case: Case, lang: Lang, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> Group:
    title = f"{case.title} · {_where(snapshot, lang)} · {SECONDS.say(lang, seconds=int(elapsed))}"
    if stopping:
        title += f"\n{STOPPING.say(lang)}"
    levels = [(snapshot.stage, level) for level in snapshot.levels if snapshot.stage] if snapshot else []
    rows = [tuple(getattr(row, part) for part in PARTS) for row in report.level_rows(case, levels, lang)]
    return console.table(title, (report.COLUMNS[part].say(lang) for part in PARTS), rows)

"""Long work beside the screen: solved in a thread, stopped by Ctrl-C with the best so far, shown as it goes.

On a terminal a table renews itself, everywhere else there are short plain lines.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from solver import report
from solver.base.text import Lang, Words
from solver.base.vocabulary import SECONDS
from solver.cli import console
from solver.domain.case import Case
from solver.jobs.process import heard
from solver.service import LevelState, Snapshot, Stop

if TYPE_CHECKING:
    from rich.console import Group

T = TypeVar("T")
Listen = Callable[[Snapshot], None]
Work = Callable[[Listen, Stop], T]

POLL_SECONDS = 0.2
"""Seconds between two looks at how far the work is."""
LINE_SECONDS = 10.0
"""Seconds between two plain lines at least, unless stage or step change."""
STARTING = Words(zh="准备", en="starting")
STOPPING = Words(
    zh="正在停止，保留目前最好的结果；再按一次 Ctrl-C 就放弃",
    en="Stopping and keeping the best so far; Ctrl-C again gives up",
)


def watched(case: Case, lang: Lang, work: Work[T]) -> T:
    """Do the work in a thread and show how far it is. Ctrl-C asks it to stop, a second Ctrl-C gives up.

    Whatever the work raises is raised here.
    """
    stop = Stop()
    latest: list[Snapshot] = []
    began = time.monotonic()

    def listen(snapshot: Snapshot) -> None:
        # Called by the solver's threads: only the newest immutable snapshot is left for the screen.
        latest[:] = [snapshot]

    with heard(stop.ask, _given_up), shown(case, lang) as show, ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, listen, stop)
        running = True
        while running:
            # Waiting with a limit leaves the main thread free to hear Ctrl-C; joining the thread would not.
            running = bool(wait((future,), timeout=POLL_SECONDS).not_done)
            show(latest[0] if latest else None, time.monotonic() - began, stopping=stop.asked)
    return future.result()


def _given_up() -> None:
    # The solver's threads can't be ended politely, so the process is; nothing has been written yet.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(console.ABORTED)


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
        if where == before and elapsed - then < LINE_SECONDS:
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
    title = f"{case.title} · {_where(snapshot, lang)} · {SECONDS.say(lang, count=int(elapsed))}"
    if stopping:
        title += f"\n{STOPPING.say(lang)}"
    levels = [(snapshot.stage, level) for level in snapshot.levels if snapshot.stage] if snapshot else []
    return console.table(title, *report.level_table(case, levels, ("name", "value", "bound"), lang))

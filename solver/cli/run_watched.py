"""Long work beside the screen: solved in a thread, watched here, stopped by Ctrl-C with the best so far."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar

from solver.base.text import Lang
from solver.cli import console, progress
from solver.domain.case import Case
from solver.jobs.process import heard

if TYPE_CHECKING:
    from solver.service import Snapshot, Stop

T = TypeVar("T")
LOOK = 0.2
"""Seconds between two looks at how far the work is."""

Listen = Callable[["Snapshot"], None]
Work = Callable[[Listen, "Stop"], T]


def watched(case: Case, lang: Lang, work: Work[T]) -> T:
    """Do the work in a thread and show how far it is. Ctrl-C asks it to stop, a second Ctrl-C gives up.

    Whatever the work raises is raised here.
    """
    from solver.service import Stop

    stop = Stop()
    latest: list[Snapshot] = []
    began = time.monotonic()

    def listen(snapshot: Snapshot) -> None:
        # Called by the solver's threads: only the newest immutable snapshot is left for the screen.
        latest[:] = [snapshot]

    with heard(stop.ask, _given_up), progress.shown(case, lang) as show, ThreadPoolExecutor(1) as pool:
        future = pool.submit(work, listen, stop)
        running = True
        while running:
            # Waiting with a limit leaves the main thread free to hear Ctrl-C; joining the thread would not.
            running = bool(wait((future,), timeout=LOOK).not_done)
            show(latest[0] if latest else None, time.monotonic() - began, stopping=stop.asked)
    return future.result()


def _given_up() -> None:
    # The solver's threads can't be ended politely, so the process is; nothing has been written yet.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(console.ABORTED)

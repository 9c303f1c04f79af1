"""Long work beside the screen: solved in a thread, watched here, stopped by Ctrl-C with the best so far."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Generic, TypeVar

from solver.cli import live, screen
from solver.domain.case import Case
from solver.text import Lang

if TYPE_CHECKING:
    from solver.service import Snapshot, Stop

T = TypeVar("T")
LOOK = 0.2
"""Seconds between two looks at how far the work is."""

Listen = Callable[["Snapshot"], None]
Work = Callable[[Listen, "Stop"], T]


class _Job(Generic[T]):
    """One piece of work in a thread of its own, and what came of it."""

    def __init__(self, work: Work[T], stop: Stop) -> None:
        self.latest: Snapshot | None = None
        self.done = threading.Event()
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work, stop), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self, work: Work[T], stop: Stop) -> None:
        try:
            self._result.append(work(self._listen, stop))
        except BaseException as error:  # noqa: BLE001 -- whatever it is, it is raised again where it is awaited
            self._error = error
        finally:
            self.done.set()

    def _listen(self, snapshot: Snapshot) -> None:
        self.latest = snapshot

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._result[0]


def watched(case: Case, lang: Lang, work: Work[T]) -> T:
    """Do the work in a thread and show how far it is. Ctrl-C asks it to stop, a second Ctrl-C gives up.

    Whatever the work raises is raised here.
    """
    from solver.service import Stop

    stop = Stop()
    job = _Job(work, stop)
    began = time.monotonic()
    with _interrupts(stop), live.shown(case, lang) as show:
        job.start()
        # Waiting on an event leaves the main thread free to hear Ctrl-C; joining the thread would not.
        while not job.done.wait(LOOK):
            show(job.latest, time.monotonic() - began, stopping=stop.asked)
        show(job.latest, time.monotonic() - began, stopping=stop.asked)
    return job.result()


@contextmanager
def _interrupts(stop: Stop) -> Iterator[None]:
    """Let the first Ctrl-C ask the work to stop, and the second end everything."""

    def heard(_number: int, _frame: FrameType | None) -> None:
        if not stop.asked:
            stop.ask()
            return
        # The solver's threads can't be ended politely, so the process is; nothing has been written yet.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(screen.ABORTED)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

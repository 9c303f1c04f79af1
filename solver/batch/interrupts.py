"""Ctrl-C during a batch: the first asks for a clean end, a second one gives up at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heard() -> Iterator[threading.Event]:
    """Yield an event that is set by Ctrl-C, or when the system asks this process to end.

    A second Ctrl-C is a ``KeyboardInterrupt``: the batch then kills its processes, each by its own id.
    """
    stop = threading.Event()

    def hear(number: int, _frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    numbers = [one for one in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

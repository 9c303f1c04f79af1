"""Ctrl-C during long work: the first asks for a clean end, a second one does not wait for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heard(
    ask: Callable[[], None], insist: Callable[[], None], besides: tuple[signal.Signals, ...] = ()
) -> Iterator[None]:
    """Call ``ask`` at the first Ctrl-C, or another signal ``besides``, and ``insist`` at the next Ctrl-C.

    Signals that this process ignores stay ignored; outside the main thread nothing is heard.
    """
    asked = False

    def hear(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked and number == signal.SIGINT:
            insist()
        asked = True
        ask()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [one for one in (signal.SIGINT, *besides) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

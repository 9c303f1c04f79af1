"""How memory is looked after while millions of small objects are made that all live on."""

from __future__ import annotations

import gc
import threading
from types import TracebackType


class Keeping:
    """Lets the collector of cycles rest: ``with gc_paused: ...`` while everything that is made is kept.

    Looking through a growing model again and again for what could go takes longer than writing it. Several
    threads may be inside; when the last one leaves, the collector is at work again if it was before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._was_at_work = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._was_at_work = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and self._was_at_work:
                gc.enable()


gc_paused = Keeping()
"""The one collector of the process has one guard."""

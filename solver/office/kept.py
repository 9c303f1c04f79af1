"""The last few of what is dear to make: made once, whoever asks, and forgotten in the order of use."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most ``most`` things by key. Two who ask for the same thing wait for one making; others don't."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, threading.Lock] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return what is kept under a key; made now where it is not there."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._made:
                    self._made.move_to_end(key)
                    return self._made[key]
            try:
                value = make()
            except BaseException:
                with self._lock:
                    self._making.pop(key, None)
                raise
            self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep something that was made elsewhere."""
        with self._lock:
            self._made[key] = value
            self._made.move_to_end(key)
            self._making.pop(key, None)
            while len(self._made) > self._most:
                self._made.popitem(last=False)

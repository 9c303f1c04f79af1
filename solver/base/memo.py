"""The last few of what is dear to make: made once, whoever asks, and forgotten in the order of use."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(Generic[K, V]):
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

    def find(self, key: K) -> V | None:
        """Return what is kept under a key, ``None`` where nothing is."""
        with self._lock:
            return self._made.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep something that was made elsewhere, in the place of what was there."""
        with self._lock:
            self._made[key] = value
            self._made.move_to_end(key)
            self._making.pop(key, None)
            while len(self._made) > self._most:
                self._made.popitem(last=False)


@dataclass(eq=False)
class Task(Generic[V]):
    """Something that is made beside everything else: its outcome, and how many steps of it are done."""

    outcome: Future[V] = field(default_factory=Future)
    steps: int = 0


class Background(Generic[K, V]):
    """At most ``most`` outcomes by key, made on one thread, one after the other. Any thread may ask."""

    def __init__(self, most: int) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._tasks: Memo[K, Task[V]] = Memo(most)

    def find(self, key: K) -> Task[V] | None:
        """Return a task, done or not; ``None`` where nobody has asked for it."""
        return self._tasks.find(key)

    def ask(self, key: K, make: Callable[[Task[V]], V]) -> Task[V]:
        """Return a task; begun now where nobody has asked for it. ``make`` may count its steps in it."""
        return self._tasks.get(key, lambda: self._begun(make))

    def ask_again(self, key: K, make: Callable[[Task[V]], V]) -> Task[V]:
        """Begin a task anew, unless it is under way."""
        known = self.find(key)
        if known is not None and known.outcome.done():
            self._tasks.put(key, self._begun(make))
        return self.ask(key, make)

    def _begun(self, make: Callable[[Task[V]], V]) -> Task[V]:
        task: Task[V] = Task()
        task.outcome = self._pool.submit(make, task)
        return task

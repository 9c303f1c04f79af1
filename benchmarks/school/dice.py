"""Seeded draws that stay the same on every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one part of a school; its name seeds them, so that parts don't disturb one another.

    Built on ``random()`` alone: of the module's methods only its sequence is promised to stay.
    """

    def __init__(self, name: str) -> None:
        self._next = random.Random(name).random

    def chance(self, part: float) -> bool:
        """Return true in ``part`` of all draws."""
        return self._next() < part

    def number(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``."""
        return least + int(self._next() * (most - least + 1))

    def one(self, things: Sequence[T]) -> T:
        """Return one of the things."""
        return things[self.number(0, len(things) - 1)]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different things (all of them if there are fewer), in drawn order."""
        left = list(things)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(count, len(things)))]

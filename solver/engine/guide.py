"""Guidance for the first roster: how many blocks of each class everybody should take, dates forgotten.

Counts need not be realisable in dates, so they guide and never constrain (DESIGN §6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from solver.board import Board, Stop
from solver.domain.duties import BlockKey
from solver.domain.levels import LevelGroup
from solver.engine.budget import Budget
from solver.engine.counts import CountSheet

RATIO = 30
"""How much more one level weighs than the next: one solve that trades nothing big for little."""


class Quotas:
    """How many blocks of each class everybody should still take."""

    def __init__(self, class_of: Mapping[tuple[BlockKey, str], int], counts: Sequence[int]) -> None:
        self._class_of = class_of
        self._left = dict(enumerate(counts))
        self._open: dict[int, int] = defaultdict(int)
        for place in class_of.values():
            self._open[place] += 1

    def pull(self, block: BlockKey, staff: str) -> Fraction:
        """Return which part of the blocks still to come in this class should be this person's."""
        place = self._class_of.get((block, staff))
        if place is None or self._left.get(place, 0) <= 0:
            return Fraction(0)
        return Fraction(self._left[place], max(self._open[place], 1))

    def take(self, block: BlockKey, staff: str) -> None:
        """Note that a person took a block."""
        place = self._class_of.get((block, staff))
        if place is not None:
            self._left[place] = self._left.get(place, 0) - 1

    def close(self, block: BlockKey, staff: Iterable[str]) -> None:
        """Note that a block is decided, so that what is left has to come from the others."""
        for person in staff:
            place = self._class_of.get((block, person))
            if place is not None:
                self._open[place] -= 1


def guide(counts: CountSheet, groups: Sequence[LevelGroup], budget: Budget, stop: Stop) -> Quotas:
    """Return quotas by which all levels are low at once; none where nothing was found in time.

    A largest deviation is no guide: it says nothing of everybody else, and the sum brings it down anyway.
    """
    board = Board(counts)
    weighted: list[tuple[LevelGroup, int]] = []
    weight = 1
    for group in reversed(groups):
        known = tuple((name, each) for name, each in group if name in counts.levels)
        sums = tuple((name, each) for name, each in known if counts.levels[name].sums)
        if sums:
            weighted.append((sums, weight))
            weight *= RATIO
    if not weighted:
        return Quotas({}, ())
    board.minimise(weighted[::-1])
    answer = board.solve(budget.take(1.0, budget.left), stop)
    if answer.values is None:
        return Quotas({}, ())
    return Quotas(counts.class_of, answer.values)

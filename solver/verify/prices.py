"""What decisions cost once rows have been counted into them, and the least that all of them can come to.

Every row that is counted moves its left side into the prices of the decisions and its right side into a
constant. Everything is kept in whole numbers, ``scale`` times as large as it is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from solver.domain.duties import Duty
from solver.verify.measures import Key, Measures
from solver.verify.openings import Place


class Prices:
    """The prices of all decisions and measures, zero at first, and what has been given for them."""

    def __init__(self, measures: Measures, scale: int) -> None:
        self.measures = measures
        self.openings = measures.openings
        self.scale = scale
        self.given = 0
        self.measure: dict[Key, int] = defaultdict(int)
        self.head: dict[Place, int] = defaultdict(int)
        self.cover: dict[Place, int] = defaultdict(int)
        self.holder: dict[tuple[str, str], int] = defaultdict(int)
        self.step: dict[str, int] = defaultdict(int)
        self.there: dict[str, dict[tuple[str, dt.date], int]] = {}
        self.held: dict[str, int] = defaultdict(int)

    def attend(self, staff: str, duty: Duty, price: int) -> None:
        """Add to the price of one person attending one duty."""
        own = self.there.setdefault(staff, {})
        own[duty.post, duty.date] = own.get((duty.post, duty.date), 0) + price

    def least(self) -> int:
        """Return the least that all decisions of people can come to.

        What costs something is left, what brings something is taken: holding a block and covering a date
        are separate decisions here, which can only make the least smaller.
        """
        return sum(self._least_of(staff) for staff in self.openings.able)

    def _least_of(self, staff: str) -> int:
        step, own = self.step.get(staff, 0), self.there.get(staff, {})
        able = self.openings.able[staff]
        price = {
            duty: self.head.get((duty.post, duty.day.weekday), 0)
            + step * duty.steps
            + own.get((duty.post, duty.date), 0)
            for duty in able
        }
        least = 0
        for block, there, missed in self.openings.holdings(staff):
            holding = sum(price[duty] for duty in there)
            holding += self.holder.get((block.key.post, block.key.period), 0)
            holding -= sum(self.cover.get((duty.post, duty.day.weekday), 0) for duty in missed)
            least += min(0, holding)
        for duty in self.openings.coverings(staff):
            covering = price[duty] + self.cover.get((duty.post, duty.day.weekday), 0)
            least += min(0, covering)
        return least

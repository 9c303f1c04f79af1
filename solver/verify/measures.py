"""What levels measure, and what decisions cost once rows have been counted into them.

Every measure has the least and the most that it can come to in any plan, and a price in some levels. What
else a rule may charge to a level is left out: it can only make the level larger.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import gcd

from solver.domain.duties import Duty
from solver.domain.plan import Account
from solver.verify.openings import Openings, Place

Key = tuple[str | int, ...]
"""``short``, post, weekday and heads; ``kept``, post and weekday; ``dev`` and person; ``peak`` and level."""


@dataclass(slots=True)
class Measure:
    """An amount that is never below ``low`` or above ``high``, and what one of it costs by level."""

    low: int
    high: int
    price: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Measures:
    """All measures that a proof may speak of: heads missing, excess cover, deviations, their largest."""

    def __init__(self, open_to: Openings, units: Account | None) -> None:
        self.openings = open_to
        self.all: dict[Key, Measure] = {}
        self.target = {} if units is None else {who: share.target for who, share in units.shares.items()}
        self._missing_heads()
        self._excess_cover()
        self._deviations()

    def grain(self, staff: str) -> int:
        """Return the steps of which every load of a person is a multiple."""
        return gcd(*(duty.steps for duty in self.openings.able[staff]))

    def within(self, limits: Mapping[str, int]) -> dict[Key, Measure] | None:
        """Return all measures where the peaks of some levels are no more than these limits.

        A deviation within a limit is at most the largest within it that a load in whole grains can have.
        ``None``: somebody has none.
        """
        measures = dict(self.all)
        for level, limit in limits.items():
            if ("peak", level) not in measures:
                continue
            peak = measures["peak", level]
            measures["peak", level] = Measure(peak.low, min(peak.high, limit), peak.price)
            for staff in self.target:
                most, deviation = self._most_within(staff, limit), measures["dev", staff]
                if most is None or most < deviation.low:
                    return None
                measures["dev", staff] = Measure(deviation.low, min(deviation.high, most), deviation.price)
        return measures

    def _most_within(self, staff: str, limit: int) -> int | None:
        grain, target = self.grain(staff), self.target[staff]
        if not grain:
            return abs(target) if abs(target) <= limit else None
        below, above = target % grain, -target % grain
        steps = [first + (limit - first) // grain * grain for first in (below, above) if first <= limit]
        return max(steps, default=None)

    def _short(self, place: Place, heads: int, *, never: bool = False) -> Measure:
        """Return the heads missing to so many; ``never``: a hard rule allows none."""
        key = ("short", *place, heads)
        if key not in self.all:
            most = self.openings.most_heads[place]
            self.all[key] = Measure(max(0, heads - most), max(0, heads))
        if never:
            self.all[key].high = 0
        return self.all[key]

    def _missing_heads(self) -> None:
        for rule in self.openings.measuring("seats"):
            for place, duties in self.openings.at.items():
                level = rule.params.pupils_level if duties[0].holds_pupils else rule.params.level
                measure = self._short(place, sum(duty.need for duty in duties))
                measure.price[level] += rule.params.cost or 1
        for rule in self.openings.measuring("heads"):
            for place, duties in self.openings.at.items():
                if all(duty.want > duty.need and rule.concerns(duty) for duty in duties):
                    hard = rule.params.cost is None
                    measure = self._short(place, sum(duty.want for duty in duties), never=hard)
                    measure.price[rule.params.level] += rule.params.cost or 0

    def _excess_cover(self) -> None:
        for rule in self.openings.saying("kept"):
            for place, duties in self.openings.at.items():
                if not all(rule.concerns(duty) for duty in duties):
                    continue
                key = ("kept", *place)
                measure = self.all.setdefault(key, Measure(0, self.openings.most_heads[place]))
                measure.price[rule.params.level] += rule.params.cost or 0
                if rule.params.cost is None:
                    measure.high = 0

    def _deviations(self) -> None:
        for rule in self.openings.measuring("deviation"):
            if rule.params.account != "units":
                continue
            peak = self.all.setdefault(("peak", rule.params.peak_level), Measure(0, 0))
            peak.price[rule.params.peak_level] = 1
            for staff, target in self.target.items():
                most = sum(duty.steps for duty in self.openings.able[staff])
                low, high = max(0, target - most, -target), max(most - target, target)
                measure = self.all.setdefault(("dev", staff), Measure(low, high))
                measure.price[rule.params.level] += 1
                peak.low, peak.high = max(peak.low, low), max(peak.high, high)


class Prices:
    """The prices of all decisions and measures, zero at first, and what has been given for them.

    Every row that is counted moves its left side into the prices and its right side into a constant, all in
    whole numbers, ``scale`` times as large as they are.
    """

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
        step, attending = self.step.get(staff, 0), self.there.get(staff, {})
        able = self.openings.able[staff]
        price = {
            duty: self.head.get((duty.post, duty.day.weekday), 0)
            + step * duty.steps
            + attending.get((duty.post, duty.date), 0)
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

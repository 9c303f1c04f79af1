"""What to free next: a few people over the whole term, or as many as can be solved over a few days."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.engine.incremental import IncrementalState
from solver.engine.problem import AssignmentIndex

PEOPLE = 9.0
"""Groups of nine solve in about a second over a term; groups of twenty stall."""
LEAST_PEOPLE, MOST_PEOPLE = 2.0, 24.0
"""Smallest and largest group of people to free over the whole term."""
DECISIONS = 3_000.0
"""Decisions to free within a few days, to begin with."""
LEAST_DECISIONS, MOST_DECISIONS = 50.0, 20_000.0
"""Fewest and most decisions to free within a few days."""
PART = 4
"""The first piece of a small case is no more than such a part of it."""
ABLE = 4
"""How many people are drawn from those who could mend something, besides those whom it concerns."""
WINDOWS: Mapping[str, int] = {"day": 1, "days": 3, "week": 7, "fortnight": 14, "month": 28}
"""Ways that free a stretch of dates, with its length."""
FLOOR = 0.1
"""How little a way that brought nothing lately is tried."""
FADES, WASTES = 0.9, 0.7
"""What is left of a way's successes after a try, and after one that took all its time for nothing."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """People to free on dates from ``first`` to ``last``, and the way in which they were chosen."""

    way: str
    staff: frozenset[str]
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    def meets(self, other: Neighbourhood) -> bool:
        """Tell whether both free the same person on the same date."""
        apart = self.last < other.first or other.last < self.first
        return not apart and not self.staff.isdisjoint(other.staff)


class Neighbourhoods:
    """Chooses what to free; ways that lately brought something are taken more often.

    Every way has a size of its own, which grows as long as what it freed is solved to the end and shrinks
    quickly when that stalls: people over the whole term, or decisions within a stretch of dates.
    """

    def __init__(
        self, live: IncrementalState, seats: AssignmentIndex, targets: Mapping[str, int], rng: random.Random
    ) -> None:
        self._live = live
        self._seats = seats
        self._targets = targets
        self._rng = rng
        self._success = {"unfair": 2.0, "excess": 2.0, "random": 1.0} | dict.fromkeys(WINDOWS, 0.4)
        self._near: dict[str, dict[str, int]] = {}
        self._everybody = sorted(seats.of)
        self._dates = sorted({first for first, _ in seats.span.values()})
        people = max(min(PEOPLE, len(self._everybody) / PART), LEAST_PEOPLE)
        decisions = max(min(DECISIONS, len(seats.owner) / PART), LEAST_DECISIONS)
        self._size = {way: decisions if way in WINDOWS else people for way in self._success}

    def choose(self, excess: Sequence[int], busy: Iterable[Neighbourhood] = ()) -> Neighbourhood | None:
        """Return what to free next, apart from all that is being solved; ``None`` where nothing is left.

        Parameters
        ----------
        excess
            Slacks that keep open levels up.
        """
        rng, busy = self._rng, tuple(busy)
        ways = [way for way in self._success if way != "excess" or excess]
        way = rng.choices(ways, [self._success[each] for each in ways])[0]
        if way in WINDOWS:
            return self._window(way, excess, busy)
        taken = frozenset[str]().union(*(choice.staff for choice in busy))
        off = self._deviations()
        if way == "excess":
            seeds = self._around(rng.choice(excess))
        elif way == "unfair":
            seeds = self._most_unfair(off)
        else:
            seeds = [rng.choice(self._everybody)]
        staff = self._grow(off, [seed for seed in seeds if seed not in taken], int(self._size[way]), taken)
        return Neighbourhood(way, staff) if staff else None

    def vars(self, choice: Neighbourhood) -> list[int]:
        """Return the decisions that a choice frees: what lies within its dates."""
        span = self._seats.span
        return [
            var
            for staff in sorted(choice.staff)
            for var in self._seats.of.get(staff, ())
            if choice.first <= span[var][0] and span[var][1] <= choice.last
        ]

    def everything(self, choice: Neighbourhood) -> bool:
        """Tell whether a choice frees everybody on every date."""
        return len(choice.staff) == len(self._everybody) and choice.last == dt.date.max

    def learn(self, choice: Neighbourhood, *, gain: float, settled: bool) -> None:
        """Remember what a way brought (0 to 1), and whether what was freed could be solved to the end."""
        fades = FADES if settled or gain else WASTES
        self._success[choice.way] = max(FLOOR, fades * self._success[choice.way] + gain)
        if choice.way in WINDOWS:
            size = self._size[choice.way] * (1.05 if settled else 0.85)
            self._size[choice.way] = min(max(size, LEAST_DECISIONS), MOST_DECISIONS)
        else:
            size = self._size[choice.way] + (0.25 if settled else -1.0)
            self._size[choice.way] = min(max(size, LEAST_PEOPLE), MOST_PEOPLE)

    # Dates

    def _window(self, way: str, excess: Sequence[int], busy: Sequence[Neighbourhood]) -> Neighbourhood | None:
        """Free as many people as can be solved on some dates around one that an open level is about."""
        rng = self._rng
        slack = rng.choice(excess) if excess else None
        days = WINDOWS[way]
        middle = self._date_of(slack)
        first = middle - dt.timedelta(days=rng.randrange(days))
        last = first + dt.timedelta(days=days - 1)
        taken = frozenset[str]().union(
            *(choice.staff for choice in busy if first <= choice.last and choice.first <= last)
        )
        everybody = frozenset(self._everybody) - taken
        if not everybody:
            return None
        size = len(self.vars(Neighbourhood(way, everybody, first, last)))
        people = int(self._size[way] * len(everybody) / max(size, 1))
        if people >= len(everybody):
            return Neighbourhood(way, everybody, first, last)
        seeds = [] if slack is None else [seed for seed in self._around(slack) if seed not in taken]
        return Neighbourhood(way, self._grow(self._deviations(), seeds, max(people, 2), taken), first, last)

    def _date_of(self, slack: int | None) -> dt.date:
        """Return a date on which something keeps a slack up or could bring it down; without one any date."""
        live, span, rng = self._live, self._seats.span, self._rng
        if slack is not None:
            sign = 1 if live.offset[slack] > 0 else -1
            terms = live.rows.slacks[slack].arms[0].terms
            about = [
                var
                for whole, factor in terms
                if bool(live.values[whole]) == (factor * sign > 0)
                for var in live.behind(whole)
                if var in span
            ]
            if about:
                return rng.choice(span[rng.choice(about)])
        return rng.choice(self._dates)

    # People

    def _deviations(self) -> dict[str, int]:
        loads = self._seats.loads(self._live.values)
        return {staff: loads.get(staff, 0) - target for staff, target in self._targets.items()}

    def _most_unfair(self, off: Mapping[str, int]) -> list[str]:
        people = sorted(staff for staff, value in off.items() if value and staff in self._seats.of)
        if not people:
            return [self._rng.choice(self._everybody)]
        first = self._rng.choices(people, [abs(off[staff]) for staff in people])[0]
        other = [staff for staff in people if off[staff] * off[first] < 0]
        return [first, self._rng.choice(other)] if other else [first]

    def _around(self, slack: int) -> list[str]:
        """Return whom a slack is about: who pushes it up, and some who could bring it down."""
        live, owner = self._live, self._seats.owner
        sign = 1 if live.offset[slack] > 0 else -1
        pushing: dict[str, None] = {}
        able: dict[str, None] = {}
        for whole, factor in live.rows.slacks[slack].arms[0].terms:
            for var in live.behind(whole):
                staff = owner.get(var)
                if staff is None:
                    continue
                if live.values[var] and factor * sign > 0:
                    pushing[staff] = None
                elif not live.values[var] and factor * sign < 0:
                    able[staff] = None
        seeds = list(pushing)[:ABLE] + self._rng.sample(list(able), min(ABLE, len(able)))
        return seeds or [self._rng.choice(self._everybody)]

    def _neighbours(self, staff: str) -> dict[str, int]:
        """Return with whom a person shares seats that either might take, and how many."""
        known = self._near.get(staff)
        if known is None:
            seats = self._seats
            counted: dict[str, int] = defaultdict(int)
            for var in seats.of.get(staff, ()):
                for mate in seats.places[seats.place_of[var]]:
                    counted[seats.owner[mate]] += 1
            counted.pop(staff, None)
            known = self._near[staff] = dict(counted)
        return known

    def _grow(
        self, off: Mapping[str, int], seeds: Sequence[str], people: int, taken: frozenset[str]
    ) -> frozenset[str]:
        """Add people who share seats with those chosen, rather those off their target to the other side."""
        rng = self._rng
        anybody = [staff for staff in self._everybody if staff not in taken]
        chosen = list(dict.fromkeys(seeds))[:people]
        if not chosen and anybody:
            chosen = [rng.choice(anybody)]
        lean = sum(off.get(staff, 0) for staff in chosen)
        while len(chosen) < people:
            weight: dict[str, float] = defaultdict(float)
            for staff in chosen:
                for other, shared in self._neighbours(staff).items():
                    weight[other] += shared**0.5
            for staff in (*chosen, *taken):
                weight.pop(staff, None)
            if not weight:
                break
            for other in weight:
                if off.get(other, 0) * lean < 0:
                    weight[other] *= 3.0
            names = sorted(weight)
            fresh = rng.choices(names, [weight[name] for name in names])[0]
            chosen.append(fresh)
            lean += off.get(fresh, 0)
        return frozenset(chosen)

"""Which neighbourhood to free next: a few people over the whole term, or as many as fit over a few days."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver.engine.incremental import IncrementalState
from solver.engine.problem import AssignmentIndex

FIRST_PEOPLE = 9.0
"""Groups of nine solve in about a second over a term; groups of twenty stall."""
MIN_PEOPLE, MAX_PEOPLE = 2.0, 24.0
"""Smallest and largest group of people to free over the whole term."""
FIRST_DECISIONS = 3_000.0
"""Decisions to free within a few days, to begin with."""
MIN_DECISIONS, MAX_DECISIONS = 50.0, 20_000.0
"""Fewest and most decisions to free within a few days."""
FIRST_PART = 4
"""The first piece of a small case is no more than such a part of it."""
MAX_ABLE_DRAWN = 4
"""How many people are drawn from those who could mend something, besides those whom it concerns."""
WINDOWS: Mapping[str, int] = {"day": 1, "days": 3, "week": 7, "fortnight": 14, "month": 28}
"""Operators that free a stretch of dates, with its length."""
MIN_SUCCESS = 0.1
"""How little an operator that brought nothing lately is tried."""
FADE, WASTE = 0.9, 0.7
"""What is left of an operator's successes after a try, and after one that took all its time for nothing."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """People to free on dates from ``first`` to ``last``, and the operator that chose them."""

    operator: str
    staff: frozenset[str]
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max

    @property
    def order(self) -> tuple[dt.date, list[str]]:
        """A fixed order of those solved at the same time, so that what they bring is learned in one order."""
        return self.first, sorted(self.staff)

    def meets(self, other: Neighbourhood) -> bool:
        """Tell whether both free the same person on the same date."""
        apart = self.last < other.first or other.last < self.first
        return not apart and not self.staff.isdisjoint(other.staff)


class Neighbourhoods:
    """Chooses what to free; operators that lately brought something are taken more often.

    Every operator has a size of its own, which grows as long as what it freed is solved to the end and
    shrinks quickly when that stalls: people over the whole term, or decisions within a stretch of dates.
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
        people = max(min(FIRST_PEOPLE, len(self._everybody) / FIRST_PART), MIN_PEOPLE)
        decisions = max(min(FIRST_DECISIONS, len(seats.owner) / FIRST_PART), MIN_DECISIONS)
        self._size = {operator: decisions if operator in WINDOWS else people for operator in self._success}

    def choose(self, excess: Sequence[int], busy: Iterable[Neighbourhood] = ()) -> Neighbourhood | None:
        """Return what to free next, apart from all that is being solved; ``None`` where nothing is left.

        Parameters
        ----------
        excess
            Slacks that keep open levels up.
        """
        rng, busy = self._rng, tuple(busy)
        operators = [operator for operator in self._success if operator != "excess" or excess]
        operator = rng.choices(operators, [self._success[each] for each in operators])[0]
        if operator in WINDOWS:
            return self._window(operator, excess, busy)
        taken = frozenset[str]().union(*(other.staff for other in busy))
        deviations = self._deviations()
        if operator == "excess":
            seeds = self._around(rng.choice(excess))
        elif operator == "unfair":
            seeds = self._most_unfair(deviations)
        else:
            seeds = [rng.choice(self._everybody)]
        staff = self._grow(
            deviations, [seed for seed in seeds if seed not in taken], int(self._size[operator]), taken
        )
        return Neighbourhood(operator, staff) if staff else None

    def vars(self, neighbourhood: Neighbourhood) -> list[int]:
        """Return the decisions that a neighbourhood frees: what lies within its dates."""
        span = self._seats.span
        return [
            var
            for staff in sorted(neighbourhood.staff)
            for var in self._seats.of.get(staff, ())
            if neighbourhood.first <= span[var][0] and span[var][1] <= neighbourhood.last
        ]

    def everything(self, neighbourhood: Neighbourhood) -> bool:
        """Tell whether a neighbourhood frees everybody on every date."""
        return len(neighbourhood.staff) == len(self._everybody) and neighbourhood.last == dt.date.max

    def learn(self, neighbourhood: Neighbourhood, *, gain: float, settled: bool) -> None:
        """Remember what an operator brought (0 to 1), and whether what it freed was solved to the end."""
        operator = neighbourhood.operator
        fade = FADE if settled or gain else WASTE
        self._success[operator] = max(MIN_SUCCESS, fade * self._success[operator] + gain)
        size = self._size[operator]
        if operator in WINDOWS:
            size *= 1.05 if settled else 0.85
            self._size[operator] = min(max(size, MIN_DECISIONS), MAX_DECISIONS)
        else:
            size += 0.25 if settled else -1.0
            self._size[operator] = min(max(size, MIN_PEOPLE), MAX_PEOPLE)

    # Dates

    def _window(
        self, operator: str, excess: Sequence[int], busy: Sequence[Neighbourhood]
    ) -> Neighbourhood | None:
        """Free as many people as can be solved on some dates around one that an open level is about."""
        rng = self._rng
        slack = rng.choice(excess) if excess else None
        days = WINDOWS[operator]
        middle = self._date_of(slack)
        first = middle - dt.timedelta(days=rng.randrange(days))
        last = first + dt.timedelta(days=days - 1)
        taken = frozenset[str]().union(
            *(other.staff for other in busy if first <= other.last and other.first <= last)
        )
        everybody = frozenset(self._everybody) - taken
        if not everybody:
            return None
        size = len(self.vars(Neighbourhood(operator, everybody, first, last)))
        people = int(self._size[operator] * len(everybody) / max(size, 1))
        if people >= len(everybody):
            return Neighbourhood(operator, everybody, first, last)
        seeds = [] if slack is None else self._around(slack)
        return Neighbourhood(
            operator, self._grow(self._deviations(), seeds, max(people, 2), taken), first, last
        )

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

    def _most_unfair(self, deviations: Mapping[str, int]) -> list[str]:
        people = sorted(staff for staff, value in deviations.items() if value and staff in self._seats.of)
        if not people:
            return [self._rng.choice(self._everybody)]
        first = self._rng.choices(people, [abs(deviations[staff]) for staff in people])[0]
        other = [staff for staff in people if deviations[staff] * deviations[first] < 0]
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
        seeds = list(pushing)[:MAX_ABLE_DRAWN] + self._rng.sample(list(able), min(MAX_ABLE_DRAWN, len(able)))
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
        self, deviations: Mapping[str, int], seeds: Sequence[str], people: int, taken: frozenset[str]
    ) -> frozenset[str]:
        """Add people who share seats with those chosen, rather those off their target to the other side."""
        rng = self._rng
        anybody = [staff for staff in self._everybody if staff not in taken]
        chosen = [seed for seed in dict.fromkeys(seeds) if seed not in taken][:people]
        if not chosen and anybody:
            chosen = [rng.choice(anybody)]
        lean = sum(deviations.get(staff, 0) for staff in chosen)
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
                if deviations.get(other, 0) * lean < 0:
                    weight[other] *= 3.0
            names = sorted(weight)
            fresh = rng.choices(names, [weight[name] for name in names])[0]
            chosen.append(fresh)
            lean += deviations.get(fresh, 0)
        return frozenset(chosen)

"""Which people to free next: groups of about nine whose duties could change hands among them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.engine.live import Live
from solver.engine.seats import Seats

PEOPLE = 9
"""Groups of nine solve in about a second; groups of twenty stall."""
ABLE = 4
"""How many people are drawn from those who could mend something, besides those whom it concerns."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group of people to free, and the way in which it was chosen."""

    way: str
    staff: frozenset[str]


class Neighbourhoods:
    """Chooses groups of people; ways that lately brought something are taken more often."""

    def __init__(self, live: Live, seats: Seats, targets: Mapping[str, int], rng: random.Random) -> None:
        self._live = live
        self._seats = seats
        self._targets = targets
        self._rng = rng
        self._success = {"unfair": 2.0, "excess": 2.0, "random": 1.0}
        self._near: dict[str, dict[str, int]] = {}
        self._everybody = sorted(seats.of)

    def choose(
        self, excess: Sequence[int], people: int = PEOPLE, taken: frozenset[str] = frozenset()
    ) -> Choice:
        """Return the next group to free, with nobody of those taken.

        Parameters
        ----------
        excess
            Slacks that keep the first open level up.
        people
            How many to free.
        taken
            Who is free already, in a group that is being solved.
        """
        rng = self._rng
        ways = [way for way in self._success if way != "excess" or excess]
        way = rng.choices(ways, [self._success[each] for each in ways])[0]
        off = self._deviations()
        if way == "excess":
            seeds = self._around(rng.choice(excess))
        elif way == "unfair":
            seeds = self._most_unfair(off)
        else:
            seeds = [rng.choice(self._everybody)]
        staff = self._grow(off, [seed for seed in seeds if seed not in taken], people, taken)
        return Choice(way, staff)

    def reward(self, choice: Choice, *, better: bool) -> None:
        """Remember whether a way brought something."""
        self._success[choice.way] = max(0.3, 0.9 * self._success[choice.way] + (1.0 if better else 0.0))

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
        for atom, factor in live.rows.slacks[slack].arms[0].terms:
            staff = owner.get(atom)
            if staff is None:
                continue
            if live.values[atom] and factor * sign > 0:
                pushing[staff] = None
            elif not live.values[atom] and factor * sign < 0:
                able[staff] = None
        seeds = list(pushing)[:ABLE] + self._rng.sample(list(able), min(ABLE, len(able)))
        return seeds or [self._rng.choice(self._everybody)]

    def _neighbours(self, staff: str) -> dict[str, int]:
        """Return with whom a person shares seats that either might take, and how many."""
        known = self._near.get(staff)
        if known is None:
            seats = self._seats
            counted: dict[str, int] = defaultdict(int)
            for atom in seats.of.get(staff, ()):
                for mate in seats.places[seats.place_of[atom]]:
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

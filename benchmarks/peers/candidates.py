"""What the peers that build a model have in common: who may hold what, and what can't be held together.

The judge doesn't use it. People and duties are numbered by their place in the instance. Standard library
only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

from benchmarks.peers.instance import Duty, Instance

WEIGHTS = (10_000_000, 10_000, 20, 1)
"""The four levels as one weighted sum, for peers that minimize one: per duty, step, step and wish."""

Choice = Sequence[int | None]
"""Who holds each duty, by place."""


class Window(NamedTuple):
    """When somebody is held up: all that decides whether two duties of a day exclude each other."""

    start: int
    busy_end: int
    session: str

    @classmethod
    def of(cls, duty: Duty) -> Window:
        """Return the window of a duty."""
        return cls(duty.start, duty.busy_end, duty.session)

    def excludes(self, other: Window, gap_limit: int) -> bool:
        """Whether nobody may hold both on one day: they overlap, or lie too far apart in the afternoon."""
        first, second = sorted((self, other))
        gap = second.start - first.busy_end
        return gap < 0 or (first.session == second.session == "pm" and gap > gap_limit)


@dataclass(frozen=True, slots=True)
class Demand:
    """Duties to be given out as one: a single one, or several that nobody could tell apart.

    Parameters
    ----------
    duties
        The duties, by place: as many people are wanted. They overlap, so nobody takes two of them.
    people
        Who may hold them, by place, availability included.
    """

    day: int
    week: int
    units: int
    window: Window
    duties: tuple[int, ...]
    people: tuple[int, ...]


def demands(instance: Instance, *, merged: bool) -> tuple[Demand, ...]:
    """Return all duties as demands; ``merged`` makes one of interchangeable duties of a day."""
    alike: dict[object, list[int]] = defaultdict(list)
    for at, duty in enumerate(instance.duties):
        shape = (duty.day, duty.week, Window.of(duty), duty.units, duty.eligible)
        alike[shape if merged else at].append(at)
    return tuple(_demand(instance, tuple(places)) for places in alike.values())


def _demand(instance: Instance, places: tuple[int, ...]) -> Demand:
    duty = instance.duties[places[0]]
    people = tuple(
        at
        for at, person in enumerate(instance.staff)
        if person.id in instance.eligible[duty.eligible]
        and (duty.day, duty.session) not in person.unavailable
    )
    return Demand(duty.day, duty.week, duty.units, Window.of(duty), places, people)


def exclusive(wanted: Sequence[Demand], gap_limit: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (person, demands of which the person takes at most one): the largest such sets of each day."""
    cliques = _cliques(frozenset(demand.window for demand in wanted), gap_limit)
    days: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, demand in enumerate(wanted):
        for person in demand.people:
            days[person, demand.day].append(at)
    for (person, _day), own in days.items():
        sets = {frozenset(at for at in own if wanted[at].window in clique) for clique in cliques}
        for each in sorted(sets, key=sorted):
            if len(each) > 1 and not any(each < other for other in sets):
                yield person, tuple(sorted(each))


def _cliques(windows: frozenset[Window], gap_limit: int) -> list[frozenset[Window]]:
    """Return the largest sets of windows that all exclude each other (Bron and Kerbosch 1973)."""
    near = {
        one: frozenset(other for other in windows if other != one and one.excludes(other, gap_limit))
        for one in windows
    }
    found: list[frozenset[Window]] = []

    def grow(clique: frozenset[Window], may: frozenset[Window], done: frozenset[Window]) -> None:
        if not may and not done:
            found.append(clique)
            return
        pivot = max(sorted(may | done), key=lambda window: len(near[window] & may))
        for window in sorted(may - near[pivot]):
            grow(clique | {window}, may & near[window], done & near[window])
            may, done = may - {window}, done | {window}

    grow(frozenset(), windows, frozenset())
    return found


def by_week(wanted: Sequence[Demand]) -> Mapping[tuple[int, int], list[int]]:
    """Return the demands that each person may take in each week: (person, week) → demands."""
    weeks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, demand in enumerate(wanted):
        for person in demand.people:
            weeks[person, demand.week].append(at)
    return weeks


class Chord(NamedTuple):
    """The two loads next to a target that somebody can reach, and the line between their deviations.

    Loads move in steps of ``step``, the greatest common divisor of what the person can earn. On these loads,
    ``step · |load - target| >= step · below + (above - below) · (load - low)``; elsewhere it says nothing.
    """

    step: int
    low: int
    below: int
    above: int

    @property
    def least(self) -> int:
        """The smallest deviation that can be reached at all."""
        return min(self.below, self.above)


def chords(instance: Instance, wanted: Sequence[Demand]) -> list[Chord]:
    """Return the chord of every person."""
    steps = [0] * len(instance.staff)
    for demand in wanted:
        for person in demand.people:
            steps[person] = gcd(steps[person], demand.units)
    found = []
    for holder, found_step in zip(instance.staff, steps, strict=True):
        # Who can earn nothing has one load only; any step does.
        step = found_step or 1
        below = holder.target % step
        found.append(Chord(step, holder.target - below, below, step - below))
    return found


def named(instance: Instance, choice: Choice) -> dict[str, str | None]:
    """Return a choice by ids, as a solution file has it."""
    return {
        duty.id: None if at is None else instance.staff[at].id
        for duty, at in zip(instance.duties, choice, strict=True)
    }


def dealt(instance: Instance, wanted: Sequence[Demand], taken: Sequence[Sequence[int]]) -> Choice:
    """Return a choice from the people who take each demand: its duties are dealt out in order."""
    choice: list[int | None] = [None] * len(instance.duties)
    for demand, people in zip(wanted, taken, strict=True):
        for duty, person in zip(demand.duties, people, strict=False):
            choice[duty] = person
    return choice


def deviations(instance: Instance, choice: Choice) -> list[int]:
    """Return |units - target| of every person."""
    loads = [0] * len(instance.staff)
    for duty, at in zip(instance.duties, choice, strict=True):
        if at is not None:
            loads[at] += duty.units
    return [abs(load - person.target) for load, person in zip(loads, instance.staff, strict=True)]

"""How many people are left over: at each start of a session's duties, who could still step in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from solver.base.units import Minutes
from solver.domain.duties import Duty
from solver.formulation.candidate_pairs import CandidatePairs
from solver.report import PlanView
from solver.rules import rules_of


@dataclass(frozen=True, slots=True)
class Slot:
    """Duties of a session that begin together on a date, and how many people are free to take one of them."""

    date: dt.date
    session: str
    start: Minutes
    people: int


@dataclass(frozen=True, slots=True)
class TightSlot:
    """The same slot of every week: the fewest people left over on any of its dates, and on how many dates."""

    weekday: int
    session: str
    start: Minutes
    people: int
    dates: int


@dataclass(frozen=True, slots=True)
class Spare:
    """People left over, slot by slot, in order of time."""

    slots: tuple[Slot, ...]

    @property
    def least(self) -> int | None:
        """People left over where they are fewest; ``None`` without any duty."""
        return min((slot.people for slot in self.slots), default=None)

    @property
    def median(self) -> Fraction | None:
        """People left over in the slot in the middle."""
        return median([Fraction(slot.people) for slot in self.slots]) if self.slots else None

    @property
    def tightest(self) -> tuple[TightSlot, ...]:
        """The slots of the week, those with the fewest people left over first."""
        weekly: dict[tuple[int, str, Minutes], list[int]] = defaultdict(list)
        for slot in self.slots:
            weekly[slot.date.isoweekday(), slot.session, slot.start].append(slot.people)
        found = [TightSlot(*key, min(counts), counts.count(min(counts))) for key, counts in weekly.items()]
        return tuple(sorted(found, key=lambda slot: (slot.people, -slot.dates, slot.weekday, slot.start)))


def spare_of(handout: PlanView) -> Spare:
    """Return who is left over.

    A person counts for a slot who may take one of its duties (eligible, present, no lesson) and is on no
    other duty then. Walking and caps on how much one may do are not looked at.
    """
    pairs = CandidatePairs(handout.case, handout.work, rules_of(handout.case))
    on_duty = _on_duty(handout)
    slots: list[Slot] = []
    for date, duties in sorted(handout.work.on.items()):
        together: dict[tuple[Minutes, str], list[Duty]] = defaultdict(list)
        for duty in duties:
            if duty.need:
                together[duty.start, duty.session].append(duty)
        for (start, session), own in sorted(together.items()):
            free = _free(pairs, own, on_duty.get(date, {}))
            slots.append(Slot(date, session, start, len(free)))
    return Spare(tuple(slots))


def _on_duty(handout: PlanView) -> dict[dt.date, dict[str, list[Duty]]]:
    """Return everybody's duties by date."""
    found: dict[dt.date, dict[str, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for staff, duties in handout.work.of(handout.plan.roster).items():
        for duty in duties:
            found[duty.date][staff].append(duty)
    return found


def _free(pairs: CandidatePairs, duties: Iterable[Duty], on_duty: Mapping[str, list[Duty]]) -> set[str]:
    """Return who could still take at least one of the duties."""
    busy: dict[tuple[Minutes, Minutes, Minutes], frozenset[str]] = {}
    free: set[str] = set()
    for duty in duties:
        window = duty.start, duty.grace, duty.busy_until
        if window not in busy:
            busy[window] = frozenset(
                staff for staff, own in on_duty.items() if any(_collide(duty, other) for other in own)
            )
        free |= pairs.allowed(duty) - busy[window]
    return free


def _collide(duty: Duty, other: Duty) -> bool:
    """Tell whether nobody can hold both: each may begin late by its grace."""
    return duty.start + duty.grace < other.busy_until and other.start + other.grace < duty.busy_until

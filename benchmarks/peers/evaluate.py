"""The judge of the comparison: what a roster breaks, and how good it is. It shares no code with any peer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.peers.instance import Duty, Instance, Person

Assignment = Mapping[str, str | None]
"""Who holds each duty, by their ids; ``None`` or left out: nobody."""
Vector = tuple[int, int, int, int]
"""Uncovered duties, largest and summed deviation in steps, wishes broken: less is better, in this order."""
Held = Sequence[tuple[Person, Duty]]
Hard = Callable[[Instance, Held], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a roster breaks, counted by hard rule (those kept are left out), and its four levels."""

    broken: Mapping[str, int]
    vector: Vector

    @property
    def legal(self) -> bool:
        """Whether every hard rule is kept."""
        return not self.broken


def evaluate(instance: Instance, assignment: Assignment) -> Verdict:
    """Judge a roster. Duties or people that the instance doesn't know count as broken rules."""
    people = {person.id: person for person in instance.staff}
    unknown_duties = assignment.keys() - {duty.id for duty in instance.duties}
    given = [(duty, assignment.get(duty.id)) for duty in instance.duties]
    held = [(people[who], duty) for duty, who in given if who in people]
    covered = sum(who is not None for _, who in given)
    broken = Counter({name: sum(rule(instance, held)) for name, rule in RULES.items()})
    broken["unknown_duty"] = len(unknown_duties)
    broken["unknown_staff"] = covered - len(held)
    deviations = _deviations(instance, held)
    return Verdict(
        broken={name: count for name, count in sorted(broken.items()) if count},
        vector=(
            len(instance.duties) - covered,
            max(deviations, default=0),
            sum(deviations),
            sum(duty.day in person.prefer_not for person, duty in held),
        ),
    )


def _not_eligible(instance: Instance, held: Held) -> Iterator[int]:
    for person, duty in held:
        yield person.id not in instance.eligible[duty.eligible]


def _unavailable(_: Instance, held: Held) -> Iterator[int]:
    for person, duty in held:
        yield (duty.day, duty.session) in person.unavailable


def _overlap(_: Instance, held: Held) -> Iterator[int]:
    for earlier, later in _pairs(held):
        yield later.start < earlier.busy_end


def _gap_too_long(instance: Instance, held: Held) -> Iterator[int]:
    """Every two afternoon duties of a day count, also those with a third one between them."""
    for earlier, later in _pairs(held):
        if earlier.session == later.session == "pm":
            yield later.start - earlier.busy_end > instance.gap_limit


def _weekly_cap(_: Instance, held: Held) -> Iterator[int]:
    """Duties beyond what a person may hold in a week."""
    counts = Counter((person.id, duty.week) for person, duty in held)
    caps = {person.id: person.max_per_week for person, _ in held}
    for (who, _week), count in counts.items():
        yield max(0, count - caps[who])


RULES: Mapping[str, Hard] = {
    "not_eligible": _not_eligible,
    "unavailable": _unavailable,
    "overlap": _overlap,
    "gap_too_long": _gap_too_long,
    "weekly_cap": _weekly_cap,
}
"""The hard rules; each yields how much every case of it breaks."""


def _pairs(held: Held) -> Iterator[tuple[Duty, Duty]]:
    """Yield every two duties of one person on one day, the one that starts first before the other."""
    days: dict[tuple[str, int], list[Duty]] = defaultdict(list)
    for person, duty in held:
        days[person.id, duty.day].append(duty)
    for duties in days.values():
        yield from combinations(sorted(duties, key=lambda duty: duty.start), 2)


def _deviations(instance: Instance, held: Held) -> list[int]:
    loads: Counter[str] = Counter()
    for person, duty in held:
        loads[person.id] += duty.units
    return [abs(loads[person.id] - person.target) for person in instance.staff]

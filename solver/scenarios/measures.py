"""What a plan comes to, exactly, people to spare included: the measures by which scenarios are compared."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from statistics import median

from solver.base.units import Minutes
from solver.domain.burdens import burden_accounts
from solver.domain.case import StaffKind
from solver.domain.duties import Duty
from solver.explain.replacements import pairs_of
from solver.formulation.candidate_pairs import CandidatePairs
from solver.report import AccountLine, PlanView, account_lines, summary_of
from solver.rules.level_scale import Proven, proven_of

OUTSIDE: frozenset[StaffKind] = frozenset({"external", "volunteer", "parent", "retired"})
"""Who is from outside: their hours are counted, and mostly paid."""


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
    pairs = pairs_of(handout.case, handout.plan)
    on_duty = _on_duty(handout)
    slots: list[Slot] = []
    for date, duties in sorted(handout.work.on.items()):
        together: dict[tuple[Minutes, str], list[Duty]] = defaultdict(list)
        for duty in duties:
            if duty.need:
                together[duty.start, duty.session].append(duty)
        for (start, session), starting in sorted(together.items()):
            free = _free(pairs, starting, on_duty.get(date, {}))
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
                staff for staff, held in on_duty.items() if any(_collide(duty, other) for other in held)
            )
        free |= pairs.allowed(duty) - busy[window]
    return free


def _collide(duty: Duty, other: Duty) -> bool:
    """Tell whether nobody can hold both: each may begin late by its grace."""
    return duty.start + duty.grace < other.busy_until and other.start + other.grace < duty.busy_until


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What one person does in the term: work units, minutes of duty, duties of each burden.

    ``target`` is what fairness aims at, ``None`` for who is not compared with anybody.
    """

    staff: str
    name: str
    kind: StaffKind
    pool: str
    units: Fraction
    target: Fraction | None
    minutes: int
    burdens: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Range:
    """What some people have of something: the least, the mean, the most."""

    people: int
    least: Fraction
    mean: Fraction
    most: Fraction

    @staticmethod
    def of(amounts: list[Fraction]) -> Range:
        """Return the range of some amounts, at least one."""
        return Range(len(amounts), min(amounts), sum(amounts, Fraction(0)) / len(amounts), max(amounts))


@dataclass(frozen=True, slots=True)
class BurdenRange:
    """Duties of a burden among those who could have some, and the largest deviation from anybody's share."""

    range: Range
    largest: Fraction


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one plan; amounts of work in work units, money in yuan.

    ``largest`` and ``total`` are the largest deviation from the reachable share and the sum of all, with the
    what is proven of them (``None`` where nothing is). ``by_rule`` are findings by rule. ``pools`` are
    ranges of units among those who are compared. ``pay`` is ``None`` where the school gives no price.
    """

    seats: int
    covered: int
    uncovered_proven: Proven | None
    findings: int
    hard: int
    by_rule: tuple[tuple[str, int], ...]
    custody_gaps: int
    largest: Fraction
    largest_proven: Proven | None
    total: Fraction
    total_proven: Proven | None
    people: tuple[PersonLoad, ...]
    pools: Mapping[str, Range]
    burdens: Mapping[str, BurdenRange]
    outside_minutes: int
    pay: Fraction | None
    spare: Spare

    @property
    def uncovered(self) -> int:
        """Needed seats that nobody holds."""
        return self.seats - self.covered


def measure(handout: PlanView) -> Measures:
    """Return the measures of a plan."""
    summary, proven = summary_of(handout), partial(proven_of, handout.case, handout.certificate)
    lines = account_lines(handout)
    people = _people(handout, lines)
    deviations = [
        abs(line.deviation) for line in lines if line.account == "units" and line.deviation is not None
    ]
    return Measures(
        seats=summary.seats,
        covered=summary.covered,
        uncovered_proven=proven("seats"),
        findings=len(handout.findings),
        hard=sum(finding.hard for finding in handout.findings),
        by_rule=summary.by_rule,
        custody_gaps=summary.custody_gaps,
        largest=summary.largest,
        largest_proven=proven("deviation", peak=True),
        total=sum(deviations, Fraction(0)),
        total_proven=proven("deviation"),
        people=people,
        pools=_pools(people),
        burdens=_burdens(handout, lines),
        outside_minutes=sum(person.minutes for person in people if person.kind in OUTSIDE),
        pay=_pay(handout, people),
        spare=spare_of(handout),
    )


def _people(handout: PlanView, lines: tuple[AccountLine, ...]) -> tuple[PersonLoad, ...]:
    """Return everybody of the case, in its order, also those who have nothing to do."""
    case = handout.case
    units = {line.staff: line for line in lines if line.account == "units"}
    loads = {(line.account, line.staff): int(line.load or 0) for line in lines if line.account != "units"}
    done: Mapping[str, tuple[Duty, ...]] = handout.work.of(handout.plan.roster)
    loads_of = []
    for person in case.staff:
        line = units.get(person.id)
        duties = done.get(person.id, ())
        loads_of.append(
            PersonLoad(
                staff=person.id,
                name=handout.shown_name(person.id),
                kind=person.kind,
                pool=person.pool or "",
                units=case.grid.units(sum(duty.steps for duty in duties)),
                target=line.target if line else None,
                minutes=sum(duty.end - duty.start for duty in duties),
                burdens={name: loads.get((name, person.id), 0) for name in burden_accounts(case)},
            )
        )
    return tuple(loads_of)


def _pools(people: tuple[PersonLoad, ...]) -> dict[str, Range]:
    amounts: dict[str, list[Fraction]] = {}
    for person in people:
        if person.target is not None:
            amounts.setdefault(person.pool, []).append(person.units)
    return {pool: Range.of(own) for pool, own in amounts.items()}


def _burdens(handout: PlanView, lines: tuple[AccountLine, ...]) -> dict[str, BurdenRange]:
    ranges = {}
    for name in burden_accounts(handout.case):
        shared = [line for line in lines if line.account == name and line.load is not None and line.reachable]
        if shared:
            largest = max(
                (abs(line.deviation) for line in shared if line.deviation is not None),
                default=Fraction(0),
            )
            ranges[name] = BurdenRange(
                Range.of([line.load for line in shared if line.load is not None]), largest
            )
    return ranges


def _pay(handout: PlanView, people: tuple[PersonLoad, ...]) -> Fraction | None:
    prices = dict(handout.case.pay)
    if not prices:
        return None
    return sum((person.units * Fraction(prices.get(person.kind, 0)) for person in people), Fraction(0))

"""Ways to spoil a good plan, each with the rules that should notice: the frame that all kinds share."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from solver.audit import plan as audits
from solver.audit.plan import Audit
from solver.domain.case import Case, Staff
from solver.domain.duties import Duty, Facts, facts
from solver.domain.plan import Assignment, Certificate, Plan
from solver.rules import rules_of
from solver.service import Result

T = TypeVar("T")
DOUBTS = {
    audits.OTHER_CASE: "certificate: case",
    audits.OTHER_STAGE: "certificate: stage",
    audits.OTHER_LEVEL: "certificate: level",
    audits.BOUND_ABOVE: "certificate: bound",
}
"""What the audit doubts about a certificate; every other doubt is about the shares."""


@dataclass(frozen=True)
class Mutation:
    """One spoilt plan (or certificate), what was done to it, and the rules of which one should notice."""

    kind: str
    what: str
    plan: Plan
    certificate: Certificate
    expected: frozenset[str]
    legal: str = ""
    """Why the plan may stay legal, if it may."""


@dataclass(frozen=True)
class World:
    """The good plan with what the mutations look up in it, all of it from the case and the rules' checks."""

    result: Result

    @property
    def case(self) -> Case:
        return self.result.case

    @property
    def plan(self) -> Plan:
        return self.result.plan

    @property
    def rows(self) -> tuple[Assignment, ...]:
        return self.plan.roster

    @cached_property
    def facts(self) -> Facts:
        return facts(self.case, self.plan)

    def duty(self, row: Assignment) -> Duty:
        return next(duty for duty in self.facts.work.on[row.date] if duty.post == row.post)

    def barred_by(self, staff: str, duty: Duty) -> frozenset[str]:
        """The rules that keep a person from a duty whatever else happens."""
        person: Staff = self.case.person[staff]
        return frozenset(rule.code for rule in rules_of(self.case) if rule.refuse(self.case, person, duty))

    def busy(self, staff: str, duty: Duty, *, but: str = "") -> bool:
        """Tell whether a person has another duty that day which leaves no time for this one."""
        return any(
            _clash(self.case, *sorted((other, duty), key=lambda each: each.start))
            for other in self.facts.by_person.get(staff, ())
            if other.date == duty.date and other.post not in {duty.post, but}
        )

    def long(self, row: Assignment) -> bool:
        """Tell whether an assignment belongs to a block of several dates."""
        return not self.facts.work.block_of[self.duty(row).key].single


def _clash(case: Case, first: Duty, second: Duty) -> bool:
    walk = case.walk_minutes(first.zone_to, second.zone_from)
    return first.busy_until + walk > second.start + second.grace


Change = tuple[str, Plan | Certificate]
"""What was done, and what came of it."""
Maker = Callable[[World, random.Random], Iterator[Change]]


@dataclass(frozen=True)
class Kind:
    """A kind of mutation: how it is made, and the rules of which at least one must notice."""

    name: str
    expected: frozenset[str]
    make: Maker
    legal: str


KINDS: list[Kind] = []


def kind(*expected: str, legal: str = "") -> Callable[[Maker], Maker]:
    """Register a kind of mutation under its function's name."""

    def register(make: Maker) -> Maker:
        KINDS.append(Kind(make.__name__, frozenset(expected), make, legal))
        return make

    return register


def mutations(world: World, kinds: Iterable[Kind], each: int) -> Iterator[Mutation]:
    """Yield up to so many different mutations of each kind; the same ones on every run."""
    for own in kinds:
        seen: list[Plan | Certificate] = []
        for what, changed in own.make(world, random.Random(own.name)):
            if changed in seen:
                continue
            seen.append(changed)
            plan = changed if isinstance(changed, Plan) else world.plan
            certificate = changed if isinstance(changed, Certificate) else world.result.certificate
            yield Mutation(own.name, what, plan, certificate, own.expected, own.legal)
            if len(seen) == each:
                break


def noticed(found: Audit) -> frozenset[str]:
    """Return the codes of whatever the audit holds against a plan or its certificate."""
    rules = {finding.rule for finding in found.blemishes}
    return frozenset(rules | {DOUBTS.get(doubt.words, "shares") for doubt in found.doubts})


def shuffled(items: Iterable[T], rng: random.Random) -> list[T]:
    """Return the items in a seeded order."""
    found = list(items)
    rng.shuffle(found)
    return found


def with_rows(plan: Plan, drop: Iterable[Assignment] = (), add: Iterable[Assignment] = ()) -> Plan:
    """Return a plan with some assignments taken out and others put in."""
    gone = set(drop)
    return replace(plan, roster=tuple(sorted([row for row in plan.roster if row not in gone] + list(add))))


def given(row: Assignment, staff: str) -> Assignment:
    """Return an assignment given to somebody else."""
    return replace(row, staff=staff)

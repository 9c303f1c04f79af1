"""Every roster of a very small case, and the best of them: what no bound may be above."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.levels import groups_of
from solver.domain.plan import Assignment, Finding, Plan
from solver.rules import rules_of

MOST = 3000
"""Rosters beyond which a case is not small."""


@dataclass(frozen=True)
class Optimum:
    """All level vectors that legal rosters have, in order of the levels."""

    vectors: frozenset[tuple[int, ...]]

    @property
    def best(self) -> tuple[int, ...]:
        return min(self.vectors)

    def least(self, level: int, held: tuple[int, ...]) -> int:
        """The least value of a level among rosters no worse than ``held`` on every earlier one."""
        return min(
            vector[level]
            for vector in self.vectors
            if all(value <= most for value, most in zip(vector[:level], held[:level], strict=True))
        )


def every_roster(case: Case, plan: Plan) -> Iterator[Plan]:
    """Yield every roster under a timetable and hand-over, cover told apart; none if there are too many."""
    work = expand(case, plan.timetable, plan.handover)
    options: list[list[tuple[Assignment, ...]]] = []
    count = 1
    for duty in work.duties:
        marks = (False,) if work.block_of[duty.key].single else (False, True)
        # Who is barred is barred in every roster: leaving them out loses no legal one.
        able = [
            person.id
            for person in case.staff
            if not any(rule.refuse(case, person, duty) for rule in rules_of(case) if rule.stage == "rotation")
        ]
        rows = [Assignment(duty.date, duty.post, staff, cover=cover) for staff in able for cover in marks]
        crews = [
            crew
            for size in range(min(duty.want, len(able)) + 1)
            for crew in itertools.combinations(rows, size)
            if len({row.staff for row in crew}) == size
        ]
        options.append(crews)
        count *= len(crews)
    if count <= MOST:
        for choice in itertools.product(*options):
            yield replace(plan, roster=tuple(sorted(row for crew in choice for row in crew)))


def optimum(case: Case, plan: Plan) -> Optimum | None:
    """Look at every roster; ``None`` where there are too many of them."""
    rules = [rule for rule in rules_of(case) if rule.stage == "rotation"]
    vectors: set[tuple[int, ...]] = set()
    for each in every_roster(case, plan):
        findings = [finding for rule in rules for finding in rule.check(case, each)]
        if not any(finding.hard for finding in findings):
            vectors.add(level_values(case, findings))
    return Optimum(frozenset(vectors)) if vectors else None


def level_values(case: Case, findings: list[Finding]) -> tuple[int, ...]:
    """Add up what findings charge: sums, and the largest where a level is a peak."""
    values = []
    for group in groups_of(case, "rotation"):
        value = 0
        for name, weight in group:
            charged = sum(finding.price for finding in findings if finding.level == name)
            peak = max((finding.amount for finding in findings if finding.peak_level == name), default=0)
            value += weight * (charged + peak)
        values.append(value)
    return tuple(values)

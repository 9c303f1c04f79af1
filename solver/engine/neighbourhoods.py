"""Which people to free next: groups of about nine whose duties could change hands among them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from solver.domain.case import Case
from solver.domain.duties import facts
from solver.domain.plan import Finding, Plan
from solver.pairs import Pairs

PEOPLE = 9
"""Groups of nine solve in about a second; groups of twenty stall."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group of people to free, and the way in which it was chosen."""

    way: str
    staff: frozenset[str]


class Neighbourhoods:
    """Chooses groups of people; ways that lately brought something are taken more often."""

    def __init__(self, case: Case, pairs: Pairs, rng: random.Random) -> None:
        self._case = case
        self._pairs = pairs
        self._rng = rng
        self._success = {"unfair": 2.0, "finding": 2.0, "random": 1.0}
        self._near: dict[str, dict[str, int]] = {}
        self._of_block = {
            block.key: tuple(staff for staff, _ in pairs.holders(block)) for block in pairs.work.blocks
        }

    def choose(
        self,
        plan: Plan,
        findings: Sequence[Finding],
        people: int = PEOPLE,
        taken: frozenset[str] = frozenset(),
    ) -> Choice:
        """Return the next group to free, with nobody of those taken."""
        ways = [way for way in self._success if way != "finding" or findings]
        way = self._rng.choices(ways, [self._success[each] for each in ways])[0]
        if way == "finding":
            seeds = self._around(self._rng.choice(list(findings)))
        elif way == "unfair":
            seeds = self._most_unfair(plan)
        else:
            seeds = [self._rng.choice(self._case.staff).id]
        return Choice(way, self._grow(plan, [seed for seed in seeds if seed not in taken], people, taken))

    def reward(self, choice: Choice, *, better: bool) -> None:
        """Remember whether a way brought something."""
        self._success[choice.way] = max(0.3, 0.9 * self._success[choice.way] + (1.0 if better else 0.0))

    def _deviations(self, plan: Plan) -> dict[str, int]:
        account = plan.accounts.get("units")
        if account is None:
            return {}
        seen = facts(self._case, plan)
        return {
            staff: sum(duty.steps for duty in seen.by_person.get(staff, ())) - share.target
            for staff, share in account.shares.items()
        }

    def _most_unfair(self, plan: Plan) -> list[str]:
        off = {staff: value for staff, value in self._deviations(plan).items() if value}
        if not off:
            return [self._rng.choice(self._case.staff).id]
        people = sorted(off)
        first = self._rng.choices(people, [abs(off[staff]) for staff in people])[0]
        other = [staff for staff in people if off[staff] * off[first] < 0]
        return [first, self._rng.choice(other)] if other else [first]

    def _around(self, finding: Finding) -> list[str]:
        seeds = list(finding.staff)
        if finding.post is not None and finding.date is not None:
            able = [
                staff
                for duty in self._pairs.work.on.get(finding.date, ())
                if duty.post == finding.post
                for staff in sorted(self._pairs.allowed(duty))
            ]
            seeds += self._rng.sample(able, min(4, len(able)))
        return seeds or [self._rng.choice(self._case.staff).id]

    def _neighbours(self, staff: str) -> dict[str, int]:
        """Return with whom a person shares blocks that either might hold, and how many."""
        known = self._near.get(staff)
        if known is None:
            counted: dict[str, int] = defaultdict(int)
            for block in self._pairs.blocks_of[staff]:
                for other in self._of_block[block.key]:
                    if other != staff:
                        counted[other] += 1
            known = self._near[staff] = dict(counted)
        return known

    def _grow(
        self, plan: Plan, seeds: Sequence[str], people: int, taken: frozenset[str]
    ) -> frozenset[str]:
        """Add people who share blocks with those chosen, rather the ones off their target to the other side."""
        off = self._deviations(plan)
        anybody = [person.id for person in self._case.staff if person.id not in taken]
        chosen = list(dict.fromkeys(seeds))[:people] or [self._rng.choice(anybody)]
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
            fresh = self._rng.choices(names, [weight[name] for name in names])[0]
            chosen.append(fresh)
            lean += off.get(fresh, 0)
        return frozenset(chosen)

"""What a search works on, and what the rules say of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.domain.case import Case
from solver.domain.levels import LevelGroup
from solver.domain.plan import Finding, Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import AnyRule


@dataclass(frozen=True, slots=True)
class Problem:
    """What the search works on; nothing of it changes."""

    case: Case
    rules: Sequence[AnyRule]
    pairs: CandidatePairs
    groups: Sequence[LevelGroup]


def findings_of(task: Problem, plan: Plan) -> list[Finding]:
    """Return what the rotation rules find in a plan, hard and priced."""
    return [
        finding for rule in task.rules if rule.stage == "rotation" for finding in rule.check(task.case, plan)
    ]

"""What a search works on: the problem, and what the decisions of its model are about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from solver.domain.case import Case
from solver.domain.levels import LevelGroup
from solver.domain.plan import Finding, Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.stage_model import StageModel
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


class AssignmentIndex:
    """Holders and covers of a model, by variable.

    ``owner`` and ``steps`` tell for each variable who would work how many grid steps, ``span`` from which
    date to which; ``places`` lists the variables of each block's holders and of each duty's covers,
    ``place_of`` says where a variable stands.
    """

    def __init__(self, model: StageModel) -> None:
        self.owner: dict[int, str] = {}
        self.steps: dict[int, int] = {}
        self.span: dict[int, tuple[dt.date, dt.date]] = {}
        self.places: list[Sequence[int]] = []
        for block_key, people, variables in model.hold_vars.places():
            duties = model.work.block[block_key].duties
            whole = sum(duty.steps for duty in duties)
            self._enter(people, variables, (duties[0].date, duties[-1].date))
            for staff, var in zip(people, variables, strict=True):
                self.steps[var] = whole - sum(duty.steps for duty in model.missed(block_key, staff))
        for duty_key, people, variables in model.cover_vars.places():
            self._enter(people, variables, (duty_key.date, duty_key.date))
            self.steps |= dict.fromkeys(variables, model.work.duty[duty_key].steps)
        self.place_of = {var: place for place, variables in enumerate(self.places) for var in variables}
        of: dict[str, list[int]] = defaultdict(list)
        for var, staff in self.owner.items():
            of[staff].append(var)
        self.of = {staff: tuple(sorted(variables)) for staff, variables in of.items()}

    def _enter(self, people: Sequence[str], variables: range, span: tuple[dt.date, dt.date]) -> None:
        self.owner |= zip(variables, people, strict=True)
        self.span |= dict.fromkeys(variables, span)
        self.places.append(variables)

    def loads(self, values: Sequence[int]) -> dict[str, int]:
        """Return everybody's grid steps under an assignment."""
        load: dict[str, int] = dict.fromkeys(self.of, 0)
        for var, staff in self.owner.items():
            if values[var]:
                load[staff] += self.steps[var]
        return load

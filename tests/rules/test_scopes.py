"""A neighbourhood is judged as the whole is: with some people or dates frozen, every rule still agrees."""

from __future__ import annotations

from collections import Counter

import pytest

from solver.domain.case import Case
from solver.domain.plan import Plan
from solver.formulation.cpsat import CpSatModel, Limits, Stop
from solver.formulation.stage_model import Scope, StageModel
from solver.rules import AnyRule, Example, catalogue
from tests.rules.plans import fixed, found_levels, made, model_for, rosters, said_as

MOST = 60
RULES = [
    pytest.param(kind, example, id=f"{kind.code}-{number}")
    for kind in catalogue()
    if kind.stage == "rotation"
    for number, example in enumerate(kind.examples())
]


def scopes(case: Case, plan: Plan) -> list[Scope]:
    """One person open, and one date: the first and the last that the plan has."""
    dates = sorted({row.date for row in plan.roster})
    people = [Scope(staff=frozenset({case.staff[at].id}), any_cover=True) for at in (0, -1)]
    return people + [Scope(dates=frozenset({dates[at]}), any_cover=True) for at in (0, -1)]


def charged(model: StageModel, plan: Plan) -> Counter[str] | None:
    """What the model charges for a plan at best; ``None`` where it refuses it."""
    said = said_as(model, plan)
    values = [said.get(var, 0) for var in range(len(model.bounds))]
    if len(said) == len(values):
        return Counter(model.level_values(values)) if model.accepts(values) else None
    cpsat = CpSatModel(fixed(model, said))
    cpsat.minimise([(((name, 1),), 1) for name in model.levels])
    answer = cpsat.solve(Limits(effort=5.0), Stop())
    return None if answer.values is None else Counter(model.level_values(answer.values))


def says_roster(model: StageModel, plan: Plan, incumbent: Plan) -> bool:
    """Whether the model has words for a roster, the rest as the incumbent has it."""
    variables = said_as(model, plan)
    values = [variables.get(var, 0) for var in range(len(model.bounds))]
    return model.read_roster(values, incumbent) == plan.roster


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_a_scope_agrees_with_the_check(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    case, clean = example.case, example.clean
    judged = 0
    for scope in scopes(case, clean):
        model = model_for(case, "rotation", [rule], clean, scope)
        if not says_roster(model, clean, clean):
            continue
        base = charged(model, clean)
        assert base is not None
        seen = 0
        for plan in (clean, example.broken, *rosters(case, clean)):
            if not says_roster(model, plan, clean):
                continue
            findings = list(rule.check(case, plan))
            said = charged(model, plan)
            assert (said is not None) == (not any(finding.hard for finding in findings)), (plan, findings)
            if said is not None:
                # What is frozen is a constant, told or left out: only the difference counts.
                said.subtract(base)
                sums = {name: value for name, value in said.items() if value}
                assert sums == found_levels(findings), (plan, findings)
            seen += 1
            if seen >= MOST:
                break
        judged += seen
    assert judged

"""Level after level: what is said of a level is what the last answer has of it."""

from __future__ import annotations

from solver.domain.levels import LEVELS
from solver.domain.plan import Plan
from solver.engine.budget import Budget, Options
from solver.engine.lexicographic import group_value, optimise
from solver.engine.progress import Progress
from solver.formulation.cpsat import Answer, CpSatModel, Stop
from solver.model import build
from solver.rules import rules_of
from tests.stages.eight import school


def test_what_a_later_level_betters_in_passing_is_said_of_the_earlier_one(monkeypatch):
    real = CpSatModel.solve
    seen: list[Answer] = []

    def careless_once(cpsat, limits, stop):
        # The longest wait has no objective, as if time had run out: lines leave as they like.
        if len(seen) == 2:
            cpsat.minimise([])
        seen.append(real(cpsat, limits, stop))
        return seen[-1]

    monkeypatch.setattr(CpSatModel, "solve", careless_once)
    case, groups = school(), LEVELS["handover"]
    model = build(case, "handover", rules_of(case), fixed=Plan())
    budget = Budget(Options(effort=60, workers=1))
    result = optimise(model, groups, stage="handover", budget=budget, stop=Stop(), progress=Progress())
    assert result.values is not None
    careless = [group_value(model, group, seen[2].values or ()) for group in groups]
    said = [level.value for level in result.levels]
    assert said == [group_value(model, group, result.values) for group in groups]
    assert said[2] < careless[2]
    assert all(level.bound <= level.value for level in result.levels)

"""No bound claims more than is true: counts stay below whole models, duals below counts."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings

from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.levels import groups_of
from solver.domain.plan import Plan
from solver.engine.bounds import Bounds
from solver.engine.budget import Budget, Options
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.lexicographic import LexResult, optimise
from solver.engine.lp_bounds import dual_evidence
from solver.engine.progress import Progress
from solver.engine.stages import accounts
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import CpSatModel, Limits, Stop
from solver.formulation.stage_model import Scope, StageModel
from solver.model import build
from solver.rules import rules_of
from tests.whole.small_cases import cases

PLENTY = Options(effort=100, workers=1)


def laid_out(case: Case) -> tuple[CandidatePairs, Plan, StageModel]:
    """Lay a case's rotation out whole, cover open on every date."""
    pairs = CandidatePairs(case, expand(case, (), ()), rules_of(case))
    plan = Plan(accounts=accounts(case, pairs))
    model = build(case, "rotation", rules_of(case), fixed=plan, scope=Scope(any_cover=True), pairs=pairs)
    return pairs, plan, model


def best(case: Case, model: StageModel) -> LexResult:
    """Solve the whole model to the end, level by level."""
    result = optimise(
        model,
        groups_of(case, "rotation"),
        stage="rotation",
        budget=Budget(PLENTY),
        stop=Stop(),
        progress=Progress(),
    )
    assume(result.values is not None)
    return result


@settings(max_examples=40)
@given(cases())
def test_no_level_on_counts_is_above_its_true_optimum(case: Case) -> None:
    pairs, plan, model = laid_out(case)
    counts = CountRelaxation(case, pairs.work, pairs, plan.accounts, rules_of(case))
    for group in groups_of(case, "rotation"):
        true, counted = CpSatModel(model), CpSatModel(counts)
        found = []
        for cpsat in (true, counted):
            cpsat.minimise([(group, 1)])
            found.append(cpsat.solve(Limits(effort=20), Stop()))
        whole, relaxed = found
        if whole.status == "infeasible":
            return
        assert (whole.status, relaxed.status) == ("optimal", "optimal")
        assert whole.value is not None
        assert relaxed.value is not None
        assert relaxed.value <= whole.value, group
        duals = dual_evidence(counts, group, (), 5.0)
        assert duals is not None, "small programmes are always solved"
        assert duals.proven <= relaxed.value, group


@settings(max_examples=40)
@given(cases())
def test_bounds_with_earlier_levels_held_are_below_the_lexicographic_optimum(case: Case) -> None:
    pairs, plan, model = laid_out(case)
    result = best(case, model)
    assert result.values is not None
    groups = groups_of(case, "rotation")
    values = [level.value for level in result.levels]
    optimal = [level.value == level.bound for level in result.levels]
    proof = Bounds(case, pairs, replace(plan).accounts, rules_of(case), groups)
    bounds = proof.bounds(values, Budget(PLENTY), Stop())
    for group, value, bound, proven in zip(groups, values, bounds, optimal, strict=True):
        if not proven:
            return
        assert bound.value <= value, (group, bound)

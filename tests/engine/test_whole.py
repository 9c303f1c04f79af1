"""Questions to the whole model of a small case: what they prove is true, whatever was found meanwhile."""

from __future__ import annotations

from solver.domain.plan import Plan
from solver.engine.budget import Budget, Options
from solver.engine.construction import first_roster
from solver.engine.exact import FullModel
from solver.engine.incumbent import Incumbent
from solver.engine.problem import Problem
from solver.formulation.cpsat import Limits, Stop

LIMITS = Limits(effort=20.0)


def standing(task: Problem, fixed: Plan) -> Incumbent:
    start = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert start is not None
    return Incumbent(task, start, fixed)


def answered(state: Incumbent, most: int) -> FullModel:
    whole = FullModel(state, Stop())
    for _ in range(most):
        question = whole.next()
        if question is None:
            break
        whole.learn(question, whole.ask(question, list(state.live.values), LIMITS))
    return whole


def test_asked_to_the_end_the_early_levels_are_proven_and_no_bound_is_above_its_value(
    seven: tuple[Problem, Plan],
) -> None:
    state = standing(*seven)
    begun = state.values
    answered(state, 12)
    assert state.values < begun
    assert all(bound.value <= value for bound, value in zip(state.bounds, state.values, strict=True))
    assert not any(state.open(index) for index in range(5))
    _, disputed = state.accepted()
    assert not disputed


def test_that_a_level_cannot_be_lower_is_said_of_the_values_that_it_was_asked_about(
    seven: tuple[Problem, Plan],
) -> None:
    state = standing(*seven)
    answered(state, 12)
    peak = next(index for index, group in enumerate(state.task.groups) if group[0][0] == "max_deviation")
    assert state.bounds[peak].value == state.values[peak] > 0
    # Were an earlier level worse by now, the proof would say nothing any more.
    state.values = (state.values[0] + 1, *state.values[1:])
    assert state.proven()[peak].value == 0
    assert state.proven()[peak].method == "trivial"

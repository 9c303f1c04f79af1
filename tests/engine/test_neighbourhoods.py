"""What is freed: nothing twice at a time, only what lies within the dates, and what follows from it too."""

from __future__ import annotations

import datetime as dt
import random

from solver.domain.plan import Plan
from solver.engine.budget import Budget, Options
from solver.engine.construction import InitialSolution, first_roster, targets
from solver.engine.neighbourhoods import WINDOWS, Neighbourhood, Neighbourhoods
from solver.engine.problem import Problem
from solver.formulation.cpsat import Stop
from tests.engine.test_followers import WEEKENDS, long_days, task_of


def begun(task: Problem, fixed: Plan) -> InitialSolution:
    start = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert start is not None
    return start


def operators_of(start: InitialSolution, fixed: Plan, seed: int) -> Neighbourhoods:
    return Neighbourhoods(start.live, start.seats, targets(fixed), random.Random(seed))


def test_what_is_freed_at_one_time_never_meets(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    start = begun(task, fixed)
    operators = operators_of(start, fixed, 4)
    seen = set()
    for _ in range(200):
        first = operators.choose([])
        second = None if first is None else operators.choose([], [first])
        assert first is not None
        seen.add(first.operator)
        assert second is None or not first.meets(second)
    assert seen > set(WINDOWS)


def test_a_window_frees_what_lies_wholly_within_its_dates(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    start = begun(task, fixed)
    operators = operators_of(start, fixed, 1)
    span = start.seats.span
    first = min(begin for begin, _ in span.values())
    choice = Neighbourhood("week", frozenset(start.seats.of), first, first + dt.timedelta(days=6))
    freed = set(operators.vars(choice))
    for var, (begin, end) in span.items():
        assert (var in freed) == (first <= begin and end <= choice.last)
    assert freed
    assert not operators.everything(choice)
    assert operators.everything(Neighbourhood("random", frozenset(start.seats.of)))


def test_sizes_grow_while_pieces_are_solved_and_shrink_when_they_stall(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    start = begun(task, fixed)
    operators = operators_of(start, fixed, 2)
    choice = next(
        found for found in iter(lambda: operators.choose([]), 0) if found and found.operator == "random"
    )
    people = len(choice.staff)
    for _ in range(20):
        operators.learn(choice, gain=0.0, settled=True)
    grown = next(
        found for found in iter(lambda: operators.choose([]), 0) if found and found.operator == "random"
    )
    assert len(grown.staff) > people
    for _ in range(40):
        operators.learn(choice, gain=0.0, settled=False)
    shrunk = next(
        found for found in iter(lambda: operators.choose([]), 0) if found and found.operator == "random"
    )
    assert len(shrunk.staff) < len(grown.staff)


def test_what_follows_from_what_follows_is_freed_as_well() -> None:
    task, fixed = task_of(long_days(WEEKENDS))
    live = begun(task, fixed).live
    # From two seats of a Saturday follows the day, and from the day the weekend.
    seats = [var for helper in live.helpers for var in live.behind(helper)]
    for seat in seats:
        near = live.helpers_near([seat])
        assert all(
            helper in near for helper in live.helpers if any(part == seat for part in live.behind(helper))
        )

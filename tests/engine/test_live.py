"""The live model and the pieces cut from it say the same as the model that they come from."""

from __future__ import annotations

import random

from solver.domain.plan import Plan
from solver.engine.budget import Budget, Options
from solver.engine.construction import first_roster
from solver.engine.incremental import IncrementalState
from solver.engine.lexicographic import group_value
from solver.engine.local_search import LocalSearch
from solver.engine.problem import AssignmentIndex, Problem
from solver.engine.submodel import SubModel
from solver.formulation.cpsat import Stop
from solver.formulation.stage_model import StageModel
from solver.model import build


def started(task: Problem, fixed: Plan) -> tuple[StageModel, AssignmentIndex, IncrementalState]:
    """Return the whole model with a first roster's assignment."""
    start = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert start is not None
    return start.model, start.seats, start.live


def test_after_any_changes_rows_levels_and_cost_are_those_of_the_sheet(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    model = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats, rng = AssignmentIndex(model), random.Random(1)
    live = IncrementalState(model, [0] * len(model.bounds), seats.owner)
    LocalSearch(seats, live, task.groups, rng)
    for _ in range(300):
        var = rng.choice(sorted(seats.owner))
        live.change(var, 1 - 2 * live.values[var])
        assert (not live.broken) == model.accepts(live.values)
    assert list(live.group_values(task.groups)) == [
        group_value(model, group, live.values) for group in task.groups
    ]
    drifted = live.cost
    live.steer(live.linear, live.square)
    assert drifted == live.cost


def test_what_fits_breaks_no_row(seven: tuple[Problem, Plan]) -> None:
    _, seats, live = started(*seven)
    for var in seats.owner:
        fits = live.fits(var)
        if not live.values[var]:
            live.change(var, 1)
            assert fits == (not live.broken)
            live.change(var, -1)


def test_a_piece_accepts_and_counts_what_the_whole_does(seven: tuple[Problem, Plan]) -> None:
    task, _ = seven
    model, seats, live = started(*seven)
    rng = random.Random(2)
    accepted = 0
    for _ in range(60):
        free = rng.sample(sorted(seats.of), 3)
        piece = SubModel(live, [var for staff in free for var in seats.of[staff]], {})
        values = list(piece.start)
        for place in rng.sample(range(len(values)), min(len(values), rng.randint(0, 2))):
            values[place] = 1 - values[place]
        whole = list(live.values)
        for var, value in zip(piece.vars, values, strict=True):
            whole[var] = value
        assert piece.accepts(values) == model.accepts(whole)
        accepted += piece.accepts(values)
        for group in task.groups:
            assert group_value(piece, group, values) == group_value(model, group, whole)
    assert 0 < accepted < 60


def test_moves_keep_every_row_and_never_cost_more(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    model = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats = AssignmentIndex(model)
    live = IncrementalState(model, [0] * len(model.bounds), seats.owner)
    moves = LocalSearch(seats, live, task.groups, random.Random(3))
    before = live.cost
    for _ in range(5):
        moves.run(200, lambda: False)
        assert model.accepts(live.values)
        assert live.cost <= before
        before = live.cost
    # Beginning with nobody anywhere, moves alone fill every seat that is needed.
    assert live.group_values(task.groups)[:2] == (0, 0)

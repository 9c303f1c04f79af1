"""The live sheet and the pieces cut from it say the same as the model that they come from."""

from __future__ import annotations

import random

from solver.domain.plan import Plan
from solver.engine.assignments import AssignmentIndex
from solver.engine.budget import Budget, Options
from solver.engine.construction import first_roster
from solver.engine.incremental import IncrementalState
from solver.engine.lexicographic import group_value
from solver.engine.local_search import LocalSearch
from solver.engine.problem import Problem
from solver.engine.submodel import SubModel
from solver.formulation.cpsat import Stop
from solver.formulation.stage_model import StageModel
from solver.model import build


def started(task: Problem, fixed: Plan) -> tuple[StageModel, AssignmentIndex, IncrementalState]:
    """Return the whole sheet with a first roster's assignment."""
    start = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert start is not None
    return start.sheet, start.seats, start.live


def test_after_any_changes_rows_levels_and_cost_are_those_of_the_sheet(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    sheet = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats, rng = AssignmentIndex(sheet), random.Random(1)
    live = IncrementalState(sheet, [0] * len(sheet.bounds), seats.owner)
    LocalSearch(seats, live, task.groups, rng)
    for _ in range(300):
        atom = rng.choice(sorted(seats.owner))
        live.change(atom, 1 - 2 * live.values[atom])
        assert (not live.broken) == sheet.accepts(live.values)
    assert list(live.group_values(task.groups)) == [
        group_value(sheet, group, live.values) for group in task.groups
    ]
    drifted = live.cost
    live.steer(live.linear, live.square)
    assert drifted == live.cost


def test_what_fits_breaks_no_row(seven: tuple[Problem, Plan]) -> None:
    _, seats, live = started(*seven)
    for atom in seats.owner:
        fits = live.fits(atom)
        if not live.values[atom]:
            live.change(atom, 1)
            assert fits == (not live.broken)
            live.change(atom, -1)


def test_a_piece_accepts_and_counts_what_the_whole_does(seven: tuple[Problem, Plan]) -> None:
    task, _ = seven
    sheet, seats, live = started(*seven)
    rng = random.Random(2)
    accepted = 0
    for _ in range(60):
        free = rng.sample(sorted(seats.of), 3)
        piece = SubModel(live, [atom for staff in free for atom in seats.of[staff]], {})
        values = list(piece.start)
        for place in rng.sample(range(len(values)), min(len(values), rng.randint(0, 2))):
            values[place] = 1 - values[place]
        whole = list(live.values)
        for atom, value in zip(piece.atoms, values, strict=True):
            whole[atom] = value
        assert piece.accepts(values) == sheet.accepts(whole)
        accepted += piece.accepts(values)
        for group in task.groups:
            assert group_value(piece, group, values) == group_value(sheet, group, whole)
    assert 0 < accepted < 60


def test_moves_keep_every_row_and_never_cost_more(seven: tuple[Problem, Plan]) -> None:
    task, fixed = seven
    sheet = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats = AssignmentIndex(sheet)
    live = IncrementalState(sheet, [0] * len(sheet.bounds), seats.owner)
    moves = LocalSearch(seats, live, task.groups, random.Random(3))
    before = live.cost
    for _ in range(5):
        moves.run(200, lambda: False)
        assert sheet.accepts(live.values)
        assert live.cost <= before
        before = live.cost
    # Beginning with nobody anywhere, moves alone fill every seat that is needed.
    assert live.group_values(task.groups)[:2] == (0, 0)

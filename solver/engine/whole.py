"""Small cases: the whole model at once, level by level, which ends with a proof instead of a bound."""

from __future__ import annotations

from solver.board import Board, Stop
from solver.domain.levels import group_name
from solver.engine.budget import Budget
from solver.engine.levels import group_value
from solver.engine.progress import Progress
from solver.engine.proof import Bound
from solver.engine.standing import Standing

ONE_LEVEL = 0.4
"""Part of the time left that one level may take."""


def settle(state: Standing, budget: Budget, stop: Stop, progress: Progress) -> None:
    """Minimise every level that is not at its bound, the earlier ones held; bounds and values are kept.

    A bound says: no plan at least as good on every earlier level is below it. It holds for the case
    because the sheet of a small case leaves nothing out (cover is open on every date).
    """
    board = Board(state.sheet)
    for index, group in enumerate(state.task.groups):
        if stop.asked or budget.spent:
            return
        if state.values[index] > state.bounds[index].value:
            board.hint(dict(enumerate(state.live.values)))
            board.minimise([(group, 1)])
            answer = board.solve(budget.take(ONE_LEVEL, float("inf")), stop)
            if (
                answer.values is not None
                and group_value(state.sheet, group, answer.values) <= state.values[index]
            ):
                state.begin(answer.values)
            if answer.bound is not None and answer.status != "infeasible":
                state.prove(index, Bound(answer.bound, "solver_claim"))
        board.hold(group, state.values[index])
        progress.tell(step="proof", level=group_name(group), levels=state.levels())

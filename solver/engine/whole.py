"""Small cases: the whole model at once, level by level, which ends with a proof instead of a bound."""

from __future__ import annotations

from collections.abc import Sequence

from solver.board import Answer, Board, Stop
from solver.domain.levels import LevelGroup, group_name
from solver.engine.budget import Budget
from solver.engine.levels import group_value
from solver.engine.progress import Progress
from solver.engine.proof import Bound
from solver.engine.standing import Standing
from solver.rows import LevelSum

WORKERS = 8
"""Strategies side by side on a whole model, by turns where there are fewer cores: bounds need several."""
ONE_SOLVE = 0.3
"""Part of the time left that one solve may take."""

Held = Sequence[tuple[LevelGroup, int]]
"""Levels with the values that they may not exceed."""


class Whole:
    """Minimises every level that is not at its bound, the earlier ones held; bounds and values are kept.

    A bound says: no plan at least as good on every earlier level is below it. It holds for the case
    because the sheet of a small case leaves nothing out (cover is open on every date).
    """

    def __init__(self, state: Standing, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.state = state
        self.budget = budget
        self.stop = stop
        self.progress = progress

    def settle(self) -> None:
        """Go through the levels in their order."""
        state = self.state
        held: list[tuple[LevelGroup, int]] = []
        for index, group in enumerate(state.task.groups):
            if state.open(index) and not self._has_peaks(group):
                self._minimise(index, held)
            while state.open(index) and self._decide(index, held):
                self._tell(group)
            held.append((group, state.values[index]))
            self._tell(group)

    def _minimise(self, index: int, held: Held) -> None:
        answer = self._ask(held, self.state.task.groups[index])
        if answer is None:
            return
        self._take(index, answer)
        if answer.bound is not None and answer.status != "infeasible":
            self.state.prove(index, Bound(answer.bound, "solver_claim"))

    def _decide(self, index: int, held: Held) -> bool:
        """Ask whether a level can be one lower; tell whether it can. That it can't is the proof.

        Without an objective a few people who can't do better together are found at once; among the
        sums of a whole school they drown.
        """
        state = self.state
        answer = self._ask([*held, (state.task.groups[index], state.values[index] - 1)], None)
        if answer is not None and answer.status == "infeasible":
            state.prove(index, Bound(state.values[index], "solver_claim"))
        return answer is not None and self._take(index, answer)

    def _ask(self, held: Held, aim: LevelGroup | None) -> Answer | None:
        if self.stop.asked or self.budget.spent:
            return None
        board = Board(self.state.sheet)
        for group, most in held:
            board.hold(group, most)
        board.hint(dict(enumerate(self.state.live.values)))
        if aim is not None:
            board.minimise([(aim, 1)])
        return board.solve(self.budget.take(ONE_SOLVE, float("inf"), WORKERS), self.stop)

    def _take(self, index: int, answer: Answer) -> bool:
        """Take an answer over if it lowers the level; tell whether it does."""
        state = self.state
        if answer.values is None:
            return False
        value = group_value(state.sheet, state.task.groups[index], answer.values)
        if value >= state.values[index]:
            return False
        state.begin(answer.values)
        return True

    def _has_peaks(self, group: LevelGroup) -> bool:
        return any(self.state.sheet.levels.get(name, LevelSum()).peaks for name, _ in group)

    def _tell(self, group: LevelGroup) -> None:
        self.progress.tell(step="proof", level=group_name(group), levels=self.state.levels())

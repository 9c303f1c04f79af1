"""The search for a better roster: direct moves and neighbourhoods on the one model, by turns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from solver.board import Board, Limits, Stop
from solver.domain.levels import LevelGroup
from solver.domain.plan import Plan
from solver.engine.budget import Budget
from solver.engine.levels import floor_of, group_value
from solver.engine.moves import Moves
from solver.engine.neighbourhoods import Choice, Neighbourhoods
from solver.engine.piece import Piece, with_peaks
from solver.engine.progress import Progress
from solver.engine.proof import Bound
from solver.engine.standing import Standing
from solver.engine.start import Opened, small, targets
from solver.engine.task import Task
from solver.engine.whole import Whole

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES = 10_000
"""Direct moves in one go, about a second's; another go follows while they bring something."""
MOVE_WORK = 0.5
"""What one go of direct moves costs where work is counted instead of time."""
STALE = 12
"""Neighbourhoods without success after which direct moves have another go."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: what was freed in which piece of the sheet, and what came of it."""

    choice: Choice
    piece: Piece
    values: tuple[int, ...] | None
    settled: bool


class Search:
    """Improves a roster by direct moves and by freeing a few people or days; never accepts anything worse.

    With several workers as many neighbourhoods are solved side by side, apart from one
    another; what one finds is checked on the roster as it is by then. With effort there is one worker, so
    that runs repeat. A case that is small enough is solved whole, which ends with a proof.
    """

    def __init__(self, task: Task, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.rng = random.Random(budget.options.seed)
        self.rounds = 0

    def improve(
        self, start: Opened, fixed: Plan, bounds: Sequence[Bound], patience: int
    ) -> tuple[Plan, list[Bound]]:
        """Return a plan no worse, and the bounds with what was proven on the way.

        Ends when every level meets its bound, patience or budget runs out.
        """
        state = Standing(self.task, start, fixed, bounds)
        if state.seats.of:
            self._settle_helpers(state)
            if not state.live.broken:
                self._tell(state)
                self._work(state, patience)
        return state.check(), state.proven()

    def _work(self, state: Standing, patience: int) -> None:
        moves = Moves(state.seats, state.live, self.task.groups, self.rng)
        self._move(state, moves)
        if small(self.task) and not self._over(state):
            state.watching = False
            Whole(state, self.budget.part(0.8), self.stop, self.progress).settle()
        self._free(state, moves, patience)

    def _over(self, state: Standing) -> bool:
        return self.stop.asked or self.budget.spent or state.at_bounds

    def _settle_helpers(self, state: Standing) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""
        piece = Piece(state.live, state.live.helpers, {})
        tried = self._solve(Choice("helpers", frozenset()), piece, 0, self.budget.take(0.1, ONE_SOLVE))
        if tried.values is not None:
            values = list(state.live.values)
            for atom, value in zip(piece.atoms, tried.values, strict=True):
                values[atom] = value
            state.begin(values)

    def _move(self, state: Standing, moves: Moves) -> bool:
        """Make direct moves for as long as they bring something; tell whether they did."""
        gained = False
        while not self._over(state):
            self.budget.take(1.0, MOVE_WORK)
            moves.run(MOVES, self._halt)
            if not state.keep():
                break
            gained = True
            self._tell(state)
        return gained

    def _halt(self) -> bool:
        return self.stop.asked or (self.budget.options.effort is None and self.budget.spent)

    def _free(self, state: Standing, moves: Moves, patience: int) -> None:
        """Solve neighbourhoods side by side until nothing is left to win; now and then move directly."""
        ways = Neighbourhoods(state.live, state.seats, targets(state.fixed), self.rng)
        threads = 1 if self.budget.options.effort is not None else max(1, self.budget.options.workers)
        idle = stale = 0
        settled = False
        half = self.budget.left / 2
        with ThreadPoolExecutor(threads) as pool:
            busy: dict[Future[_Try], Choice] = {}
            while busy or not (settled or idle >= patience or self._over(state)):
                turn = stale >= STALE
                while len(busy) < threads and not (turn or settled or idle >= patience or self._over(state)):
                    choice = ways.choose(state.excess(self.rng), busy.values())
                    if choice is None:
                        break
                    busy[self._begin(pool, state, ways, choice)] = choice
                if not busy:
                    stale = 0
                    idle = 0 if self._move(state, moves) else idle + 1
                    continue
                done, _ = wait(busy, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: (busy[each].first, sorted(busy[each].staff))):
                    choice = busy.pop(future)
                    tried = future.result()
                    better = self._learn(state, ways, tried)
                    idle, stale = (0, 0) if better else (idle + 1, stale + 1)
                    if state.watching and (idle >= PEAK_PATIENCE or self.budget.left < half):
                        state.watching = False
                        state.go_back()
                        idle = 0
                    # Once everybody together can't do better, nobody can.
                    everything = ways.everything(choice)
                    settled = tried.settled and not better and everything and not state.watching

    def _begin(
        self, pool: ThreadPoolExecutor, state: Standing, ways: Neighbourhoods, choice: Choice
    ) -> Future[_Try]:
        piece = Piece(state.live, ways.atoms(choice), state.thresholds())
        limits = self.budget.take(1.0, ONE_SOLVE, workers=1)
        return pool.submit(self._solve, choice, piece, state.settled, limits)

    def _learn(self, state: Standing, ways: Neighbourhoods, tried: _Try) -> bool:
        self.rounds += 1
        better = tried.values is not None and state.accept(tried.piece, tried.values)
        ways.learn(tried.choice, better=better, settled=tried.settled)
        if better:
            self._tell(state)
        return better

    def _tell(self, state: Standing) -> None:
        self.progress.tell(step="search", levels=state.levels())

    def _solve(self, choice: Choice, piece: Piece, closed: int, limits: Limits) -> _Try:
        """Solve a neighbourhood; no values where nothing was found."""
        if not piece.atoms:
            return _Try(choice, piece, None, settled=True)
        board = Board(piece)
        board.hint(dict(enumerate(piece.start)))
        board.minimise(self._weights(board, piece, closed))
        answer = board.solve(limits, self.stop)
        return _Try(choice, piece, answer.values, settled=answer.status == "optimal")

    def _weights(self, board: Board, piece: Piece, closed: int) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most.

        The first ``closed`` levels can't get better and may not get worse, so they need not weigh.
        """
        weighted: list[tuple[LevelGroup, int]] = []
        weight = 1
        fixed = {name for group in self.task.groups[:closed] for name, _ in group}
        for group in reversed(with_peaks(self.task.groups, piece.watched)):
            now = group_value(piece, group, piece.start)
            floor = floor_of(piece, group)
            if now == floor or all(name in fixed for name, _ in group):
                board.hold(group, now)
                continue
            board.hold(group, now + SLACK)
            weighted.append((group, weight))
            weight *= now + SLACK - floor + 1
        return weighted[::-1]

"""Turns of the search: direct moves, and pieces of the model solved side by side, each when it pays."""

from __future__ import annotations

import random
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from solver.board import Board, Limits, Stop
from solver.domain.levels import LevelGroup
from solver.engine.budget import Budget
from solver.engine.levels import floor_of, group_value
from solver.engine.moves import Moves
from solver.engine.neighbourhoods import Choice, Neighbourhoods
from solver.engine.piece import Piece, with_peaks
from solver.engine.progress import Progress
from solver.engine.standing import Standing
from solver.engine.start import targets

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES = 10_000
"""Direct moves in one go, about a second's; another go follows while they bring something."""
MOVE_WORK = 0.5
"""What one go of direct moves costs where work is counted instead of time."""
STALE = 12
"""Neighbourhoods without success after which direct moves have another go; twice as many once they fail."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: what was freed in which piece of the sheet, and what came of it."""

    choice: Choice
    piece: Piece
    values: tuple[int, ...] | None
    settled: bool


class Turns:
    """Works on a standing with direct moves and neighbourhoods by turns, within the budget it has by then."""

    def __init__(self, state: Standing, stop: Stop, progress: Progress, budget: Budget) -> None:
        self.state = state
        self.budget = budget
        self.rounds = 0
        self._stop = stop
        self._progress = progress
        rng = random.Random(budget.options.seed)
        self._rng = rng
        self._moves = Moves(state.seats, state.live, state.task.groups, rng)
        self._ways = Neighbourhoods(state.live, state.seats, targets(state.fixed), rng)
        self._stale = STALE

    def settle_helpers(self) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""
        state = self.state
        piece = Piece(state.live, state.live.helpers, {})
        tried = self._solve(Choice("helpers", frozenset()), piece, 0, self.budget.take(0.1, ONE_SOLVE))
        if tried.values is not None:
            values = list(state.live.values)
            for atom, value in zip(piece.atoms, tried.values, strict=True):
                values[atom] = value
            state.begin(values)

    def move(self) -> bool:
        """Make direct moves for as long as they bring something; tell whether they did."""
        gained = False
        while not self._over:
            self.budget.take(1.0, MOVE_WORK)
            self._moves.run(MOVES, self._halt)
            if not self.state.keep():
                break
            gained = True
            self.tell()
        return gained

    def free(self, patience: int) -> None:
        """Solve neighbourhoods side by side until nothing is left to win; now and then move directly."""
        state, options = self.state, self.budget.options
        threads = 1 if options.effort is not None else max(1, options.workers)
        idle = stale = 0
        settled = False
        half = self.budget.left / 2
        with ThreadPoolExecutor(threads) as pool:
            busy: dict[Future[_Try], Choice] = {}
            while busy or not (settled or idle >= patience or self._over):
                open_ = not (stale >= self._stale or settled or idle >= patience)
                while open_ and len(busy) < threads and not self._over:
                    choice = self._ways.choose(state.excess(self._rng), busy.values())
                    if choice is None:
                        break
                    busy[self._begin(pool, choice)] = choice
                if not busy:
                    gained = self.move()
                    self._stale = STALE if gained else 2 * self._stale
                    idle, stale = (0, 0) if gained else (idle + 1, 0)
                    continue
                done, _ = wait(busy, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: (busy[each].first, sorted(busy[each].staff))):
                    choice = busy.pop(future)
                    tried = future.result()
                    better = self._learn(tried)
                    idle, stale = (0, 0) if better else (idle + 1, stale + 1)
                    if state.watching and (idle >= PEAK_PATIENCE or self.budget.left < half):
                        state.watching = False
                        state.go_back()
                        idle = 0
                    # Once everybody together can't do better, nobody can.
                    everything = self._ways.everything(choice)
                    settled = tried.settled and not better and everything and not state.watching

    def tell(self) -> None:
        """Tell where the search stands."""
        self._progress.tell(step="search", levels=self.state.levels())

    @property
    def _over(self) -> bool:
        return self._stop.asked or self.budget.spent or self.state.at_bounds

    def _halt(self) -> bool:
        return self._stop.asked or (self.budget.options.effort is None and self.budget.spent)

    def _begin(self, pool: ThreadPoolExecutor, choice: Choice) -> Future[_Try]:
        piece = Piece(self.state.live, self._ways.atoms(choice), self.state.thresholds())
        limits = self.budget.take(1.0, ONE_SOLVE, workers=1)
        return pool.submit(self._solve, choice, piece, self.state.settled, limits)

    def _learn(self, tried: _Try) -> bool:
        self.rounds += 1
        better = tried.values is not None and self.state.accept(tried.piece, tried.values)
        self._ways.learn(tried.choice, better=better, settled=tried.settled)
        if better:
            self.tell()
        return better

    def _solve(self, choice: Choice, piece: Piece, closed: int, limits: Limits) -> _Try:
        """Solve a neighbourhood; no values where nothing was found."""
        if not piece.atoms:
            return _Try(choice, piece, None, settled=True)
        board = Board(piece)
        board.hint(dict(enumerate(piece.start)))
        board.minimise(self._weights(board, piece, closed))
        answer = board.solve(limits, self._stop)
        return _Try(choice, piece, answer.values, settled=answer.status == "optimal")

    def _weights(self, board: Board, piece: Piece, closed: int) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most.

        The first ``closed`` levels can't get better and may not get worse, so they need not weigh.
        """
        weighted: list[tuple[LevelGroup, int]] = []
        weight = 1
        fixed = {name for group in self.state.task.groups[:closed] for name, _ in group}
        for group in reversed(with_peaks(self.state.task.groups, piece.watched)):
            now = group_value(piece, group, piece.start)
            floor = floor_of(piece, group)
            if now == floor or all(name in fixed for name, _ in group):
                board.hold(group, now)
                continue
            board.hold(group, now + SLACK)
            weighted.append((group, weight))
            weight *= now + SLACK - floor + 1
        return weighted[::-1]

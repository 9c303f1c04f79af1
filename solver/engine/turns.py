"""Turns of the search: direct moves, and pieces of the model solved side by side, each when it pays."""

from __future__ import annotations

import datetime as dt
import random
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Any

from solver.board import Answer, Board, Limits, Stop
from solver.domain.levels import LevelGroup
from solver.engine.budget import Budget
from solver.engine.levels import floor_of, group_value
from solver.engine.moves import Moves
from solver.engine.neighbourhoods import Choice, Neighbourhoods
from solver.engine.piece import Piece, with_peaks
from solver.engine.progress import Progress
from solver.engine.standing import Standing
from solver.engine.start import small, targets
from solver.engine.whole import Question, Whole

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES = 10_000
"""Direct moves in one go, about a second's; another go follows while they bring something."""
FIRST_GO = 1_000
"""Direct moves in the first go: enough to take the last open seats, so that it is told soon."""
MOVE_WORK = 0.5
"""What a full go of direct moves costs where work is counted instead of time."""
STALE = 12
"""Neighbourhoods without success after which direct moves have another go; twice as many once they fail."""
RESTS = 3.0
"""How many times as long as it took a question that brought nothing the whole model is left alone."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: what was freed in which piece of the sheet, and what came of it."""

    choice: Choice
    piece: Piece
    values: tuple[int, ...] | None
    settled: bool


class _Calm:
    """How long nothing got better: when direct moves have another go, and when it is time to end."""

    def __init__(self, patience: int, half: float) -> None:
        self.idle = 0
        self.half = half
        self.settled = False
        self._patience = patience
        self._stale = 0
        self._most = STALE

    @property
    def turn(self) -> bool:
        """Whether direct moves have another go."""
        return self._stale >= self._most

    @property
    def over(self) -> bool:
        """Whether neighbourhoods have nothing left to win."""
        return self.settled or self.idle >= self._patience

    def solved(self, *, better: bool) -> None:
        """Note what a neighbourhood brought."""
        self.idle, self._stale = (0, 0) if better else (self.idle + 1, self._stale + 1)

    def moved(self, *, gained: bool) -> None:
        """Note what direct moves brought: the next time is later if that was nothing."""
        self._most = STALE if gained else 2 * self._most
        self.idle, self._stale = (0, 0) if gained else (self.idle + 1, 0)


class _Aside:
    """Questions to the whole model, one at a time, on a thread beside the neighbourhoods."""

    def __init__(self, state: Standing, pool: ThreadPoolExecutor) -> None:
        self.running: list[Future[Answer]] = []
        self._state = state
        self._pool = pool
        self._whole = Whole(state, Stop())
        self._question: Question | None = None
        self._wake: float | None = None

    def ask(self, budget: Budget, *, impatient: bool) -> None:
        """Ask the next question unless one is being worked on, or the last one brought nothing lately."""
        resting = self._wake is not None and budget.left > self._wake and not impatient
        if self.running or resting:
            return
        self._question = self._whole.next()
        if self._question is not None:
            limits = budget.take(1.0, self._question.seconds, workers=1)
            hint = list(self._state.live.values)
            self.running = [self._pool.submit(self._whole.ask, self._question, hint, limits)]

    def learn(self, left: float) -> bool:
        """Learn from the answer with so much of the budget left; tell whether the roster is better by it."""
        answer = self.running.pop().result()
        if self._question is None:
            return False
        before = sum(bound.value for bound in self._state.bounds)
        better = self._whole.learn(self._question, answer)
        brought = better or sum(bound.value for bound in self._state.bounds) > before
        self._wake = None if brought else left - RESTS * self._question.seconds
        return better

    def end(self) -> None:
        """Ask no more."""
        self._whole.stop.ask()


class Turns:
    """Works on a standing with direct moves and neighbourhoods by turns, within the budget it has by then."""

    def __init__(self, state: Standing, stop: Stop, progress: Progress, budget: Budget) -> None:
        self.state = state
        self.budget = budget
        self.rounds = 0
        self._go = FIRST_GO
        self._stop = stop
        self._progress = progress
        rng = random.Random(budget.options.seed)
        self._rng = rng
        self._moves = Moves(state.seats, state.live, state.task.groups, rng)
        self._ways = Neighbourhoods(state.live, state.seats, targets(state.fixed), rng)
        # Rules that count days in a row are all but blind without their linear relaxation.
        self._linear = small(state.task)

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
            self.budget.take(1.0, MOVE_WORK * self._go / MOVES)
            self._moves.run(self._go, self._halt)
            better = self.state.keep()
            if not better and self._go == MOVES:
                break
            self._go = min(2 * self._go, MOVES)
            if better:
                gained = True
                self.tell()
        return gained

    def free(self, patience: int) -> None:
        """Solve neighbourhoods side by side until nothing is left to win; now and then move directly.

        Beside them the whole model of a small case is asked what can be proven; with one thread by turns.
        """
        options = self.budget.options
        threads = 1 if options.effort is not None else max(1, options.workers)
        calm = _Calm(patience, self.budget.left / 2)
        with ThreadPoolExecutor(threads) as pool:
            aside = _Aside(self.state, pool) if small(self.state.task) else None
            self.state.watching = self.state.watching and aside is None
            busy: dict[Future[_Try], Choice] = {}
            while not self._over:
                if aside is not None and (threads > 1 or calm.turn or calm.over):
                    aside.ask(self.budget, impatient=threads == 1 or calm.over)
                asking = [] if aside is None else aside.running
                self._fill(pool, busy, 0 if calm.over or calm.turn else threads - len(asking))
                if calm.turn and not busy and not calm.over:
                    calm.moved(gained=self.move())
                if not busy and not asking and calm.over:
                    break
                running: list[Future[Any]] = [*busy, *asking]
                done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                if aside is not None and not done.isdisjoint(asking):
                    if aside.learn(self.budget.left):
                        calm.solved(better=True)
                    self.tell()
                for future in sorted(busy.keys() & done, key=lambda each: _order(busy[each])):
                    self._finish(busy.pop(future), future.result(), calm)
            if aside is not None:
                aside.end()
            for future in sorted(busy, key=lambda each: _order(busy[each])):
                self._learn(future.result())

    def _fill(self, pool: ThreadPoolExecutor, busy: dict[Future[_Try], Choice], most: int) -> None:
        """Begin neighbourhoods until so many are being solved."""
        while len(busy) < most:
            choice = self._ways.choose(self.state.excess(self._rng), busy.values())
            if choice is None:
                return
            busy[self._begin(pool, choice)] = choice

    def _finish(self, choice: Choice, tried: _Try, calm: _Calm) -> None:
        """Learn from a neighbourhood, and whether to go on."""
        state = self.state
        better = self._learn(tried)
        calm.solved(better=better)
        if state.watching and (calm.idle >= PEAK_PATIENCE or self.budget.left < calm.half):
            state.watching = False
            state.go_back()
            calm.idle = 0
        # Once everybody together can't do better, nobody can.
        calm.settled = tried.settled and not better and self._ways.everything(choice) and not state.watching

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
        limits = replace(self.budget.take(1.0, ONE_SOLVE, workers=1), linear=self._linear)
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


def _order(choice: Choice) -> tuple[dt.date, list[str]]:
    """Return a fixed order of choices, so that what is solved at the same time is learned in one order."""
    return choice.first, sorted(choice.staff)

"""Turns of the search: direct moves, and pieces of the model solved side by side, each when it pays."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from solver.domain.levels import LevelGroup
from solver.domain.plan import Plan
from solver.engine.bounds import Bound
from solver.engine.budget import Budget
from solver.engine.construction import InitialSolution, small, targets
from solver.engine.exact import FullModel, FullModelThread
from solver.engine.incumbent import Incumbent
from solver.engine.lexicographic import floor_of, group_value
from solver.engine.local_search import LocalSearch
from solver.engine.neighbourhoods import Neighbourhood, Neighbourhoods
from solver.engine.problem import Problem
from solver.engine.progress import Progress
from solver.engine.submodel import SubModel, with_peaks
from solver.formulation.cpsat import CpSatModel, Limits, Stop

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
LATER = 0.3
"""What a success on a later level counts beside one on the first that is open."""
HEAVIEST = 1 << 50
"""The largest product of weights: sums of them still fit a solver's numbers."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""
STALE = 12
"""Neighbourhoods without success after which direct moves have another go; twice as many once they fail."""
FIRST_GOES = 3
"""Goes of direct moves before anything is proven: they bring most, and bounds are the better for it."""


class Stagnation:
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


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: what was freed in which piece of the model, and what came of it."""

    choice: Neighbourhood
    piece: SubModel
    values: tuple[int, ...] | None
    settled: bool


class LargeNeighbourhoodSearch:
    """Works on a standing with direct moves and neighbourhoods by turns, within the budget it has by then."""

    def __init__(self, state: Incumbent, stop: Stop, progress: Progress, budget: Budget) -> None:
        self.state = state
        self.budget = budget
        self.rounds = 0
        self._go = FIRST_GO
        self._stop = stop
        self._progress = progress
        rng = random.Random(budget.options.seed)
        self._rng = rng
        self._moves = LocalSearch(state.seats, state.live, state.task.groups, rng)
        self._ways = Neighbourhoods(state.live, state.seats, targets(state.fixed), rng)
        # Rules that count days in a row are all but blind without their linear relaxation.
        self._small = small(state.task)

    def settle_helpers(self) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""
        state = self.state
        piece = SubModel(state.live, state.live.helpers, {})
        tried = self._solve(Neighbourhood("helpers", frozenset()), piece, 0, self.budget.take(0.1, ONE_SOLVE))
        if tried.values is not None:
            values = list(state.live.values)
            for var, value in zip(piece.vars, tried.values, strict=True):
                values[var] = value
            state.begin(values)

    def move(self, goes: int | None = None) -> bool:
        """Make direct moves for as long as they bring something, or so many goes; tell whether they did."""
        gained = False
        for _ in count() if goes is None else range(goes):
            if self._over:
                break
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
        """Solve neighbourhoods until nothing is left to win; now and then move directly.

        Beside them the whole model of a small case is asked what can be proven.
        """
        options = self.budget.options
        calm = Stagnation(patience, self.budget.left / 2)
        if options.effort is not None or options.workers <= 1:
            self._alone(calm)
        else:
            self._side_by_side(calm, options.workers)

    def _alone(self, calm: Stagnation) -> None:
        """Take one turn after the other: no clock and no other thread has a say, so that runs repeat."""
        whole = FullModel(self.state, self._stop) if self._small else None
        while not self._over:
            if not (calm.turn or calm.over):
                choice = self._ways.choose(self.state.excess(self._rng))
                if choice is None:
                    return
                self._finish(choice, self._solve(*self._cut(choice)), calm)
                continue
            if not calm.over:
                calm.moved(gained=self.move())
            question = None if whole is None or self._over else whole.next()
            if whole is not None and question is not None:
                limits = self.budget.take(1.0, question.seconds, workers=1)
                if whole.learn(question, whole.ask(question, list(self.state.live.values), limits)):
                    calm.solved(better=True)
                self.tell()
            elif calm.over:
                return

    def _side_by_side(self, calm: Stagnation, threads: int) -> None:
        """Solve as many neighbourhoods at once as there are threads, one less beside a whole model."""
        with ThreadPoolExecutor(threads) as pool:
            aside = FullModelThread(self.state, pool) if self._small else None
            busy: dict[Future[_Try], Neighbourhood] = {}
            try:
                while not self._over:
                    if aside is not None:
                        aside.ask(self.budget, impatient=calm.over)
                    asking = () if aside is None else aside.running
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
            finally:
                if aside is not None:
                    aside.end()
            if aside is not None:
                aside.learn(self.budget.left)
            for future in sorted(busy, key=lambda each: _order(busy[each])):
                self._learn(future.result())

    def _fill(self, pool: ThreadPoolExecutor, busy: dict[Future[_Try], Neighbourhood], most: int) -> None:
        """Begin neighbourhoods until so many are being solved."""
        while len(busy) < most:
            choice = self._ways.choose(self.state.excess(self._rng), busy.values())
            if choice is None:
                return
            busy[pool.submit(self._solve, *self._cut(choice))] = choice

    def _finish(self, choice: Neighbourhood, tried: _Try, calm: Stagnation) -> None:
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

    def _cut(self, choice: Neighbourhood) -> tuple[Neighbourhood, SubModel, int, Limits]:
        """Return a choice's piece of the model as it is now, how many levels are settled, and limits."""
        piece = SubModel(self.state.live, self._ways.vars(choice), self.state.thresholds())
        limits = replace(self.budget.take(1.0, ONE_SOLVE, workers=1), linear=self._small)
        return choice, piece, self.state.settled, limits

    def _learn(self, tried: _Try) -> bool:
        self.rounds += 1
        first, before = self.state.settled, self.state.values
        better = tried.values is not None and self.state.accept(tried.piece, tried.values)
        # What helps the first open level is worth more than what helps a later one.
        urgent = self.state.watching or self.state.values[: first + 1] < before[: first + 1]
        gain = 0.0 if not better else 1.0 if urgent else LATER
        self._ways.learn(tried.choice, gain=gain, settled=tried.settled)
        if better:
            self.tell()
        return better

    def _solve(self, choice: Neighbourhood, piece: SubModel, closed: int, limits: Limits) -> _Try:
        """Solve a neighbourhood; no values where nothing was found."""
        if not piece.vars:
            return _Try(choice, piece, None, settled=True)
        cpsat = CpSatModel(piece)
        cpsat.hint(dict(enumerate(piece.start)))
        cpsat.minimise(self._weights(cpsat, piece, closed))
        answer = cpsat.solve(limits, self._stop)
        return _Try(choice, piece, answer.values, settled=answer.status == "optimal")

    def _weights(self, cpsat: CpSatModel, piece: SubModel, closed: int) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most.

        The first ``closed`` levels can't get better and may not get worse, so they need not weigh. Where
        weights would pass what a solver can add up, the last levels are kept where they are.
        """
        open_: list[tuple[LevelGroup, int]] = []
        product = 1
        fixed = {name for group in self.state.task.groups[:closed] for name, _ in group}
        for group in with_peaks(self.state.task.groups, piece.watched):
            now = group_value(piece, group, piece.start)
            span = now + SLACK - floor_of(piece, group) + 1
            weighs = span > SLACK + 1 and not all(name in fixed for name, _ in group)
            if not weighs or product * span > HEAVIEST:
                cpsat.hold(group, now)
                continue
            cpsat.hold(group, now + SLACK)
            open_.append((group, span))
            product *= span
        weighted: list[tuple[LevelGroup, int]] = []
        for group, span in open_:
            product //= span
            weighted.append((group, product))
        return weighted


def _order(choice: Neighbourhood) -> tuple[dt.date, list[str]]:
    """Return a fixed order of choices, so that what is solved at the same time is learned in one order."""
    return choice.first, sorted(choice.staff)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ended with.

    ``disputed`` are the rules that see the plan otherwise than the model does; then nothing is proven.
    """

    plan: Plan
    bounds: Sequence[Bound]
    disputed: tuple[str, ...] = ()


class Search:
    """Improves a roster by direct moves and by freeing a few people or days; never accepts anything worse.

    With several workers as many neighbourhoods are solved side by side, apart from one
    another; what one finds is checked on the roster as it is by then. With effort there is one worker, so
    that runs repeat. A case that is small enough is solved whole as well, which ends with a proof.
    """

    def __init__(self, task: Problem, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.rounds = 0

    def improve(
        self,
        start: InitialSolution,
        fixed: Plan,
        prove: Callable[[Sequence[int]], list[Bound]],
        patience: int,
    ) -> Found:
        """Return a plan no worse, and its bounds with what was proven on the way.

        Ends when every level meets its bound, patience or budget runs out.

        Parameters
        ----------
        prove
            Finds bounds for the levels' values; asked once, after the first direct moves.
        """
        state = Incumbent(self.task, start, fixed)
        if state.seats.of:
            turns = LargeNeighbourhoodSearch(state, self.stop, self.progress, self.budget)
            turns.settle_helpers()
            if not state.live.broken:
                turns.tell()
                turns.move(FIRST_GOES)
                state.bound(prove(state.values))
                turns.tell()
                turns.move()
                turns.free(patience)
            self.rounds += turns.rounds
        plan, disputed = state.accepted()
        return Found(plan, state.proven(), disputed)

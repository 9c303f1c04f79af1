"""Large neighbourhood search: a part of the roster is freed and solved anew, again and again.

Local search has its turn first and whenever neighbourhoods bring nothing; beside both, the whole model of a
small case is asked what can be proven.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
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

LATER_LEVEL_SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
SOLVE_SECONDS = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES_PER_GO = 10_000
"""Direct moves in one go, about a second's; another go follows while they bring something."""
FIRST_GO = 1_000
"""Direct moves in the first go: enough to take the last open seats, so that it is told soon."""
FIRST_GOES = 3
"""Goes of direct moves before anything is proven: they bring most, and bounds are the better for it."""
GO_WORK = 0.5
"""What a full go of direct moves costs where work is counted instead of time."""
LATER_LEVEL_GAIN = 0.3
"""What a success on a later level counts beside one on the first that is open."""
MAX_WEIGHT = 1 << 50
"""The largest product of weights: sums of them still fit a solver's numbers."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""
STALE_AFTER = 12
"""Neighbourhoods without success after which direct moves have another go; twice as many once they fail."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ended with, after so many neighbourhoods.

    ``disputed`` are the rules that see the plan otherwise than the model does; then nothing is proven.
    """

    plan: Plan
    bounds: Sequence[Bound]
    disputed: tuple[str, ...]
    neighbourhoods: int


def improve(
    task: Problem,
    start: InitialSolution,
    fixed: Plan,
    prove: Callable[[Sequence[int]], list[Bound]],
    *,
    budget: Budget,
    stop: Stop,
    progress: Progress,
    patience: int,
) -> Found:
    """Return a plan no worse, and its bounds with what was proven on the way.

    Ends when every level meets its bound, patience or budget runs out. With several workers as many
    neighbourhoods are solved side by side, apart from one another; what one finds is checked on the roster
    as it is by then. With effort there is one worker, so that runs repeat. A case that is small enough is
    solved whole as well, which ends with a proof.

    Parameters
    ----------
    prove
        Finds bounds for the levels' values; asked once, after the first direct moves.
    patience
        Neighbourhoods without success after which the search ends.
    """
    incumbent = Incumbent(task, start, fixed)
    search = LargeNeighbourhoodSearch(incumbent, stop, progress, budget)
    if incumbent.seats.of:
        search.settle_helpers()
        if not incumbent.live.broken:
            search.tell()
            search.move(FIRST_GOES)
            incumbent.bound(prove(incumbent.values))
            search.tell()
            search.move()
            search.run(patience)
    plan, disputed = incumbent.accepted()
    return Found(plan, incumbent.proven(), disputed, search.neighbourhoods)


class Stagnation:
    """How long nothing got better: when direct moves have another go, and when it is time to end.

    ``settled``: everything was freed at once and solved to the end, so neighbourhoods can't win any more.
    ``half`` is what is left of the budget when half of it is gone.
    """

    def __init__(self, patience: int, half: float) -> None:
        self.idle = 0
        self.half = half
        self.settled = False
        self._patience = patience
        self._stale = 0
        self._stale_after = STALE_AFTER

    @property
    def moves_due(self) -> bool:
        """Whether direct moves have another go."""
        return self._stale >= self._stale_after

    @property
    def over(self) -> bool:
        """Whether neighbourhoods have nothing left to win."""
        return self.settled or self.idle >= self._patience

    def solved(self, *, better: bool) -> None:
        """Note what a neighbourhood brought."""
        self.idle, self._stale = (0, 0) if better else (self.idle + 1, self._stale + 1)

    def moved(self, *, gained: bool) -> None:
        """Note what direct moves brought: the next time is later if that was nothing."""
        self._stale_after = STALE_AFTER if gained else 2 * self._stale_after
        self.idle, self._stale = (0, 0) if gained else (self.idle + 1, 0)


@dataclass(frozen=True, slots=True)
class _Freed:
    """A neighbourhood with its part of the model as it was then, and what its solve may do and spend."""

    neighbourhood: Neighbourhood
    submodel: SubModel
    settled_levels: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What came of a neighbourhood: values where any were found; ``settled``: nothing better is in it."""

    freed: _Freed
    values: tuple[int, ...] | None
    settled: bool


class LargeNeighbourhoodSearch:
    """Works on an incumbent with direct moves and neighbourhoods, within the budget it has by then."""

    def __init__(self, incumbent: Incumbent, stop: Stop, progress: Progress, budget: Budget) -> None:
        self.neighbourhoods = 0
        self._incumbent = incumbent
        self._budget = budget
        self._go = FIRST_GO
        self._stop = stop
        self._progress = progress
        rng = random.Random(budget.options.seed)
        self._rng = rng
        self._local_search = LocalSearch(incumbent.seats, incumbent.live, incumbent.task.groups, rng)
        self._operators = Neighbourhoods(incumbent.live, incumbent.seats, targets(incumbent.fixed), rng)
        # Rules that count days in a row are all but blind without their linear relaxation.
        self._small = small(incumbent.task)

    def settle_helpers(self) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""
        live = self._incumbent.live
        submodel = SubModel(live, live.helpers, {})
        limits = self._budget.take(0.1, SOLVE_SECONDS)
        found = self._search(_Freed(Neighbourhood("helpers", frozenset()), submodel, 0, limits))
        if found.values is not None:
            values = list(live.values)
            for var, value in zip(submodel.vars, found.values, strict=True):
                values[var] = value
            self._incumbent.begin(values)

    def move(self, goes: int | None = None) -> bool:
        """Make direct moves for as long as they bring something, or so many goes; tell whether they did."""
        gained = False
        for _ in count() if goes is None else range(goes):
            if self._over:
                break
            self._budget.take(1.0, GO_WORK * self._go / MOVES_PER_GO)
            self._local_search.run(self._go, self._halt)
            better = self._incumbent.keep()
            if not better and self._go == MOVES_PER_GO:
                break
            self._go = min(2 * self._go, MOVES_PER_GO)
            if better:
                gained = True
                self.tell()
        return gained

    def run(self, patience: int) -> None:
        """Solve neighbourhoods until nothing is left to win; now and then move directly.

        Beside them the whole model of a small case is asked what can be proven.
        """
        options = self._budget.options
        stagnation = Stagnation(patience, self._budget.left / 2)
        if options.effort is not None or options.workers <= 1:
            self._one_by_one(stagnation)
        else:
            self._side_by_side(stagnation, options.workers)

    def tell(self) -> None:
        """Tell where the search stands."""
        self._progress.tell(step="search", levels=self._incumbent.levels())

    def _one_by_one(self, stagnation: Stagnation) -> None:
        """Take one turn after the other: no clock and no other thread has a say, so that runs repeat."""
        full_model = FullModel(self._incumbent, self._stop) if self._small else None
        while not self._over:
            if not (stagnation.moves_due or stagnation.over):
                freed = self._perturb()
                if freed is None:
                    return
                attempt = self._search(freed)
                better = self._accept(attempt)
                self._collect(attempt, stagnation, better=better)
                continue
            if not stagnation.over:
                stagnation.moved(gained=self.move())
            question = None if full_model is None or self._over else full_model.next()
            if full_model is not None and question is not None:
                limits = self._budget.take(1.0, question.seconds, workers=1)
                answer = full_model.ask(question, list(self._incumbent.live.values), limits)
                if full_model.learn(question, answer):
                    stagnation.solved(better=True)
                self.tell()
            elif stagnation.over:
                return

    def _side_by_side(self, stagnation: Stagnation, threads: int) -> None:
        """Solve as many neighbourhoods at once as there are threads, one less beside a whole model."""
        with ThreadPoolExecutor(threads) as pool:
            full_model = FullModelThread(self._incumbent, pool) if self._small else None
            busy: dict[Future[_Attempt], Neighbourhood] = {}
            try:
                while not self._over:
                    if full_model is not None:
                        full_model.ask(self._budget, impatient=stagnation.over)
                    asking = () if full_model is None else full_model.running
                    pays = not (stagnation.over or stagnation.moves_due)
                    self._fill(pool, busy, threads - len(asking) if pays else 0)
                    if stagnation.moves_due and not busy and not stagnation.over:
                        stagnation.moved(gained=self.move())
                    if not busy and not asking and stagnation.over:
                        break
                    running: list[Future[Any]] = [*busy, *asking]
                    done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                    if full_model is not None and not done.isdisjoint(asking):
                        if full_model.learn(self._budget.left):
                            stagnation.solved(better=True)
                        self.tell()
                    for future in sorted(busy.keys() & done, key=lambda each: busy[each].order):
                        del busy[future]
                        attempt = future.result()
                        self._collect(attempt, stagnation, better=self._accept(attempt))
            finally:
                if full_model is not None:
                    full_model.end()
            if full_model is not None:
                full_model.learn(self._budget.left)
            for future in sorted(busy, key=lambda each: busy[each].order):
                self._accept(future.result())

    def _fill(self, pool: ThreadPoolExecutor, busy: dict[Future[_Attempt], Neighbourhood], most: int) -> None:
        """Begin neighbourhoods until so many are being solved."""
        while len(busy) < most:
            freed = self._perturb(busy.values())
            if freed is None:
                return
            busy[pool.submit(self._search, freed)] = freed.neighbourhood

    @property
    def _over(self) -> bool:
        return self._stop.asked or self._budget.spent or self._incumbent.at_bounds

    def _halt(self) -> bool:
        return self._stop.asked or (self._budget.options.effort is None and self._budget.spent)

    def _perturb(self, busy: Iterable[Neighbourhood] = ()) -> _Freed | None:
        """Free a neighbourhood of the incumbent, apart from the busy ones; ``None`` where none is left."""
        incumbent = self._incumbent
        neighbourhood = self._operators.choose(incumbent.excess(self._rng), busy)
        if neighbourhood is None:
            return None
        submodel = SubModel(incumbent.live, self._operators.vars(neighbourhood), incumbent.thresholds())
        limits = replace(self._budget.take(1.0, SOLVE_SECONDS, workers=1), linear=self._small)
        return _Freed(neighbourhood, submodel, incumbent.settled, limits)

    def _search(self, freed: _Freed) -> _Attempt:
        """Solve what was freed; touches nothing else, so it may run on a thread of its own."""
        submodel = freed.submodel
        if not submodel.vars:
            return _Attempt(freed, None, settled=True)
        cpsat = CpSatModel(submodel)
        cpsat.hint(dict(enumerate(submodel.start)))
        cpsat.minimise(self._weights(cpsat, freed))
        answer = cpsat.solve(freed.limits, self._stop)
        return _Attempt(freed, answer.values, settled=answer.status == "optimal")

    def _accept(self, attempt: _Attempt) -> bool:
        """Take over what was found if it is no worse; tell whether the incumbent is better by it."""
        incumbent = self._incumbent
        self.neighbourhoods += 1
        first, before = incumbent.settled, incumbent.values
        better = attempt.values is not None and incumbent.accept(attempt.freed.submodel, attempt.values)
        # What helps the first open level is worth more than what helps a later one.
        urgent = incumbent.watching or incumbent.values[: first + 1] < before[: first + 1]
        gain = 0.0 if not better else 1.0 if urgent else LATER_LEVEL_GAIN
        self._operators.learn(attempt.freed.neighbourhood, gain=gain, settled=attempt.settled)
        if better:
            self.tell()
        return better

    def _collect(self, attempt: _Attempt, stagnation: Stagnation, *, better: bool) -> None:
        """Draw from an attempt whether, and on what, to go on."""
        incumbent = self._incumbent
        stagnation.solved(better=better)
        tired = stagnation.idle >= PEAK_PATIENCE or self._budget.left < stagnation.half
        if incumbent.watching and tired:
            incumbent.watching = False
            incumbent.go_back()
            stagnation.idle = 0
        # Once everybody together can't do better, nobody can.
        everything = self._operators.everything(attempt.freed.neighbourhood)
        stagnation.settled = attempt.settled and not better and everything and not incumbent.watching

    def _weights(self, cpsat: CpSatModel, freed: _Freed) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most.

        Settled levels can't get better and may not get worse, so they need not weigh. Where weights would
        pass what a solver can add up, the last levels are kept where they are.
        """
        spans: list[tuple[LevelGroup, int]] = []
        product = 1
        submodel, groups = freed.submodel, self._incumbent.task.groups
        settled = {name for group in groups[: freed.settled_levels] for name, _ in group}
        for group in with_peaks(groups, submodel.watched):
            now = group_value(submodel, group, submodel.start)
            span = now + LATER_LEVEL_SLACK - floor_of(submodel, group) + 1
            weighs = span > LATER_LEVEL_SLACK + 1 and not all(name in settled for name, _ in group)
            if not weighs or product * span > MAX_WEIGHT:
                cpsat.hold(group, now)
                continue
            cpsat.hold(group, now + LATER_LEVEL_SLACK)
            spans.append((group, span))
            product *= span
        weighted: list[tuple[LevelGroup, int]] = []
        for group, span in spans:
            product //= span
            weighted.append((group, product))
        return weighted

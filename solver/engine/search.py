"""The search for a roster: a first one in a pass, then neighbourhoods on the one model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from solver.board import Board, Limits, Stop
from solver.domain.levels import LevelGroup
from solver.domain.plan import Plan
from solver.engine.budget import Budget
from solver.engine.greedy import fill
from solver.engine.guide import Quotas
from solver.engine.levels import floor_of, group_value
from solver.engine.live import Live
from solver.engine.moves import Moves
from solver.engine.neighbourhoods import PEOPLE, Choice, Neighbourhoods
from solver.engine.piece import Piece, with_peaks
from solver.engine.progress import Progress
from solver.engine.seats import Seats
from solver.engine.standing import Standing
from solver.engine.task import Task
from solver.errors import AfterbellError
from solver.model import build
from solver.sheet import Scope, Sheet

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES = 10_000
"""Direct moves in one go, about half a second's; another go follows while they bring something."""
MOVE_WORK = 0.5
"""What one go of direct moves costs where work is counted instead of time."""
WORTH_WHILE = 0.05
"""Part of the steering cost that a go must save for another to follow."""
PEAK_PATIENCE = 25
"""Neighbourhoods without success after which no more is tried to get people off a peak one by one."""
LEAST, MOST = 5.0, 24.0
"""Smallest and largest group of people to free."""


def first_plan(
    task: Task, fixed: Plan, budget: Budget, stop: Stop, quotas: Quotas | None = None
) -> tuple[Sheet, Plan] | None:
    """Return the whole model and a first plan; ``None`` where even that was not found.

    The pass keeps every limit; what must be there at least (pairs) is mended by one solve that
    starts from it, and where that finds nothing by one that allows cover on every date.

    Raises
    ------
    ContradictionError
        If the hard rules leave no roster at all: proven, since every cover was allowed.
    """
    sheet = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats = Seats(sheet)
    live = Live(sheet, [low for low, _ in sheet.bounds], seats.owner)
    fill(sheet, seats, live, _targets(fixed), quotas or Quotas({}, ()), task.groups)
    values = live.values
    if live.broken or sheet.impossible:
        board = Board(sheet)
        board.hint(dict(enumerate(values)))
        answer = board.solve(budget.take(0.5, 20.0), stop)
        if answer.values is None:
            return _with_any_cover(task, fixed, budget, stop)
        values = list(answer.values)
    return sheet, replace(fixed, roster=sheet.read_roster(values, None))


class ContradictionError(AfterbellError):
    """Hard rules contradict one another: there is no roster."""


def _with_any_cover(task: Task, fixed: Plan, budget: Budget, stop: Stop) -> tuple[Sheet, Plan] | None:
    scope = Scope(any_cover=True)
    sheet = build(task.case, "rotation", task.rules, fixed=fixed, scope=scope, pairs=task.pairs)
    answer = Board(sheet).solve(budget.take(0.5, 20.0), stop)
    if answer.status == "infeasible":
        raise ContradictionError
    if answer.values is None:
        return None
    return sheet, replace(fixed, roster=sheet.read_roster(answer.values, None))


def _targets(plan: Plan) -> dict[str, int]:
    account = plan.accounts.get("units")
    return {} if account is None else {staff: share.target for staff, share in account.shares.items()}


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: who was freed in which piece of the sheet, and what came of it."""

    choice: Choice
    piece: Piece
    values: tuple[int, ...] | None
    settled: bool


class Search:
    """Improves a plan by direct moves, then by freeing a few people at a time; never accepts anything worse.

    With several workers as many neighbourhoods are solved side by side, of people disjoint from one
    another; what one finds is checked on the plan as it is by then. With effort there is one worker, so
    that runs repeat.

    Parameters
    ----------
    sheet
        The whole model, if it was built already.
    """

    def __init__(
        self, task: Task, budget: Budget, stop: Stop, progress: Progress, sheet: Sheet | None = None
    ) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.sheet = sheet
        self.rng = random.Random(budget.options.seed)
        self.rounds = 0
        self._people = float(PEOPLE)

    def improve(self, plan: Plan, bounds: Sequence[int], patience: int) -> Plan:
        """Return a plan no worse; ends when every level meets its bound, patience or budget runs out."""
        task = self.task
        sheet = self.sheet or build(task.case, "rotation", task.rules, fixed=plan, pairs=task.pairs)
        state = Standing(task, sheet, plan, bounds)
        if not state.seats.of:
            return plan
        self._settle_helpers(state)
        if state.live.broken:
            return plan
        state.check()
        self._move(state)
        self._free_people(state, patience)
        return state.check()

    def _settle_helpers(self, state: Standing) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""
        piece = Piece(state.live, state.live.helpers, {})
        tried = self._solve(Choice("helpers", frozenset()), piece, self.budget.take(0.1, ONE_SOLVE))
        if tried.values is not None:
            state.begin(piece, tried.values)

    def _move(self, state: Standing) -> None:
        """Make direct moves for as long as they bring something."""
        budget, live = self.budget, state.live
        moves = Moves(state.seats, live, self.task.groups, self.rng)
        while not (self.stop.asked or budget.spent or state.at_bounds):
            before = live.cost
            budget.take(1.0, MOVE_WORK)
            moves.run(MOVES, self._halt)
            better = state.keep()
            self._tell(state, "search")
            if not better or before - live.cost < WORTH_WHILE * before:
                return

    def _halt(self) -> bool:
        return self.stop.asked or (self.budget.options.effort is None and self.budget.spent)

    def _free_people(self, state: Standing, patience: int) -> None:
        """Solve neighbourhoods side by side until nothing is left to win."""
        ways = Neighbourhoods(state.live, state.seats, _targets(state.plan), self.rng)
        threads = 1 if self.budget.options.effort is not None else max(1, self.budget.options.workers)
        busy: dict[Future[_Try], Choice] = {}
        idle = 0
        settled = False
        half = self.budget.left / 2

        def over() -> bool:
            done = settled or idle >= patience or state.at_bounds
            return done or self.budget.spent or self.stop.asked

        with ThreadPoolExecutor(threads) as pool:
            while busy or not over():
                while len(busy) < threads and not over():
                    taken = frozenset().union(*(choice.staff for choice in busy.values()))
                    choice = ways.choose(state.excess(self.rng), int(self._people), taken)
                    if not choice.staff:
                        break
                    busy[self._begin(pool, state, choice)] = choice
                done, _ = wait(busy, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: sorted(busy[each].staff)):
                    busy.pop(future)
                    tried = future.result()
                    better = self._learn(state, tried)
                    ways.reward(tried.choice, better=better)
                    idle = 0 if better else idle + 1
                    if state.watching and (idle >= PEAK_PATIENCE or self.budget.left < half):
                        state.watching = False
                        state.go_back()
                        idle = 0
                    # Once everybody together can't do better, nobody can.
                    everybody = len(tried.choice.staff) == len(state.seats.of)
                    settled = tried.settled and not better and everybody and not state.watching

    def _begin(self, pool: ThreadPoolExecutor, state: Standing, choice: Choice) -> Future[_Try]:
        atoms = [atom for staff in choice.staff for atom in state.seats.of.get(staff, ())]
        piece = Piece(state.live, atoms, state.thresholds())
        limits = self.budget.take(1.0, ONE_SOLVE, workers=1)
        return pool.submit(self._solve, choice, piece, limits)

    def _learn(self, state: Standing, tried: _Try) -> bool:
        self.rounds += 1
        # Groups grow as long as they are solved to the end, and shrink quickly when they stall.
        self._people = min(self._people + 0.25, MOST) if tried.settled else max(self._people - 1.0, LEAST)
        better = tried.values is not None and state.accept(tried.piece, tried.values)
        if better:
            self._tell(state, "search")
        return better

    def _tell(self, state: Standing, step: str) -> None:
        self.progress.tell(step=step, levels=state.levels())

    def _solve(self, choice: Choice, piece: Piece, limits: Limits) -> _Try:
        """Solve a neighbourhood; no values where nothing was found."""
        if not piece.atoms:
            return _Try(choice, piece, None, settled=True)
        board = Board(piece)
        board.hint(dict(enumerate(piece.start)))
        board.minimise(self._weights(board, piece))
        answer = board.solve(limits, self.stop)
        return _Try(choice, piece, answer.values, settled=answer.status == "optimal")

    def _weights(self, board: Board, piece: Piece) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most."""
        weighted: list[tuple[LevelGroup, int]] = []
        weight = 1
        for group in reversed(with_peaks(self.task.groups, piece.watched)):
            now = group_value(piece, group, piece.start)
            floor = floor_of(piece, group)
            if now == floor:
                # Nothing to win here and nothing may be lost, so it need not weigh.
                board.hold(group, floor)
                continue
            board.hold(group, now + SLACK)
            weighted.append((group, weight))
            weight *= now + SLACK - floor + 1
        return weighted[::-1]

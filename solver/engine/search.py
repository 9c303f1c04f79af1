"""The search for a roster: a first one in a pass, then neighbourhoods on the one model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from operator import le

from solver.board import Board, Limits, Stop
from solver.domain.case import Case
from solver.domain.levels import LevelGroup, group_name
from solver.domain.plan import Finding, Plan
from solver.engine.budget import Budget
from solver.engine.greedy import fill
from solver.engine.guide import Quotas
from solver.engine.levels import floor_of, group_value
from solver.engine.live import Live
from solver.engine.moves import Moves
from solver.engine.neighbourhoods import PEOPLE, Choice, Neighbourhoods
from solver.engine.piece import Piece
from solver.engine.progress import LevelState, Progress
from solver.engine.seats import Seats
from solver.model import build
from solver.pairs import Pairs
from solver.rows import LevelSum
from solver.rules import AnyRule
from solver.sheet import Sheet

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
MOVES = 10_000
"""Direct moves in one go, about half a second's; another go follows while they bring something."""
MOVE_WORK = 0.5
"""What one go of direct moves costs where work is counted instead of time."""
WORTH_WHILE = 0.01
"""Part of the steering cost that a go must save for another to follow."""
LEAST, MOST = 5.0, 24.0
"""Smallest and largest group of people to free."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the search works on; nothing of it changes."""

    case: Case
    rules: Sequence[AnyRule]
    pairs: Pairs
    groups: Sequence[LevelGroup]


def findings_of(task: Task, plan: Plan) -> list[Finding]:
    """Return what the rotation rules find in a plan, hard and priced."""
    return [
        finding for rule in task.rules if rule.stage == "rotation" for finding in rule.check(task.case, plan)
    ]


def level_values(findings: Sequence[Finding], groups: Sequence[LevelGroup]) -> tuple[int, ...]:
    """Return the level groups' values as the findings say."""
    sums: dict[str, int] = {}
    peaks: dict[str, int] = {}
    for finding in findings:
        if finding.level is not None:
            sums[finding.level] = sums.get(finding.level, 0) + finding.price
        if finding.peak_level is not None:
            peaks[finding.peak_level] = max(peaks.get(finding.peak_level, 0), finding.amount)
    return tuple(
        sum(weight * (sums.get(name, 0) + peaks.get(name, 0)) for name, weight in group) for group in groups
    )


def first_plan(
    task: Task, fixed: Plan, budget: Budget, stop: Stop, quotas: Quotas | None = None
) -> tuple[Sheet, Plan] | None:
    """Return the whole model and a first plan; ``None`` where even that was not found.

    The pass keeps every limit; what must be there at least (pairs) is mended by one solve that
    starts from it.
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
            return None
        values = list(answer.values)
    return sheet, replace(fixed, roster=sheet.read_roster(values, None))


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
        state = _State(task, sheet, plan, bounds)
        if state.live.broken or not state.seats.of:
            return plan
        state.check()
        self._settle_helpers(state)
        self._move(state)
        self._free_people(state, patience)
        return state.check()

    def _settle_helpers(self, state: _State) -> None:
        """Put the rules' own decisions where they cost least, everybody's seats as they are."""

    def _move(self, state: _State) -> None:
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

    def _free_people(self, state: _State, patience: int) -> None:
        """Solve neighbourhoods side by side until nothing is left to win."""
        ways = Neighbourhoods(state.live, state.seats, _targets(state.plan), self.rng)
        threads = 1 if self.budget.options.effort is not None else max(1, self.budget.options.workers)
        busy: dict[Future[_Try], Choice] = {}
        idle = 0
        settled = False

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
                    # Once everybody together can't do better, nobody can.
                    settled = tried.settled and not better and len(tried.choice.staff) == len(state.seats.of)

    def _begin(self, pool: ThreadPoolExecutor, state: _State, choice: Choice) -> Future[_Try]:
        atoms = [atom for staff in choice.staff for atom in state.seats.of.get(staff, ())]
        piece = Piece(state.live, atoms)
        limits = self.budget.take(1.0, ONE_SOLVE, workers=1)
        return pool.submit(self._solve, choice, piece, limits)

    def _learn(self, state: _State, tried: _Try) -> bool:
        self.rounds += 1
        # Groups grow as long as they are solved to the end, and shrink quickly when they stall.
        self._people = min(self._people + 0.25, MOST) if tried.settled else max(self._people - 1.0, LEAST)
        better = tried.values is not None and state.accept(tried.piece, tried.values)
        if better:
            self._tell(state, "search")
        return better

    def _tell(self, state: _State, step: str) -> None:
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
        for group in reversed(self.task.groups):
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


class _State:
    """The best assignment so far with its levels, on the whole sheet."""

    def __init__(self, task: Task, sheet: Sheet, plan: Plan, bounds: Sequence[int]) -> None:
        self.task = task
        self.sheet = sheet
        self.plan = plan
        self.bounds = tuple(bounds)
        self.seats = Seats(sheet)
        hint = sheet.hint_of(plan)
        self.live = Live(
            sheet, [hint.get(atom, low) for atom, (low, _) in enumerate(sheet.bounds)], self.seats.owner
        )
        self.values = self.live.group_values(task.groups)
        self._best = list(self.live.values)

    @property
    def at_bounds(self) -> bool:
        """Whether no level can get better."""
        return all(value <= bound for value, bound in zip(self.values, self.bounds, strict=True))

    def excess(self, rng: random.Random) -> list[int]:
        """Return the slacks that keep an open level up, rather the first one's than a later one's."""
        live = self.live
        open_groups = [
            group
            for group, value, bound in zip(self.task.groups, self.values, self.bounds, strict=True)
            if value > bound
        ]
        if not open_groups:
            return []
        group = open_groups[0] if rng.random() < 0.5 else rng.choice(open_groups)
        found: dict[int, None] = {}
        for name, _ in group:
            measure = live.rows.levels.get(name, LevelSum())
            found |= {slack: None for slack in measure.sums if live.excess(slack)}
            highest = max(map(live.excess, measure.peaks), default=0)
            if highest:
                found |= {slack: None for slack in measure.peaks if live.excess(slack) == highest}
        return list(found)

    def keep(self) -> bool:
        """Keep what moves have made of it if it is better, else go back to the best; tell which."""
        values = self.live.group_values(self.task.groups)
        if self.live.broken or values >= self.values:
            self.live.set_all(self._best)
            return False
        self._take(values)
        return True

    def accept(self, piece: Piece, values: Sequence[int]) -> bool:
        """Take over what a neighbourhood found if it still holds and is no worse; tell whether it is better.

        Everything is evaluated on the whole sheet as it is by now, so neither a solver nor a
        neighbourhood's idea of the rest is believed.
        """
        live = self.live
        changed = [
            (atom, value - live.values[atom])
            for atom, value in zip(piece.atoms, values, strict=True)
            if value != live.values[atom]
        ]
        for atom, by in changed:
            live.change(atom, by)
        fresh = live.group_values(self.task.groups)
        if live.broken or fresh > self.values:
            for atom, by in changed:
                live.change(atom, -by)
            return False
        better = fresh < self.values
        if changed:
            self._take(fresh)
        return better

    def _take(self, values: tuple[int, ...]) -> None:
        self.values = values
        self._best = list(self.live.values)

    def check(self) -> Plan:
        """Let the rules themselves look at the plan, and return it: the model alone is not believed."""
        self.plan = replace(self.plan, roster=self.sheet.read_roster(self._best, None))
        findings = findings_of(self.task, self.plan)
        values = level_values(findings, self.task.groups)
        # Decisions of the rules' own may stand where they cost more than they need to.
        agree = all(map(le, values, self.values)) if self.live.helpers else values == self.values
        if not agree or any(finding.hard for finding in findings):
            msg = f"model and checks disagree: {self.values} against {values}"
            raise AssertionError(msg)
        return self.plan

    def levels(self) -> tuple[LevelState, ...]:
        """Return the levels as progress tells them."""
        return tuple(
            LevelState(group_name(group), value, bound)
            for group, value, bound in zip(self.task.groups, self.values, self.bounds, strict=True)
        )

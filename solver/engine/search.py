"""The search for a roster: a first one in a pass, then neighbourhoods on the one model."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from solver.board import Board, Stop
from solver.domain.case import Case
from solver.domain.levels import LevelGroup, group_name
from solver.domain.plan import Assignment, Finding, Plan
from solver.engine.budget import Budget
from solver.engine.greedy import Quotas, first_roster
from solver.engine.levels import floor_of, group_value
from solver.engine.neighbourhoods import PEOPLE, Choice, Neighbourhoods
from solver.engine.progress import LevelState, Progress
from solver.model import build
from solver.pairs import Pairs
from solver.rules import AnyRule
from solver.sheet import Scope, Sheet

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
REFRESH = 8
"""Improvements after which the rules look at the whole plan again."""
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
        finding
        for rule in task.rules
        if rule.stage == "rotation"
        for finding in rule.check(task.case, plan)
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
        sum(weight * (sums.get(name, 0) + peaks.get(name, 0)) for name, weight in group)
        for group in groups
    )


def first_plan(
    task: Task, fixed: Plan, budget: Budget, stop: Stop, quotas: Quotas | None = None
) -> tuple[Sheet, Plan] | None:
    """Return the whole model and a first plan; ``None`` where even that was not found.

    The pass keeps every limit; what must be there at least (pins, pairs) is mended by one solve that
    starts from it.
    """
    sheet = build(task.case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    account = fixed.accounts.get("units")
    targets = {} if account is None else {staff: share.target for staff, share in account.shares.items()}
    demanded = [
        row.terms[0][0] for row in sheet.rows if row.low is not None and len(row.terms) == 1 and row.low > 0
    ]
    values = first_roster(sheet, targets, demanded, quotas)
    if not sheet.accepts(values):
        board = Board(sheet)
        board.hint(dict(enumerate(values)))
        answer = board.solve(budget.take(0.5, 20.0), stop)
        if answer.values is None:
            return None
        values = list(answer.values)
    return sheet, replace(fixed, roster=sheet.read_roster(values, None))


def _urgent(findings: Sequence[Finding], names: set[str]) -> list[Finding]:
    """Return the findings that keep a level up: all that are charged to it, or the largest of its peaks."""
    peaks = [row for row in findings if row.peak_level in names]
    highest = max((row.amount for row in peaks), default=0)
    return [row for row in findings if row.level in names] + [row for row in peaks if row.amount == highest]


@dataclass(frozen=True, slots=True)
class _Try:
    """One neighbourhood: who was freed of which plan, and what came of it."""

    choice: Choice
    plan: Plan
    sheet: Sheet
    values: tuple[int, ...] | None
    settled: bool


class Search:
    """Improves a plan by freeing a few people at a time; never accepts anything worse.

    With several workers as many neighbourhoods are solved side by side, of people disjoint from one
    another; what one finds is checked on the plan as it is by then. With effort there is one worker, so
    that runs repeat.
    """

    def __init__(self, task: Task, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.rng = random.Random(budget.options.seed)
        self.ways = Neighbourhoods(task.case, task.pairs, self.rng)
        self.rounds = 0
        self._people = float(PEOPLE)

    def improve(self, plan: Plan, bounds: Sequence[int], patience: int) -> Plan:
        """Return a plan no worse; ends when every level meets its bound, patience or budget runs out."""
        state = _State(self.task, plan, bounds)
        threads = 1 if self.budget.options.effort is not None else max(1, self.budget.options.workers)
        busy: dict[Future[_Try], Choice] = {}
        idle = 0
        with ThreadPoolExecutor(threads) as pool:
            while busy or not self._over(state, idle, patience):
                while len(busy) < threads and not self._over(state, idle, patience):
                    taken = frozenset().union(*(choice.staff for choice in busy.values()))
                    if len(taken) == len(self.task.case.staff):
                        break
                    choice = self.ways.choose(state.plan, state.urgent(), int(self._people), taken)
                    busy[pool.submit(self._solve, state.plan, choice)] = choice
                done, _ = wait(busy, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: sorted(busy[each].staff)):
                    busy.pop(future)
                    better = self._learn(state, future.result())
                    idle = 0 if better else idle + 1
        state.check()
        return state.plan

    def _over(self, state: _State, idle: int, patience: int) -> bool:
        return self.budget.spent or self.stop.asked or idle >= patience or state.at_bounds

    def _learn(self, state: _State, tried: _Try) -> bool:
        self.rounds += 1
        # Groups grow as long as they are solved to the end, and shrink quickly when they stall.
        self._people = min(self._people + 0.25, MOST) if tried.settled else max(self._people - 1.0, LEAST)
        better = tried.values is not None and state.accept(tried)
        self.ways.reward(tried.choice, better=better)
        if better:
            self.progress.tell(step="search", levels=state.levels())
        return better

    def _solve(self, plan: Plan, choice: Choice) -> _Try:
        """Solve a neighbourhood; no values where nothing was found."""
        task = self.task
        sheet = build(
            task.case, "rotation", task.rules, fixed=plan, scope=Scope(staff=choice.staff), pairs=task.pairs
        )
        hint = sheet.hint_of(plan)
        if not hint:
            return _Try(choice, plan, sheet, None, settled=True)
        board = Board(sheet)
        board.hint(hint)
        board.minimise(self._weights(board, sheet, _values(sheet, hint)))
        answer = board.solve(self.budget.take(1.0, ONE_SOLVE, workers=1), self.stop)
        return _Try(choice, plan, sheet, answer.values, settled=answer.status == "optimal")

    def _weights(
        self, board: Board, sheet: Sheet, values: Sequence[int]
    ) -> list[tuple[LevelGroup, int]]:
        """Return weights that make one sum lexicographic: later levels may get worse by a little at most."""
        weighted: list[tuple[LevelGroup, int]] = []
        weight = 1
        for group in reversed(self.task.groups):
            now = group_value(sheet, group, values)
            floor = floor_of(sheet, group)
            if now == floor:
                # Nothing to win here and nothing may be lost, so it need not weigh.
                board.hold(group, floor)
                continue
            board.hold(group, now + SLACK)
            weighted.append((group, weight))
            weight *= now + SLACK - floor + 1
        return weighted[::-1]


class _State:
    """The best plan so far with its levels, kept up by what neighbourhoods change."""

    def __init__(self, task: Task, plan: Plan, bounds: Sequence[int]) -> None:
        self.task = task
        self.plan = plan
        self.bounds = tuple(bounds)
        self._findings = findings_of(task, plan)
        self.values = level_values(self._findings, task.groups)
        self._stale = 0

    @property
    def at_bounds(self) -> bool:
        """Whether no level can get better."""
        return all(value <= bound for value, bound in zip(self.values, self.bounds, strict=True))

    def urgent(self) -> list[Finding]:
        """Return the findings that keep the first open level up, as of a few improvements ago."""
        if self._stale > REFRESH:
            self.check()
        first = next(
            index
            for index, (value, bound) in enumerate(zip(self.values, self.bounds, strict=True))
            if value > bound
        )
        return _urgent(self._findings, {name for name, _ in self.task.groups[first]})

    def accept(self, tried: _Try) -> bool:
        """Take over what a neighbourhood changed, if it still holds on the plan of now; tell whether it is better.

        Old and new roster are evaluated on the sheet, so no solver is believed; where others changed the
        plan meanwhile the same scope is opened once more on what it is now.
        """
        task = self.task
        sheet, after = tried.sheet, list(tried.values or ())
        fresh = replace(self.plan, roster=sheet.read_roster(after, tried.plan))
        if tried.plan is not self.plan:
            staff = tried.choice.staff
            inside = {row for row in fresh.roster if row.staff in staff}
            others = {row for row in self.plan.roster if row.staff not in staff}
            fresh = replace(self.plan, roster=tuple(sorted(inside | others)))
            sheet = build(
                task.case, "rotation", task.rules, fixed=self.plan, scope=Scope(staff=staff), pairs=task.pairs
            )
            after = _values(sheet, sheet.hint_of(fresh))
            if sheet.read_roster(after, self.plan) != fresh.roster:
                return False
        if not sheet.accepts(after):
            return False
        before = _values(sheet, sheet.hint_of(self.plan))
        old = [group_value(sheet, group, before) for group in task.groups]
        new = [group_value(sheet, group, after) for group in task.groups]
        if new > old:
            return False
        self.plan = fresh
        self.values = tuple(
            value + gained - lost for value, gained, lost in zip(self.values, new, old, strict=True)
        )
        self._stale += new < old
        return new < old

    def check(self) -> None:
        """Let the rules themselves look at the plan: the model's word alone is not believed."""
        self._findings = findings_of(self.task, self.plan)
        self._stale = 0
        values = level_values(self._findings, self.task.groups)
        if values != self.values or any(finding.hard for finding in self._findings):
            msg = f"model and checks disagree: {self.values} against {values}"
            raise AssertionError(msg)

    def levels(self) -> tuple[LevelState, ...]:
        """Return the levels as progress tells them."""
        return tuple(
            LevelState(group_name(group), value, bound)
            for group, value, bound in zip(self.task.groups, self.values, self.bounds, strict=True)
        )


def _values(sheet: Sheet, hint: Mapping[int, int]) -> list[int]:
    return [hint.get(atom, 0) for atom in range(len(sheet.bounds))]

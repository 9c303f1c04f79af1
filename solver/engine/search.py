"""The search for a roster: a first one in a pass, then neighbourhoods on the one model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.board import Board, LevelGroup, Stop
from solver.domain.case import Case
from solver.domain.plan import Finding, Plan
from solver.engine.budget import Budget
from solver.engine.greedy import Quotas, first_roster
from solver.engine.levels import floor_of, group_value
from solver.engine.neighbourhoods import PEOPLE, Neighbourhoods
from solver.engine.progress import LevelState, Progress
from solver.model import build
from solver.pairs import Pairs
from solver.rules import AnyRule
from solver.sheet import Scope, Sheet

SLACK = 40
"""How much worse a later level may get for the sake of an earlier one within one neighbourhood."""
ONE_SOLVE = 1.5
"""Seconds (or work) for one neighbourhood."""
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


class Search:
    """Improves a plan by freeing a few people at a time; never accepts anything worse."""

    def __init__(self, task: Task, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.rng = random.Random(budget.options.seed)
        self.ways = Neighbourhoods(task.case, task.pairs, self.rng)
        self.rounds = 0
        self.people = float(PEOPLE)

    def improve(self, plan: Plan, bounds: Sequence[int], patience: int) -> Plan:
        """Return a plan no worse; ends when every level meets its bound, patience or budget runs out."""
        findings = findings_of(self.task, plan)
        values = level_values(findings, self.task.groups)
        idle = 0
        while not self.budget.spent and not self.stop.asked and idle < patience:
            if all(value <= bound for value, bound in zip(values, bounds, strict=True)):
                break
            first_open = next(
                index
                for index, (value, bound) in enumerate(zip(values, bounds, strict=True))
                if value > bound
            )
            urgent = _urgent(findings, {name for name, _ in self.task.groups[first_open]})
            choice = self.ways.choose(plan, urgent, int(self.people))
            changed, better = self._solve(plan, choice.staff)
            self.rounds += 1
            if better:
                # The model's word is checked by the rules themselves before it is believed.
                fresh = findings_of(self.task, changed)
                after = level_values(fresh, self.task.groups)
                if after >= values or any(finding.hard for finding in fresh):
                    msg = f"model and checks disagree: {values} -> {after}"
                    raise AssertionError(msg)
                plan, findings, values = changed, fresh, after
            else:
                plan = changed
            self.ways.reward(choice, better=better)
            idle = 0 if better else idle + 1
            if better:
                self._tell(values, bounds)
        return plan

    def _solve(self, plan: Plan, staff: frozenset[str]) -> tuple[Plan, bool]:
        """Return the best plan with these people freed, never a worse one, and whether it is better."""
        sheet = build(
            self.task.case,
            "rotation",
            self.task.rules,
            fixed=plan,
            scope=Scope(staff=staff),
            pairs=self.task.pairs,
        )
        hint = sheet.hint_of(plan)
        if not hint:
            return plan, False
        values = [hint.get(atom, 0) for atom in range(len(sheet.bounds))]
        board = Board(sheet)
        board.hint(hint)
        board.minimise(self._weights(board, sheet, values))
        answer = board.solve(self.budget.take(1.0, ONE_SOLVE, workers=1), self.stop)
        # Groups grow as long as they are solved to the end, and shrink quickly when they stall.
        self.people = min(self.people + 0.25, MOST) if answer.status == "optimal" else max(self.people - 1.5, LEAST)
        if answer.values is None:
            return plan, False
        groups = self.task.groups
        before = [group_value(sheet, group, values) for group in groups]
        after = [group_value(sheet, group, answer.values) for group in groups]
        if after > before:
            return plan, False
        return replace(plan, roster=sheet.read_roster(answer.values, plan)), after < before

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

    def _tell(self, values: Sequence[int], bounds: Sequence[int]) -> None:
        states = tuple(
            LevelState("+".join(name for name, _ in group), value, bound)
            for group, value, bound in zip(self.task.groups, values, bounds, strict=True)
        )
        self.progress.tell(step="search", levels=states)

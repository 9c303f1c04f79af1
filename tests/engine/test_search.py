"""The search gets better and never worse, repeats itself, stops at once, and the rules have the last word."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from solver.board import Stop
from solver.domain.plan import Finding, Plan
from solver.engine.budget import Budget, Options
from solver.engine.counts import CountSheet
from solver.engine.guide import guide
from solver.engine.progress import Progress, Snapshot
from solver.engine.search import Search, first_plan
from solver.engine.task import Task, findings_of, level_values

EFFORT = Options(effort=12, workers=1)


def values_of(task: Task, plan: Plan) -> tuple[int, ...]:
    return level_values(findings_of(task, plan), task.groups)


def begun(task: Task, fixed: Plan) -> Plan:
    start = first_plan(task, fixed, Budget(EFFORT), Stop())
    assert start is not None
    return start[1]


def searched(task: Task, plan: Plan, options: Options = EFFORT, stop: Stop | None = None) -> Plan:
    bounds = [0] * len(task.groups)
    return Search(task, Budget(options), stop or Stop(), Progress()).improve(plan, bounds, patience=30)


def test_a_first_plan_keeps_all_rules_and_the_search_makes_it_fair(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    first = begun(task, fixed)
    better = searched(task, first)
    assert values_of(task, better) < values_of(task, first)
    assert not any(finding.hard for finding in findings_of(task, better))
    by_name = dict(zip((group[0][0] for group in task.groups), values_of(task, better), strict=True))
    assert by_name["uncovered_pupils"] == by_name["uncovered"] == by_name["rules"] == 0
    assert by_name["max_deviation"] <= 2


def test_with_counted_work_the_same_input_gives_the_same_plan(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    first = begun(task, fixed)
    assert searched(task, first) == searched(task, first)


def test_every_plan_on_the_way_is_better_than_the_one_before(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    told: list[tuple[int, ...]] = []

    def listen(snapshot: Snapshot) -> None:
        told.append(tuple(level.value or 0 for level in snapshot.levels))

    search = Search(task, Budget(EFFORT), Stop(), Progress(listen))
    first = begun(task, fixed)
    search.improve(first, [0] * len(task.groups), patience=30)
    steps = [values_of(task, first), *told]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] < steps[0]


def test_a_plan_at_its_bounds_is_left_alone(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    first = begun(task, fixed)
    search = Search(task, Budget(EFFORT), Stop(), Progress())
    assert search.improve(first, values_of(task, first), patience=30) == first
    assert search.rounds == 0


def test_asked_to_stop_it_keeps_what_it_has(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    first = begun(task, fixed)
    stop = Stop()
    stop.ask()
    began = time.monotonic()
    assert searched(task, first, Options(seconds=60), stop) == first
    assert time.monotonic() - began < 2


def test_a_disagreement_between_model_and_checks_is_never_passed_over(
    seven: tuple[Task, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    task, fixed = seven
    first = begun(task, fixed)
    fair = next(rule for rule in task.rules if rule.code == "fair_share")
    unfair = Finding(rule="fair_share", message=fair.title.with_(), level="sum_deviation", price=9)
    monkeypatch.setattr(type(fair), "check", lambda *_: iter([unfair]))
    with pytest.raises(AssertionError, match="disagree"):
        searched(task, first)


def test_quotas_share_the_long_blocks_out_as_targets_ask(seven: tuple[Task, Plan]) -> None:
    task, fixed = seven
    counts = CountSheet(task.case, task.pairs.work, task.pairs, fixed.accounts, task.rules)
    start = first_plan(
        task, fixed, Budget(EFFORT), Stop(), guide(counts, task.groups, Budget(EFFORT), Stop())
    )
    assert start is not None
    guided, alone = values_of(task, start[1]), values_of(task, begun(task, fixed))
    assert guided <= alone
    assert replace(start[1], roster=()) == replace(fixed, roster=())

"""Rules count days, not seats: what follows from seats moves with them and never keeps a seat empty."""

from __future__ import annotations

import random

import pytest

from solver.domain.case import Case, PostKind, RuleSetting
from solver.domain.duties import expand
from solver.domain.example_cases import a_post, at, sketch
from solver.domain.levels import groups_of
from solver.domain.plan import Plan
from solver.engine.budget import Budget, Options
from solver.engine.construction import first_roster
from solver.engine.incremental import IncrementalState
from solver.engine.local_search import LocalSearch
from solver.engine.problem import AssignmentIndex, Problem, findings_of
from solver.engine.stages import accounts
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.model import build
from solver.rules import rules_of

LATE_THEN_EARLY = RuleSetting(code="succession", params={"after": at(20), "before": at(10)})
WEEKENDS = RuleSetting(code="weekends", params={"most": 1})
FEW_FACES = RuleSetting(code="continuity", params={"per": "week", "most": 2})


HOURS: tuple[tuple[str, PostKind, int, int], ...] = (
    ("early", "arrival", at(7), at(8)),
    ("evening", "evening", at(18), at(21)),
)


def long_days(*rules: RuleSetting) -> Case:
    """Eight people, two weeks of early, evening and Saturday duties, two of a kind at a time."""
    posts = [
        a_post(f"{name}{number}", kind, start=start, end=end, group=f"c{number}")
        for number in (1, 2)
        for name, kind, start, end in HOURS
    ]
    saturday = (
        sketch()
        .sessions[0]
        .model_copy(
            update={"id": "sat", "dates": sketch().sessions[0].dates.model_copy(update={"weekdays": (6,)})}
        )
    )
    posts += [a_post(f"sat{number}", "patrol", session="sat") for number in (1, 2, 3)]
    return sketch(
        staff="ann bo cy dee ed fay gil hua",
        posts=posts,
        days=13,
        rules=rules,
        sessions=(*sketch().sessions, saturday),
    )


def task_of(case: Case) -> tuple[Problem, Plan]:
    rules = rules_of(case)
    pairs = CandidatePairs(case, expand(case, (), ()), rules)
    return Problem(case, rules, pairs, groups_of(case, "rotation")), Plan(accounts=accounts(case, pairs))


@pytest.mark.parametrize("rule", [LATE_THEN_EARLY, WEEKENDS, FEW_FACES], ids=lambda rule: rule.code)
def test_a_first_pass_fills_every_seat_under_rules_that_count_days(rule: RuleSetting) -> None:
    task, fixed = task_of(long_days(rule))
    found = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert found is not None
    findings = findings_of(task, found.plan(fixed))
    assert [finding.rule for finding in findings if finding.rule == "uncovered"] == []
    assert not any(finding.hard for finding in findings)


def test_what_follows_from_seats_is_right_after_any_change_and_costs_what_it_should() -> None:
    case = long_days(LATE_THEN_EARLY, WEEKENDS, FEW_FACES)
    task, fixed = task_of(case)
    model = build(case, "rotation", task.rules, fixed=fixed, pairs=task.pairs)
    seats, rng = AssignmentIndex(model), random.Random(3)
    live = IncrementalState(model, [0] * len(model.bounds), seats.owner)
    LocalSearch(seats, live, task.groups, rng)
    assert live.helpers
    for _ in range(400):
        var = rng.choice(sorted(seats.owner))
        fits = live.fits(var)
        live.change(var, 1 - 2 * live.values[var])
        assert (not live.broken) == model.accepts(live.values)
        for helper in live.helpers:
            assert live.values[helper] == any(live.values[part] for part in live.behind(helper))
        if not fits or rng.random() < 0.5:
            live.change(var, 1 - 2 * live.values[var])
    for helper in sorted(live.helpers):
        before = list(live.values)
        live.change(helper, 1 - 2 * live.values[helper])
        assert live.values == before, "what follows is not changed by hand"


def test_moves_pass_work_on_though_a_rule_counts_days() -> None:
    task, fixed = task_of(long_days(WEEKENDS, LATE_THEN_EARLY))
    found = first_roster(task, fixed, Budget(Options(effort=20, workers=1)), Stop())
    assert found is not None
    live = found.live
    before = live.group_values(task.groups)
    moves = LocalSearch(found.seats, live, task.groups, random.Random(1))
    moves.run(2000, lambda: False)
    assert not live.broken
    assert live.group_values(task.groups) <= before

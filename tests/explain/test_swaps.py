"""An exchange that is offered is legal, and what is told of it is what the audit says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import explain, service
from solver.audit.plan import Audit, audit
from solver.domain.case import Absence, Case
from solver.domain.duties import DutyKey, facts
from solver.domain.example_cases import a_post, at, on_day, roster, sketch
from solver.domain.plan import Plan
from solver.explain import Swap, swaps
from solver.service import Result
from tests.explain.random_rosters import by_chance
from tests.whole.small_cases import cases


def agrees(case: Case, before: Audit, plan: Plan, swap: Swap) -> None:
    now = audit(case, Plan(plan.timetable, plan.handover, plan.roster, plan.accounts))
    rules = {finding.rule for finding in before.findings + now.findings if finding.stage == "rotation"}
    hard = [
        Counter(finding.rule for finding in found.findings if finding.hard and finding.rule in rules)
        for found in (before, now)
    ]
    assert not hard[1] - hard[0], swap
    assert [(level.name, level.before) for level in swap.levels] == list(before.levels["rotation"])
    assert [(level.name, level.after) for level in swap.levels] == list(now.levels["rotation"])
    for load in swap.loads:
        assert load.after == now.loads[load.account][load.staff]


@settings(max_examples=60)
@given(cases(), st.integers(0, 10**6))
def test_what_is_told_of_an_exchange_is_what_the_audit_says(case: Case, seed: int) -> None:
    plan = by_chance(case, seed)
    before = audit(case, plan)
    seen = facts(case, plan)
    dates = set(seen.work.on)
    for key in [*seen.crew][seed % 3 :: 3][:5]:
        staff = seen.crew[key][0].staff
        for swap in swaps(case, plan, key, staff, dates):
            agrees(case, before, swap.move.on(case, plan), swap)


def test_exchanges_of_a_school_with_clubs_and_gates(small: Result) -> None:
    case, plan = small.case, small.plan
    seen = facts(case, plan)
    offered = 0
    for key in [*seen.crew][5::131]:
        staff = seen.crew[key][0].staff
        week = {duty.date for duty in seen.work.duties if duty.day.week == seen.work.duty[key].day.week}
        found = service.swaps(small, key, staff, week)
        assert [swap.rank for swap in found] == sorted(swap.rank for swap in found)
        for swap in found[:2]:
            agrees(case, small.audit, swap.move.on(case, plan), swap)
            offered += 1
    assert offered


POSTS = [
    a_post("care", rotation="weekly"),
    a_post("gate", "gate", start=at(18), end=at(19)),
]
PLAN = roster(*(f"{day} care ann" for day in range(5)), "0 gate bo", "1 gate cy", "2 gate ann")
WEEK = {on_day(day) for day in range(5)}


def offered(case: Case, post: str, date: int, staff: str) -> list[tuple[str, str, int]]:
    found = swaps(case, PLAN, DutyKey(on_day(date), post), staff, WEEK)
    return [(swap.staff, swap.duty.post, (swap.duty.date - on_day(0)).days) for swap in found]


def test_a_gate_goes_for_another_days_gate() -> None:
    case = sketch(staff="ann bo cy", posts=POSTS, days=5)
    assert offered(case, "gate", 0, "bo") == [("ann", "care", 0), ("cy", "gate", 1), ("ann", "gate", 2)]


def test_nobody_is_offered_a_duty_on_a_day_of_leave() -> None:
    leave = (Absence(staff="bo", first=on_day(1), last=on_day(1)),)
    case = sketch(staff="ann bo cy", posts=POSTS, days=5, absences=leave)
    assert offered(case, "gate", 0, "bo") == [("ann", "gate", 2)]


def test_one_who_is_not_there_has_nothing_to_exchange(tiny: Result) -> None:
    key = next(iter(facts(tiny.case, tiny.plan).crew))
    with pytest.raises(explain.EditError):
        service.swaps(tiny, DutyKey(key.date, "nowhere"), "T1", {key.date})

"""What follows from a plan is worked out once, of that very plan, and forgotten with it."""

from __future__ import annotations

import gc
import pickle
from dataclasses import replace

from solver.domain.duties import IdentityMemo, facts
from solver.domain.example_cases import a_post, on_day, roster, sketch
from solver.domain.plan import Assignment, Plan
from solver.domain.plan_edit import reseated

CASE = sketch(posts=[a_post("gate", "gate")], days=3)
PLAN = roster("0 gate ann", "1 gate bo")


def test_the_facts_of_a_plan_are_worked_out_once() -> None:
    assert facts(CASE, PLAN) is facts(CASE, PLAN)
    assert facts(CASE, replace(PLAN)) is not facts(CASE, PLAN)


def test_another_case_sees_other_facts_in_the_same_plan() -> None:
    alone = sketch(staff="ann", posts=[a_post("gate", "gate")], days=3)
    assert facts(alone, PLAN).stray == (Assignment(on_day(1), "gate", "bo"),)
    assert facts(CASE, PLAN).stray == ()


def test_a_plan_that_was_looked_at_is_the_same_as_one_that_was_not() -> None:
    looked_at, fresh = replace(PLAN), replace(PLAN)
    facts(CASE, looked_at)
    assert looked_at == fresh
    assert pickle.dumps(looked_at) == pickle.dumps(fresh)


def test_facts_carried_over_an_edit_are_those_worked_out_anew() -> None:
    gone, come = Assignment(on_day(0), "gate", "ann"), Assignment(on_day(2), "gate", "ann")
    edited = reseated(CASE, PLAN, [gone], [come])
    carried, anew = facts(CASE, edited), facts(CASE, replace(edited))
    assert carried is not anew
    assert (carried.by_person, carried.crew, carried.stray) == (anew.by_person, anew.crew, anew.stray)


def test_what_is_kept_of_an_object_goes_with_it() -> None:
    memo: IdentityMemo[Plan, str] = IdentityMemo()
    plan, equal = Plan(), Plan()
    memo.put(plan, "first")
    memo.put(plan, "second")
    assert (memo.get(plan), memo.get(equal)) == ("second", None)
    del plan
    gc.collect()
    assert len(memo) == 0

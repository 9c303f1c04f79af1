"""What is told of a candidate is what two audits say."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import service
from solver.audit.plan import Audit, audit
from solver.domain.case import Absence, Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.example_cases import a_post, on_day, roster, sketch
from solver.domain.plan import Finding, Plan
from solver.explain import edits
from solver.explain.replacements import Candidate, Candidates, candidates, missed, pairs_of
from solver.service import Result
from tests.explain.random_rosters import by_chance
from tests.whole.small_cases import cases


def hard(found: Audit) -> Counter[Finding]:
    return Counter(finding for finding in found.findings if finding.hard)


def charged(found: Audit) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for finding in found.findings:
        if finding.level is not None and finding.stage == "rotation":
            sums[finding.rule, finding.level] += finding.price
    return sums


def after(case: Case, plan: Plan, found: Candidates, who: str) -> Plan:
    away = partial(missed, pairs_of(case, plan))
    if found.leaving is None:
        move = edits.taking(case, plan, found.duty, who, whole=found.whole, away=away)
    else:
        move = edits.replacing(case, plan, found.duty, found.leaving, who, whole=found.whole, away=away)
    return move.on(case, plan)


def agrees(case: Case, plan: Plan, before: Audit, found: Candidates, told: Candidate) -> None:
    """See that a candidate's changes are the difference of the two audits."""
    edited = after(case, plan, found, told.staff)
    assert told.move.on(case, plan).roster == edited.roster
    fresh_plan = Plan(edited.timetable, edited.handover, edited.roster, edited.accounts)
    now = audit(case, fresh_plan)
    assert Counter(told.breaches) == hard(now) - hard(before), told
    assert Counter(told.mended) == hard(before) - hard(now), told
    assert [(level.name, level.before) for level in told.levels] == list(before.levels["rotation"])
    assert [(level.name, level.after) for level in told.levels] == list(now.levels["rotation"])
    difference = charged(now)
    difference.subtract(charged(before))
    assert {(each.rule, each.level): each.by for each in told.prices} == {
        key: by for key, by in difference.items() if by
    }
    for load in told.loads:
        assert load.before == before.loads[load.account][load.staff]
        assert load.after == now.loads[load.account][load.staff]


def seats(plan: Plan, case: Case) -> list[tuple[DutyKey, str | None, bool]]:
    """Return every seat with who leaves it, and every empty one; also for whole periods."""
    seen = facts(case, plan)
    found: list[tuple[DutyKey, str | None, bool]] = []
    for duty in seen.work.duties:
        crew = seen.crew.get(duty.key, ())
        single = seen.work.block_of[duty.key].single
        for row in crew:
            found.append((duty.key, row.staff, False))
            if not (row.cover or single):
                found.append((duty.key, row.staff, True))
        if len({row.staff for row in crew}) < duty.want:
            found.append((duty.key, None, False))
    return found


def everybody_is_told_of(case: Case, plan: Plan, found: Candidates) -> None:
    """See that everybody who is not there is able, busy or refused, and refused as the rules say."""
    able = [one.staff for one in found.able]
    busy = [one.staff for one in found.busy]
    refused = [one.staff for one in found.refused]
    named = [*able, *busy, *refused]
    assert len(named) == len(set(named))
    seen = facts(case, plan)
    pairs = pairs_of(case, plan)
    duty: Duty = seen.work.duty[found.duty]
    if not found.whole:
        there = {row.staff for row in seen.crew.get(found.duty, ())}
        assert set(named) == set(case.person) - there
        assert {*able, *busy} == set(pairs.allowed(duty)) - there
    for one in (*found.busy, *found.refused):
        assert one.reasons
        assert all(said.say("zh") != said.say("en") for said in one.reasons)


@settings(max_examples=60)
@given(cases(), st.integers(0, 10**6))
def test_what_is_told_is_the_difference_of_two_audits_in_any_roster(case: Case, seed: int) -> None:
    plan = by_chance(case, seed)
    before = audit(case, plan)
    for key, leaving, whole in seats(plan, case)[seed % 5 :: 5][:6]:
        found = candidates(case, plan, key, leaving, whole=whole)
        everybody_is_told_of(case, plan, found)
        for told in found.able:
            agrees(case, plan, before, found, told)


def test_every_candidate_of_every_seat_of_the_smallest_school(tiny: Result) -> None:
    case, plan = tiny.case, tiny.plan
    told = 0
    for key, leaving, whole in seats(plan, case):
        found = service.candidates(tiny, key, leaving, whole=whole)
        everybody_is_told_of(case, plan, found)
        for one in found.able:
            agrees(case, plan, tiny.audit, found, one)
            told += 1
    assert told > 15


def test_candidates_of_some_seats_of_a_school_with_clubs_and_gates(small: Result) -> None:
    case, plan = small.case, small.plan
    told = 0
    for key, leaving, whole in seats(plan, case)[7::97]:
        found = service.candidates(small, key, leaving, whole=whole)
        everybody_is_told_of(case, plan, found)
        ranks = [one.rank for one in found.able]
        assert ranks == sorted(ranks)
        for one in found.able[:3]:
            agrees(case, plan, small.audit, found, one)
            told += 1
    assert told > 5


def test_the_best_candidate_is_the_one_whom_the_audit_likes_best(tiny: Result) -> None:
    case, plan = tiny.case, tiny.plan
    for key, leaving, _ in seats(plan, case):
        found = service.candidates(tiny, key, leaving)
        values = [audit(case, after(case, plan, found, one.staff)).levels["rotation"] for one in found.able]
        assert values == sorted(values)


def test_whoever_has_a_duty_then_is_told_with_it(tiny: Result) -> None:
    """On Monday 7th one class's carer can't take the other class: the rule says why, and which duty it is."""
    key = next(key for key in facts(tiny.case, tiny.plan).crew if key.post == "care/1-1")
    (row,) = facts(tiny.case, tiny.plan).crew[key]
    found = service.candidates(tiny, key, row.staff)
    for one in found.busy:
        assert key.date.isoformat() in one.reasons[0].say("zh")
        assert tiny.case.person[one.staff].name in one.reasons[0].say("zh")
    assert found.busy


def test_whoever_is_away_most_of_a_period_is_refused_it_with_all_reasons() -> None:
    posts = [a_post("care", rotation="weekly", eligible="not id:cy")]
    leave = tuple(Absence(staff=who, first=on_day(1), last=on_day(4), reason="sick") for who in ("bo", "cy"))
    case = sketch(staff="ann bo cy", posts=posts, days=5, absences=leave)
    plan = roster(*(f"{day} care ann" for day in range(5)))
    found = candidates(case, plan, DutyKey(on_day(0), "care"), "ann", whole=True)
    bo, cy = found.refused
    assert [said.say("en") for said in bo.reasons] == [
        "Bo is away on 2026-09-08 (sick) and can't take care",
        "can be at 1 of the 5 duties of this period; at least 4 are needed",
    ]
    assert len(cy.reasons) == 2
    assert not found.able
    on_the_day = candidates(case, plan, DutyKey(on_day(0), "care"), "ann")
    assert [one.staff for one in on_the_day.able] == ["bo"]
    (left,) = on_the_day.able[0].breaches
    assert "Ann keeps Care" in left.say("en")


def test_a_seat_that_is_not_there_has_no_candidates(tiny: Result) -> None:
    key = next(iter(facts(tiny.case, tiny.plan).crew))
    (row,) = facts(tiny.case, tiny.plan).crew[key]
    others = [person.id for person in tiny.case.staff if person.id != row.staff]
    for wrong, leaving in ((key, None), (key, others[0]), (DutyKey(key.date, "nowhere"), None)):
        with pytest.raises(edits.EditError):
            service.candidates(tiny, wrong, leaving)

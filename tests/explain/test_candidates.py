"""What is told of a candidate is what two audits say."""

from __future__ import annotations

from collections import Counter
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.audit import Audit, audit
from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.plan import Finding, Plan
from solver.explain import edits
from solver.explain.candidates import Candidate, Candidates, candidates
from solver.explain.pairs import missed, pairs_of
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
        return edits.assign(case, plan, found.duty, who, whole=found.whole, away=away)
    return edits.replace(case, plan, found.duty, found.leaving, who, whole=found.whole, away=away)


def agrees(case: Case, plan: Plan, before: Audit, found: Candidates, told: Candidate) -> None:
    """See that a candidate's changes are the difference of the two audits."""
    edited = after(case, plan, found, told.staff)
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


@settings(max_examples=150)
@given(cases(), st.integers(0, 10**6))
def test_what_is_told_is_the_difference_of_two_audits_in_any_roster(case: Case, seed: int) -> None:
    plan = by_chance(case, seed)
    before = audit(case, plan)
    for key, leaving, whole in seats(plan, case)[seed % 5 :: 5][:6]:
        found = candidates(case, plan, key, leaving, whole=whole)
        everybody_is_told_of(case, plan, found)
        for told in found.able:
            agrees(case, plan, before, found, told)

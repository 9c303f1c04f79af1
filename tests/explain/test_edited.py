"""A plan changed by hand is audited quickly and fully; its certificate claims what still holds."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.audit.plan import audit, audit_again
from solver.domain.case import Case
from solver.domain.duties import Facts, facts
from solver.domain.evidence import Evidence, Multiplier, RowName, SeatClass
from solver.domain.levels import Stage
from solver.domain.plan import Assignment, LevelCertificate, Plan, StageCertificate
from solver.domain.plan_edit import carried, reseated
from solver.service import Result
from solver.verify import verify
from tests.explain.random_rosters import by_chance
from tests.whole.small_cases import cases


def unseen(plan: Plan) -> Plan:
    """Return the same plan as if it had just been read: nothing is known of it."""
    return Plan(plan.timetable, plan.handover, plan.roster, plan.accounts)


def shuffled(case: Case, plan: Plan, seed: int) -> Plan:
    """Return a plan with a few seats left, taken by others, or taken twice."""
    dice = random.Random(seed)
    gone = set(dice.sample(plan.roster, min(len(plan.roster), dice.randint(0, 3))))
    come = {replace(row, staff=dice.choice(case.staff).id) for row in sorted(gone) if dice.random() < 0.7}
    return reseated(case, plan, gone, come - set(plan.roster))


def same(one: Facts, other: Facts) -> bool:
    return (one.by_person, one.crew, one.stray) == (other.by_person, other.crew, other.stray)


@given(cases(), st.integers(0, 10**6))
def test_the_facts_of_a_reseated_plan_are_those_of_the_plan(case: Case, seed: int) -> None:
    plan = shuffled(case, by_chance(case, seed), seed + 1)
    assert plan.roster == tuple(sorted(plan.roster))
    assert same(facts(case, plan), facts(case, unseen(plan)))


def test_strangers_are_not_seated(tiny: Result) -> None:
    row = tiny.plan.roster[0]
    for stranger in (replace(row, staff="nobody"), replace(row, post="nowhere")):
        with pytest.raises(ValueError, match="no duty or person"):
            reseated(tiny.case, tiny.plan, (), (stranger,))


@given(cases(), st.integers(0, 10**6))
def test_what_is_audited_again_is_what_a_full_audit_finds(case: Case, seed: int) -> None:
    plan = by_chance(case, seed)
    changed = shuffled(case, plan, seed + 1)
    assert audit_again(case, changed, plan, audit(case, plan)) == audit(case, unseen(changed))


def test_an_account_that_is_doubted_stays_doubted(tiny: Result) -> None:
    account = tiny.plan.accounts["units"]
    who, share = next(iter(account.shares.items()))
    wrong = replace(account, shares={**account.shares, who: replace(share, target=share.target + 1)})
    plan = replace(tiny.plan, accounts={**tiny.plan.accounts, "units": wrong})
    known = audit(tiny.case, plan)
    assert known.unfair
    changed = shuffled(tiny.case, plan, 1)
    assert audit_again(tiny.case, changed, plan, known) == audit(tiny.case, unseen(changed))


@pytest.mark.parametrize("school", ["tiny", "small"])
@pytest.mark.parametrize("seed", range(6))
def test_an_edited_result_is_as_good_as_a_fresh_one(
    school: str, seed: int, request: pytest.FixtureRequest
) -> None:
    result: Result = request.getfixturevalue(school)
    case = result.case
    edited = service.edited(result, shuffled(case, result.plan, seed))
    assert edited.audit == audit(case, unseen(edited.plan), edited.certificate)
    assert not edited.audit.doubts
    assert edited.shortfalls == result.shortfalls


@pytest.mark.parametrize("school", ["tiny", "small"])
@pytest.mark.parametrize("seed", range(6))
def test_every_claim_about_an_edited_roster_is_confirmed(
    school: str, seed: int, request: pytest.FixtureRequest
) -> None:
    result: Result = request.getfixturevalue(school)
    edited = service.edited(result, shuffled(result.case, result.plan, seed))
    verdicts = verify(result.case, edited.plan, edited.certificate)
    for level in verdicts.levels:
        assert level.verdict in {"confirmed", "claimed"}, (
            level.name,
            [why.say("en") for why in level.reasons],
        )


def test_edits_of_edits_are_audited_as_well(small: Result) -> None:
    result = small
    for seed in range(4):
        result = service.edited(result, shuffled(small.case, result.plan, seed))
    assert result.audit == audit(small.case, unseen(result.plan), result.certificate)


def test_an_edit_that_is_taken_back_proves_what_was_proven(tiny: Result) -> None:
    there = service.edited(tiny, shuffled(tiny.case, tiny.plan, 3))
    assert there.plan.roster != tiny.plan.roster
    back = service.edited(tiny, unseen(tiny.plan))
    assert back.certificate == tiny.certificate
    assert back.audit == tiny.audit


def test_another_timetable_proves_nothing(tiny: Result) -> None:
    without_clubs = replace(tiny.plan, timetable=())
    edited = service.edited(tiny, without_clubs)
    assert edited.certificate.stages == ()
    assert any(finding.rule == "club_placed" for finding in edited.audit.findings)


def test_a_proof_that_rests_on_the_case_alone_outlives_an_empty_seat(seven: Result) -> None:
    """Somebody's share can't be exact whoever does what; a seat left empty changes nothing about that."""
    case = seven.case
    row = next(row for row in seven.plan.roster if row.post == "gate")
    edited = service.edited(seven, reseated(case, seven.plan, (row,), ()))
    before, after = of_rotation(seven), of_rotation(edited)
    assert after["uncovered"].value == before["uncovered"].value + 1
    evidence = before["max_deviation"].evidence
    assert evidence is not None
    assert after["max_deviation"].bound == evidence.proven > 0
    assert after["max_deviation"].conditional == ("uncovered",)
    verdicts = {level.name: level.verdict for level in verify(case, edited.plan, edited.certificate).levels}
    assert verdicts["max_deviation"] == "confirmed"


def of_rotation(result: Result) -> dict[str, LevelCertificate]:
    return {level.name: level for stage in result.certificate.stages[2:] for level in stage.levels}


@pytest.mark.parametrize("kind", ["held", "peak", "seats", "claim"])
def test_a_proof_that_leans_on_earlier_levels_falls_with_them(seven: Result, kind: str) -> None:
    """A row that holds a level, a largest deviation held, empty seats known, a solver's word."""
    evidence = Evidence(1, (Multiplier(RowName("grain", staff="fay"), Fraction(1)),))
    if kind == "held":
        evidence = replace(evidence, multipliers=(Multiplier(RowName("held", level="rules"), Fraction(1)),))
    elif kind == "seats":
        evidence = Evidence(1, seats=((SeatClass(("gate",), (dt.date(2026, 9, 7),)),),))
    elif kind == "claim":
        evidence = replace(evidence, proven=0)
    worse = "max_deviation" if kind == "peak" else "rules"
    levels = (
        LevelCertificate(worse, 1, 1, "trivial"),
        LevelCertificate("last", 2, 1, "flow", (), evidence),
    )
    before = replace(seven.certificate, stages=(StageCertificate("rotation", levels),))
    values: dict[Stage, tuple[tuple[str, int], ...]] = {"rotation": ((worse, 2), ("last", 2))}
    (stage,) = carried(before, seven.plan, values, {"max_deviation"}).stages
    assert [level.bound for level in stage.levels] == [1, 0]


def test_a_crew_of_nobody_is_no_crew(tiny: Result) -> None:
    row: Assignment = tiny.plan.roster[0]
    empty = reseated(tiny.case, tiny.plan, (row,), ())
    assert same(facts(tiny.case, empty), facts(tiny.case, unseen(empty)))

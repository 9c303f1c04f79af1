"""What a certificate depends on, and what voids it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from solver import service
from solver.audit.plan import OTHER_LEVEL, OTHER_STAGE, audit
from solver.domain.levels import STAGE_WORDS, LevelGroup, Stage
from solver.domain.plan import Departure, Meeting, Method, Plan, StageCertificate
from solver.engine.bounds import Bound, certify
from solver.engine.budget import Options
from solver.service import Result
from tests.whole.midsize import midsize

GROUPS: tuple[LevelGroup, ...] = tuple(
    ((name, 1),) for name in ("uncovered", "max_deviation", "sum_deviation")
)
METHODS: tuple[Method, ...] = ("flow", "dual_rechecked", "count_relaxation", "solver_claim")


def test_a_bound_is_conditional_exactly_when_an_earlier_level_is_not_proven() -> None:
    for gaps in itertools.product((0, 1, 5), repeat=3):
        for method in METHODS:
            values = (7, 8, 9)
            bounds = [Bound(value - gap, method) for value, gap in zip(values, gaps, strict=True)]
            levels = certify(GROUPS, values, bounds)
            for at, level in enumerate(levels):
                earlier = tuple(own.name for own in levels[:at] if not own.proven)
                assert level.conditional == earlier
                assert level.proven == (gaps[at] == 0)


def test_a_bound_by_sign_alone_holds_without_any_condition() -> None:
    levels = certify(GROUPS, (1, 2, 3), [Bound(0, "flow"), Bound(0, "trivial"), Bound(1, "count_relaxation")])
    assert [level.conditional for level in levels] == [(), (), ("uncovered", "max_deviation")]


def test_a_bound_is_never_said_to_be_above_its_value() -> None:
    (level,) = certify(GROUPS[:1], (3,), [Bound(4, "flow")])
    assert level.bound <= level.value


def test_a_hurried_solve_says_what_its_bounds_depend_on() -> None:
    result = service.solve(midsize(), Options(effort=1, workers=1))
    assert not result.audit.doubts
    for stage in result.certificate.stages:
        unproven: tuple[str, ...] = ()
        for level in stage.levels:
            assert level.conditional == (() if level.method == "trivial" else unproven)
            unproven += () if level.proven else (level.name,)


def meetings_edited(plan: Plan) -> Iterator[Plan]:
    for meeting in plan.timetable:
        for weekday in range(1, 6):
            moved: Meeting = replace(meeting, weekday=weekday)
            if moved != meeting:
                rows = sorted([row for row in plan.timetable if row != meeting] + [moved])
                yield replace(plan, timetable=tuple(rows))


def lines_edited(plan: Plan) -> Iterator[Plan]:
    for line in plan.handover:
        later: Departure = replace(
            line, leave=line.leave + 1, arrive=line.arrive + 1, released=line.released + 1
        )
        rows = sorted([row for row in plan.handover if row != line] + [later])
        yield replace(plan, handover=tuple(rows))


def voided(result: Result, plan: Plan) -> set[object]:
    """The stages of whose certificate the audit says that an earlier stage was changed."""
    doubts = audit(result.case, plan, result.certificate).doubts
    told = {dict(doubt.values)["stage"] for doubt in doubts if doubt.words is OTHER_STAGE}
    return {stage for stage, words in STAGE_WORDS.items() if words in told}


def test_an_edited_meeting_voids_the_certificates_of_both_later_stages(solved: Result) -> None:
    edited = list(meetings_edited(solved.plan))[::5]
    assert edited
    for plan in edited:
        assert voided(solved, plan) == {"handover", "rotation"}


def test_an_edited_line_voids_the_rotations_certificate_only(solved: Result) -> None:
    for plan in list(lines_edited(solved.plan))[::3]:
        assert voided(solved, plan) == {"rotation"}


def test_the_order_of_rows_voids_nothing(solved: Result) -> None:
    plan = solved.plan
    turned = replace(
        plan, timetable=plan.timetable[::-1], handover=plan.handover[::-1], roster=plan.roster[::-1]
    )
    assert audit(solved.case, turned, solved.certificate).clean


def test_a_changed_roster_voids_no_stage_but_its_levels_are_doubted(solved: Result) -> None:
    plan = replace(solved.plan, roster=solved.plan.roster[1:])
    doubts = audit(solved.case, plan, solved.certificate).doubts
    assert voided(solved, plan) == set()
    assert {doubt.words for doubt in doubts} == {OTHER_LEVEL}


@pytest.mark.parametrize("stage", ["handover", "rotation"])
def test_a_certificate_names_what_it_was_made_under(solved: Result, stage: Stage) -> None:
    certificate: StageCertificate = next(own for own in solved.certificate.stages if own.stage == stage)
    assert set(certificate.fixed) == ({"timetable"} if stage == "handover" else {"timetable", "handover"})

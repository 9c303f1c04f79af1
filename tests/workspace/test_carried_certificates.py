"""What a certificate still says of an edited plan: what was proven of all plans, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.audit.plan import audit
from solver.domain.levels import Stage
from solver.domain.plan import Assignment, Certificate, LevelCertificate, Plan, StageCertificate, stage_hash
from solver.domain.plan_edit import carried
from solver.verify import verify

NAMES = ("first", "second", "third")


def certificate_of(values: tuple[int, ...], bounds: tuple[int, ...]) -> Certificate:
    levels = tuple(
        LevelCertificate(name, value, bound, "solver_claim")
        for name, value, bound in zip(NAMES, values, bounds, strict=True)
    )
    fixed = {"timetable": stage_hash(()), "handover": stage_hash(())}
    return Certificate("case", "hash", "1", 0, 1, None, (StageCertificate("rotation", levels, fixed),))


def of_edited(values: tuple[int, ...], before: Certificate) -> tuple[LevelCertificate, ...]:
    levels: dict[Stage, Sequence[tuple[str, int]]]
    levels = {"rotation": tuple(zip(NAMES, values, strict=True)), "timetable": (), "handover": ()}
    return carried(before, Plan(), levels).stages[0].levels


def test_a_later_level_that_got_worse_keeps_every_bound() -> None:
    levels = of_edited((1, 2, 9), certificate_of((1, 2, 3), (1, 1, 3)))
    assert [(level.value, level.bound) for level in levels] == [(1, 1), (2, 1), (9, 3)]
    assert [level.conditional for level in levels] == [(), (), ("second",)]


def test_an_earlier_level_that_got_worse_takes_the_later_bounds_with_it() -> None:
    levels = of_edited((1, 4, 2), certificate_of((1, 2, 3), (1, 1, 3)))
    assert [(level.value, level.bound, level.method) for level in levels] == [
        (1, 1, "solver_claim"),
        (4, 1, "solver_claim"),
        (2, 0, "trivial"),
    ]


def test_what_is_below_a_bound_breaks_a_law_and_the_bound_says_nothing_of_it() -> None:
    levels = of_edited((0, 2, 3), certificate_of((1, 2, 3), (1, 1, 3)))
    assert (levels[0].value, levels[0].bound) == (0, 0)


def test_an_edited_timetable_voids_what_came_after_it() -> None:
    before = certificate_of((1, 2, 3), (1, 2, 3))
    (stage,) = before.stages
    other = replace(before, stages=(replace(stage, fixed={"timetable": "another"}),))
    assert {level.bound for level in of_edited((1, 2, 3), other)} == {0}


values = st.tuples(*(st.integers(0, 4) for _ in NAMES))


@given(st.lists(values, min_size=1, max_size=6, unique=True), st.data())
def test_what_is_carried_holds_for_every_legal_plan(
    legal: list[tuple[int, ...]], data: st.DataObject
) -> None:
    """A world of a few plans: bounds that are true of one of them stay true when another one is looked at."""

    def best(plan: tuple[int, ...], at: int) -> int:
        return min(
            each[at] for each in legal if all(a <= b for a, b in zip(each[:at], plan[:at], strict=True))
        )

    solved, edited = data.draw(st.sampled_from(legal)), data.draw(st.sampled_from(legal))
    bounds = tuple(data.draw(st.integers(0, best(solved, at))) for at in range(len(NAMES)))
    for at, level in enumerate(of_edited(edited, certificate_of(solved, bounds))):
        assert level.value == edited[at]
        assert level.bound <= best(edited, at)


@pytest.mark.parametrize("seed", range(3))
def test_every_carried_bound_of_a_real_plan_is_worked_out_again(repository: Path, seed: int) -> None:
    case = service.open_case(repository / "data/tiny").case
    result = service.solve(case, service.Options(effort=20, workers=1, seed=seed))
    *rest, last = result.plan.roster
    others = [person.id for person in case.staff if person.id != last.staff]
    for other in others:
        roster = tuple(sorted([*rest, Assignment(last.date, last.post, other, last.cover)]))
        plan = replace(result.plan, roster=roster)
        certificate = carried(result.certificate, plan, audit(case, plan).levels)
        assert audit(case, plan, certificate).doubts == ()
        verdicts = {level.verdict for level in verify(case, plan, certificate).levels}
        assert verdicts <= {"confirmed", "claimed"}

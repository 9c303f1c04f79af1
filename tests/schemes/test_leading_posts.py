"""Who leads a class to the gate where several posts hold it one after the other: only the last of them."""

from __future__ import annotations

import pytest

from solver import custody
from solver.domain.case import PostKind
from solver.domain.duties import DutyKey, expand
from solver.domain.example_cases import a_post, at, on_day, roster, sketch
from solver.domain.plan import Departure, Plan

LEAVING = (
    Departure("pm", "c1", "fine", "g", at(18), at(18, 2), at(18, 3), 10),
    Departure("pm", "c1", "rain", "g", at(18), at(18, 2), at(18, 4), 10),
)


def two_lessons(kind: PostKind):
    """One class, two lessons of an hour each, on one day."""
    posts = [
        a_post("first", kind, group="c1", end=at(17)),
        a_post("second", kind, group="c1", start=at(17)),
    ]
    return sketch(posts=posts, days=1, enrolment=sketch().enrolment[:1])


@pytest.mark.parametrize("kind", ["care", "evening"])
def test_who_teaches_the_first_lesson_is_free_after_it_and_who_teaches_the_last_leads_the_line(kind):
    duties = expand(two_lessons(kind), (), LEAVING).duty
    first, second = (duties[DutyKey(on_day(0), name)] for name in ("first", "second"))
    assert (first.busy_until, first.zone_to) == (at(17), "a")
    assert (second.busy_until, second.zone_to) == (at(18, 4), "g")


@pytest.mark.parametrize("kind", ["care", "evening"])
def test_the_line_is_in_the_hands_of_the_last_lessons_teacher_up_to_the_last_release(kind):
    plan = Plan(handover=LEAVING, roster=roster("0 first ann", "0 second bo").roster)
    case = two_lessons(kind)
    assert list(custody.findings(case, plan)) == []
    gate = [leg for leg in custody.chain(case, plan) if leg.how == "gate"]
    assert {leg.staff for leg in gate} == {("bo",)}
    left_early = Plan(handover=LEAVING, roster=roster("0 first ann").roster)
    gap = next(finding for finding in custody.findings(case, left_early) if finding.rule == "custody_gap")
    assert (gap.start, gap.end) == (at(17), at(18, 4))

"""Candidate pairs are found pattern by pattern, and are those that the rules allow duty by duty."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.domain.case import Absence, Case, Lesson, Pin, RuleSetting
from solver.domain.duties import expand
from solver.domain.example_cases import a_post, at, on_day, sketch
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import AnyRule, catalogue, rules_of

DAYS = 15
PEOPLE = ("ann", "bo")
dates = st.integers(0, DAYS - 1).map(on_day)
spans = st.tuples(dates, dates).map(sorted)
maybe_dates = st.none() | dates


def agree(case: Case) -> None:
    work = expand(case, (), ())
    pairs = CandidatePairs(case, work, rules_of(case))
    for duty in work.duties:
        free = [person.id for person in case.staff if not pairs.why(person.id, duty)]
        assert pairs.allowed(duty) == set(free)
        assert pairs.able(duty) == tuple(free)


@pytest.mark.parametrize("rule", catalogue())
def test_every_rule_s_examples_have_the_same_pairs_either_way(rule: type[AnyRule]) -> None:
    for example in rule.examples():
        setting = RuleSetting(code=rule.code, params=example.params)
        agree(example.case.model_copy(update={"rules": (setting,)}))


someone = st.sampled_from(PEOPLE)
absences = st.builds(
    lambda who, span: Absence(staff=who, first=span[0], last=span[1]), who=someone, span=spans
)
lessons_at_work = st.builds(
    lambda who, day, weeks: Lesson(staff=who, weekday=day, start=at(15), end=at(17), weeks=weeks),
    who=someone,
    day=st.integers(1, 5),
    weeks=st.sampled_from(["", "odd", "2"]),
)
forbidding = st.builds(
    lambda who, first, last: Pin(staff=who, post="gate", action="forbid", first=first, last=last),
    who=someone,
    first=maybe_dates,
    last=maybe_dates,
)


@given(
    st.lists(absences, max_size=3),
    st.lists(lessons_at_work, max_size=2),
    st.lists(forbidding, max_size=2),
    maybe_dates,
)
def test_leave_lessons_and_pins_make_dates_of_one_s_own(
    leave: list[Absence], lessons: list[Lesson], pins: list[Pin], since: dt.date | None
) -> None:
    qualified = RuleSetting(
        code="qualified",
        params={"qualifications": ["first aid"], "posts": ["care"], "first": since, "staff": "id:bo"},
    )
    agree(
        sketch(
            posts=[a_post("care", rotation="weekly"), a_post("gate", "gate")],
            days=DAYS,
            absences=tuple(leave),
            lessons=tuple(lessons),
            pins=tuple(pins),
            rules=(qualified,),
        )
    )


def test_dates_alike_share_one_set_of_people() -> None:
    case = sketch(posts=[a_post("gate", "gate")], days=DAYS)
    work = expand(case, (), ())
    pairs = CandidatePairs(case, work, rules_of(case))
    assert len({id(pairs.allowed(duty)) for duty in work.duties}) == 1

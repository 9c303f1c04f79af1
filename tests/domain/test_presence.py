"""When people are free, to the minute: working pattern, leave, lessons and the walk from them."""

from __future__ import annotations

import pytest

from solver.domain.calendar import Day
from solver.domain.case import Absence, Lesson, Staff
from solver.domain.example_cases import at, on_day, sketch
from solver.domain.presence import at_work, free, leave_at, lesson_at

MONDAY = Day(on_day(0), week=1, weekday=1, real_weekday=1)
SATURDAY_FOR_MONDAY = Day(on_day(5), week=1, weekday=1, real_weekday=6)


def test_a_working_pattern_holds_to_its_very_ends() -> None:
    ann = Staff(id="ann", name="Ann", weekdays=(1,), start=at(16), end=at(18))
    assert at_work(ann, MONDAY, at(16), at(18))
    assert not at_work(ann, MONDAY, at(15, 59), at(18))
    assert not at_work(ann, MONDAY, at(16), at(18, 1))


@pytest.mark.parametrize(
    ("kind", "works"), [("own", True), ("retired", True), ("external", False), ("parent", False)]
)
def test_on_a_make_up_day_people_from_outside_follow_the_calendar(kind: str, works: object) -> None:
    person = Staff.model_validate({"id": "xu", "name": "Xu", "kind": kind, "weekdays": (1,)})
    assert at_work(person, SATURDAY_FOR_MONDAY, at(16), at(18)) == works


@pytest.mark.parametrize(
    ("start", "end", "away"),
    [(None, None, True), (at(18), None, False), (at(17, 59), None, True), (None, at(16), False)],
)
def test_leave_of_part_of_a_day_binds_its_own_minutes(
    start: int | None,
    end: int | None,
    away: object,
) -> None:
    leave = Absence(staff="ann", first=on_day(0), last=on_day(1), start=start, end=end)
    case = sketch(absences=(leave,))
    ann = case.person["ann"]
    assert (leave_at(case, ann, MONDAY, at(16), at(18)) is not None) == away
    assert free(case, ann, MONDAY, at(16), at(18)) != away


def test_whoever_is_at_work_with_a_lower_due_load_is_not_away() -> None:
    case = sketch(absences=(Absence(staff="ann", first=on_day(0), last=on_day(0), away=False),))
    assert leave_at(case, case.person["ann"], MONDAY, at(16), at(18)) is None


def test_a_lesson_binds_until_its_teacher_has_walked() -> None:
    case = sketch(lessons=(Lesson(staff="ann", weekday=1, start=at(15), end=at(16), zone="a"),))
    ann = case.person["ann"]
    assert lesson_at(case, ann, MONDAY, at(16), at(18), "a") is None
    assert lesson_at(case, ann, MONDAY, at(16), at(18), "b") is not None
    assert free(case, ann, MONDAY, at(16), at(18), grace=10, zone="b")
    assert not free(case, ann, MONDAY, at(16), at(18), grace=9, zone="b")


def test_a_lesson_of_odd_weeks_leaves_even_ones_free() -> None:
    case = sketch(lessons=(Lesson(staff="ann", weekday=1, start=at(16), end=at(17), weeks="odd"),))
    ann = case.person["ann"]
    assert lesson_at(case, ann, MONDAY, at(16), at(18)) is not None
    assert lesson_at(case, ann, Day(on_day(7), 2, 1, 1), at(16), at(18)) is None

"""When people are free: their working pattern, leave and lessons, as the tables mean them."""

from __future__ import annotations

from functools import lru_cache

from solver.base.units import Minutes
from solver.domain.calendar import Day, week_selected
from solver.domain.case import Absence, Case, Lesson, Staff

FROM_OUTSIDE = frozenset({"external", "volunteer", "parent"})
"""Kinds of people who know nothing of make-up days: they follow the calendar's weekday."""


def weekday_for(person: Staff, day: Day) -> int:
    """Return the weekday that a day is for a person: on make-up days the school follows another."""
    return day.real_weekday if person.kind in FROM_OUTSIDE else day.weekday


def at_work(person: Staff, day: Day, start: Minutes, end: Minutes) -> bool:
    """Tell whether a time lies within a person's working pattern."""
    return (
        (not person.weekdays or weekday_for(person, day) in person.weekdays)
        and (person.start is None or person.start <= start)
        and (person.end is None or end <= person.end)
    )


def leave_at(case: Case, person: Staff, day: Day, start: Minutes, end: Minutes) -> Absence | None:
    """Return the leave that a person has in some minute of a time; ``None``: none."""
    return next((row for row in case.absences_of.get(person.id, ()) if row.meets(day.date, start, end)), None)


def lesson_at(
    case: Case, person: Staff, day: Day, start: Minutes, end: Minutes, zone: str | None = None
) -> Lesson | None:
    """Return the lesson that keeps a person from a place in some minute of a time, the walk included."""
    for lesson in _lessons(case).get((person.id, day.weekday), ()):
        until = lesson.end + case.walk_minutes(lesson.zone, zone)
        if max(lesson.start, start) < min(until, end) and week_selected(lesson.weeks, day.week):
            return lesson
    return None


def free(
    case: Case,
    person: Staff,
    day: Day,
    start: Minutes,
    end: Minutes,
    *,
    grace: Minutes = 0,
    zone: str | None = None,
) -> bool:
    """Tell whether a person can be somewhere from start to end, late by the grace at most."""
    return (
        at_work(person, day, start, end)
        and leave_at(case, person, day, start, end) is None
        and lesson_at(case, person, day, start + grace, end, zone) is None
    )


@lru_cache(maxsize=32)
def _lessons(case: Case) -> dict[tuple[str, int], list[Lesson]]:
    found: dict[tuple[str, int], list[Lesson]] = {}
    for lesson in case.lessons:
        found.setdefault((lesson.staff, lesson.weekday), []).append(lesson)
    return found

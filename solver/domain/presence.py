"""Who is there when, as the tables mean it: people who are free, pupils who are enrolled."""

from __future__ import annotations

from functools import lru_cache

from solver.base.units import Minutes
from solver.domain.calendar import Day, in_care, serves, week_selected
from solver.domain.case import Absence, Case, Enrolment, Group, Lesson, Session, Staff

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


@lru_cache(maxsize=64)
def _enrolment(case: Case) -> dict[tuple[str, str, int | None], Enrolment]:
    return {(row.group, row.session, row.weekday): row for row in case.enrolment}


def enrolled(case: Case, group: Group, session: str, weekday: int) -> list[Enrolment]:
    """Return the enrolment of a group, or of the parts of a merged one: a weekday's own before any day's."""
    rows = _enrolment(case)
    found = []
    for part in group.parts or (group.id,):
        row = rows.get((part, session, weekday)) or rows.get((part, session, None))
        if row is not None:
            found.append(row)
    return found


def pupils_of(case: Case, group: Group, session: str, weekday: int) -> int:
    """Return how many pupils of a group are enrolled; a merged group has those of its parts."""
    return sum(row.pupils for row in enrolled(case, group, session, weekday))


def present(case: Case, session: Session, group: Group, day: Day) -> int:
    """Return how many pupils of a group are in a session on a day; none while another group stands for it."""
    if not serves(session, day) or not in_care(case, group, session.id, day):
        return 0
    return pupils_of(case, group, session.id, day.weekday)


@lru_cache(maxsize=64)
def _member_rows(case: Case) -> dict[tuple[str, str], int]:
    return {(row.club, row.group): row.pupils for row in case.members}


def members_of(case: Case, club: str, group: Group) -> int:
    """Return how many pupils of a group belong to a club; a merged group has those of its parts."""
    if group.parts:
        return sum(members_of(case, club, case.group[part]) for part in group.parts)
    return _member_rows(case).get((club, group.id), 0)

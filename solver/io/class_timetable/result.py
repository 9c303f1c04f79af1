"""What a timetable workbook holds, as tables of a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solver.base.errors import Fault
from solver.base.text import Said
from solver.domain.case import Group, Lesson, Staff, Teaching
from solver.io.class_timetable.cell_ledger import Counts
from solver.io.class_timetable.class_names import ClassName
from solver.io.class_timetable.lessons import Taught
from solver.io.class_timetable.vocabulary import LED_OR_IDLE
from solver.io.tables.vocabulary import POOL_OF_KIND


@dataclass(frozen=True, slots=True)
class Kebiao:
    """What a timetable workbook holds: the four tables, and what became of every cell.

    ``unread``: cells that are not in the tables, each with a way out. ``doubts``: what was read and should
    be looked at. ``notices``: what was assumed or left aside.
    """

    title: str
    staff: tuple[Staff, ...]
    groups: tuple[Group, ...]
    teaching: tuple[Teaching, ...]
    lessons: tuple[Lesson, ...]
    unread: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    notices: tuple[Said, ...]
    counts: Counts


def teaching_of(told: Iterable[tuple[ClassName, str, str]]) -> tuple[Teaching, ...]:
    """Return who teaches which class what; a row without a subject only where there is no other."""
    rows = dict.fromkeys((name, group.id, subject) for group, subject, name in told)
    with_subject = {(name, group) for name, group, subject in rows if subject}
    return tuple(
        Teaching(staff=name, group=group, subject=subject)
        for name, group, subject in rows
        if subject or (name, group) not in with_subject
    )


def lessons_of(taught: Iterable[Taught]) -> tuple[Lesson, ...]:
    """Return the hours in which each person is not free, each once."""
    rows = dict.fromkeys(
        (name, lesson.weekday, lesson.span, lesson.weeks) for lesson in taught for name in lesson.teachers
    )
    order = {name: at for at, name in enumerate(dict.fromkeys(name for name, *_ in rows))}
    return tuple(
        Lesson(staff=name, weekday=weekday, start=span[0], end=span[1], weeks=weeks)
        for name, weekday, span, weeks in sorted(rows, key=lambda row: (order[row[0]], *row[1:]))
    )


def staff_of(names: Iterable[str], teaching: Iterable[Teaching]) -> tuple[Staff, ...]:
    """Return the teachers, each with the subjects that they teach; a name is an id."""
    subjects: dict[str, dict[str, None]] = {name: {} for name in names}
    for row in teaching:
        if row.subject and row.subject not in LED_OR_IDLE:
            subjects[row.staff][row.subject] = None
    return tuple(
        Staff(id=name, name=name, subjects=tuple(taught), pool=POOL_OF_KIND["own"])
        for name, taught in subjects.items()
    )


def groups_of(groups: Iterable[ClassName], heads: dict[str, str]) -> tuple[Group, ...]:
    """Return the classes in order, each by the first of its spellings that says 班."""
    found: dict[str, ClassName] = {}
    for group in groups:
        known = found.get(group.id)
        if known is None or ("班" not in known.name and "班" in group.name):
            found[group.id] = group
    return tuple(
        Group(id=group.id, name=group.name, grade=group.grade or 0, head=heads.get(group.id))
        for group in sorted(found.values(), key=lambda group: group.order)
    )

"""Lessons as timetables tell them, and what they tell together: clashes, contradictions, tables of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from solver.base.errors import Fault
from solver.base.text import WEEKDAYS, Said, Words
from solver.base.units import clock
from solver.domain.calendar import week_selected
from solver.domain.case import Group, Lesson, Staff, Teaching
from solver.io.class_timetable.cell_ledger import Counts
from solver.io.class_timetable.class_names import ClassName
from solver.io.class_timetable.headings import Span
from solver.io.class_timetable.meaning import shown
from solver.io.class_timetable.sheets import Place, address
from solver.io.class_timetable.vocabulary import LED_OR_IDLE
from solver.io.tables.vocabulary import POOL_OF_KIND

CLASH = Words(
    zh="{name} {weekday} {start} 同时在 {first}（{first_at}）和 {second}（{second_at}）上课",
    en="{name} teaches {first} ({first_at}) and {second} ({second_at}) at the same time, {weekday} {start}.",
)
TELL_APART = Words(
    zh="如果是两个同名的人，请写成“{name}1”“{name}2”；如果是合班上课，不用改",
    en="If these are two people of one name, write {name}1 and {name}2; if the classes are taught together, "
    "leave it.",
)
TWO_STORIES = Words(
    zh="{group} {weekday} {start} 有两种写法：{first_at} 是“{first}”，这里是“{second}”",
    en="{group}, {weekday} {start}, is told in two ways: “{first}” in {first_at} and “{second}” here.",
)
KEEP_RIGHT = Words(zh="请改成一样；现在两种都算上课", en="Make them the same; for now both count as lessons.")

WEEKS = range(1, 61)


@dataclass(frozen=True, slots=True)
class Taught:
    """One lesson of one class: when, what, by whom, and the cell that says so."""

    group: ClassName
    weekday: int
    span: Span
    weeks: str
    subject: str
    teachers: tuple[str, ...]
    file: str
    sheet: str
    place: Place
    origin: Place
    text: str

    @property
    def where(self) -> str:
        """The cell: ``三(2)班!B3``."""
        return f"{self.sheet}!{address(self.place)}"

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands in the week of the school, whatever the workbook's layout."""
        return (*self.group.order, self.weekday, self.span, self.weeks, self.subject, self.teachers)


@lru_cache(maxsize=1024)
def share_weeks(first: str, second: str) -> bool:
    """Tell whether two selections of teaching weeks have a week in common."""
    return any(week_selected(first, week) and week_selected(second, week) for week in WEEKS)


def contradictions(lessons: Iterable[Taught]) -> Iterator[Fault]:
    """Yield a fault for every cell that tells another story of a class's hour than a cell before."""
    earlier: dict[tuple[str, int], list[Taught]] = {}
    reported: set[tuple[str, Place]] = set()
    for lesson in lessons:
        before = earlier.setdefault((lesson.group.id, lesson.weekday), [])
        here = (lesson.sheet, lesson.place)
        stories = [story for story in before if (story.sheet, story.place) != here and _meet(story, lesson)]
        same = any((story.subject, story.teachers) == (lesson.subject, lesson.teachers) for story in stories)
        if stories and not same and here not in reported:
            reported.add(here)
            other = stories[0]
            message = TWO_STORIES.with_(
                group=lesson.group.name,
                weekday=WEEKDAYS[lesson.weekday],
                start=clock(lesson.span[0]),
                first=shown(other.text),
                first_at=other.where,
                second=shown(lesson.text),
            )
            yield _fault(lesson, message, KEEP_RIGHT.with_())
        before.append(lesson)


def clashes(lessons: Iterable[Taught]) -> Iterator[Fault]:
    """Yield a fault for everybody who teaches two classes at a time, unless one merged cell says so."""
    held: dict[tuple[str, int], list[Taught]] = {}
    for lesson in lessons:
        for name in lesson.teachers:
            held.setdefault((name, lesson.weekday), []).append(lesson)
    for (name, weekday), mine in held.items():
        reported: set[tuple[str, str, Span]] = set()
        for at, lesson in enumerate(mine):
            for other in mine[:at]:
                pair = (other.group.id, lesson.group.id, lesson.span)
                one_cell = (other.sheet, other.origin) == (lesson.sheet, lesson.origin)
                if other.group == lesson.group or one_cell or pair in reported or not _meet(other, lesson):
                    continue
                reported.add(pair)
                message = CLASH.with_(
                    name=name,
                    weekday=WEEKDAYS[weekday],
                    start=clock(max(other.span[0], lesson.span[0])),
                    first=other.group.name,
                    first_at=other.where,
                    second=lesson.group.name,
                    second_at=lesson.where,
                )
                yield _fault(lesson, message, TELL_APART.with_(name=name))


def _meet(first: Taught, second: Taught) -> bool:
    overlap = first.span[0] < second.span[1] and second.span[0] < first.span[1]
    return overlap and share_weeks(first.weeks, second.weeks)


def _fault(lesson: Taught, message: Said, way_out: Said) -> Fault:
    return Fault(
        message, lesson.file, lesson.sheet, column=address(lesson.place), value=lesson.text, way_out=way_out
    )


@dataclass(frozen=True, slots=True)
class ClassTimetable:
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

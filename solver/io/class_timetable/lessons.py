"""Lessons as timetables tell them, and what they tell together: clashes, contradictions, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from solver.base.errors import Fault
from solver.base.text import WEEKDAYS, Said
from solver.base.units import clock
from solver.domain.calendar import week_selected
from solver.io.class_timetable.class_names import ClassName
from solver.io.class_timetable.headings import Span
from solver.io.class_timetable.meaning import shown
from solver.io.class_timetable.messages import CLASH, KEEP_RIGHT, TELL_APART, TWO_STORIES
from solver.io.class_timetable.sheets import Place, address

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
    told: dict[tuple[str, int], list[Taught]] = {}
    said: set[tuple[str, Place]] = set()
    for lesson in lessons:
        before = told.setdefault((lesson.group.id, lesson.weekday), [])
        here = (lesson.sheet, lesson.place)
        stories = [one for one in before if (one.sheet, one.place) != here and _meet(one, lesson)]
        same = any((one.subject, one.teachers) == (lesson.subject, lesson.teachers) for one in stories)
        if stories and not same and here not in said:
            said.add(here)
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
        said: set[tuple[str, str, Span]] = set()
        for at, lesson in enumerate(mine):
            for other in mine[:at]:
                pair = (other.group.id, lesson.group.id, lesson.span)
                one_cell = (other.sheet, other.origin) == (lesson.sheet, lesson.origin)
                if other.group == lesson.group or one_cell or pair in said or not _meet(other, lesson):
                    continue
                said.add(pair)
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

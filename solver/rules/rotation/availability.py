"""People serve only when they are there: no lesson, no leave, within their working pattern."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache

from solver.base.text import WEEKDAYS, Said, Words
from solver.base.units import clock
from solver.domain.calendar import days_of, week_selected
from solver.domain.case import Absence, Case, Lesson, Staff
from solver.domain.duties import Duty
from solver.rules import example_cases
from solver.rules.rule import Example, PairRule, Params

IN_LESSON = Words(
    zh="{person}{weekday}{start}–{end}有课，接不了{date}的“{post}”",
    en="{person} teaches on {weekday} {start}–{end} and can't take {post} on {date}",
)
AWAY = Words(
    zh="{person}在{date}不在岗（{reason}），接不了“{post}”",
    en="{person} is away on {date} ({reason}) and can't take {post}",
)
OFF = Words(
    zh="{date}（{weekday}）不在{person}的工作时间内，接不了“{post}”",
    en="{post} on {date} ({weekday}) lies outside {person}'s working pattern",
)

OUTSIDERS = frozenset({"external", "volunteer", "parent"})


class Availability(PairRule[Params]):
    """Whoever is on a duty is free and at work then."""

    code = "availability"
    title = Words(zh="有空在岗", en="Availability")
    meaning = Words(
        zh="上课、请假或不在工作时间内的人不排班；调休日校内人员按所补的星期上课，校外人员按实际星期。",
        en="Nobody serves during a lesson, on leave or outside the working pattern. "
        "On make-up days school staff follow the weekday whose lessons apply, outsiders the real one.",
    )

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Look the person's busy times of this weekday and date up."""
        weekday = duty.day.real_weekday if staff.kind in OUTSIDERS else duty.day.weekday
        post = duty.post
        if (
            (staff.weekdays and weekday not in staff.weekdays)
            or (staff.start is not None and duty.start < staff.start)
            or (staff.end is not None and duty.busy_until > staff.end)
        ):
            return OFF.with_(date=duty.date, weekday=WEEKDAYS[weekday], person=staff.name, post=post)
        for absence in _absences(case).get(staff.id, ()):
            if absence.first <= duty.date <= absence.last and _during(absence, duty):
                return AWAY.with_(person=staff.name, date=duty.date, reason=absence.reason or "—", post=post)
        for lesson in _lessons(case).get((staff.id, duty.day.weekday), ()):
            walk = case.walk_minutes(lesson.zone, duty.zone_from)
            there, gone = duty.start + duty.grace, duty.busy_until
            meets = max(lesson.start, there) < min(lesson.end + walk, gone)
            if meets and week_selected(lesson.weeks, duty.day.week):
                return IN_LESSON.with_(
                    person=staff.name,
                    weekday=WEEKDAYS[lesson.weekday],
                    start=clock(lesson.start),
                    end=clock(lesson.end),
                    date=duty.date,
                    post=post,
                )
        return None

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:
        """Return the dates of leave; lessons in some weeks only make every date one of its own."""
        if staff.id in _lessons_by_weeks(case):
            return None
        away = _absences(case).get(staff.id, ())
        dates = [day.date for day in days_of(case.term)] if away else []
        return frozenset(date for date in dates if any(row.first <= date <= row.last for row in away))

    def bars(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Go through every minute of the duty after its grace."""
        weekday = duty.day.real_weekday if staff.kind in OUTSIDERS else duty.day.weekday
        at_work = (
            (not staff.weekdays or weekday in staff.weekdays)
            and (staff.start is None or staff.start <= duty.start)
            and (staff.end is None or duty.busy_until <= staff.end)
        )
        if not at_work:
            return OFF.with_(date=duty.date, weekday=WEEKDAYS[weekday], person=staff.name, post=duty.post)
        minutes = range(duty.start, duty.busy_until)
        for absence in case.absences_of.get(staff.id, ()):
            there = not absence.away or not absence.first <= duty.date <= absence.last
            if not there and not _minutes_away(absence).isdisjoint(minutes):
                return AWAY.with_(
                    person=staff.name, date=duty.date, reason=absence.reason or "—", post=duty.post
                )
        bound = range(duty.start + duty.grace, duty.busy_until)
        for lesson in case.lessons_of.get(staff.id, ()):
            if lesson.weekday != duty.day.weekday:
                continue
            if not week_selected(lesson.weeks, duty.day.week):
                continue
            walk = case.walk_minutes(lesson.zone, duty.zone_from)
            # The walk from the lesson counts as well: once the grace is over the person must be there.
            if not set(bound).isdisjoint(range(lesson.start, lesson.end + walk)):
                return IN_LESSON.with_(
                    person=staff.name,
                    weekday=WEEKDAYS[lesson.weekday],
                    start=clock(lesson.start),
                    end=clock(lesson.end),
                    date=duty.date,
                    post=duty.post,
                )
        return None

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a lesson that ends within the grace, one that doesn't, and a day of leave."""
        lessons = (
            Lesson(staff="ann", weekday=1, start=example_cases.at(15, 20), end=example_cases.at(16, 5)),
            Lesson(staff="bo", weekday=1, start=example_cases.at(15, 30), end=example_cases.at(16, 15)),
        )
        leave = (Absence(staff="ann", first=example_cases.day(1), last=example_cases.day(1), reason="sick"),)
        case = example_cases.sketch(
            posts=[example_cases.post("gate", "gate")], lessons=lessons, absences=leave
        )
        return (
            Example(
                case,
                clean=example_cases.roster("0 gate ann", "1 gate bo"),
                broken=example_cases.roster("0 gate bo", "1 gate ann"),
                params={},
            ),
        )


@lru_cache(maxsize=32)
def _absences(case: Case) -> dict[str, list[Absence]]:
    found: dict[str, list[Absence]] = defaultdict(list)
    for absence in case.absences:
        if absence.away:
            found[absence.staff].append(absence)
    return found


@lru_cache(maxsize=32)
def _lessons(case: Case) -> dict[tuple[str, int], list[Lesson]]:
    found: dict[tuple[str, int], list[Lesson]] = defaultdict(list)
    for lesson in case.lessons:
        found[lesson.staff, lesson.weekday].append(lesson)
    return found


@lru_cache(maxsize=32)
def _lessons_by_weeks(case: Case) -> frozenset[str]:
    return frozenset(lesson.staff for lesson in case.lessons if lesson.weeks)


def _during(absence: Absence, duty: Duty) -> bool:
    return (absence.start is None or absence.start < duty.busy_until) and (
        absence.end is None or absence.end > duty.start
    )


def _minutes_away(absence: Absence) -> set[int]:
    begin = 0 if absence.start is None else absence.start
    return set(range(begin, 24 * 60 if absence.end is None else absence.end))

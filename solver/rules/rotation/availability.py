"""People serve only when they are there: no lesson, no leave, within their working pattern."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from solver.base.text import WEEKDAYS, Said, Words
from solver.base.units import clock
from solver.domain import Absence, Case, Duty, Lesson, Staff
from solver.domain.calendar import days_of
from solver.domain.example_cases import a_post, at, on_day, roster, sketch
from solver.domain.presence import at_work, leave_at, lesson_at, weekday_for
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
        """Ask for the working pattern, leave and lessons, in this order."""
        day, start, end = duty.day, duty.start, duty.busy_until
        if not at_work(staff, day, start, end):
            return OFF.with_(**_named(staff, duty), weekday=WEEKDAYS[weekday_for(staff, day)])
        if leave := leave_at(case, staff, day, start, end):
            return AWAY.with_(**_named(staff, duty), reason=leave.reason or "—")
        # Once the grace is over the person must be there, the walk from a lesson included.
        if lesson := lesson_at(case, staff, day, start + duty.grace, end, duty.zone_from):
            hours = {"start": clock(lesson.start), "end": clock(lesson.end)}
            return IN_LESSON.with_(**_named(staff, duty), **hours, weekday=WEEKDAYS[lesson.weekday])
        return None

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:
        """Return the dates of leave; lessons in some weeks only make every date one of its own."""
        if staff.id in _lessons_by_weeks(case):
            return None
        away = [row for row in case.absences_of.get(staff.id, ()) if row.away]
        dates = [day.date for day in days_of(case.term)] if away else []
        return frozenset(date for date in dates if any(row.first <= date <= row.last for row in away))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a lesson that ends within the grace, one that doesn't, and a day of leave."""
        lessons = (
            Lesson(staff="ann", weekday=1, start=at(15, 20), end=at(16, 5)),
            Lesson(staff="bo", weekday=1, start=at(15, 30), end=at(16, 15)),
        )
        leave = (Absence(staff="ann", first=on_day(1), last=on_day(1), reason="sick"),)
        case = sketch(posts=[a_post("gate", "gate")], lessons=lessons, absences=leave)
        return (
            Example(case, clean=roster("0 gate ann", "1 gate bo"), broken=roster("0 gate bo", "1 gate ann")),
        )


def _named(staff: Staff, duty: Duty) -> dict[str, object]:
    return {"person": staff.name, "date": duty.date, "post": duty.post}


@lru_cache(maxsize=32)
def _lessons_by_weeks(case: Case) -> frozenset[str]:
    return frozenset(lesson.staff for lesson in case.lessons if lesson.weeks)

"""Lines on a calendar: whole weeks from Monday to Sunday, and what each day is."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from solver.base.text import WEEKDAYS, Message, Said, Words, both
from solver.domain import Case
from solver.domain.calendar import day_of, holiday_name, week_of
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT

Mark = Literal["", "outside", "weekend", "holiday", "closed", "makeup"]
ONE_DAY = dt.timedelta(days=1)

_CLOSED = Words(zh="停课", en="Closed")
_MAKEUP = Words(zh="补班 · {lessons}", en="Make-up · {lessons}")
_MONTH = Words(zh="{year}年{month}月", en="{month} {year}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day: what it is, in a word, and its lines."""

    date: dt.date
    mark: Mark
    note: Message | None
    lines: tuple[RosterLine, ...]

    @property
    def label(self) -> str:
        """The day of the month, with the month where one begins."""
        return f"{self.date.month}-1" if self.date.day == 1 else str(self.date.day)


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """Monday to Sunday with the number of the teaching week."""

    number: int
    days: tuple[MonthDay, ...]

    @property
    def label(self) -> str:
        """The number, where teaching has begun."""
        return str(self.number) if self.number > 0 else ""

    @property
    def units(self) -> Fraction:
        """The units of everybody in the week's lines."""
        return units_of(line for day in self.days for line in day.lines)


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, or the whole term, in weeks. Days of other months are ``outside`` and empty."""

    first: dt.date
    last: dt.date
    weeks: tuple[MonthWeek, ...]

    @property
    def lines(self) -> tuple[RosterLine, ...]:
        """Every line of the days."""
        return tuple(line for week in self.weeks for day in week.days for line in day.lines)


def months_of(case: Case) -> tuple[dt.date, ...]:
    """Return the first day of every month that the term touches."""
    days = range((case.term.end - case.term.start).days + 1)
    return tuple(dict.fromkeys((case.term.start + ONE_DAY * step).replace(day=1) for step in days))


def month_of(case: Case, lines: Iterable[RosterLine], month: dt.date) -> Month:
    """Return the month that holds a day."""
    first = month.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return span_of(case, lines, first, last)


def term_of(case: Case, lines: Iterable[RosterLine]) -> Month:
    """Return the whole term as one calendar."""
    return span_of(case, lines, case.term.start, case.term.end)


def span_of(case: Case, lines: Iterable[RosterLine], first: dt.date, last: dt.date) -> Month:
    """Return the weeks that touch some days; what lies before and after them is ``outside``."""
    by_date: dict[dt.date, list[RosterLine]] = defaultdict(list)
    for line in lines:
        if first <= line.date <= last:
            by_date[line.date].append(line)
    monday = first - ONE_DAY * (first.isoweekday() - 1)
    weeks = []
    while monday <= last:
        dates = [monday + ONE_DAY * step for step in range(7)]
        days = tuple(_day(case, date, first, last, tuple(by_date.get(date, ()))) for date in dates)
        weeks.append(MonthWeek(week_of(case.term, monday), days))
        monday += 7 * ONE_DAY
    return Month(first, last, tuple(weeks))


def month_words(first: dt.date) -> Said:
    """Return the name of a month."""
    month = both(str(first.month), _MONTHS[first.month - 1])
    return _MONTH.with_(year=first.year, month=month)


def units_of(lines: Iterable[RosterLine]) -> Fraction:
    """Return the work units of some lines; an empty seat is worth nothing to anybody."""
    return sum((line.units for line in lines if not line.missing), Fraction(0))


def _day(case: Case, date: dt.date, first: dt.date, last: dt.date, lines: tuple[RosterLine, ...]) -> MonthDay:
    if not (first <= date <= last and case.term.start <= date <= case.term.end):
        return MonthDay(date, "outside", None, lines)
    known = day_of(case).get(date)
    if known is None:
        name = holiday_name(date)
        return MonthDay(date, "holiday" if name else "closed", name or _CLOSED, lines)
    if known.weekday != known.real_weekday:
        lessons = TEXT["applies"].with_(weekday=WEEKDAYS[known.weekday])
        return MonthDay(date, "makeup", _MAKEUP.with_(lessons=lessons), lines)
    return MonthDay(date, "weekend" if date.isoweekday() > 5 else "", None, lines)

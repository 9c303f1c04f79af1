"""Service dates: the term, minus holidays and closed days, plus make-up workdays.

A make-up workday (调休) follows the lessons of another weekday, as the school says; people from
outside the school follow the real weekday, so a day carries both.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import chinese_calendar

from solver.base.text import Words, both
from solver.domain.case import Case, Dates, Group, Session, Term

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """One day of the term on which the school works.

    ``weekday`` is the weekday whose lessons apply (1 = Monday), ``real_weekday`` the calendar's.
    ``provisional``: no published calendar knows the day yet.
    """

    date: dt.date
    week: int
    weekday: int
    real_weekday: int
    provisional: bool = False


def week_of(term: Term, date: dt.date) -> int:
    """Return the teaching week: the week of the term's first day is week 1, weeks begin on Monday."""
    first_monday = term.start - ONE_DAY * (term.start.isoweekday() - 1)
    return (date - first_monday).days // 7 + 1


def parse_weeks(weeks: str) -> frozenset[int] | str:
    """Read a selection of teaching weeks: ``odd``, ``even``, or a list such as ``1-8,10``.

    Raises
    ------
    ValueError
        If the text is none of these.
    """
    text = weeks.strip().lower()
    if text in {"", "odd", "even"}:
        return text
    chosen: set[int] = set()
    for part in text.replace(";", ",").split(","):
        first, _, last = part.strip().partition("-")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= 60:
            msg = f"{part.strip()} is not a range of teaching weeks"
            raise ValueError(msg)
        chosen.update(range(low, high + 1))
    return frozenset(chosen)


def week_selected(weeks: str, week: int) -> bool:
    """Tell whether a selection of teaching weeks holds this week."""
    chosen = parse_weeks(weeks)
    if isinstance(chosen, frozenset):
        return week in chosen
    return chosen == "" or (week % 2 == 1) == (chosen == "odd")


def selects(dates: Dates, day: Day) -> bool:
    """Tell whether a selection of dates holds this day."""
    if day.date in dates.without:
        return False
    if day.date in dates.extra:
        return True
    return (
        (not dates.weekdays or day.weekday in dates.weekdays)
        and (dates.first is None or dates.first <= day.date)
        and (dates.last is None or day.date <= dates.last)
        and week_selected(dates.weeks, day.week)
    )


@lru_cache(maxsize=32)
def days_of(term: Term) -> tuple[Day, ...]:
    """Return every day of the term that is not a holiday or closed, weekends included, in order.

    Weekends carry their own weekday unless they are make-up workdays; sessions select by weekday, so
    a Saturday serves only those sessions that ask for Saturdays.
    """
    makeup = dict(term.makeup)
    found: list[Day] = []
    for date in _dates(term):
        known = term.national and _published(date.year)
        holiday = known and _public_holiday(date)
        if date not in term.closed and (date in makeup or not holiday):
            found.append(
                Day(
                    date=date,
                    week=week_of(term, date),
                    weekday=makeup.get(date, date.isoweekday()),
                    real_weekday=date.isoweekday(),
                    provisional=term.national and not known,
                )
            )
    return tuple(found)


@lru_cache(maxsize=32)
def unassigned_makeup(term: Term) -> tuple[dt.date, ...]:
    """Return national make-up workdays of the term of which the school has not said what weekday applies."""
    told = {date for date, _ in term.makeup}
    return tuple(
        date
        for date in _dates(term)
        if term.national
        and _published(date.year)
        and date not in told
        and date not in term.closed
        and date.isoweekday() > 5
        and chinese_calendar.is_workday(date)
    )


def _dates(term: Term) -> Iterator[dt.date]:
    date = term.start
    while date <= term.end:
        yield date
        date += ONE_DAY


def _published(year: int) -> bool:
    return any(date.year == year for date in _holiday_years())


@lru_cache(maxsize=1)
def _holiday_years() -> frozenset[dt.date]:
    return frozenset(chinese_calendar.holidays)


def _public_holiday(date: dt.date) -> bool:
    # Plain weekends are not holidays here: weekend sessions exist and select by weekday.
    holiday, name = chinese_calendar.get_holiday_detail(date)
    return bool(holiday and name)


def holiday_name(date: dt.date) -> Words | None:
    """Return the name of the public holiday that a date belongs to, where the national calendar knows one."""
    if not _published(date.year) or not _public_holiday(date):
        return None
    _, name = chinese_calendar.get_holiday_detail(date)
    return both(chinese_calendar.Holiday(name).chinese, name)


def serves(session: Session, day: Day) -> bool:
    """Tell whether a session runs on this day: its own dates, else Monday to Friday."""
    dates = session.dates
    if not dates.weekdays and day.weekday > 5 and day.date not in dates.extra:
        return False
    return selects(dates, day)


@lru_cache(maxsize=256)
def session_days(case: Case, session_id: str) -> tuple[Day, ...]:
    """Return the service days of one session, in order."""
    session = case.session[session_id]
    return tuple(day for day in days_of(case.term) if serves(session, day))


@lru_cache(maxsize=32)
def service_days(case: Case) -> tuple[Day, ...]:
    """Return the days on which any session runs, in order."""
    return tuple(day for day in days_of(case.term) if any(serves(session, day) for session in case.sessions))


@lru_cache(maxsize=32)
def day_of(case: Case) -> dict[dt.date, Day]:
    """Return the days of the term by date."""
    return {day.date: day for day in days_of(case.term)}


def replaces(group: Group, session: str, day: Day) -> bool:
    """Tell whether a merged group stands for its classes in a session on this day."""
    return (not group.sessions or session in group.sessions) and selects(group.dates, day)


def merged_on(case: Case, group: Group, session: str, day: Day) -> Group | None:
    """Return the merged group that replaces ``group`` in a session on this day, if any."""
    for other in _merged_with(case).get(group.id, ()):
        if replaces(other, session, day):
            return other
    return None


@lru_cache(maxsize=32)
def _merged_with(case: Case) -> dict[str, list[Group]]:
    """Return by class the merged groups that it is a part of."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in case.groups:
        for part in group.parts:
            found[part].append(group)
    return dict(found)


def in_care(case: Case, group: Group, session: str, day: Day) -> bool:
    """Tell whether this group is a party of its own in a session on this day.

    A class is not while a merged group replaces it; a merged group only is on its own dates and sessions.
    """
    if group.parts:
        return replaces(group, session, day)
    return merged_on(case, group, session, day) is None


def period_of(rotation: str, day: Day) -> str:
    """Return the name of the rotation period that holds a day.

    Raises
    ------
    ValueError
        If ``rotation`` is none of ``daily``, ``weekday``, ``weekly``, ``weeks:N``, ``term``.
    """
    kind, _, count = rotation.partition(":")
    if kind == "daily":
        return day.date.isoformat()
    if kind == "weekday":
        return f"d{day.weekday}"
    if kind == "weekly":
        return f"w{day.week:02d}"
    if kind == "weeks" and count.isdigit() and int(count) > 0:
        return f"p{(day.week - 1) // int(count) + 1:02d}"
    if kind == "term":
        return "term"
    msg = f"{rotation} is not a rotation"
    raise ValueError(msg)

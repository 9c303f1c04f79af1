"""What a pupil of a class may have to pay: every charge of a session or club, exactly, in yuan.

A pupil may join every session in which the class is enrolled, and a few of the clubs of which it has members.
Clubs have no weekday before the timetable is made, so theirs are the weekdays that cost most.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from solver.domain.calendar import Day, selects, session_days
from solver.domain.case import Case, Club, Group, Session
from solver.domain.pupils import members_of, pupils_of

Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True, order=True)
class Charge:
    """What one session or club costs a pupil in a month, on a day or for a period."""

    yuan: Fraction
    name: str


@dataclass(frozen=True)
class Bill:
    """A class's charges over some days: of sessions, all of which may be joined, and of clubs, the dearest
    ``clubs`` of which may.
    """

    sessions: tuple[Charge, ...]
    clubs: tuple[Charge, ...]

    @property
    def charges(self) -> tuple[Charge, ...]:
        """The charges in the order in which they are told."""
        return (*self.sessions, *self.clubs)

    @property
    def total(self) -> Fraction:
        """What they come to."""
        return sum((charge.yuan for charge in self.charges), Fraction(0))


def bill(sessions: Iterable[Charge], clubs: Iterable[Charge], most_clubs: int) -> Bill:
    """Return the dearest bill of a pupil who joins at most so many clubs; what is free is left out."""
    dearest = sorted((one for one in clubs if one.yuan), key=lambda one: (-one.yuan, one.name))[:most_clubs]
    return Bill(tuple(one for one in sessions if one.yuan), tuple(dearest))


def months_of(days: Iterable[Day]) -> dict[Month, list[Day]]:
    """Return days by calendar month, in order."""
    found: dict[Month, list[Day]] = defaultdict(list)
    for day in days:
        found[day.date.year, day.date.month].append(day)
    return dict(sorted(found.items()))


def attended_days(case: Case, group: Group, session: Session) -> tuple[Day, ...]:
    """Return the service days on which a class has pupils in a session."""
    return tuple(
        day for day in session_days(case, session.id) if pupils_of(case, group, session.id, day.weekday)
    )


def meeting_days(case: Case, group: Group, club: Club, sessions: Iterable[Session]) -> tuple[Day, ...]:
    """Return the days on which a club could meet with pupils of a class, if it met whenever it may."""
    if not members_of(case, club.id, group):
        return ()
    found = {
        day
        for session in sessions
        if not club.sessions or session.id in club.sessions
        for day in session_days(case, session.id)
        if selects(club.dates, day) and (not club.weekdays or day.weekday in club.weekdays)
    }
    return tuple(sorted(found))


def session_charge(session: Session, days: Iterable[Day]) -> Charge:
    """Return what a session costs a pupil who is there on all of these days of one month."""
    count = len(tuple(days))
    times = {"month": min(count, 1), "day": count, "period": count * session.periods}[session.fee_per]
    return Charge(Fraction(session.fee or 0) * times, session.name)


def club_charge(club: Club, days: Iterable[Day]) -> Charge:
    """Return the most that a club can cost a member in one month, given the days on which it may meet."""
    by_weekday = Counter(day.weekday for day in days)
    meetings = sum(count for _, count in by_weekday.most_common(club.meetings))
    times = min(meetings, 1) if club.fee_per == "month" else meetings
    return Charge(Fraction(club.fee or 0) * times, club.name)


def one_day_charge(one: Session | Club) -> Charge:
    """Return what a session or a club's meeting costs on one day; what is charged by the month, nothing."""
    periods = one.periods if isinstance(one, Session) and one.fee_per == "period" else 1
    return Charge(Fraction(one.fee or 0) * periods * (one.fee_per != "month"), one.name)


def one_period_charge(one: Session | Club) -> Charge:
    """Return what one period costs; a fee for the day is divided by the day's periods."""
    periods = one.periods if isinstance(one, Session) and one.fee_per == "day" else 1
    return Charge(Fraction(one.fee or 0) / periods * (one.fee_per != "month"), one.name)


def first_of(month: Month) -> dt.date:
    """Return the first day of a month."""
    return dt.date(*month, 1)


def classes(case: Case, grades: tuple[int, ...]) -> Iterator[Group]:
    """Yield the classes of these grades; merged groups are made of them and pay nothing of their own."""
    for group in case.groups:
        if not group.parts and (not grades or group.grade in grades):
            yield group

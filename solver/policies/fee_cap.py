"""What a pupil pays has a ceiling, by the month, the day or the period.

Every charge of a session or club is exact, in yuan. A pupil may join every session in which the class is
enrolled, and a few of the clubs of which it has members. Clubs have no weekday before the timetable is
made, so theirs are the weekdays that cost most.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from solver.base.text import Listed, Words
from solver.base.units import show_units
from solver.domain import Case, Club, Dates, Day, Finding, Group, Session, session_days
from solver.domain.calendar import selects
from solver.domain.case import SessionKind
from solver.domain.example_cases import MONDAY, a_club, a_session, members, school
from solver.domain.presence import members_of, pupils_of
from solver.policies.policy import Example, Policy, ServiceParams

Month = tuple[int, int]
"""Year and month."""
Offer = Session | Club
"""What a pupil may be asked to pay for."""


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


def bill(charges: Iterable[tuple[Offer, Charge]], most_clubs: int) -> Bill:
    """Return the dearest bill of a pupil who joins at most so many clubs; what is free is left out."""
    due = [(offer, charge) for offer, charge in charges if charge.yuan]
    clubs = [charge for offer, charge in due if isinstance(offer, Club)]
    dearest = sorted(clubs, key=lambda charge: (-charge.yuan, charge.name))[:most_clubs]
    return Bill(tuple(charge for offer, charge in due if isinstance(offer, Session)), tuple(dearest))


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


def month_charge(offer: Offer, days: Collection[Day]) -> Charge:
    """Return the most that a session or club can cost in one month, given the days on which it may be.

    Who is in a session is there on all of them; a club meets on the weekdays that have most.
    """
    if isinstance(offer, Session):
        times = len(days) * (offer.periods if offer.fee_per == "period" else 1)
    else:
        by_weekday = Counter(day.weekday for day in days)
        times = sum(count for _, count in by_weekday.most_common(offer.meetings))
    return Charge(
        Fraction(offer.fee or 0) * (min(times, 1) if offer.fee_per == "month" else times), offer.name
    )


def one_day_charge(offer: Offer) -> Charge:
    """Return what a session or a club's meeting costs on one day; what is charged by the month, nothing."""
    periods = offer.periods if isinstance(offer, Session) and offer.fee_per == "period" else 1
    return Charge(Fraction(offer.fee or 0) * periods * (offer.fee_per != "month"), offer.name)


def one_period_charge(offer: Offer) -> Charge:
    """Return what one period costs; a fee for the day is divided by the day's periods."""
    periods = offer.periods if isinstance(offer, Session) and offer.fee_per == "day" else 1
    return Charge(Fraction(offer.fee or 0) / periods * (offer.fee_per != "month"), offer.name)


def first_of(month: Month) -> dt.date:
    """Return the first day of a month."""
    return dt.date(*month, 1)


def classes(case: Case, grades: tuple[int, ...]) -> Iterator[Group]:
    """Yield the classes of these grades; merged groups are made of them and pay nothing of their own."""
    for group in case.groups:
        if not group.parts and (not grades or group.grade in grades):
            yield group


OVER_MONTH = Words(
    zh="{classes}的学生 {month} 最多要交 {total} 元（{parts}），超过每月 {most} 元",
    en="A pupil of {classes} may have to pay {total} yuan in {month} ({parts}), above {most} yuan a month",
)
OVER_DAY = Words(
    zh="{classes}的学生在 {date} 最多要交 {total} 元（{parts}），超过每天 {most} 元",
    en="A pupil of {classes} may have to pay {total} yuan on {date} ({parts}), above {most} yuan a day",
)
OVER_PERIOD = Words(
    zh="“{name}”每课时收 {total} 元，超过 {most} 元",
    en="{name} costs {total} yuan a period, above {most} yuan",
)
BY_MONTH = Words(
    zh="“{name}”按月收费，没法和每{unit}的上限比较",
    en="{name} is paid by the month: no ceiling {unit} applies to it",
)
UNIT = {"day": Words(zh="天", en="a day"), "period": Words(zh="课时", en="a period")}
MAX_NAMED = 3
"""Classes that are told by name."""


class FeeCapParams(ServiceParams):
    """Fees stand in the columns ``fee`` and ``fee_per`` of sessions and clubs. A month's total is that of a
    pupil who is there whenever the class is enrolled and joins the dearest clubs; the month that costs most
    is compared. Who goes free (poor families) is the school's to say and not known here.
    """

    most: Annotated[Decimal, Words(zh="最多多少元", en="the ceiling in yuan")] = Field(ge=0)
    per: Annotated[
        Literal["month", "day", "period"],
        Words(zh="按月、按天还是按课时", en="of a month, a day or a period"),
    ] = "month"
    clubs: Annotated[
        int,
        Words(zh="一个学生最多同时参加几个收费社团", en="how many clubs with a fee a pupil joins at most"),
    ] = Field(default=1, ge=0, le=50)
    kinds: Annotated[
        tuple[SessionKind, ...],
        Words(zh="只看这些类别的时段；空为全部", en="sessions of these kinds; blank: all"),
    ] = ()


class FeeCap(Policy[FeeCapParams]):
    """Nobody is asked for more than the ceiling."""

    code = "fee_cap"
    title = Words(zh="收费上限", en="Fee ceiling")
    meaning = Words(
        zh="一个学生每月（或每天、每课时）可能交的费用不超过上限。",
        en="What a pupil may have to pay a month (or a day, or a period) is not above the ceiling.",
    )
    source = Words(
        zh="S6 汝南县（每月 60 元）；S14 “1+X”县（每课时 2.3 元、每天 4.6 元）；S15 五项服务（每月 160 元）",
        en="S6 Runan county (60 yuan a month), S14 a county's “1 + X” (2.3 a period, 4.6 a day), "
        "S15 five services (160 a month)",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Compare the dearest month or day of every class, or every fee for a period."""
        params = self.params
        sessions = [row for row in case.sessions if not params.kinds or row.kind in params.kinds]
        if params.per != "month":
            yield from self._by_month(case, sessions)
        if params.per == "period":
            yield from self._periods(case, sessions)
            return
        over: dict[tuple[Month | dt.date, Bill], list[Group]] = defaultdict(list)
        for group in classes(case, params.grades):
            when, dearest = self._dearest(case, group, sessions)
            if when is not None and dearest.total > Fraction(params.most):
                over[when, dearest].append(group)
        for (when, dearest), groups in over.items():
            yield self._told(when, dearest, groups)

    def _dearest(
        self, case: Case, group: Group, sessions: list[Session]
    ) -> tuple[Month | dt.date | None, Bill]:
        """Return the month or day on which a pupil of a class may have to pay most, and for what."""
        own = [session for session in sessions if not session.grades or group.grade in session.grades]
        days: list[tuple[Offer, list[Day]]] = [
            *((session, self._within(attended_days(case, group, session))) for session in own if session.fee),
            *((club, self._within(meeting_days(case, group, club, own))) for club in case.clubs if club.fee),
        ]
        bills = self._months(days) if self.params.per == "month" else self._days(days)
        none: tuple[Month | dt.date | None, Bill] = (None, Bill((), ()))
        return max(bills, key=lambda found: found[1].total, default=none)

    def _within(self, days: tuple[Day, ...]) -> list[Day]:
        return [day for day in days if self.params.concerns(day.date)]

    def _months(self, days: list[tuple[Offer, list[Day]]]) -> list[tuple[Month | dt.date, Bill]]:
        by_month = [(offer, months_of(own)) for offer, own in days]
        months = sorted({month for _, own in by_month for month in own})
        return [(month, self._bill(by_month, month)) for month in months]

    def _bill(self, by_month: list[tuple[Offer, dict[Month, list[Day]]]], month: Month) -> Bill:
        charges = ((offer, month_charge(offer, own.get(month, ()))) for offer, own in by_month)
        return bill(charges, self.params.clubs)

    def _days(self, days: list[tuple[Offer, list[Day]]]) -> list[tuple[Month | dt.date, Bill]]:
        on: dict[dt.date, list[Offer]] = defaultdict(list)
        for offer, own in days:
            for day in own:
                on[day.date].append(offer)
        charges = {date: [(offer, one_day_charge(offer)) for offer in on[date]] for date in sorted(on)}
        return [(date, bill(own, self.params.clubs)) for date, own in charges.items()]

    def _told(self, when: Month | dt.date, dearest: Bill, groups: list[Group]) -> Finding:
        parts = " + ".join(f"{charge.name} {show_units(charge.yuan)}" for charge in dearest.charges)
        told = {
            "classes": Listed((group.name for group in groups), most=MAX_NAMED),
            "total": show_units(dearest.total),
            "parts": parts,
            "most": show_units(self.params.most),
        }
        if isinstance(when, dt.date):
            said, date = OVER_DAY.with_(date=when, **told), when
        else:
            said, date = OVER_MONTH.with_(month=f"{when[0]}-{when[1]:02}", **told), first_of(when)
        return self.finding(
            said, amount=len(groups), group=groups[0].id if len(groups) == 1 else None, date=date
        )

    def _paid(self, case: Case, sessions: list[Session]) -> list[Offer]:
        """Return the sessions and clubs with a fee that the policy is about."""
        ids = {session.id for session in sessions}
        clubs = [club for club in case.clubs if not ids.isdisjoint(club.sessions or ids)]
        grades = {group.grade for group in classes(case, self.params.grades)}
        offers: list[Offer] = [*sessions, *clubs]
        return [offer for offer in offers if offer.fee and not grades.isdisjoint(offer.grades or grades)]

    def _periods(self, case: Case, sessions: list[Session]) -> Iterator[Finding]:
        for offer in self._paid(case, sessions):
            charge = one_period_charge(offer)
            if charge.yuan > Fraction(self.params.most):
                total, most = show_units(charge.yuan), show_units(self.params.most)
                yield self.finding(OVER_PERIOD.with_(name=offer.name, total=total, most=most))

    def _by_month(self, case: Case, sessions: list[Session]) -> Iterator[Finding]:
        for offer in self._paid(case, sessions):
            if offer.fee_per == "month":
                yield self.finding(BY_MONTH.with_(name=offer.name, unit=UNIT[self.params.per]), warn=True)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a fee by the month with a club beside it, fees by the day, and fees by the period."""
        pm = a_session(fee=Decimal(60))
        chess, go = (a_club(name, fee=Decimal(5), fee_per="period") for name in ("chess", "go"))
        some = members(chess=8, go=8)
        warm = a_session(fee=Decimal(6), fee_per="day", dates=Dates(last=MONDAY))
        period = a_session(fee=Decimal("2.3"), fee_per="period", periods=2)
        return (
            Example(
                clean=school(pm, clubs=(chess, go), members=some),
                broken=school(pm, clubs=(chess, go), members=some, weeks=2),
                params={"most": 65},
            ),
            Example(
                clean=school(warm),
                broken=school(warm.model_copy(update={"dates": Dates()})),
                params={"most": Decimal("29.5"), "kinds": ["after_school"]},
            ),
            Example(
                clean=school(period),
                broken=school(period.model_copy(update={"periods": 3})),
                params={"per": "day", "most": Decimal("4.6")},
            ),
            Example(
                clean=school(period),
                broken=school(period.model_copy(update={"fee": Decimal("4.7"), "fee_per": "day"})),
                params={"per": "period", "most": Decimal("2.3")},
            ),
        )

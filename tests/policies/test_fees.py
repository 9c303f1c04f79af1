"""Fees and minutes, exactly: the worst that a pupil may pay is what brute force finds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.domain.calendar import serves
from solver.domain.case import Case, Club, Dates, Session, Term
from solver.domain.example_cases import a_club, a_session, at, members, school
from solver.policies.fee_cap import FeeCap, FeeCapParams
from solver.policies.offer import minutes_covered
from solver.policies.policy import ServiceParams

START = dt.date(2026, 9, 21)
DAYS = [START + dt.timedelta(days=number) for number in range(21)]
FEES = st.one_of(st.none(), st.decimals(0, 80, places=2))
PER = st.sampled_from(["month", "day", "period"])
WEEKDAYS = st.sets(st.integers(1, 5), min_size=1).map(lambda some: tuple(sorted(some)))


@st.composite
def dated(draw: st.DrawFn) -> Dates:
    return Dates(
        weekdays=draw(WEEKDAYS),
        first=draw(st.sampled_from([None, *DAYS])),
        last=draw(st.sampled_from([None, *DAYS])),
        without=tuple(sorted(draw(st.sets(st.sampled_from(DAYS), max_size=3)))),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sessions = [
        a_session(
            f"s{number}",
            at(15 + number),
            at(16 + number),
            fee=draw(FEES),
            fee_per=draw(PER),
            periods=draw(st.integers(1, 3)),
            dates=draw(dated()),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    clubs = [
        a_club(
            f"k{number}",
            fee=draw(FEES),
            fee_per=draw(PER),
            meetings=draw(st.integers(1, 2)),
            weekdays=draw(WEEKDAYS),
            sessions=draw(st.sampled_from([(), ("s0",)])),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    term = Term(start=START, end=DAYS[-1], national=False)
    return school(*sessions, clubs=tuple(clubs), members=members(**{club.id: 5 for club in clubs}), term=term)


def dates_of(case: Case, session: Session) -> set[dt.date]:
    from solver.domain.calendar import days_of

    return {day.date for day in days_of(case.term) if serves(session, day)}


def times(one: Session | Club, count: int) -> int:
    periods = one.periods if isinstance(one, Session) else 1
    return {"month": int(count > 0), "day": count, "period": count * periods}[one.fee_per]


def worst_by_hand(case: Case, most_clubs: int) -> Fraction:
    """Try every choice of clubs and of their weekdays, month by month."""
    by_month: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
    for day in DAYS:
        by_month[day.year, day.month].append(day)
    worst = Fraction(0)
    for days in by_month.values():
        base = Fraction(0)
        for session in case.sessions:
            there = dates_of(case, session) & set(days)
            base += Fraction(session.fee or 0) * times(session, len(there))
        prices = []
        for club in case.clubs:
            places = [one for one in case.sessions if not club.sessions or one.id in club.sessions]
            possible = set().union(*(dates_of(case, one) for one in places)) & set(days)
            options = [
                sum(day.isoweekday() in chosen for day in possible)
                for chosen in combinations(club.weekdays, min(club.meetings, len(club.weekdays)))
            ]
            prices.append(max(Fraction(club.fee or 0) * times(club, count) for count in options))
        for size in range(min(most_clubs, len(prices)) + 1):
            for joined in combinations(prices, size):
                worst = max(worst, base + sum(joined))
    return worst


@given(cases(), st.integers(0, 3))
def test_the_dearest_month_is_what_trying_every_choice_finds(case: Case, clubs: int) -> None:
    worst = worst_by_hand(case, clubs)
    exact = Decimal(worst.numerator) / Decimal(worst.denominator)
    kept = FeeCap(FeeCapParams(most=exact, clubs=clubs, grades=(1,)))
    assert list(kept.check(case)) == []
    if worst:
        broken = FeeCap(FeeCapParams(most=exact - Decimal("0.01"), clubs=clubs, grades=(1,)))
        (finding,) = broken.check(case)
        assert finding.group == "c1"


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 90)), max_size=5))
def test_minutes_that_sessions_share_count_once(spans: list[tuple[int, int]]) -> None:
    sessions = [a_session(str(at), start, start + length) for at, (start, length) in enumerate(spans)]
    covered = {minute for start, length in spans for minute in range(start, start + length)}
    assert minutes_covered(sessions) == len(covered)


def test_a_seasonal_session_is_paid_in_its_months_only() -> None:
    summer = a_session("summer", fee=Decimal(60), dates=Dates(last=dt.date(2026, 9, 30)))
    winter = a_session("winter", fee=Decimal(60), dates=Dates(first=dt.date(2026, 10, 1)))
    term = Term(start=START, end=DAYS[-1], national=False)
    cap = FeeCap(FeeCapParams(most=Decimal(60)))
    assert list(cap.check(school(summer, winter, term=term))) == []
    both = school(summer, winter.model_copy(update={"dates": Dates()}), term=term)
    (finding,) = cap.check(both)
    assert "120 yuan in 2026-09 (Summer 60 + Winter 60)" in finding.say("en")


def test_a_class_that_is_not_enrolled_pays_nothing() -> None:
    case = school(a_session(fee=Decimal(90)))
    only_second = case.model_copy(update={"enrolment": case.enrolment[1:]})
    (finding,) = FeeCap(FeeCapParams(most=Decimal(60))).check(only_second)
    assert finding.group == "c2"


@pytest.mark.parametrize("per", ["day", "period"])
def test_a_fee_by_the_month_can_not_be_held_against_a_daily_ceiling_and_that_is_said(per: str) -> None:
    case = school(a_session(fee=Decimal(90)))
    (finding,) = FeeCap(FeeCapParams.model_validate({"most": 4, "per": per})).check(case)
    assert not finding.blemish
    assert "paid by the month" in finding.say("en")


def test_who_sets_no_dates_is_concerned_by_all() -> None:
    assert ServiceParams().concerns(START)
    assert not ServiceParams(first=DAYS[1]).concerns(START)
    assert not ServiceParams(last=START).concerns(DAYS[1])

"""Calendars: whole weeks, every day once, and what each day is."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from solver.domain import Case, Term
from solver.report import PlanView
from solver.report.calendar_grid import month_of, months_of, term_of, units_of
from solver.report.roster_lines import shown_lines


def case_of(term: Term) -> Case:
    return Case(id="c", title="c", term=term)


def marks(case: Case, month: dt.date) -> dict[int, str]:
    days = [day for week in month_of(case, (), month).weeks for day in week.days]
    return {day.date.day: day.mark for day in days if day.date.month == month.month}


@given(some.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), some.integers(0, 300))
def test_the_months_of_a_term_hold_each_of_its_days_once_in_whole_weeks(start, length):
    term = Term(start=start, end=start + dt.timedelta(days=length), national=False)
    case = case_of(term)
    months = [month_of(case, (), first) for first in months_of(case)]
    inside = [
        day.date
        for month in months
        for week in month.weeks
        for day in week.days
        if month.first <= day.date <= month.last and term.start <= day.date <= term.end
    ]
    assert inside == [start + dt.timedelta(days=step) for step in range(length + 1)]
    for week in (week for month in (*months, term_of(case, ())) for week in month.weeks):
        assert [day.date.isoweekday() for day in week.days] == [1, 2, 3, 4, 5, 6, 7]


def test_each_day_says_what_it_is():
    term = Term(
        start=dt.date(2026, 9, 2), end=dt.date(2026, 9, 29), closed=(dt.date(2026, 9, 9),),
        makeup=((dt.date(2026, 9, 20), 2),),
    )  # fmt: skip
    found = marks(case_of(term), dt.date(2026, 9, 1))
    assert (found[1], found[30]) == ("outside", "outside"), "before and after the term"
    assert (found[2], found[29]) == ("", "")
    assert found[9] == "closed"
    assert found[5] == "weekend"
    assert found[20] == "makeup", "a Sunday on which Tuesday's lessons apply"
    assert found[25] == "holiday", "Mid-Autumn"
    day = next(
        day
        for week in month_of(case_of(term), (), term.start).weeks
        for day in week.days
        if day.date.day == 25 and day.date.month == 9
    )
    assert day.note is not None
    assert (day.note.say("zh"), day.note.say("en")) == ("中秋", "Mid-autumn Festival")


def test_every_line_stands_on_its_day_and_an_empty_seat_is_worth_nothing(handout: PlanView):
    lines = shown_lines(handout)
    month = term_of(handout.case, lines)
    assert sorted(map(id, month.lines)) == sorted(map(id, lines))
    assert all(line.date == day.date for week in month.weeks for day in week.days for line in day.lines)
    missing = [line for line in lines if line.missing]
    assert missing
    assert units_of(missing) == 0
    assert sum(week.units for week in month.weeks) == units_of(lines) > 0

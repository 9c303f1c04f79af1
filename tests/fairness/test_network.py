"""From a case to the flow problem: nothing a person could really do is lost, and what is loose is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.domain.case import Absence, Case, Dates, History, Post, Session, Staff, Term, Zone
from solver.domain.duties import expand
from solver.engine.bounds import short_seats
from solver.engine.reachable_shares import reachable
from solver.fairness.flow import RELAXED
from solver.fairness.network import Window, balances, most_steps, network, runs, weights

FIVE = 17 * 60
MONDAY, TUESDAY = dt.date(2026, 9, 7), dt.date(2026, 9, 8)


def post(name, *, start=FIVE - 60, end=FIVE, units="1", need=1, **more):
    return Post(
        id=name,
        name=name,
        kind="patrol",
        session="s",
        zone="z",
        start=start,
        end=end,
        need=need,
        want=need,
        units=Decimal(units),
        **more,
    )


def school(posts, staff, days=2, grace=0, **more):
    """A school that serves for `days` days from a Monday, between 15:00 and 18:00."""
    return Case(
        id="case",
        title="case",
        term=Term(start=MONDAY, end=MONDAY + dt.timedelta(days - 1), national=False),
        zones=(Zone(id="z", name="z"),),
        sessions=(Session(id="s", name="s", start=FIVE - 120, end=FIVE + 60, grace=grace),),
        posts=tuple(posts),
        staff=tuple(staff),
        **more,
    )


def teacher(name, **more):
    return Staff(id=name, name=name, **{"pool": "teachers", **more})


def seats_of(case, allowed):
    return network(case, expand(case, (), ()), takers(case, allowed), "seats", lambda _duty: 1)


def units_of(case, allowed):
    work = expand(case, (), ())
    return network(case, work, takers(case, allowed), "units", lambda duty: duty.steps)


def takers(case, allowed):
    """Who may take a duty, from whether one person may."""
    return lambda duty: [person.id for person in case.staff if allowed(person.id, duty)]


def anyone(_staff, _duty):
    return True


def test_days_that_look_the_same_are_one():
    case = school([post("gate"), post("yard")], [teacher("a"), teacher("b")], days=5)
    (demand,) = units_of(case, anyone).demands
    assert (len(demand.dates), demand.seats, demand.posts, demand.amount) == (5, 2, ("gate", "yard"), 10)


def test_nobody_is_at_two_places_at_once():
    case = school([post("gate"), post("yard", end=FIVE + 30)], [teacher("a")], days=1)
    account = reachable(units_of(case, anyone))
    assert (account.shares["a"].target, account.shortage, account.relaxed) == (1, 1, ())


def test_duties_one_after_the_other_add_up_and_grace_covers_a_late_start():
    late = post("yard", start=FIVE - 5, end=FIVE + 30)
    case = school([post("gate"), late], [teacher("a")], days=1)
    assert reachable(units_of(case, anyone)).shares["a"].target == 1
    relief = school([post("gate"), late], [teacher("a")], days=1, grace=5)
    assert reachable(units_of(relief, anyone)).shares["a"].target == 2


def test_a_chain_of_overlaps_is_relaxed_and_says_so():
    chain = [
        post("a", end=FIVE),
        post("b", start=FIVE - 10, end=FIVE + 20),
        post("c", start=FIVE + 10, end=FIVE + 40),
    ]
    found = units_of(school(chain, [teacher("x")], days=1), anyone)
    assert found.relaxed == ("overlaps",)
    assert reachable(found).shares["x"].target == 2
    assert RELAXED["overlaps"].say("zh")
    assert RELAXED["overlaps"].say("en")


def test_a_chain_of_overlaps_is_worth_no_more_than_its_best_day():
    chain = [
        post("a", end=FIVE, units="0.5"),
        post("b", start=FIVE - 10, end=FIVE + 20),
        post("c", start=FIVE + 10, end=FIVE + 40, units="0.5"),
    ]
    found = units_of(school(chain, [teacher("x")], days=3), anyone)
    assert reachable(found).shares["x"].target == 3 * 2


def test_caps_on_day_week_and_term_hold():
    two_a_day = [post("early", start=FIVE - 120, end=FIVE - 60), post("late")]
    for cap, most in (({"max_day": 1}, 10), ({"max_week": 3}, 6), ({"max_term": 4}, 4), ({"max_day": 0}, 0)):
        case = school(two_a_day, [teacher("a", **cap)], days=12)
        found = reachable(units_of(case, anyone))
        assert (found.shares["a"].target, found.relaxed) == (most, ()), cap
    mixed = school(
        [post("gate"), post("noon", start=FIVE - 120, end=FIVE - 60, units="0.5")],
        [teacher("a", max_term=3)],
        days=2,
    )
    found = reachable(units_of(mixed, anyone))
    assert (found.shares["a"].target, found.relaxed) == (5, ("caps",))


def test_duties_of_different_worth_at_one_time_count_the_dearest_and_say_so():
    case = school([post("gate"), post("bell", units="0.5")], [teacher("a")], days=1)
    found = units_of(case, anyone)
    assert found.relaxed == ("worth",)
    assert reachable(found).shares["a"].target == 2
    only_bell = units_of(case, lambda _, duty: duty.post == "bell")
    assert reachable(only_bell).shares["a"].target == 1


def test_a_burden_counts_only_its_own_duties():
    case = school([post("gate"), post("yard")], [teacher("a"), teacher("b")], days=5)
    work = expand(case, (), ())
    gates = network(case, work, takers(case, anyone), "gates", lambda duty: int(duty.post == "gate"))
    assert gates.total == 5
    assert {who: share.reachable for who, share in reachable(gates).shares.items()} == dict.fromkeys(
        "ab", Fraction(5, 2)
    )


def test_two_pools_on_one_seat_is_told():
    case = school([post("gate")], [teacher("a"), teacher("b", pool="leaders")])
    assert units_of(case, anyone).relaxed == ("pools",)


def test_weight_is_share_by_creditable_days_and_only_share_reducing_leave_lowers_it():
    leave = (
        Absence(staff="b", first=MONDAY, last=MONDAY + dt.timedelta(1), reduces_share=Decimal(1)),
        Absence(
            staff="b", first=TUESDAY, last=MONDAY + dt.timedelta(2), reduces_share=Decimal("0.5"), away=False
        ),
        Absence(staff="c", first=MONDAY, last=MONDAY + dt.timedelta(20)),
        Absence(staff="d", first=MONDAY, last=MONDAY + dt.timedelta(20), reduces_share=Decimal(1)),
    )
    staff = [teacher("a", share=Decimal("0.8")), teacher("b"), teacher("c"), teacher("d")]
    case = school([post("gate")], staff, days=12, absences=leave)
    assert weights(case) == {"a": Fraction(4, 5), "b": Fraction(3, 4), "c": 1, "d": 0}
    assert units_of(case, anyone).sharing == ("a", "b", "c")


def test_balances_are_brought_forward_in_steps_or_duties_by_account():
    history = (
        History(staff="a", balance=Decimal("1.25")),
        History(staff="a", account="gates", balance=Decimal(-2)),
    )
    case = school([post("gate"), post("noon", units="0.5")], [teacher("a"), teacher("b")], history=history)
    assert balances(case, "units") == {"a": Fraction(5, 2), "b": 0}
    assert balances(case, "gates") == {"a": -2, "b": 0}


def test_a_shortage_says_which_seats_when_whose_and_how_many():
    case = school(
        [post("gate", need=3), post("yard", dates=Dates(without=(MONDAY,)))],
        [teacher("a"), teacher("b"), teacher("c"), teacher("d")],
        days=2,
    )

    def allowed(staff, duty):
        return staff in "ab" if duty.post == "gate" else True

    (monday, tuesday) = short_seats(seats_of(case, allowed))
    assert (monday.dates, monday.posts, monday.staff) == ((MONDAY,), ("gate",), ("a", "b"))
    assert (monday.seats, monday.able, monday.short, tuesday.short) == (3, 2, 1, 1)


def test_enough_people_is_no_shortage_and_units_are_not_heads():
    case = school([post("gate")], [teacher("a")])
    assert short_seats(seats_of(case, anyone)) == ()
    half = school([post("gate"), post("noon", units="0.5")], [teacher("a")])
    with pytest.raises(ValueError, match="heads"):
        short_seats(units_of(half, anyone))


windows = st.builds(
    lambda start, length, steps: Window(start, start + length, steps),
    st.integers(0, 8),
    st.integers(1, 5),
    st.integers(1, 4),
)


def apart(chosen):
    return all(a.end <= b.start or b.end <= a.start for a, b in product(chosen, chosen) if a is not b)


@given(st.lists(windows, max_size=5).map(tuple))
def test_parts_hold_for_everything_that_one_person_can_do(day):
    found = runs(day)
    best = 0
    for taken in product([False, True], repeat=len(day)):
        chosen = [window for window, yes in zip(day, taken, strict=True) if yes]
        if apart(chosen):
            best = max(best, sum(window.steps for window in chosen))
            assert all(sum(taken[at] for at in part) <= 1 for run in found for part in run.parts)
            assert all(
                sum(day[at].steps for part in run.parts for at in part if taken[at]) <= run.limit
                for run in found
            )
    assert sorted(at for run in found for part in run.parts for at in part) == list(range(len(day)))
    assert best == most_steps(day) == sum(run.limit for run in found)


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 30, 60]), st.sampled_from([60, 90]), st.integers(1, 2)),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_the_proven_shortage_is_the_least_that_any_roster_leaves_open(shapes, data):
    posts = [
        post(f"p{at}", start=FIVE - 120 + start, end=FIVE - 120 + start + length, need=need)
        for at, (start, length, need) in enumerate(shapes)
    ]
    staff = [teacher(name) for name in "abc"]
    may = {(who, row.id): data.draw(st.booleans()) for who in "abc" for row in posts}
    case = school(posts, staff, days=1)
    found = seats_of(case, lambda who, duty: may[who, duty.post])
    open_seats = sum(row.need for row in posts)
    days = []
    for who in "abc":
        able = [row for row in posts if may[who, row.id]]
        choices = (
            [row for row, yes in zip(able, taken, strict=True) if yes]
            for taken in product([False, True], repeat=len(able))
        )
        days.append(
            [
                chosen
                for chosen in choices
                if apart([Window(row.start or 0, row.end or 0, 1) for row in chosen])
            ]
        )
    least = min(
        sum(max(0, row.need - sum(row in chosen for chosen in roster)) for row in posts)
        for roster in product(*days)
    )
    short = sum(part.short for part in short_seats(found))
    assert 0 <= short <= least <= open_seats
    if not found.relaxed:
        assert short == least

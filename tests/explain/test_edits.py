"""Who leaves, comes or takes a seat: for one date or a whole period; what makes no sense is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace as changed

import pytest

from solver import explain
from solver.domain.case import Absence, Case
from solver.domain.duties import DutyKey
from solver.domain.example_cases import a_post, at, on_day, roster, sketch
from solver.domain.plan import Plan
from solver.explain import EditError
from solver.explain.edits import Away, everywhere, free_seat, leaving, replacing, taking

MONDAY = on_day(0)


def school(*, absences: tuple[Absence, ...] = (), want: int = 1) -> Case:
    """Return a class kept by the week and a gate by the day, for three people."""
    posts = [
        a_post("care", rotation="weekly", want=want, need=1),
        a_post("gate", "gate", start=at(18), end=at(19)),
    ]
    return sketch(staff="ann bo cy", posts=posts, days=5, absences=absences)


def week(staff: str, *, but: Iterable[int] = ()) -> list[str]:
    return [f"{day} care {staff}" for day in range(5) if day not in but]


def seats(plan: Plan) -> set[str]:
    """Return a roster in the words that it is written in."""
    first = MONDAY
    return {
        f"{(row.date - first).days} {row.post} {row.staff}{' cover' if row.cover else ''}"
        for row in plan.roster
    }


def duty(post: str, day: int = 0) -> DutyKey:
    return DutyKey(MONDAY + dt.timedelta(day), post)


def vacate(case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False) -> Plan:
    return leaving(case, plan, key, staff, whole=whole).on(case, plan)


def assign(case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False) -> Plan:
    return taking(case, plan, key, staff, whole=whole).on(case, plan)


def replace(
    case: Case, plan: Plan, key: DutyKey, out: str, into: str, *, whole: bool = False, away: Away = everywhere
) -> Plan:
    return replacing(case, plan, key, out, into, whole=whole, away=away).on(case, plan)


GATES = ["0 gate bo", "1 gate cy"]
PLAN = roster(*week("ann"), *GATES)


def test_one_takes_the_others_seat_on_one_day() -> None:
    after = replace(school(), PLAN, duty("gate"), "bo", "cy")
    assert seats(after) == {*week("ann"), "0 gate cy", "1 gate cy"}
    assert seats(PLAN) == {*week("ann"), *GATES}


def test_on_one_day_of_a_week_the_newcomer_stands_in() -> None:
    after = replace(school(), PLAN, duty("care", 2), "ann", "bo")
    assert seats(after) == {*week("ann", but=[2]), "2 care bo cover", *GATES}


def test_whoever_keeps_the_week_comes_back_as_its_holder() -> None:
    away = replace(school(), PLAN, duty("care", 2), "ann", "bo")
    back = replace(school(), away, duty("care", 2), "bo", "ann")
    assert seats(back) == seats(PLAN)


def test_a_week_changes_hands() -> None:
    after = replace(school(), PLAN, duty("care", 2), "ann", "bo", whole=True)
    assert seats(after) == {*week("bo"), *GATES}


def test_the_stand_in_of_the_one_who_left_is_not_needed_any_more() -> None:
    plan = roster(*week("ann", but=[2]), "2 care cy cover", *GATES)
    after = replace(school(), plan, duty("care"), "ann", "bo", whole=True)
    assert seats(after) == {*week("bo"), *GATES}


def test_a_stand_in_who_takes_the_week_is_its_holder_then() -> None:
    plan = roster(*week("ann", but=[2]), "2 care cy cover", *GATES)
    after = replace(school(), plan, duty("care"), "ann", "cy", whole=True)
    assert seats(after) == {*week("cy"), *GATES}


def test_days_that_the_newcomer_misses_stay_with_the_stand_in_or_empty() -> None:
    leave = [Absence(staff="bo", first=on_day(at), last=on_day(at)) for at in (2, 3)]
    case = school(absences=tuple(leave))
    plan = roster(*week("ann", but=[2]), "2 care cy cover", *GATES)
    after = replace(case, plan, duty("care"), "ann", "bo", whole=True, away=explain.away_from(case, plan))
    assert seats(after) == {*week("bo", but=[2, 3]), "2 care cy cover", *GATES}


def test_a_seat_is_left_and_taken() -> None:
    empty = vacate(school(), PLAN, duty("gate"), "bo")
    assert seats(empty) == {*week("ann"), "1 gate cy"}
    assert seats(assign(school(), empty, duty("gate"), "cy")) == {
        *week("ann"),
        "0 gate cy",
        "1 gate cy",
    }
    without = vacate(school(), PLAN, duty("care", 3), "ann", whole=True)
    assert seats(without) == set(GATES)
    assert seats(assign(school(), without, duty("care"), "cy", whole=True)) == {*week("cy"), *GATES}


COVERED = roster(*week("ann", but=[2]), "2 care cy cover", *GATES)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda: vacate(school(), PLAN, duty("gate"), "cy"), "Cy is not on"),
        (lambda: replace(school(), PLAN, duty("gate"), "ann", "cy"), "Ann is not on"),
        (lambda: vacate(school(), PLAN, duty("nap"), "cy"), "there is no duty nap"),
        (lambda: vacate(school(), PLAN, duty("gate", 30), "cy"), "there is no duty gate"),
        (lambda: replace(school(), PLAN, duty("gate"), "bo", "zoe"), "nobody with the id zoe"),
        (lambda: vacate(school(), PLAN, duty("gate"), "zoe"), "nobody with the id zoe"),
        (lambda: assign(school(), PLAN, duty("gate"), "bo"), "Bo is on"),
        (lambda: free_seat(school(), PLAN, duty("gate")), "has 1 of at most 1"),
        (lambda: free_seat(school(), PLAN, duty("care"), whole=True), "has 1 of at most 1"),
        (lambda: replace(school(), PLAN, duty("gate"), "bo", "bo"), None),
        (lambda: vacate(school(), COVERED, duty("care", 2), "cy", whole=True), "only stands in"),
        (lambda: assign(school(want=2), PLAN, duty("care"), "ann", whole=True), "Ann is on"),
    ],
)
def test_nonsense_is_refused_in_both_languages(edit: object, words: str | None) -> None:
    assert callable(edit)
    if words is None:
        # Whoever leaves may come back: nothing changes.
        assert seats(edit()) == seats(PLAN)
        return
    with pytest.raises(EditError, match=words) as refused:
        edit()
    assert refused.value.message.say("zh") != refused.value.message.say("en")


def test_what_changed_is_told_duty_by_duty() -> None:
    once = replace(school(), PLAN, duty("gate"), "bo", "cy")
    after = replace(school(), once, duty("gate", 1), "cy", "bo")
    assert [said.say("en") for said in explain.changes(school(), PLAN, after)] == [
        "2026-09-07 (Mon), Gate: Bo → Cy",
        "2026-09-08 (Tue), Gate: Cy → Bo",
    ]
    assert explain.changes(school(), PLAN, after)[0].say("zh") == "2026-09-07（周一）“Gate”：Bo → Cy"


def test_a_whole_week_is_told_at_once() -> None:
    after = vacate(school(), PLAN, duty("care"), "ann", whole=True)
    (said,) = explain.changes(school(), PLAN, after)
    assert said.say("en") == "2026-09-07 to 2026-09-11 (5 times), Care: Ann → nobody"


def test_braces_in_a_name_are_only_braces() -> None:
    case = school()
    people = tuple(changed_name(person) for person in case.staff)
    case = case.model_copy(update={"staff": people})
    after = vacate(case, PLAN, duty("gate"), "bo")
    (said,) = explain.changes(case, PLAN, after)
    assert "{zh} Bo → " in said.say("en")
    with pytest.raises(EditError, match=r"\{zh\} Cy"):
        vacate(case, PLAN, duty("gate"), "cy")


def changed_name(person: object) -> object:
    from solver.domain.case import Staff

    assert isinstance(person, Staff)
    return person.model_copy(update={"name": f"{{zh}} {person.name}"})


def test_findings_that_are_new_are_told_as_often_as_they_are() -> None:
    from solver.rules import rules_of

    plan = changed(PLAN, roster=())
    empty = [found for rule in rules_of(school()) for found in rule.check(school(), plan)]
    assert explain.fresh(empty, empty) == ()
    assert explain.fresh((), [*empty, empty[0]]) == (*empty, empty[0])
    assert explain.fresh(empty, [*empty, empty[0]]) == (empty[0],)

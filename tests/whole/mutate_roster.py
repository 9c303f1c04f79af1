"""Mutations of the roster: who is where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from solver.domain.burdens import burden_accounts, burden_counts
from solver.domain.duties import Duty
from solver.domain.plan import Assignment
from tests.whole.mutations import Change, World, given, kind, shuffled, with_rows


def _said(row: Assignment) -> str:
    return f"{row.date} {row.post} {row.staff}"


@kind("uncovered")
def drop_a_seat(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if not world.duty(row).holds_pupils:
            yield _said(row), with_rows(world.plan, [row])


@kind("custody_gap", "receiver_late")
def send_a_party_with_nobody(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if world.duty(row).kind in {"care", "club"}:
            yield _said(row), with_rows(world.plan, [row])


@kind("uncovered")
def drop_a_whole_block(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if world.long(row) and not row.cover:
            block = world.facts.work.block_of[world.duty(row).key]
            dates = {duty.date for duty in block.duties}
            gone = [
                each
                for each in world.rows
                if (each.post, each.staff) == (row.post, row.staff) and each.date in dates
            ]
            yield f"{block.key} {row.staff}", with_rows(world.plan, gone)


@kind("custody_gap", "receiver_late")
def nobody_at_extended_care(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if row.post == "late":
            yield _said(row), with_rows(world.plan, [row])


@kind("receiver_late")
def nobody_at_the_gate(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if world.duty(row).kind == "gate":
            yield _said(row), with_rows(world.plan, [row])


@kind("no_overlap")
def a_receiver_who_is_still_elsewhere(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        duty = world.duty(row)
        for staff in world.case.person:
            if duty.kind in {"extended", "gate"} and staff != row.staff and not world.barred_by(staff, duty):
                before = [own for own in world.facts.by_person.get(staff, ()) if own.date == duty.date]
                if before and before[-1].busy_until > duty.start + 10 and before[-1].start < duty.start:
                    yield f"{_said(row)} → {staff}", with_rows(world.plan, [row], [given(row, staff)])


def _replaced(world: World, rng: Random, reason: str) -> Iterator[Change]:
    """Give seats to people whom one rule alone keeps from them."""
    for row in shuffled(world.rows, rng):
        duty = world.duty(row)
        for staff in shuffled(world.case.person, rng):
            if world.barred_by(staff, duty) == {reason} and not world.busy(staff, duty):
                yield f"{_said(row)} → {staff}", with_rows(world.plan, [row], [given(row, staff)])
                break


@kind("eligibility")
def give_a_seat_to_someone_ineligible(world: World, rng: Random) -> Iterator[Change]:
    yield from _replaced(world, rng, "eligibility")


@kind("pins")
def give_a_seat_to_someone_forbidden(world: World, rng: Random) -> Iterator[Change]:
    yield from _replaced(world, rng, "pins")


@kind("availability")
def give_a_seat_to_someone_absent(world: World, rng: Random) -> Iterator[Change]:
    for absence in world.case.absences:
        for row in shuffled(world.rows, rng):
            away = absence.first <= row.date <= absence.last and row.staff != absence.staff
            if away and world.barred_by(absence.staff, world.duty(row)) == {"availability"}:
                changed = with_rows(world.plan, [row], [given(row, absence.staff)])
                yield f"{_said(row)} → {absence.staff}", changed


@kind("availability")
def give_a_seat_to_someone_in_a_lesson(world: World, rng: Random) -> Iterator[Change]:
    for lesson in world.case.lessons:
        for row in shuffled(world.rows, rng):
            duty = world.duty(row)
            during = row.date.isoweekday() == lesson.weekday and duty.start + duty.grace < lesson.end
            if during and world.barred_by(lesson.staff, duty) == {"availability"}:
                changed = with_rows(world.plan, [row], [given(row, lesson.staff)])
                yield f"{_said(row)} → {lesson.staff}", changed


@kind("no_overlap")
def give_a_seat_to_someone_elsewhere(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        duty = world.duty(row)
        for staff in shuffled(world.case.person, rng):
            if staff != row.staff and not world.barred_by(staff, duty) and world.busy(staff, duty):
                yield f"{_said(row)} → {staff}", with_rows(world.plan, [row], [given(row, staff)])
                break


@kind("seats")
def one_head_too_many(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        duty = world.duty(row)
        for staff in shuffled(world.case.person, rng):
            fits = not world.barred_by(staff, duty) and not world.busy(staff, duty)
            if fits and not world.facts.works(staff, duty) and len(world.facts.crew[duty.key]) == duty.want:
                yield f"{_said(row)} + {staff}", with_rows(world.plan, add=[given(row, staff)])
                break


@kind("seats")
def break_a_block_in_the_middle(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if not world.long(row) or row.cover:
            continue
        duty = world.duty(row)
        for staff in shuffled(world.case.person, rng):
            if staff != row.staff and not world.barred_by(staff, duty) and not world.busy(staff, duty):
                yield f"{_said(row)} → {staff}", with_rows(world.plan, [row], [given(row, staff)])
                break


@kind("seats")
def cover_for_a_holder_who_is_there(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        duty = world.duty(row)
        for staff in shuffled(world.case.person, rng):
            fits = staff != row.staff and not world.barred_by(staff, duty) and not world.busy(staff, duty)
            if world.long(row) and not row.cover and fits:
                cover = replace(row, staff=staff, cover=True)
                yield f"{_said(row)} → {staff} covers", with_rows(world.plan, [row], [cover])
                break


@kind("seats")
def mark_a_holder_as_cover(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if not row.cover:
            yield _said(row), with_rows(world.plan, [row], [replace(row, cover=True)])


@kind("rotation_kept")
def run_a_block_on_cover_alone(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if world.long(row) and not row.cover:
            block = world.facts.work.block_of[world.duty(row).key]
            own = [each for duty in block.duties for each in world.facts.crew.get(duty.key, ())]
            cover = [replace(each, cover=True) for each in own]
            yield f"{block.key}", with_rows(world.plan, own, cover)


@kind("seats")
def cover_marked_as_holder(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        if row.cover:
            yield _said(row), with_rows(world.plan, [row], [replace(row, cover=False)])


@kind("seats")
def the_same_person_twice(world: World, rng: Random) -> Iterator[Change]:
    for row in shuffled(world.rows, rng):
        yield _said(row), with_rows(world.plan, add=[row])


@kind("seats")
def somebody_unknown(world: World, rng: Random) -> Iterator[Change]:
    for number, row in enumerate(shuffled(world.rows, rng)):
        name = ("ghost", "", "=1+1", "{staff}", row.staff.upper())[number % 5]
        yield f"{_said(row)} → {name!r}", with_rows(world.plan, [row], [given(row, name)])


@kind("seats")
def an_unknown_post(world: World, rng: Random) -> Iterator[Change]:
    for number, row in enumerate(shuffled(world.rows, rng)):
        post = ("nowhere", "care9-9", "ball@7-three", "../care1-1", "")[number % 5]
        yield f"{_said(row)} → {post!r}", with_rows(world.plan, [row], [replace(row, post=post)])


@kind("seats")
def a_date_without_service(world: World, rng: Random) -> Iterator[Change]:
    for number, row in enumerate(shuffled(world.rows, rng)):
        date = row.date + dt.timedelta(days=(5 - row.date.weekday(), 70, -70)[number % 3])
        yield f"{_said(row)} → {date}", with_rows(world.plan, [row], [replace(row, date=date)])


@kind("own_caps", "caps")
def more_than_a_cap(world: World, rng: Random) -> Iterator[Change]:
    """Fill a week of the worker (at most 4) or of a teacher (at most 6) with seats that they could take."""
    for staff in ("work", *shuffled(world.case.person, rng)):
        for monday in sorted({row.date - dt.timedelta(days=row.date.weekday()) for row in world.rows}):
            plan, taken = world.plan, 0
            for row in shuffled(world.rows, rng):
                duty = world.duty(row)
                fresh = row.staff != staff and not world.barred_by(staff, duty) and not world.long(row)
                if (row.date - monday).days in range(5) and fresh and not world.busy(staff, duty):
                    plan, taken = with_rows(plan, [row], [given(row, staff)]), taken + 1
            if taken > 4:
                yield f"{staff} takes {taken} more in the week of {monday}", plan


@kind("pins")
def away_from_a_pinned_post(world: World, rng: Random) -> Iterator[Change]:
    pinned = [row for row in world.rows if (row.staff, row.post, row.date.isoweekday()) == ("s5", "late", 4)]
    others = [
        staff
        for staff in world.case.person
        if staff != "s5" and not any(world.barred_by(staff, world.duty(row)) for row in pinned)
    ]
    for staff in shuffled(others, rng):
        yield f"s5 → {staff}", with_rows(world.plan, pinned, [given(row, staff) for row in pinned])
    for row in pinned:
        yield _said(row), with_rows(world.plan, [row])


def _pairs_of_a_day(world: World, rng: Random) -> list[tuple[Assignment, Assignment]]:
    pairs = [
        (one, other)
        for one, other in combinations(world.rows, 2)
        if one.date == other.date and one.post != other.post and one.staff != other.staff
    ]
    return shuffled(pairs, rng)


@kind("seats")
def two_holders_swap_a_day(world: World, rng: Random) -> Iterator[Change]:
    for one, other in _pairs_of_a_day(world, rng):
        if world.long(one) and world.long(other) and not (one.cover or other.cover):
            swapped = [given(one, other.staff), given(other, one.staff)]
            yield f"{_said(one)} ↔ {_said(other)}", with_rows(world.plan, [one, other], swapped)


@kind("eligibility", "availability")
def two_people_swap_what_they_may_not_do(world: World, rng: Random) -> Iterator[Change]:
    for one, other in _pairs_of_a_day(world, rng):
        if world.barred_by(other.staff, world.duty(one)) and world.barred_by(one.staff, world.duty(other)):
            swapped = [given(one, other.staff), given(other, one.staff)]
            yield f"{_said(one)} ↔ {_said(other)}", with_rows(world.plan, [one, other], swapped)


@kind(
    "certificate: level",
    legal="both are free and allowed, so the plan stays legal, and every measure comes out the same",
)
def two_people_swap_freely(world: World, rng: Random) -> Iterator[Change]:
    for one, other in _pairs_of_a_day(world, rng):
        first, second = world.duty(one), world.duty(other)
        if world.long(one) or world.long(other):
            continue
        if world.barred_by(other.staff, first) or world.barred_by(one.staff, second):
            continue
        bound = world.busy(other.staff, first, but=other.post) or world.busy(one.staff, second, but=one.post)
        if not bound:
            swapped = [given(one, other.staff), given(other, one.staff)]
            said = f"{_said(one)} ({_worth(world, first)}) ↔ {_said(other)} ({_worth(world, second)})"
            yield said, with_rows(world.plan, [one, other], swapped)


def _worth(world: World, duty: Duty) -> str:
    """Say what a seat is worth in every account."""
    case = world.case
    burdens = [f"{name} {burden_counts(case, name, duty)}" for name in burden_accounts(case)]
    return ", ".join([f"{duty.steps} steps", *burdens])

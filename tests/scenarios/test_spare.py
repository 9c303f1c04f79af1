"""Who could still step in, looked up person by person."""

from __future__ import annotations

from dataclasses import replace

from solver.domain.duties import Duty, DutyKey
from solver.formulation.candidate_pairs import CandidatePairs
from solver.report import PlanView
from solver.rules import rules_of
from solver.scenarios.measures import Slot, Spare, spare_of
from tests.scenarios.conftest import Planned
from tests.scenarios.test_measures import handout_of


def could_step_in(handout: PlanView, staff: str, slot: Slot) -> bool:
    """Whether nothing refuses a person a duty of the slot, and no other duty is in the way."""
    pairs = CandidatePairs(handout.case, handout.work, rules_of(handout.case))
    own = [
        handout.work.duty[DutyKey(row.date, row.post)]
        for row in handout.plan.roster
        if (row.date, row.staff) == (slot.date, staff)
    ]

    def apart(one: Duty, other: Duty) -> bool:
        return one.busy_until <= other.start + other.grace or other.busy_until <= one.start + one.grace

    return any(
        not pairs.why(staff, duty) and all(apart(duty, other) for other in own)
        for duty in handout.work.duties
        if (duty.date, duty.session, duty.start) == (slot.date, slot.session, slot.start)
    )


def test_spare_people_are_those_who_could_step_in(planned: Planned) -> None:
    handout = handout_of(planned)
    found = spare_of(handout)
    starts = {(duty.date, duty.session, duty.start) for duty in handout.work.duties if duty.need}
    assert {(slot.date, slot.session, slot.start) for slot in found.slots} == starts
    for slot in found.slots:
        free = sum(could_step_in(handout, person.id, slot) for person in handout.case.staff)
        assert free == slot.people, slot


def test_one_duty_less_leaves_one_person_more(planned: Planned) -> None:
    handout = handout_of(planned)
    row = next(row for row in handout.plan.roster if row.post == "gate")
    plan = replace(handout.plan, roster=tuple(other for other in handout.plan.roster if other != row))
    before, after = spare_of(handout), spare_of(replace(handout, plan=plan))
    gate = handout.work.duty[DutyKey(row.date, "gate")]

    def there(spare: Spare) -> int:
        return next(slot.people for slot in spare.slots if (slot.date, slot.start) == (row.date, gate.start))

    assert there(after) == there(before) + 1


def test_the_tightest_slot_comes_first_and_counts_its_dates(planned: Planned) -> None:
    found = spare_of(handout_of(planned))
    first, *rest = found.tightest
    assert first.people == min(slot.people for slot in found.slots)
    alike = [
        slot.people
        for slot in found.slots
        if (slot.date.isoweekday(), slot.session, slot.start) == (first.weekday, first.session, first.start)
    ]
    assert first.dates == alike.count(min(alike))
    assert all(first.people <= slot.people for slot in rest)


def test_nothing_to_do_leaves_nobody_to_count() -> None:
    assert (Spare(()).median, Spare(()).tightest) == (None, ())

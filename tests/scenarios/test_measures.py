"""Every measure, counted again in the plainest way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from solver.domain.plan import Plan
from solver.report import PlanView
from solver.scenarios import measure
from solver.scenarios.measures import Range
from tests.scenarios.conftest import Planned


def handout_of(planned: Planned, name: str = "base") -> PlanView:
    found = planned(name).handout
    assert found is not None
    return found


def test_units_and_minutes_are_those_of_the_roster(planned: Planned) -> None:
    handout = handout_of(planned)
    units: dict[str, Fraction] = {}
    minutes: dict[str, int] = {}
    for row in handout.plan.roster:
        duty = next(duty for duty in handout.work.duties if (duty.date, duty.post) == (row.date, row.post))
        units[row.staff] = units.get(row.staff, Fraction(0)) + Fraction(handout.work.posts[row.post].units)
        minutes[row.staff] = minutes.get(row.staff, 0) + duty.end - duty.start
    found = measure(handout)
    assert {person.staff: person.units for person in found.people} == units
    assert {person.staff: person.minutes for person in found.people} == minutes
    assert found.pools == {"teachers": Range.of(list(units.values()))}
    assert found.outside_minutes == 0


def test_pay_is_units_by_the_price_of_their_kind(planned: Planned) -> None:
    handout = handout_of(planned)
    found = measure(handout)
    assert found.pay == 40 * sum(person.units for person in found.people)
    outside = [person.model_copy(update={"kind": "external"}) for person in handout.case.staff[:1]]
    case = handout.case.model_copy(update={"staff": (*outside, *handout.case.staff[1:])})
    certificate = replace(handout.certificate, case_hash=case.hash)
    other = measure(replace(handout, case=case, certificate=certificate))
    assert other.pay == found.pay + 60 * found.people[0].units
    assert other.outside_minutes == found.people[0].minutes


def test_without_a_price_there_is_no_pay(planned: Planned) -> None:
    handout = handout_of(planned)
    case = handout.case.model_copy(update={"pay": ()})
    certificate = replace(handout.certificate, case_hash=case.hash)
    assert measure(replace(handout, case=case, certificate=certificate)).pay is None


def test_a_seat_that_somebody_leaves_is_uncovered(planned: Planned) -> None:
    handout = handout_of(planned)
    plan = replace(handout.plan, roster=handout.plan.roster[1:])
    emptied = PlanView(handout.case, plan, handout.work, (), handout.certificate)
    assert measure(emptied).uncovered == measure(handout).uncovered + 1 == 1


def test_deviations_are_from_the_targets_of_the_certificate(planned: Planned) -> None:
    handout = handout_of(planned)
    found = measure(handout)
    shares = handout.plan.accounts["units"].shares
    step = handout.case.grid.step
    deviations = [abs(person.units - shares[person.staff].target * step) for person in found.people]
    assert (found.largest, found.total) == (max(deviations), sum(deviations))
    assert found.largest_proven is not None
    assert found.largest_proven.bound <= found.largest
    burdens = {name for name, account in handout.plan.accounts.items() if name != "units"}
    assert set(found.burdens) <= burdens
    assert found.burdens["fridays"].largest == 0


def test_a_plan_of_nothing_has_measures_too(planned: Planned) -> None:
    handout = handout_of(planned)
    empty = PlanView(handout.case, Plan(), handout.work, (), handout.certificate)
    found = measure(empty)
    assert found.covered == 0
    assert found.pools == {}
    before, after = measure(handout).spare.tightest[0], found.spare.tightest[0]
    assert after.people >= before.people

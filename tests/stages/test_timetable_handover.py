"""The first two stages on a school of eight classes: what the solver makes is clean, its times are right."""

from __future__ import annotations

from itertools import combinations
from math import ceil

import pytest

from solver.custody import findings as custody
from solver.domain import Case, Dates, Group, Pin
from solver.formulation.candidate_places import lines_of, possible_departures, possible_meetings
from tests.stages.eight import at, club, found, school, solved


@pytest.fixture(scope="module")
def eight():
    case = school()
    return case, *solved(case)


def test_nothing_is_wrong_with_what_the_solver_makes(eight):
    case, plan, claimed = eight
    findings = found(case, plan)
    assert {finding.rule for finding in findings} <= {"line_waiting", "same_gate"}
    assert len(plan.timetable) == sum(one.meetings for one in case.clubs)
    assert len(plan.handover) == 2 * len(case.groups)
    # The levels that the checks add up are the solver's.
    waiting = sum(finding.price for finding in findings)
    latest = max(finding.amount for finding in findings if finding.peak_level == "latest")
    assert claimed == {"waiting": waiting, "latest": latest}


def test_no_room_and_no_leader_is_taken_twice(eight):
    _, plan, _ = eight
    for one, other in combinations(plan.timetable, 2):
        if one.weekday == other.weekday and one.room == other.room != "pitch":
            pytest.fail(f"{one} and {other}")
    assert not any(row.club == "paint" and row.weekday == 1 for row in plan.timetable)
    # Classes are in their rooms at that hour; only that of class 21 is free, on Fridays.
    choir = [row for row in plan.timetable if row.club == "choir"]
    assert [(row.weekday, row.room) for row in choir] == [(5, "r21")]


def test_lines_walk_release_and_queue_as_the_school_says(eight):
    case, plan, _ = eight
    lines = {(line.session.id, line.group.id): line for line in lines_of(case)}
    for row in plan.handover:
        line, gate = lines[row.session, row.group], case.zone[row.gate]
        wet = row.variant == "rain"
        place = gate.rain_zone or gate.id if wet else gate.id
        stop = "study" if row.extended else None
        walk = case.walk_minutes(line.home, stop) + case.walk_minutes(stop or line.home, place)
        throughput = gate.rain_throughput if wet else gate.throughput
        assert row.leave >= case.session[row.session].end
        assert row.arrive == row.leave + walk
        assert row.released == row.arrive + ceil(row.heads / throughput)
        if row.extended:
            assert row.leave + case.walk_minutes(line.home, "study") >= at("17:03")
    for one, other in combinations(plan.handover, 2):
        if (one.gate, one.variant) == (other.gate, other.variant):
            assert one.released <= other.arrive or other.released <= one.arrive


def test_heads_are_those_of_the_fullest_day(eight):
    case, plan, _ = eight
    by_group = {row.group: row for row in plan.handover if row.variant == "fine"}
    # On Fridays there is no extended care: all 36 of class 11 go home by the gate.
    assert (by_group["11"].heads, by_group["11"].extended) == (36, 6)
    assert (by_group["12"].heads, by_group["12"].extended) == (36, 0)
    assert {finding.rule for finding in custody(case, plan)} <= {"custody_gap", "receiver_late"}


def test_a_pinned_minute_and_gate_hold_and_the_others_queue_behind():
    case = school(
        pins=(
            Pin(group="31", session="high", gate="south", minute=at("17:30")),
            Pin(club="paint", weekday=3, session="low"),
            Pin(action="forbid", club="ball", weekday=5),
        )
    )
    plan, _ = solved(case)
    assert not [finding for finding in found(case, plan) if finding.hard]
    fine = next(row for row in plan.handover if (row.group, row.variant) == ("31", "fine"))
    wet = next(row for row in plan.handover if (row.group, row.variant) == ("31", "rain"))
    assert (fine.gate, fine.leave, wet.gate) == ("south", at("17:30"), "south")
    assert 3 in {row.weekday for row in plan.timetable if row.club == "paint"}
    assert 5 not in {row.weekday for row in plan.timetable if row.club == "ball"}


def test_who_lacks_a_leader_is_left_unplaced_and_counted():
    case = school()
    gone = case.model_copy(update={"staff": tuple(row for row in case.staff if row.id != "coder")})
    short = Case.model_validate(
        gone.model_dump() | {"clubs": tuple(row.model_copy(update={"eligible": "pe1"}) for row in gone.clubs)}
    )
    plan, claimed = solved(short)
    # One person leads one club at a time: five days, eight meetings, all at the same hour.
    assert len(plan.timetable) == 5
    assert claimed["unplaced"] == 3


def test_a_merged_group_leaves_in_place_of_its_classes():
    case = school()
    merged = Group(
        id="1", name="一年级合班", grade=1, room="r11", parts=("11", "12"), dates=Dates(weekdays=(5,))
    )
    always = merged.model_copy(update={"dates": Dates()})
    sometimes = lines_of(case.model_copy(update={"groups": (*case.groups, merged)}))
    assert {(line.group.id, line.heads) for line in sometimes} >= {("1", 72), ("11", 30), ("12", 36)}
    replaced = lines_of(case.model_copy(update={"groups": (*case.groups, always)}))
    assert {"11", "12"}.isdisjoint(line.group.id for line in replaced)


def test_choices_reach_far_enough_when_all_lines_need_one_gate():
    case = school()
    one_gate = case.model_copy(update={"zones": tuple(row for row in case.zones if row.id != "south")})
    walks = tuple(row for row in case.walks if "south" not in {row.a, row.b})
    case = one_gate.model_copy(update={"walks": walks, "posts": case.posts[:-1]})
    work = {
        variant: sum({row.group: row.released - row.arrive for row in rows}.values())
        for variant in ("fine", "rain")
        for rows in [[row for row in possible_departures(case) if row.variant == variant]]
    }
    for variant, minutes in work.items():
        last = max(row.released for row in possible_departures(case) if row.variant == variant)
        assert last >= at("17:02") + minutes


def test_a_club_is_offered_no_session_that_cannot_hold_it():
    early = school(clubs=(club("dawn", "art", start=at("14:40"), end=at("15:30"), room="studio"),))
    assert {row.session for row in possible_meetings(early)} == {"low"}

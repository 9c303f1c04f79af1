"""The first two stages on a school of eight classes: what the solver makes is clean, and its times are right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations
from math import ceil

import pytest

from solver.board import Board, Limits, Stop
from solver.choices import lines_of, possible_departures, possible_meetings
from solver.custody import findings as custody
from solver.domain import (
    Case,
    Club,
    Dates,
    Enrolment,
    Group,
    Lesson,
    Member,
    Pin,
    Plan,
    Post,
    Room,
    Session,
    Staff,
    Term,
    Walk,
    Zone,
)
from solver.domain.plan import LEVELS
from solver.model import build
from solver.rules import rules_of


def at(text):
    """Minutes since midnight of ``HH:MM``."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def school(**changes):
    """Four classes until 17:00 and four until 17:10, five clubs, two gates, extended care; four weeks."""
    low, high = (
        [f"{grade}{n}" for grade in (1, 2) for n in (1, 2)],
        [f"{grade}{n}" for grade in (3, 4) for n in (1, 2)],
    )
    zone_of = dict.fromkeys(low, "west") | dict.fromkeys(high, "east")
    coaches = ("pe1", "pe2", "art", "music", "coder")
    fields = {
        "id": "eight",
        "title": "八班小学",
        "term": Term(start=dt.date(2026, 9, 7), end=dt.date(2026, 10, 2), national=False),
        "zones": (
            Zone(id="west", name="西楼"),
            Zone(id="east", name="东楼"),
            Zone(id="field", name="操场", kind="venue"),
            Zone(id="study", name="书院", kind="venue"),
            Zone(id="hall", name="连廊"),
            Zone(id="north", name="北门", kind="gate", throughput=15, rain_throughput=10),
            Zone(id="south", name="南门", kind="gate", throughput=15, rain_throughput=10, rain_zone="hall"),
        ),
        "walks": tuple(
            Walk(a=a, b=b, minutes=minutes)
            for a, b, minutes in [
                ("west", "north", 4),
                ("west", "south", 2),
                ("east", "north", 2),
                ("east", "south", 4),
                ("west", "east", 2),
                ("west", "field", 3),
                ("east", "field", 2),
                ("west", "study", 1),
                ("east", "study", 2),
                ("study", "south", 1),
                ("study", "north", 2),
                ("hall", "south", 1),
                ("west", "hall", 1),
                ("east", "hall", 3),
            ]
        ),
        "rooms": (
            *(Room(id=f"r{g}", name=f"{g}教室", capacity=45, zone=zone) for g, zone in zone_of.items()),
            Room(id="pitch", name="球场", kind="pitch", capacity=60, groups_at_once=2, zone="field"),
            Room(id="studio", name="画室", kind="art", capacity=30, zone="east"),
            Room(id="lab", name="机房", kind="lab", capacity=30, zone="east"),
            Room(id="cloister", name="书院", kind="study", capacity=80, groups_at_once=9, zone="study"),
        ),
        "staff": (
            *(Staff(id=f"t{number}", name=f"老师{number}", pool="all") for number in range(14)),
            *(Staff(id=name, name=name, qualifications=(name,)) for name in coaches),
        ),
        "groups": tuple(
            Group(id=g, name=f"{g[0]}（{g[1]}）班", grade=int(g[0]), room=f"r{g}") for g in zone_of
        ),
        "sessions": (
            Session(id="low", name="低段", grades=(1, 2), start=at("14:30"), end=at("17:00")),
            Session(id="high", name="高段", grades=(3, 4), start=at("15:20"), end=at("17:10")),
            Session(
                id="late",
                name="延时",
                kind="extended",
                start=at("17:00"),
                end=at("18:00"),
                ends="room",
                dates=Dates(weekdays=(1, 2, 3, 4)),
            ),
        ),
        "enrolment": (
            *(Enrolment(group=g, session="low", pupils=36) for g in low),
            *(Enrolment(group=g, session="high", pupils=40) for g in high),
            Enrolment(group="21", session="low", weekday=5, pupils=0),
            Enrolment(group="11", session="late", pupils=6),
            Enrolment(group="42", session="late", pupils=5),
        ),
        "posts": (
            *(Post(id=f"c{g}", name=f"看护{g}", kind="care", session="low", group=g) for g in low),
            *(Post(id=f"c{g}", name=f"看护{g}", kind="care", session="high", group=g) for g in high),
            Post(
                id="late",
                name="延时托管",
                kind="extended",
                session="late",
                room="cloister",
                start=at("17:03"),
            ),
            *(
                Post(
                    id=f"gate_{gate}",
                    name="护送",
                    kind="gate",
                    session="high",
                    zone=gate,
                    start=at("16:58"),
                    end=at("17:45"),
                )
                for gate in ("north", "south")
            ),
        ),
        "clubs": (
            club("ball", "pe1 or pe2", meetings=2, room_kind="pitch", grades=(3, 4)),
            club("run", "pe1 or pe2", meetings=1, room_kind="pitch", grades=(1, 2)),
            club("paint", "art", meetings=2, room="studio", grades=(1, 2)),
            club("code", "coder", meetings=2, room="lab", grades=(3, 4)),
            club("choir", "music or art", meetings=1, room_kind="classroom", grades=(3, 4), end=at("16:50")),
        ),
        "members": (
            *(Member(club="ball", group=g, pupils=9) for g in high),
            *(Member(club="run", group=g, pupils=8) for g in low),
            *(Member(club="paint", group=g, pupils=6) for g in low),
            *(Member(club="code", group=g, pupils=6) for g in high),
            *(Member(club="choir", group=g, pupils=7) for g in ("31", "42")),
        ),
        "lessons": (Lesson(staff="art", weekday=1, start=at("15:30"), end=at("16:10")),),
    }
    return Case(**(fields | changes))


def club(name, leaders, **more):
    return Club(id=name, name=name, eligible=leaders, **({"start": at("15:50"), "end": at("16:45")} | more))


def solved(case):
    """Solve both stages level by level; return the plan and the levels that the solver claims."""
    plan, claimed = Plan(), {}
    for stage in ("timetable", "handover"):
        sheet = build(case, stage, rules_of(case), fixed=plan)
        board = Board(sheet)
        values = None
        for group in LEVELS[stage]:
            board.minimise([(group, 1)])
            answer = board.solve(Limits(effort=20.0, linear=True), Stop())
            assert answer.status == "optimal", (stage, group, answer.status)
            values = answer.values
            board.hold(group, answer.value)
            board.hint(dict(enumerate(values)))
        claimed |= {name: value for name, value in sheet.level_values(values).items() if value}
        if stage == "timetable":
            plan = replace(plan, timetable=sheet.read_meetings(values))
        else:
            plan = replace(plan, handover=sheet.read_departures(values))
    return plan, claimed


def found(case, plan):
    """Everything that the rules of the two stages find."""
    return [
        finding for rule in rules_of(case) if rule.stage != "rotation" for finding in rule.check(case, plan)
    ]


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
    case, plan, _ = eight
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

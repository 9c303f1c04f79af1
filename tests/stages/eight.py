"""A school of eight classes, five clubs and two gates, and both early stages solved level by level."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from solver.domain import (
    Case,
    Club,
    Dates,
    Enrolment,
    Group,
    Lesson,
    Member,
    Plan,
    Post,
    Room,
    Session,
    Staff,
    Term,
    Walk,
    Zone,
)
from solver.domain.levels import LEVELS, Stage
from solver.formulation.cpsat import CpSatModel, Limits, Stop
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
    fields: dict[str, Any] = {
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
    plan = Plan()
    claimed: dict[str, int] = {}
    stages: tuple[Stage, ...] = ("timetable", "handover")
    for stage in stages:
        model = build(case, stage, rules_of(case), fixed=plan)
        cpsat = CpSatModel(model)
        values = None
        for group in LEVELS[stage]:
            cpsat.minimise([(group, 1)])
            answer = cpsat.solve(Limits(effort=20.0, linear=True), Stop())
            assert answer.status == "optimal", (stage, group, answer.status)
            assert answer.values is not None
            assert answer.value is not None
            values = answer.values
            cpsat.hold(group, answer.value)
            cpsat.hint(dict(enumerate(values)))
        assert values is not None
        claimed |= {name: value for name, value in model.level_values(values).items() if value}
        if stage == "timetable":
            plan = replace(plan, timetable=model.read_meetings(values))
        else:
            plan = replace(plan, handover=model.read_departures(values))
    return plan, claimed


def found(case, plan):
    """Everything that the rules of the two stages find."""
    return [
        finding for rule in rules_of(case) if rule.stage != "rotation" for finding in rule.check(case, plan)
    ]

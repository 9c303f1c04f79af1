"""A school of three classes in two buildings: two clubs on Tuesday, a gate, extended care; and its plan."""

import datetime as dt
from dataclasses import replace
from typing import Any

from solver.base.units import clock
from solver.domain import (
    Assignment,
    Case,
    Club,
    Dates,
    Departure,
    Enrolment,
    Finding,
    Group,
    Meeting,
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
from solver.domain.plan import Variant

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2026, 9, 7 + days) for days in range(3))
DAYS = (MONDAY, TUESDAY, WEDNESDAY)
SERVICE_DAYS = Dates(weekdays=(1, 2, 3))

CREW = {
    "care-11": "wang",
    "care-12": "li",
    "care-21": "zhao",
    "late": "zhou",
    "gate": "wu",
    "art@2-after": "chen",
    "ball@2-after": "sun",
}


def at(text: str) -> int:
    """Minutes since midnight of ``HH:MM``."""
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def stretch(found: Finding) -> tuple[str, str]:
    """From when to when, as a clock shows it."""
    assert found.start is not None
    return clock(found.start), "" if found.end is None else clock(found.end)


def leaves(group: str, variant: Variant, leave: str, arrive: str, released: str) -> Departure:
    return Departure("after", group, variant, "gate", at(leave), at(arrive), at(released), 0)


def care(group: str) -> Post:
    return Post(id=f"care-{group}", name=f"看护{group}", kind="care", session="after", group=group)


def small_school() -> Case:
    distances = [("a", "b", 2), ("a", "art", 3), ("b", "art", 1), ("a", "gym", 2), ("a", "hall", 1)]
    distances += [("b", "hall", 2), ("hall", "gate", 2), ("hall", "lobby", 1)]
    return Case(
        id="small",
        title="Small school",
        term=Term(start=MONDAY, end=dt.date(2026, 9, 11), national=False),
        zones=(
            Zone(id="a", name="A楼"),
            Zone(id="b", name="B楼"),
            Zone(id="art", name="美术馆", kind="venue"),
            Zone(id="gym", name="体育馆", kind="venue"),
            Zone(id="hall", name="书院", kind="venue"),
            Zone(id="lobby", name="门厅"),
            Zone(id="gate", name="南门", kind="gate", throughput=20, rain_zone="lobby"),
        ),
        walks=tuple(Walk(a=a, b=b, minutes=minutes) for a, b, minutes in distances),
        rooms=(
            Room(id="r11", name="一1教室", capacity=40, zone="a"),
            Room(id="r12", name="一2教室", capacity=40, zone="a"),
            Room(id="r21", name="二1教室", capacity=40, zone="b"),
            Room(id="studio", name="画室", capacity=30, zone="art"),
            Room(id="court", name="球场", capacity=30, zone="gym"),
            Room(id="study", name="书院一层", capacity=60, groups_at_once=9, zone="hall"),
        ),
        staff=tuple(Staff(id=name, name=name.title()) for name in sorted(set(CREW.values()))),
        groups=(
            Group(id="11", name="一(1)班", grade=1, room="r11"),
            Group(id="12", name="一(2)班", grade=1, room="r12"),
            Group(id="21", name="二(1)班", grade=2, room="r21"),
        ),
        sessions=(
            Session(id="after", name="课后", start=at("15:00"), end=at("17:00"), dates=SERVICE_DAYS),
            Session(
                id="ext",
                name="延时",
                kind="extended",
                start=at("17:00"),
                end=at("18:00"),
                ends="room",
                dates=SERVICE_DAYS,
            ),
        ),
        enrolment=(
            Enrolment(group="11", session="after", pupils=20, bus=2, route=3, self_release=1),
            Enrolment(group="12", session="after", pupils=15),
            Enrolment(group="21", session="after", pupils=18),
            Enrolment(group="11", session="ext", pupils=4),
            Enrolment(group="21", session="ext", pupils=3),
        ),
        posts=(
            care("11"),
            care("12"),
            care("21"),
            Post(id="late", name="延时托管", kind="extended", session="ext", room="study"),
            Post(
                id="gate",
                name="校门",
                kind="gate",
                session="after",
                zone="gate",
                start=at("16:50"),
                end=at("17:30"),
            ),
        ),
        clubs=(
            Club(id="art", name="美术", start=at("15:30"), end=at("16:30")),
            Club(id="ball", name="篮球", start=at("15:30"), end=at("16:30")),
        ),
        members=(
            Member(club="art", group="11", pupils=6),
            Member(club="art", group="21", pupils=5),
            Member(club="ball", group="11", pupils=3),
            Member(club="ball", group="12", pupils=7),
        ),
    )


def whole_plan() -> Plan:
    roster = [Assignment(date, post, staff) for post, staff in CREW.items() for date in DAYS]
    return Plan(
        timetable=(Meeting("art", 2, "after", "studio"), Meeting("ball", 2, "after", "court")),
        handover=(
            leaves("11", "fine", "17:00", "17:03", "17:04"),
            leaves("12", "fine", "17:02", "17:05", "17:06"),
            leaves("21", "fine", "17:04", "17:08", "17:09"),
            leaves("11", "rain", "17:00", "17:02", "17:05"),
            leaves("12", "rain", "17:03", "17:05", "17:08"),
            leaves("21", "rain", "17:04", "17:07", "17:10"),
        ),
        roster=tuple(row for row in roster if "@" not in row.post or row.date == TUESDAY),
    )


def without(plan: Plan, post: str, date: dt.date | None = None) -> Plan:
    """The plan with nobody on a post (on one date)."""
    gone = [row for row in plan.roster if row.post == post and date in {None, row.date}]
    return replace(plan, roster=tuple(row for row in plan.roster if row not in gone))


def sent(plan: Plan, group: str, variant: Variant, **changes: Any) -> Plan:
    """The plan with one departure changed."""
    rows = [
        replace(row, **changes) if (row.group, row.variant) == (group, variant) else row
        for row in plan.handover
    ]
    return replace(plan, handover=tuple(rows))


def made(case: Case, **tables: Any) -> Case:
    """The case with some tables replaced, checked afresh."""
    return Case(**({name: getattr(case, name) for name in Case.model_fields} | tables))


def changed(case: Case, table: str, key: tuple[str, ...], **changes: Any) -> Case:
    """The case with one row of a table changed; ``key`` holds the row's first fields."""
    rows = []
    for row in getattr(case, table):
        values = tuple(row.model_dump().values())
        rows.append(row.model_copy(update=changes) if values[: len(key)] == key else row)
    return made(case, **{table: tuple(rows)})

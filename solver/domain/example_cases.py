"""Small cases and plans drawn in a few words, for the examples of rules and policies and for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from solver.base.units import Minutes
from solver.domain.case import (
    Case,
    Club,
    Dates,
    Enrolment,
    Group,
    Member,
    Post,
    PostKind,
    Room,
    Session,
    Staff,
    Term,
    Walk,
    Zone,
)
from solver.domain.plan import Account, Assignment, Departure, Meeting, Plan, Share, Variant

MONDAY = dt.date(2026, 9, 7)
CLASSES = (
    Group(id="c1", name="C1", grade=1, room="r1"),
    Group(id="c2", name="C2", grade=2, room="r2"),
)
WALK_TO_GATE: dict[str, Minutes] = {"c1": 2, "c2": 9}
"""Minutes from the classes of a sketch to its gate."""


def on_day(number: int) -> dt.date:
    """Return the date of day ``number`` of the sketch's term; day 0 is a Monday."""
    return MONDAY + dt.timedelta(days=number)


def at(hour: int, minute: int = 0) -> int:
    """Return a time of the day in minutes."""
    return hour * 60 + minute


def sketch(
    *,
    staff: Iterable[Staff] | str = "ann bo",
    posts: Iterable[Post] = (),
    days: int = 2,
    **more: object,
) -> Case:
    """Return a case of a few days from Monday 7 September 2026 with one session from 16:00 to 18:00.

    ``staff`` may be ids only. Classes ``c1`` (grade 1, home room ``r1``, zone ``a``) and ``c2`` (grade 2,
    ``r2``, zone ``b``, 10 minutes' walk) have ten pupils each. ``more`` replaces any field of the case.
    """
    if isinstance(staff, str):
        staff = [Staff(id=name, name=name.title()) for name in staff.split()]
    fields: dict[str, object] = {
        "id": "sketch",
        "title": "Sketch",
        "term": Term(start=MONDAY, end=on_day(days - 1), national=False),
        "zones": (
            Zone(id="a", name="A"),
            Zone(id="b", name="B"),
            Zone(id="g", name="Gate", kind="gate", throughput=10, rain_throughput=5),
        ),
        "walks": (
            Walk(a="a", b="b", minutes=10),
            Walk(a="a", b="g", minutes=2),
            Walk(a="b", b="g", minutes=9),
        ),
        "rooms": (
            Room(id="r1", name="R1", capacity=20, zone="a"),
            Room(id="r2", name="R2", capacity=20, zone="b"),
            Room(id="hall", name="Hall", kind="hall", capacity=40, groups_at_once=2, zone="b"),
        ),
        "staff": tuple(staff),
        "groups": CLASSES,
        "sessions": (a_session().model_copy(update={"name": "Afternoon"}),),
        "enrolment": (
            Enrolment(group="c1", session="pm", pupils=10),
            Enrolment(group="c2", session="pm", pupils=10),
        ),
        "posts": tuple(posts),
    }
    tables = {name: tuple(value) if isinstance(value, list) else value for name, value in more.items()}
    return Case.model_validate(fields | tables)


def school(*sessions: Session, weeks: int = 1, **more: object) -> Case:
    """Return a case of a few weeks for policies: two classes of twenty, in every session for their grade.

    Without sessions there is one from 16:00 to 18:00; ``more`` replaces any field of the case.
    """
    given = sessions or (a_session(),)
    fields: dict[str, Any] = {
        "zones": (Zone(id="a", name="A"),),
        "walks": (),
        "rooms": tuple(Room(id=room, name=room.upper(), capacity=40, zone="a") for room in ("r1", "r2")),
        "sessions": given,
        "enrolment": tuple(
            Enrolment(group=group.id, session=one.id, pupils=20)
            for one in given
            for group in CLASSES
            if not one.grades or group.grade in one.grades
        ),
        "staff": (
            Staff(id="ann", name="Ann"),
            Staff(id="bo", name="Bo", kind="leader"),
            Staff(id="xu", name="Xu", kind="external"),
        ),
    }
    return sketch(days=7 * weeks, **(fields | more))


def a_session(name: str = "pm", start: Minutes = 16 * 60, end: Minutes = 18 * 60, **more: object) -> Session:
    """Return an afternoon session, from 16:00 to 18:00 unless told."""
    fields: dict[str, object] = {"id": name, "name": name.title(), "start": start, "end": end}
    return Session.model_validate(fields | more)


def a_post(name: str, kind: PostKind = "care", **more: object) -> Post:
    """Return a daily post of the afternoon session, worth one unit."""
    fields: dict[str, object] = {"id": name, "name": name.title(), "kind": kind, "session": "pm", "zone": "a"}
    return Post.model_validate(fields | more)


def a_club(name: str, **more: object) -> Club:
    """Return a club that meets once a week from 16:30 to 17:30."""
    fields: dict[str, object] = {"id": name, "name": name.title(), "start": at(16, 30), "end": at(17, 30)}
    return Club.model_validate(fields | more)


def members(**pupils: int) -> tuple[Member, ...]:
    """Return members of class c1 by club."""
    return tuple(Member(club=name, group="c1", pupils=count) for name, count in pupils.items())


def roster(*rows: str, account: dict[str, int] | None = None, meetings: tuple[Meeting, ...] = ()) -> Plan:
    """Return a plan from rows such as ``"0 gate ann"`` or ``"1 gate bo cover"`` (day, post, person).

    ``account`` gives each person's target in grid steps for the account of work units.
    """
    assignments = []
    for row in rows:
        number, post_id, person, *cover = row.split()
        assignments.append(Assignment(on_day(int(number)), post_id, person, cover=bool(cover)))
    accounts = {"units": targets("units", account)} if account is not None else {}
    return Plan(timetable=meetings, roster=tuple(sorted(assignments)), accounts=accounts)


def targets(name: str, steps: dict[str, int]) -> Account:
    """Return an account with these targets."""
    return Account(
        name,
        {
            person: Share(Fraction(1), Fraction(0), Fraction(target), Fraction(target), target)
            for person, target in steps.items()
        },
    )


def two_gates(rain_zone: str | None = None) -> tuple[Zone, ...]:
    """Return the zones of a sketch with two gates; ``rain_zone`` is where the first releases in the rain."""
    return (
        Zone(id="a", name="A"),
        Zone(id="b", name="B"),
        Zone(id="g", name="North gate", kind="gate", rain_zone=rain_zone),
        Zone(id="h", name="South gate", kind="gate"),
    )


def weekdays(*numbers: int) -> Dates:
    """Return a selection of weekdays."""
    return Dates(weekdays=numbers)


def line(group: str, minute: Minutes, variant: Variant = "fine") -> Departure:
    """Return the departure of a sketch's class at so many minutes past 18:00.

    The gate releases its ten pupils in one minute, in the rain in two.
    """
    arrive = at(18, minute) + WALK_TO_GATE[group]
    release = 1 if variant == "fine" else 2
    return Departure("pm", group, variant, "g", at(18, minute), arrive, arrive + release, 10)


def lines(*rows: Departure) -> Plan:
    """Return a plan with these departures."""
    return Plan(handover=tuple(sorted(rows)))


def whole(c1: Minutes = 0, c2: Minutes = 0, **rain: Minutes) -> Plan:
    """Return a plan in which both classes leave at these minutes past 18:00, in the rain at others
    where told.
    """
    return lines(
        line("c1", c1),
        line("c2", c2),
        line("c1", rain.get("wet1", c1), "rain"),
        line("c2", rain.get("wet2", c2), "rain"),
    )

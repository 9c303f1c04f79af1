"""Small cases drawn in a few words, for the policies' examples."""

from __future__ import annotations

import datetime as dt

from solver.domain.case import (
    Case,
    Club,
    Enrolment,
    Group,
    Member,
    Post,
    PostKind,
    Room,
    Session,
    Staff,
    Term,
    Zone,
)

MONDAY = dt.date(2026, 9, 7)


def at(hour: int, minute: int = 0) -> int:
    """Return a time of the day in minutes."""
    return hour * 60 + minute


def session(name: str = "pm", start: int = at(16), end: int = at(18), **more: object) -> Session:
    """Return an afternoon session, from 16:00 to 18:00 unless told."""
    fields: dict[str, object] = {"id": name, "name": name.title(), "start": start, "end": end}
    return Session.model_validate(fields | more)


def post(name: str, kind: PostKind = "care", **more: object) -> Post:
    """Return a post of the afternoon session in zone a."""
    fields = {"id": name, "name": name.title(), "kind": kind, "session": "pm", "zone": "a"}
    return Post.model_validate(fields | more)


def club(name: str, **more: object) -> Club:
    """Return a club that may meet in any session."""
    return Club.model_validate({"id": name, "name": name.title()} | more)


def members(**pupils: int) -> tuple[Member, ...]:
    """Return members of class c1 by club."""
    return tuple(Member(club=name, group="c1", pupils=count) for name, count in pupils.items())


def case(*sessions: Session, weeks: int = 1, **more: object) -> Case:
    """Return a case of a few weeks from Monday 7 September 2026: a class of grade 1 and one of grade 2.

    Both are enrolled in every session that is for them. ``more`` replaces any field of the case.
    """
    given = sessions or (session(),)
    groups = (Group(id="c1", name="C1", grade=1, room="r1"), Group(id="c2", name="C2", grade=2, room="r2"))
    fields: dict[str, object] = {
        "id": "sketch",
        "title": "Sketch",
        "term": Term(start=MONDAY, end=MONDAY + dt.timedelta(days=7 * weeks - 1), national=False),
        "zones": (Zone(id="a", name="A"),),
        "rooms": (
            Room(id="r1", name="R1", capacity=40, zone="a"),
            Room(id="r2", name="R2", capacity=40, zone="a"),
        ),
        "staff": (
            Staff(id="ann", name="Ann"),
            Staff(id="bo", name="Bo", kind="leader"),
            Staff(id="xu", name="Xu", kind="external"),
        ),
        "groups": groups,
        "sessions": given,
        "enrolment": tuple(
            Enrolment(group=group.id, session=one.id, pupils=20)
            for one in given
            for group in groups
            if not one.grades or group.grade in one.grades
        ),
    }
    return Case.model_validate(fields | more)

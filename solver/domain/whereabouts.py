"""Where a group is: with which post, in which zone, and to which extended care its pupils go on."""

from __future__ import annotations

from collections.abc import Iterable

from solver.base.units import Minutes
from solver.domain.calendar import Day
from solver.domain.case import Case, Group, Post, Session
from solver.domain.duties import Duty
from solver.domain.presence import present

HOLDING = frozenset({"care", "tutoring", "arrival", "lunch", "nap", "evening"})
"""Kinds of post that say where a group is."""


def post_zone(case: Case, post: Post, group: Group) -> str | None:
    """Return the zone of a post, where it takes care of a group or of all."""
    room = post.room or (group.room if post.group else None)
    return post.zone or (case.room[room].zone if room else None)


def home_zone(case: Case, session: Session, group: Group) -> str | None:
    """Return where a group is at the end of a session: with its own post, one for all, or in its room."""
    holding = []
    for post in case.posts:
        start, end = session.hours(post)
        if (
            (post.session, post.club) == (session.id, None)
            and post.kind in HOLDING
            and post.group in {group.id, None}
            and start < session.end <= end
        ):
            holding.append((post.group is None, start, post.id, post))
    return post_zone(case, min(holding)[-1], group) if holding else _room_zone(case, group)


def held_by(duties: Iterable[Duty], session: str, group: str, minute: Minutes) -> Duty | None:
    """Return the duty of a day that has a group at a minute: its own before one for all."""
    holding = [
        duty
        for duty in duties
        if (duty.session, duty.club) == (session, None)
        and duty.kind in HOLDING
        and duty.group in {group, None}
        and duty.start <= minute < duty.end
    ]
    return min(holding, key=lambda duty: (duty.group is None, duty.start, duty.post), default=None)


def zone_at(case: Case, duties: Iterable[Duty], session: str, group: Group, minute: Minutes) -> str | None:
    """Return the zone in which a group is at a minute of a day with these duties."""
    duty = held_by(duties, session, group.id, minute)
    return _room_zone(case, group) if duty is None else duty.zone_from


def onward(case: Case, session: Session, group: Group, day: Day) -> dict[str, int]:
    """Return how many pupils are enrolled in each extended session to which they go on from this session.

    They go on from the last session before it, if that is no break between lessons.
    """
    found: dict[str, int] = {}
    for extended in case.sessions if present(case, session, group, day) else ():
        heads = present(case, extended, group, day) if extended.kind == "extended" else 0
        if heads and session.end <= extended.end:
            later = [
                other
                for other in case.sessions
                if other.kind != "extended"
                and other.ends != "lesson"
                and (session.end, session.id) < (other.end, other.id)
                and other.end <= extended.end
                and present(case, other, group, day)
            ]
            if not later:
                found[extended.id] = heads
    return found


def extended_post(case: Case, session: str, group: Group) -> Post | None:
    """Return the post that receives a group in an extended session: its own before one for all."""
    posts = [
        post
        for post in case.posts
        if (post.kind, post.session) == ("extended", session) and post.group in {group.id, None}
    ]
    return min(posts, key=lambda post: (post.group is None, post.id), default=None)


def receiver(duties: Iterable[Duty], session: str, group: Group) -> Duty | None:
    """Return the duty of a day that receives a group in an extended session: its own before one for all."""
    receiving = [
        duty
        for duty in duties
        if (duty.kind, duty.session) == ("extended", session) and duty.group in {group.id, None}
    ]
    return min(receiving, key=lambda duty: (duty.group is None, duty.post), default=None)


def _room_zone(case: Case, group: Group) -> str | None:
    return case.room[group.room].zone if group.room else None

"""Who else fills rooms while clubs meet: posts with pupils, and classes cared for at home without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solver.base.units import Minutes
from solver.domain.calendar import Day
from solver.domain.case import PUPIL_KINDS, Case
from solver.domain.duties import Duty
from solver.domain.pupils import present

IN_ROOM = PUPIL_KINDS | {"tutoring"}
"""Kinds of post whose pupils fill a room."""


@dataclass(frozen=True, slots=True)
class Use:
    """A party in a room: which room, from when to when, and how many pupils."""

    room: str
    party: str
    start: Minutes
    end: Minutes
    heads: int


def uses(case: Case, duties: Iterable[Duty], day: Day) -> Iterator[Use]:
    """Yield who fills rooms on a day with these duties, placed clubs left out."""
    own = [duty for duty in duties if duty.post in case.post and duty.kind in IN_ROOM]
    for duty in own:
        if duty.room is not None:
            yield Use(duty.room, duty.group or duty.post, duty.start, duty.end, duty.pupils)
    placed = {(duty.session, duty.group) for duty in own}
    for session in case.sessions:
        if session.kind == "extended" or (session.id, None) in placed:
            continue
        for group in case.groups:
            if group.room is not None and (session.id, group.id) not in placed:
                heads = present(case, session, group, day)
                if heads:
                    yield Use(group.room, group.id, session.start, session.end, heads)


def parties(uses_: Iterable[Use], room: str, minute: Minutes) -> dict[str, int]:
    """Return the parties in a room at a minute with their heads, in order."""
    found: dict[str, int] = {}
    for use in uses_:
        if use.room == room and use.start <= minute < use.end:
            found[use.party] = max(found.get(use.party, 0), use.heads)
    return dict(sorted(found.items()))

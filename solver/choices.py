"""What could be chosen in the first two stages: where a club could meet, how a line could leave."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from solver.domain.calendar import session_days
from solver.domain.case import Case, Club, Group, Room, Session
from solver.domain.duties import pupils_of
from solver.domain.plan import VARIANTS, Departure, Meeting

LATEST_LEAVE = 45
"""Minutes after the session's end within which every line has to leave."""


def possible_meetings(case: Case) -> Iterator[Meeting]:
    """Return every weekday, session and room where a club could meet by its own wishes alone."""
    for club in case.clubs:
        for session in case.sessions:
            if not may_meet_in(club, session):
                continue
            weekdays = sorted({day.weekday for day in session_days(case, session.id)})
            for weekday in weekdays:
                if club.weekdays and weekday not in club.weekdays:
                    continue
                for room in case.rooms:
                    if suits(club, room):
                        yield Meeting(club.id, weekday, session.id, room.id)


def may_meet_in(club: Club, session: Session) -> bool:
    """Tell whether a club may meet in a session: named, or of its grades where it names none."""
    if club.sessions:
        return session.id in club.sessions
    return session.kind != "extended" and (
        not club.grades or not session.grades or bool(set(club.grades) & set(session.grades))
    )


def suits(club: Club, room: Room) -> bool:
    """Tell whether a room is the club's own room, or of its kind where it names no room."""
    if club.room is not None:
        return room.id == club.room
    return club.room_kind is None or room.kind == club.room_kind


def possible_departures(case: Case) -> Iterator[Departure]:
    """Return every gate and minute by which a group's line could leave, on a fine and a rainy day."""
    for session in case.sessions:
        if session.ends != "gate":
            continue
        for group in case.groups:
            if not serves_group(session, group):
                continue
            heads, extended = heads_at_end(case, group, session)
            if heads + extended:
                for variant in VARIANTS:
                    for gate in case.gates:
                        for leave in range(session.end, session.end + LATEST_LEAVE):
                            yield departure(case, group, session, variant, gate.id, leave, heads, extended)


def serves_group(session: Session, group: Group) -> bool:
    """Tell whether a session is for a group's grade."""
    return not session.grades or group.grade in session.grades


def heads_at_end(case: Case, group: Group, session: Session) -> tuple[int, int]:
    """Return the most pupils who leave by the gate, and the most who go on to extended care, on any weekday."""
    heads, extended = 0, 0
    for weekday in sorted({day.weekday for day in session_days(case, session.id)}):
        present = pupils_of(case, group, session.id, weekday)
        staying = sum(
            pupils_of(case, group, other.id, weekday)
            for other in case.sessions
            if other.kind == "extended"
            and serves_group(other, group)
            and weekday in {day.weekday for day in session_days(case, other.id)}
        )
        staying = min(staying, present)
        heads, extended = max(heads, present - staying), max(extended, staying)
    return heads, extended


def departure(
    case: Case,
    group: Group,
    session: Session,
    variant: str,
    gate_id: str,
    leave: int,
    heads: int,
    extended: int,
) -> Departure:
    """Return the departure of a line that leaves at a minute, with its times worked out."""
    gate = case.zone[gate_id]
    home = case.room[group.room].zone if group.room else None
    rain = variant == "rain"
    place = gate.rain_zone if rain and gate.rain_zone else gate_id
    throughput = (gate.rain_throughput or gate.throughput) if rain else gate.throughput
    stop = extended_zone(case) if extended else None
    walk = case.walk_minutes(home, stop) + case.walk_minutes(stop or home, place)
    arrive = leave + walk
    minutes = ceil(heads / throughput) if throughput else int(heads > 0)
    return Departure(
        session=session.id,
        group=group.id,
        variant="rain" if rain else "fine",
        gate=gate_id,
        leave=leave,
        arrive=arrive,
        released=arrive + minutes,
        heads=heads,
        extended=extended,
    )


def extended_zone(case: Case) -> str | None:
    """Return the zone of the extended care room, if there is one."""
    for post in case.posts:
        if post.kind == "extended":
            return post.zone or (case.room[post.room].zone if post.room else None)
    return None

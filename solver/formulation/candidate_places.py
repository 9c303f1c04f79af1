"""What could be chosen in the first two stages: where a club could meet, how a line could leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from solver.base.units import Minutes
from solver.domain.calendar import session_days
from solver.domain.case import Case, Club, Group, Room, Session, Zone
from solver.domain.plan import VARIANTS, Departure, Meeting, Variant
from solver.domain.presence import members_of, present
from solver.domain.whereabouts import extended_post, home_zone, onward, post_zone

NEAR: Minutes = 60
"""A gate or extended post that begins later than this after a session's end is not for its lines."""


def possible_meetings(case: Case) -> Iterator[Meeting]:
    """Return every weekday, session and room where a club could meet by its own wishes alone."""
    for club in case.clubs:
        rooms = [room for room in case.rooms if suits(club, room)]
        for session in case.sessions:
            if not may_meet_in(club, session):
                continue
            for weekday in sorted({day.weekday for day in session_days(case, session.id)}):
                if not club.weekdays or weekday in club.weekdays:
                    for room in rooms:
                        yield Meeting(club.id, weekday, session.id, room.id)


def may_meet_in(club: Club, session: Session) -> bool:
    """Tell whether a club may meet in a session: one it names, or one that holds its time and its grades.

    A club that names a session may end after it (its lines wait for it), but never begins before it.
    """
    begin, _ = session.hours(club)
    if not session.start <= begin < session.end:
        return False
    if club.sessions:
        return session.id in club.sessions
    return (
        session.kind != "extended"
        and (club.end is None or club.end <= session.end)
        and (not club.grades or not session.grades or bool(set(club.grades) & set(session.grades)))
    )


def suits(club: Club, room: Room) -> bool:
    """Tell whether a room is the club's own room, or of its kind where it names no room."""
    if club.room is not None:
        return room.id == club.room
    return club.room_kind is None or room.kind == club.room_kind


@dataclass(frozen=True, slots=True)
class Line:
    """A group that leaves from a session: how many go to the gate, how many stay in extended care.

    ``home`` is the zone where the group is at the session's end, ``stop`` that of the extended
    care that the line passes; ``ready`` is the first minute at which everybody is there to go and
    those who receive them are in place.
    """

    session: Session
    group: Group
    heads: int
    extended: int
    home: str | None
    stop: str | None
    ready: Minutes

    def walk(self, case: Case, place: str) -> Minutes:
        """Return the minutes to a place, by way of the extended care."""
        return case.walk_minutes(self.home, self.stop) + case.walk_minutes(self.stop or self.home, place)


def possible_departures(case: Case) -> Iterator[Departure]:
    """Return every gate and minute by which a group's line could leave, on a fine and a rainy day."""
    lines = lines_of(case)
    for variant in VARIANTS:
        closing = _closing(case, variant, lines)
        for line in lines:
            for gate in case.gates:
                last = closing[line.session.id]
                way = line.walk(case, _place(gate, variant)) + _release(gate, variant, line.heads)
                for leave in range(line.session.end, max(last - way, line.session.end) + 1):
                    yield departure(case, line, variant, gate, leave)


def departure(case: Case, line: Line, variant: Variant, gate: Zone, leave: Minutes) -> Departure:
    """Return the departure of a line that leaves at a minute, with its times worked out."""
    arrive = leave + line.walk(case, _place(gate, variant))
    return Departure(
        session=line.session.id,
        group=line.group.id,
        variant=variant,
        gate=gate.id,
        leave=leave,
        arrive=arrive,
        released=arrive + _release(gate, variant, line.heads),
        heads=line.heads,
        extended=line.extended,
    )


@lru_cache(maxsize=16)
def lines_of(case: Case) -> tuple[Line, ...]:
    """Return the lines of every session that ends at the gate; pupils of extended care are fetched
    from there.
    """
    lines = []
    for session in case.sessions:
        if session.ends != "gate" or session.kind == "extended":
            continue
        for group in case.groups:
            line = _line(case, session, group)
            if line is not None:
                lines.append(line)
    return tuple(lines)


def _line(case: Case, session: Session, group: Group) -> Line | None:
    heads, most_staying = 0, 0
    extended: list[str] = []
    for day in session_days(case, session.id):
        # A class that a merged group stands for that day is no line of its own, and the other way round.
        here = present(case, session, group, day)
        going = onward(case, session, group, day)
        extended += [other for other in going if other not in extended]
        staying = min(sum(going.values()), here)
        heads = max(heads, here - staying)
        most_staying = max(most_staying, staying)
    if heads + most_staying == 0:
        return None
    posts = [post for other in extended if (post := extended_post(case, other, group)) is not None][:1]
    stop = post_zone(case, posts[0], group) if posts else None
    begins = [case.session[post.session].hours(post)[0] for post in posts]
    return Line(
        session=session,
        group=group,
        heads=heads,
        extended=most_staying,
        home=home_zone(case, session, group),
        stop=stop,
        ready=max([session.end, *_near(session, begins), *_club_ends(case, session, group)]),
    )


def _club_ends(case: Case, session: Session, group: Group) -> list[Minutes]:
    return [
        club.end
        for club in case.clubs
        if club.end is not None and may_meet_in(club, session) and members_of(case, club.id, group)
    ]


def _near(session: Session, minutes: Iterable[Minutes]) -> list[Minutes]:
    return [minute for minute in minutes if minute <= session.end + NEAR]


def _closing(case: Case, variant: Variant, lines: tuple[Line, ...]) -> dict[str, Minutes]:
    """Return per session the minute by which all its lines can be gone, however they queue.

    Lines that queue anywhere as soon as a gate is free are done within work / gates + the longest
    release (Graham 1966), counted from when everybody could be at every gate and the sessions
    before are done.
    """
    gates = case.gates
    pinned = [pin for pin in case.pins if pin.group is not None and pin.club is None]
    # A pinned gate may draw all lines to it.
    queues = 1 if any(pin.gate for pin in pinned) else max(len(gates), 1)
    manned = [case.session[post.session].hours(post)[0] for post in case.posts if post.kind == "gate"]
    weekdays = {
        session.id: {day.weekday for day in session_days(case, session.id)} for session in case.sessions
    }
    closing: dict[str, Minutes] = {}
    for session in sorted(case.sessions, key=lambda session: (session.end, session.id)):
        leaving = [line for line in lines if line.session.id == session.id]
        if not leaving or not gates:
            closing[session.id] = session.end
            continue
        walks = [line.walk(case, _place(gate, variant)) for line in leaving for gate in gates]
        releases = [max(_release(gate, variant, line.heads) for gate in gates) for line in leaving]
        ready = max(*(line.ready for line in leaving), session.end) + max(walks)
        busy = [
            last
            for earlier, last in closing.items()
            if not weekdays[earlier].isdisjoint(weekdays[session.id])
        ]
        begin = max([ready, *_near(session, manned), *busy])
        groups = {line.group.id for line in leaving}
        asked = [
            pin.minute + max(walks) + max(releases)
            for pin in pinned
            if pin.minute is not None and pin.group in groups and pin.session in {session.id, None}
        ]
        closing[session.id] = max([begin + ceil(sum(releases) / queues) + max(releases), *asked])
    return closing


def _place(gate: Zone, variant: Variant) -> str:
    return gate.rain_zone if variant == "rain" and gate.rain_zone else gate.id


def _release(gate: Zone, variant: Variant, heads: int) -> Minutes:
    throughput = (gate.rain_throughput or gate.throughput) if variant == "rain" else gate.throughput
    return ceil(heads / throughput) if throughput else int(heads > 0)

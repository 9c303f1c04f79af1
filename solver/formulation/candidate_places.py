"""What could be chosen in the first two stages: where a club could meet, how a line could leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from solver.base.units import Minutes
from solver.domain.calendar import Day, in_care, serves, session_days
from solver.domain.case import Case, Club, Group, Post, Room, Session, Zone
from solver.domain.plan import VARIANTS, Departure, Meeting, Variant
from solver.domain.pupils import members_of, pupils_of

HOLDING = frozenset({"care", "tutoring", "arrival", "lunch", "nap", "evening"})
"""Kinds of post that say where a group is when its session ends."""

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
    begin = session.start if club.start is None else club.start
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
    found = []
    for session in case.sessions:
        if session.ends != "gate" or session.kind == "extended":
            continue
        for group in case.groups:
            line = _line(case, session, group)
            if line is not None:
                found.append(line)
    return tuple(found)


def _line(case: Case, session: Session, group: Group) -> Line | None:
    heads, most_staying = 0, 0
    onward: list[Session] = []
    for day in session_days(case, session.id):
        # A class that a merged group stands for that day is no line of its own, and the other way round.
        present = (
            pupils_of(case, group, session.id, day.weekday) if in_care(case, group, session.id, day) else 0
        )
        if present == 0:
            continue
        today = _onward(case, group, session, day)
        onward += [other for other in today if other not in onward]
        staying = sum(pupils_of(case, group, other.id, day.weekday) for other in today)
        heads = max(heads, present - min(staying, present))
        most_staying = max(most_staying, min(staying, present))
    if heads + most_staying == 0:
        return None
    posts = [post for other in onward for post in _extended_posts(case, other, group)]
    stop = _zone_of(case, posts[0], group) if posts else None
    begins = [case.session[post.session].start if post.start is None else post.start for post in posts[:1]]
    return Line(
        session=session,
        group=group,
        heads=heads,
        extended=most_staying,
        home=home_zone(case, session, group),
        stop=stop,
        ready=max([session.end, *_near(session, begins), *_club_ends(case, session, group)]),
    )


def _onward(case: Case, group: Group, session: Session, day: Day) -> list[Session]:
    """Return the extended sessions to which pupils go on from this session: the last before each."""
    today = [
        other
        for other in case.sessions
        if serves(other, day) and pupils_of(case, group, other.id, day.weekday)
    ]
    found = []
    for extended in today:
        before = [
            other
            for other in today
            if other.kind != "extended" and other.ends != "lesson" and other.end <= extended.end
        ]
        last = max(before, key=lambda other: (other.end, other.id), default=None)
        if extended.kind == "extended" and last == session:
            found.append(extended)
    return found


def _extended_posts(case: Case, session: Session, group: Group) -> list[Post]:
    here = [post for post in case.posts if post.kind == "extended" and post.session == session.id]
    own = [post for post in here if post.group == group.id] or [post for post in here if post.group is None]
    return sorted(own, key=lambda post: post.id)


def home_zone(case: Case, session: Session, group: Group) -> str | None:
    """Return where a group is at the end of a session: with its own post, one for all, or in its room."""
    last = session.end - 1
    holding = [
        post
        for post in case.posts
        if post.session == session.id
        and post.kind in HOLDING
        and post.club is None
        and post.group in {group.id, None}
        and (session.start if post.start is None else post.start) <= last
        and (post.end is None or post.end > last)
    ]
    holding.sort(key=lambda post: (post.group is None, post.start or session.start, post.id))
    if holding:
        return _zone_of(case, holding[0], group)
    return case.room[group.room].zone if group.room else None


def _zone_of(case: Case, post: Post, group: Group) -> str | None:
    room = post.room or (group.room if post.group else None)
    return post.zone or (case.room[room].zone if room else None)


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
    manned = [
        case.session[post.session].start if post.start is None else post.start
        for post in case.posts
        if post.kind == "gate"
    ]
    weekdays = {
        session.id: {day.weekday for day in session_days(case, session.id)} for session in case.sessions
    }
    found: dict[str, Minutes] = {}
    for session in sorted(case.sessions, key=lambda session: (session.end, session.id)):
        own = [line for line in lines if line.session.id == session.id]
        if not own or not gates:
            found[session.id] = session.end
            continue
        walks = [line.walk(case, _place(gate, variant)) for line in own for gate in gates]
        releases = [max(_release(gate, variant, line.heads) for gate in gates) for line in own]
        ready = max(*(line.ready for line in own), session.end) + max(walks)
        busy = [last for other, last in found.items() if not weekdays[other].isdisjoint(weekdays[session.id])]
        begin = max([ready, *_near(session, manned), *busy])
        groups = {line.group.id for line in own}
        asked = [
            pin.minute + max(walks) + max(releases)
            for pin in pinned
            if pin.minute is not None and pin.group in groups and pin.session in {session.id, None}
        ]
        found[session.id] = max([begin + ceil(sum(releases) / queues) + max(releases), *asked])
    return found


def _place(gate: Zone, variant: Variant) -> str:
    return gate.rain_zone if variant == "rain" and gate.rain_zone else gate.id


def _release(gate: Zone, variant: Variant, heads: int) -> Minutes:
    throughput = (gate.rain_throughput or gate.throughput) if variant == "rain" else gate.throughput
    return ceil(heads / throughput) if throughput else int(heads > 0)

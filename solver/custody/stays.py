"""What the pupils of a group do in a session on one day: stay, go to clubs, leave, go on to extended care.

A club's crew collects the members on a round, zone by zone, and brings them back the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from solver.base.units import Minutes
from solver.custody.crews import Watch, place_of, zone_of
from solver.domain import Case, Day, Duty, Group, Session
from solver.domain.calendar import serves
from solver.domain.presence import enrolled, members_of, present


@dataclass(frozen=True, slots=True)
class Outing:
    """The members of one group at one meeting of a club.

    With the club's crew from ``collected`` to ``returned``, in the club's place from ``arrived`` to ``left``.
    ``claimed`` is how many members the club counts, ``heads`` how many of them are there to go.
    ``rushed``: the meeting is too short for the round; then the way is left out.
    """

    duty: Duty
    session: str
    group: str
    claimed: int
    heads: int
    collected: Minutes
    arrived: Minutes
    left: Minutes
    returned: Minutes
    rushed: bool = False

    @property
    def place(self) -> str:
        """Where the club meets."""
        return place_of(self.duty)


def outings_of(
    case: Case, watch: Watch, here: Mapping[str, Mapping[str, int]]
) -> dict[tuple[str, str], list[Outing]]:
    """Return the outings of a date by (session, group); ``here`` is pupils by session and group."""
    found: dict[tuple[str, str], list[Outing]] = defaultdict(list)
    for duty in watch.duties:
        if duty.kind == "club" and duty.club is not None:
            for outing in _round(case, watch, duty, here.get(duty.session, {})):
                place = (outing.session, outing.group)
                left = here[outing.session][outing.group] - _already_out(found[place], outing)
                found[place].append(replace(outing, heads=min(outing.claimed, left)))
    return found


def _round(case: Case, watch: Watch, duty: Duty, here: Mapping[str, int]) -> list[Outing]:
    club = duty.club or ""
    begin = max(duty.start, case.session[duty.session].start + duty.grace)
    members = {group: members_of(case, club, case.group[group]) for group in here}
    zones = {group: watch.home(duty.session, group, begin) for group, heads in members.items() if heads}
    if not zones:
        return []
    # Farthest first, so that the round comes nearer to the club; names break ties, so that runs repeat.
    far = {zone: case.walk_minutes(zone, duty.zone_from) for zone in zones.values()}
    stops = sorted(far, key=lambda zone: (-far[zone], zone or ""))
    after: dict[str | None, Minutes] = {}
    minutes = 0
    for stop, following in zip(stops, [*stops[1:], duty.zone_from], strict=True):
        after[stop] = minutes
        minutes += case.walk_minutes(stop, following)
    rushed = begin + 2 * minutes >= duty.end
    way = 0 if rushed else minutes
    end = max(begin, duty.end)
    return [
        Outing(
            duty=duty,
            session=duty.session,
            group=group,
            claimed=members[group],
            heads=members[group],
            collected=begin + (0 if rushed else after[zone]),
            arrived=begin + way,
            left=end - way,
            returned=end - (0 if rushed else after[zone]),
            rushed=rushed,
        )
        for group, zone in zones.items()
    ]


def _already_out(others: list[Outing], outing: Outing) -> int:
    """Return the most pupils of the group who are in other clubs at one minute of this outing."""
    later = [other.collected for other in others if outing.collected < other.collected < outing.returned]
    return max(
        sum(other.heads for other in others if other.collected <= minute < other.returned)
        for minute in (outing.collected, *later)
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """Pupils who go on to extended care; ``claimed`` are enrolled there, ``heads`` are there to go."""

    session: Session
    claimed: int
    heads: int
    duties: tuple[Duty, ...]
    place: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Stay:
    """One group in one session on one day.

    ``line`` are the pupils who don't go on to extended care; ``receivers`` says with whom they go home, and
    ``met`` how many the enrolment names as going without a parent (more than ``line`` is a mistake).
    """

    day: Day
    session: Session
    group: Group
    pupils: int
    outings: tuple[Outing, ...]
    sendings: tuple[Sending, ...]
    line: int
    receivers: tuple[tuple[str, int], ...]
    met: int


def stays(case: Case, watch: Watch, day: Day) -> tuple[Stay, ...]:
    """Return all stays of a day in the order of sessions and groups."""
    here: dict[str, dict[str, int]] = {}
    for session in case.sessions:
        if serves(session, day):
            here[session.id] = {
                group.id: heads for group in case.groups if (heads := present(case, session, group, day))
            }
    outings = outings_of(case, watch, here)
    sendings = _sendings(case, watch, here)
    found = []
    for session_id, pupils_there in here.items():
        session = case.session[session_id]
        for group_id, pupils in pupils_there.items():
            if session.kind == "extended" and (session_id, group_id) in sendings.taken:
                continue
            place = (session_id, group_id)
            sent = tuple(sendings.given.get(place, ()))
            line = pupils - sum(sending.heads for sending in sent)
            receivers, met = _receivers(case, case.group[group_id], session, day, line)
            found.append(
                Stay(
                    day,
                    session,
                    case.group[group_id],
                    pupils,
                    tuple(outings.get(place, ())),
                    sent,
                    line,
                    receivers,
                    met,
                )
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sendings:
    """Who is sent on from which session and group; ``taken``: the extended session and group they reach."""

    given: Mapping[tuple[str, str], list[Sending]]
    taken: frozenset[tuple[str, str]]


def _sendings(case: Case, watch: Watch, here: Mapping[str, Mapping[str, int]]) -> _Sendings:
    given: dict[tuple[str, str], list[Sending]] = defaultdict(list)
    taken = set()
    for session_id, pupils_there in here.items():
        session = case.session[session_id]
        if session.kind != "extended":
            continue
        for group, claimed in pupils_there.items():
            before = _before(case, here, session, group)
            if before is None:
                continue
            taken.add((session_id, group))
            left = here[before.id][group] - sum(sending.heads for sending in given[before.id, group])
            duties = extended_duties(watch, session_id, group)
            place = place_of(duties[0]) if duties else ""
            given[before.id, group].append(
                Sending(session, claimed, min(claimed, left), duties, place, zone_of(case, place))
            )
    return _Sendings(given, frozenset(taken))


def _before(
    case: Case, here: Mapping[str, Mapping[str, int]], extended: Session, group: str
) -> Session | None:
    """Return the session from which pupils go on to extended care: the last to end before it does."""
    earlier = [
        case.session[session]
        for session, pupils_there in here.items()
        if group in pupils_there
        and case.session[session].kind != "extended"
        and case.session[session].ends != "lesson"
        and case.session[session].end <= extended.end
    ]
    return max(earlier, key=lambda session: (session.end, session.id), default=None)


def extended_duties(watch: Watch, session: str, group: str) -> tuple[Duty, ...]:
    """Return the duties that receive a group in extended care: its own, else those for all, in one place."""
    here = [duty for duty in watch.duties if duty.kind == "extended" and duty.session == session]
    own = [duty for duty in here if duty.group == group] or [duty for duty in here if duty.group is None]
    own.sort(key=lambda duty: duty.post)
    return tuple(duty for duty in own if place_of(duty) == place_of(own[0]))


def _receivers(
    case: Case, group: Group, session: Session, day: Day, line: int
) -> tuple[tuple[tuple[str, int], ...], int]:
    if session.ends == "lesson":
        return (("lesson", line),), line
    if session.ends == "room" or session.kind == "extended":
        return (("parent", line),), line
    rows = enrolled(case, group, session.id, day.weekday)
    ways = {
        "bus": sum(row.bus for row in rows),
        "route": sum(row.route for row in rows),
        "self": sum(row.self_release for row in rows),
    }
    left = line
    found = []
    for receiver, heads in ways.items():
        going = min(heads, left)
        left -= going
        found.append((receiver, going))
    shares = (("parent", left), *found)
    return tuple((receiver, heads) for receiver, heads in shares if heads), sum(ways.values())

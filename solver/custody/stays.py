"""What the pupils of a group do in a session on one day: stay, go to clubs, leave, go on to extended care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from solver.custody.crews import Watch, place_of, zone_of
from solver.custody.rounds import Outing, outings_of
from solver.domain.calendar import Day, serves
from solver.domain.case import Case, Enrolment, Group, Session
from solver.domain.duties import Duty
from solver.domain.pupils import present


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
    for session_id, enrolled in here.items():
        session = case.session[session_id]
        for group_id, pupils in enrolled.items():
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
    for session_id, enrolled in here.items():
        session = case.session[session_id]
        if session.kind != "extended":
            continue
        for group, claimed in enrolled.items():
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
        for session, enrolled in here.items()
        if group in enrolled
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
    rows = [row for row in _rows(case, group, session, day.weekday) if row is not None]
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


@lru_cache(maxsize=16)
def _enrolment(case: Case) -> dict[tuple[str, str, int | None], Enrolment]:
    return {(row.group, row.session, row.weekday): row for row in case.enrolment}


def _rows(case: Case, group: Group, session: Session, weekday: int) -> Iterable[Enrolment | None]:
    rows = _enrolment(case)
    for part in group.parts or (group.id,):
        exact = rows.get((part, session.id, weekday))
        yield exact if exact is not None else rows.get((part, session.id, None))

"""When clubs could be under way: the view of a timetable that rules take while it is being made.

Dates are told apart only where something differs: the meetings that could take place, and the rest
of the service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solver.base.units import Minutes
from solver.domain.calendar import Day, selects, session_days
from solver.domain.case import Case
from solver.domain.duties import club_post
from solver.domain.plan import Meeting
from solver.rules.model_builder import LinearExpr, ModelBuilder


@dataclass(frozen=True, slots=True)
class Slot:
    """When a meeting takes place: its minutes and its days, whatever its room."""

    start: Minutes
    end: Minutes
    days: frozenset[Day]


@dataclass(frozen=True, slots=True)
class Hour:
    """A minute on days that are alike: the same meetings could be under way then."""

    minute: Minutes
    days: tuple[Day, ...]
    meetings: tuple[tuple[Meeting, LinearExpr], ...]


def slots(case: Case, model: ModelBuilder) -> dict[tuple[str, int, str], Slot]:
    """Return when each club could meet, by club, weekday and session."""
    found: dict[tuple[str, int, str], Slot] = {}
    for meeting, _ in model.meetings():
        key = (meeting.club, meeting.weekday, meeting.session)
        if key in found:
            continue
        session = case.session[meeting.session]
        post = club_post(case.club[meeting.club], meeting)
        days = frozenset(day for day in session_days(case, session.id) if selects(post.dates, day))
        found[key] = Slot(*session.hours(post), days)
    return found


def hours(case: Case, model: ModelBuilder) -> Iterator[Hour]:
    """Yield every minute at which a club or a session begins, with the meetings that could be under way."""
    minutes = {session.start for session in case.sessions}
    minutes |= {club.start for club in case.clubs if club.start is not None}
    yield from _hours(model, slots(case, model), sorted(minutes))


def staffed_hours(case: Case, model: ModelBuilder) -> Iterator[Hour]:
    """Yield every minute at which the grace of some post or club is over, with the meetings bound by then."""
    when = {
        key: Slot(slot.start + case.session[key[2]].grace, slot.end, slot.days)
        for key, slot in slots(case, model).items()
    }
    minutes = {session.hours(club)[0] + session.grace for club in case.clubs for session in case.sessions}
    for post in case.posts:
        session = case.session[post.session]
        minutes.add(session.hours(post)[0] + session.grace)
    yield from _hours(model, when, sorted(minutes))


def _hours(
    model: ModelBuilder, when: dict[tuple[str, int, str], Slot], minutes: Sequence[Minutes]
) -> Iterator[Hour]:
    running: dict[Day, set[tuple[str, int, str]]] = defaultdict(set)
    for key, slot in when.items():
        for day in slot.days:
            running[day].add(key)
    alike: dict[frozenset[tuple[str, int, str]], list[Day]] = defaultdict(list)
    for day in sorted(running):
        alike[frozenset(running[day])].append(day)
    for keys, days in alike.items():
        for minute in minutes:
            under_way = {key for key in keys if when[key].start <= minute < when[key].end}
            meetings = tuple(
                (meeting, lin)
                for meeting, lin in model.meetings()
                if (meeting.club, meeting.weekday, meeting.session) in under_way
            )
            if meetings:
                yield Hour(minute, tuple(days), meetings)

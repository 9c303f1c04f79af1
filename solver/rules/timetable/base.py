"""What all rules of the timetable stage share: whom they concern, how a plan's meetings are looked at, when
clubs could be under way while a timetable is being made, and who else fills rooms meanwhile.

While it is made, dates are told apart only where something differs: the meetings that could take place, and
the rest of the service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from solver.base.units import Minutes
from solver.domain import Case, Day, Duty, Meeting, Plan, Room, service_days, session_days
from solver.domain.calendar import selects
from solver.domain.case import PUPIL_KINDS
from solver.domain.duties import club_post
from solver.domain.presence import present
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Params, Rule

P = TypeVar("P", bound=Params)


class ClubRule(Rule[P]):
    """A rule of the timetable stage. ``posts`` narrows it to clubs by their ids, ``first`` and
    ``last`` to dates.
    """

    stage = "timetable"

    def about(self, club: str) -> bool:
        """Tell whether the rule is about this club."""
        return not self.params.posts or "club" in self.params.posts or club in self.params.posts

    def meetings(self, model: ModelBuilder) -> Iterator[tuple[Meeting, LinearExpr]]:
        """Yield the possible meetings of the clubs that the rule is about."""
        return ((meeting, lin) for meeting, lin in model.meetings() if self.about(meeting.club))

    def held(self, case: Case, plan: Plan) -> Iterator[Held]:
        """Yield the meetings of a plan that the rule is about, for checks: ``post`` asks the model."""
        for meeting in sorted(plan.timetable):
            if self.about(meeting.club):
                post, session = club_post(case.club[meeting.club], meeting), case.session[meeting.session]
                days = (day for day in session_days(case, meeting.session) if selects(post.dates, day))
                yield Held(meeting, *session.hours(post), tuple(days))

    def under_way(self, case: Case, plan: Plan) -> Iterator[tuple[Day, Minutes, tuple[Held, ...]]]:
        """Yield, for checks, every minute at which a club or a session begins, day by day, with the meetings
        under way that the rule is about.
        """
        all_held = tuple(self.held(case, plan))
        begins = [club.start for club in case.clubs] + [session.start for session in case.sessions]
        minutes = sorted({minute for minute in begins if minute is not None})
        for day in sorted({day for held in all_held for day in held.days if self.params.dated(day.date)}):
            today = [held for held in all_held if day in held.days]
            for minute in minutes:
                there = tuple(held for held in today if held.start <= minute < held.end)
                if there:
                    yield day, minute, there

    def limit_rooms(
        self,
        case: Case,
        model: ModelBuilder,
        takes: Mapping[str, int],
        free: Callable[[Room, Mapping[str, int]], int],
    ) -> None:
        """Limit what clubs take of each room at every minute to what the other parties leave of it."""
        others = {
            day.date: tuple(uses(case, model.work.on.get(day.date, ()), day)) for day in service_days(case)
        }
        for hour in hours(case, model):
            by_room: dict[str, list[LinearExpr]] = defaultdict(list)
            for meeting, lin in hour.meetings:
                if self.about(meeting.club):
                    by_room[meeting.room].append(lin * takes[meeting.club])
            for room, lins in by_room.items():
                left: dict[int, int] = defaultdict(int)
                for day in hour.days:
                    if self.params.dated(day.date):
                        there = parties(others.get(day.date, ()), room, hour.minute)
                        left[max(0, free(case.room[room], there))] += 1
                for most, days in left.items():
                    self.limit(model, total(lins), most, price=days)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of a plan with the minutes and the days on which it is held."""

    meeting: Meeting
    start: Minutes
    end: Minutes
    days: tuple[Day, ...]


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

"""Collecting the members and bringing them back leaves the club its time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from solver.base.text import WEEKDAYS, Words
from solver.base.units import Minutes
from solver.domain import Case, Day, Finding, Meeting, Member, Plan, facts
from solver.domain.example_cases import a_club, a_post, at, sketch, weekdays
from solver.domain.presence import members_of, present
from solver.domain.whereabouts import zone_at
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, slots

SHORT = Words(
    zh="社团“{club}”{weekday}在“{room}”共{all}分钟，接送学生要{walk}分钟，剩{left}分钟不够",
    en="{club} on {weekday} in {room} has {all} minutes; collecting the pupils and bringing them "
    "back takes {walk}, "
    "which leaves only {left}",
)


class ClubLongEnoughParams(Params):
    """``part``: how much of its time a club must have for itself."""

    part: Annotated[
        Decimal,
        Words(zh="留给社团的时间占几成（0.5 即一半）", en="part of its time left to the club (0.5: half)"),
    ] = Field(default=Decimal("0.5"), ge=0, le=1)


class ClubLongEnough(ClubRule[ClubLongEnoughParams]):
    """The round to the classes and back takes at most so much of a club's time."""

    code = "club_long_enough"
    title = Words(zh="社团时间够用", en="Club long enough")
    meaning = Words(
        zh="到各班接学生、再送回的步行时间，给社团留下至少一半时间。",
        en="The walk to collect the members from their classes and to bring them back leaves the "
        "club at least half of "
        "its time.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Refuse each meeting whose round is too long on some day."""
        when = slots(case, model)
        starts: dict[tuple[str, int, str], set[tuple[str | None, ...]]] = {}
        for meeting, lin in self.meetings(model):
            key = (meeting.club, meeting.weekday, meeting.session)
            slot, session = when[key], case.session[meeting.session]
            begin = max(slot.start, session.start + session.grace)
            if key not in starts:
                days = [day for day in slot.days if self.params.dated(day.date)]
                starts[key] = {_start_zones(case, model, meeting, day, begin) for day in days}
            place = case.room[meeting.room].zone
            rounds = [_round(case, zones, place) for zones in starts[key]]
            own = Fraction(1) - Fraction(self.params.part)
            if rounds and 2 * max(rounds) > own * (slot.end - begin):
                self.limit(model, lin, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk every round, day by day."""
        work = facts(case, plan).work
        for held in self.held(case, plan):
            club, session = case.club[held.meeting.club], case.session[held.meeting.session]
            begin = max(held.start, session.start + session.grace)
            longest = 0
            for day in held.days:
                if self.params.dated(day.date):
                    zones = set()
                    for group in case.groups:
                        if present(case, session, group, day) and members_of(case, club.id, group):
                            zones.add(zone_at(case, work.on.get(day.date, ()), session.id, group, begin))
                    longest = max(longest, _there_and_back(case, zones, case.room[held.meeting.room].zone))
            lasts = held.end - begin
            if lasts - longest < self.params.part * lasts:
                message = SHORT.with_(
                    club=club.name,
                    weekday=WEEKDAYS[held.meeting.weekday],
                    room=case.room[held.meeting.room].name,
                    all=lasts,
                    walk=longest,
                    left=max(0, lasts - longest),
                )
                yield self.finding(
                    message, post=club.id, room=held.meeting.room, start=held.start, end=held.end
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club of 30 minutes for a class ten minutes away, and one for a class cared for
        elsewhere.
        """
        short = a_club("art", room_kind="classroom", end=at(17))
        members = [Member(club="art", group="c1", pupils=3)]
        case = sketch(clubs=[short], members=members)
        moved = sketch(
            clubs=[short],
            members=members,
            posts=[
                a_post("care", group="c1", zone="b", dates=weekdays(2)),
                a_post("more", group="c1", zone="b", end=at(16, 20)),
            ],
        )

        def on(weekday: int, room: str) -> Plan:
            return Plan(timetable=(Meeting("art", weekday, "pm", room),))

        return (
            Example(case, on(2, "r1"), on(1, "r2")),
            Example(case, on(1, "r1"), on(2, "r2"), {"cost": 4, "part": "0.6"}),
            Example(moved, on(2, "r2"), on(2, "r1")),
            Example(moved, on(1, "r1"), on(1, "r2")),
        )


def _start_zones(
    case: Case, model: ModelBuilder, meeting: Meeting, day: Day, begin: Minutes
) -> tuple[str | None, ...]:
    """Return where the members of a club are when its round begins."""
    session, duties = case.session[meeting.session], model.work.on.get(day.date, ())
    found = {
        zone_at(case, duties, session.id, group, begin)
        for group in case.groups
        if members_of(case, meeting.club, group) and present(case, session, group, day)
    }
    return tuple(sorted(found, key=str))


def _round(case: Case, zones: tuple[str | None, ...], place: str) -> Minutes:
    """Return the minutes from the farthest zone by all others to the club."""
    if not zones:
        return 0
    stops = sorted(zones, key=lambda zone: (-case.walk_minutes(zone, place), zone or ""))
    return sum(case.walk_minutes(a, b) for a, b in zip(stops, [*stops[1:], place], strict=True))


def _there_and_back(case: Case, zones: set[str | None], place: str) -> Minutes:
    left = sorted(zones, key=lambda zone: zone or "")
    here: str | None = None
    minutes = 0
    while left:
        farthest = max(left, key=lambda zone: case.walk_minutes(zone, place))
        left.remove(farthest)
        minutes += case.walk_minutes(here, farthest)
        here = farthest
    return 2 * (minutes + case.walk_minutes(here, place))

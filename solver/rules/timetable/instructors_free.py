"""Clubs that overlap have different people to lead them, each eligible and free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import clock
from solver.domain import Case, Finding, Lesson, Meeting, Plan, Staff, facts, staff_filter
from solver.domain.duties import club_post
from solver.domain.example_cases import a_club, at, sketch
from solver.domain.presence import free
from solver.rules.distinct_people import DistinctPeople, TooManyError
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, Held, Slot, hours, slots

TOO_FEW = Words(
    zh="{weekday}{start}–{end}同时的社团（{clubs}）缺带教人员：{people}不够分",
    en="{weekday} {start}–{end}: not enough people to lead the clubs at that time ({clubs}); there "
    "are {people}",
)
UNKNOWN = Words(
    zh="{weekday}{start}–{end}的社团（{clubs}）时间交错，无法在限定的计算量内判断{people}是否够分；"
    "请让这些社团同时开始和结束，或为其中一些指定带教人员",
    en="{weekday} {start}–{end}: the times of these clubs ({clubs}) interlock so much that within the limit "
    "it can't be told whether there are enough people; there are {people}. Let the clubs begin and end "
    "together, or name the leaders of some",
)
NOBODY = Words(zh="没有人", en="none")

Place = tuple[str, int, str, str]
"""Club, weekday, session and zone: where lessons before it may be too far away."""


class InstructorsFree(ClubRule[Params]):
    """For clubs that overlap there are as many different people as they need.

    A person counts for a meeting who may lead the club and is free on the part of its dates that a
    holder must be there (``hold``): no lesson, at work, not on leave.
    """

    code = "instructors_free"
    title = Words(zh="带教人员够用", en="Instructors free")
    meaning = Words(
        zh="时间重叠的社团各有不同的、符合条件且有空的带教人员。",
        en="Clubs that overlap have different people to lead them, each of whom may and is free then.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Decide who could lead what: nobody two clubs at a time, and enough for every meeting."""
        when = slots(case, model)
        by_place: dict[Place, list[LinearExpr]] = defaultdict(list)
        for meeting, lin in self.meetings(model):
            if case.club[meeting.club].need:
                zone = case.room[meeting.room].zone
                by_place[meeting.club, meeting.weekday, meeting.session, zone].append(lin)
        leads: dict[tuple[str, int, str], dict[str, list[LinearExpr]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for (club, weekday, session, zone), lins in by_place.items():
            own = []
            for person in _leaders(case, club, session, when[club, weekday, session], zone):
                lead = model.new_var()
                own.append(lead)
                leads[club, weekday, session][person].append(lead)
            model.at_least(total([*own, *(lin * -case.club[club].need for lin in lins)]), 0)
        for hour in hours(case, model):
            busy: dict[str, list[LinearExpr]] = defaultdict(list)
            for key in sorted({(row.club, row.weekday, row.session) for row, _ in hour.meetings}):
                for person, own in leads[key].items():
                    busy[person] += own
            for own in busy.values():
                model.at_most(total(own), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Try to give every meeting its people; tell a time at which that fails."""
        seats = [
            _Seat(held, people)
            for held in self.held(case, plan)
            for people in [_free(case, plan, held)]
            for _ in range(case.club[held.meeting.club].need)
        ]
        clash = _clashes(seats)
        find = DistinctPeople([seat.people for seat in seats], clash)
        for bundle in _bundles(seats, clash):
            try:
                short = _short(bundle, find)
            except TooManyError:
                short, words = bundle, UNKNOWN
            else:
                words = TOO_FEW
            if short is None:
                continue
            tight = [seats[at] for at in short]
            first = min(tight, key=lambda seat: (seat.held.start, seat.held.meeting))
            people = sorted({person for seat in tight for person in seat.people})
            clubs = sorted({seat.held.meeting.club for seat in tight})
            message = words.with_(
                weekday=WEEKDAYS[first.held.meeting.weekday],
                start=clock(first.held.start),
                end=clock(max(seat.held.end for seat in tight)),
                clubs=Listed(case.club[club].name for club in clubs),
                people=Listed(case.person[person].name for person in people) or NOBODY,
            )
            yield self.finding(
                message, staff=tuple(people), post=clubs[0], start=first.held.start, end=first.held.end
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two clubs for one person who has a lesson on day 0, and three whose times chain."""
        lessons = [Lesson(staff="ann", weekday=1, start=at(16), end=at(17), zone="b")]
        one = sketch(clubs=[a_club("art", eligible="id:ann", room="r1")], lessons=lessons, days=2)
        pair = sketch(
            clubs=[
                a_club("art", eligible="id:ann", room="r1"),
                a_club("ball", eligible="id:ann or id:bo", room="r2", need=1),
                a_club("chess", eligible="id:bo", room="hall", start=at(17, 15), end=at(18)),
            ],
        )

        def on(*places: tuple[str, int, str]) -> Plan:
            return Plan(timetable=tuple(Meeting(club, weekday, "pm", room) for club, weekday, room in places))

        art, ball, chess = ("art", 1, "r1"), ("ball", 2, "r2"), ("chess", 1, "hall")
        return (
            Example(one, on(("art", 2, "r1")), on(art)),
            Example(pair, on(art, ball, chess), on(art, ("ball", 1, "r2"), chess)),
        )


def _leaders(case: Case, club_id: str, session_id: str, slot: Slot, zone: str) -> list[str]:
    """Return who may lead a club and is free on enough of its days, in order."""
    club, grace = case.club[club_id], case.session[session_id].grace
    eligible = staff_filter.people(club.eligible, case, None)

    def days_free(person: Staff) -> int:
        return sum(free(case, person, day, slot.start, slot.end, grace=grace, zone=zone) for day in slot.days)

    least = Fraction(case.hold) * len(slot.days)
    return [person.id for person in case.staff if person.id in eligible and days_free(person) >= least]


@dataclass(frozen=True, slots=True)
class _Seat:
    """One head that a meeting needs, and who could take it."""

    held: Held
    people: frozenset[str]

    def meets(self, other: _Seat) -> bool:
        mine, others = self.held, other.held
        overlap = max(mine.start, others.start) < min(mine.end, others.end)
        return overlap and not set(mine.days).isdisjoint(others.days)


def _free(case: Case, plan: Plan, held: Held) -> frozenset[str]:
    """Return who is free on enough of the duties that a meeting of the plan has become."""
    eligible = staff_filter.people(case.club[held.meeting.club].eligible, case)
    post = club_post(case.club[held.meeting.club], held.meeting).id
    duties = [duty for duty in facts(case, plan).work.duties if duty.post == post]

    def enough(person: Staff) -> bool:
        there = [
            duty
            for duty in duties
            if free(
                case,
                person,
                duty.day,
                duty.start,
                duty.busy_until,
                grace=duty.grace,
                zone=duty.zone_from,
            )
        ]
        return len(there) >= case.hold * len(duties)

    return frozenset(person.id for person in case.staff if person.id in eligible and enough(person))


def _clashes(seats: Sequence[_Seat]) -> list[set[int]]:
    """Return by seat which others are at its time."""
    clash: list[set[int]] = [set() for _ in seats]
    for (mine, seat), (theirs, other) in combinations(enumerate(seats), 2):
        if seat.meets(other):
            clash[mine].add(theirs)
            clash[theirs].add(mine)
    return clash


def _bundles(seats: Sequence[_Seat], clash: Sequence[set[int]]) -> list[list[int]]:
    """Return the seats in bundles that share neither time nor people with each other."""
    bundles: list[list[int]] = []
    for place, seat in enumerate(seats):
        linked = [
            bundle
            for bundle in bundles
            if any(other in clash[place] and seat.people & seats[other].people for other in bundle)
        ]
        bundles = [bundle for bundle in bundles if bundle not in linked]
        bundles.append([place, *(other for bundle in linked for other in bundle)])
    return bundles


def _short(bundle: list[int], find: DistinctPeople) -> list[int] | None:
    """Return seats of a bundle that can't be filled, none of which could be left out; ``None`` if all can.

    Raises
    ------
    TooManyError
        If it can't be told whether the bundle can be filled.
    """
    if find.enough(bundle):
        return None
    tight = list(bundle)
    try:
        for seat in bundle:
            fewer = [other for other in tight if other != seat]
            if not find.enough(fewer):
                tight = fewer
    except TooManyError:
        # They can't be filled all the same; there may only be some too many among them.
        return tight
    return tight

"""Clubs that overlap have different people to lead them, each eligible and free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.base.text import WEEKDAYS, Words
from solver.base.units import Minutes, clock
from solver.domain import staff_filter
from solver.domain.calendar import Day
from solver.domain.case import Case, Lesson, Staff
from solver.domain.duties import Duty, DutyKey, club_post, facts
from solver.domain.plan import Finding, Meeting, Plan
from solver.rules import example_cases
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rotation.availability import Availability
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, Held, held
from solver.rules.timetable.slots import Slot, hours, slots

TOO_FEW = Words(
    zh="{weekday}{start}–{end}同时的社团（{clubs}）缺带教人员：{people}不够分",
    en="{weekday} {start}–{end}: not enough people to lead the clubs at that time ({clubs}); there "
    "are {people}",
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

    def post(self, case: Case, board: ModelBuilder) -> None:
        """Decide who could lead what: nobody two clubs at a time, and enough for every meeting."""
        when = slots(case, board)
        by_place: dict[Place, list[LinearExpr]] = defaultdict(list)
        for meeting, lin in board.meetings():
            if self.about(meeting.club) and case.club[meeting.club].need:
                zone = case.room[meeting.room].zone
                by_place[meeting.club, meeting.weekday, meeting.session, zone].append(lin)
        leads: dict[tuple[str, int, str], dict[str, list[LinearExpr]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for (club, weekday, session, zone), lins in by_place.items():
            own = []
            for person in _leaders(case, club, session, when[club, weekday, session], zone):
                lead = board.choice()
                own.append(lead)
                leads[club, weekday, session][person].append(lead)
            board.at_least(total([*own, *(lin * -case.club[club].need for lin in lins)]), 0)
        for hour in hours(case, board):
            busy: dict[str, list[LinearExpr]] = defaultdict(list)
            for key in sorted({(row.club, row.weekday, row.session) for row, _ in hour.meetings}):
                for person, own in leads[key].items():
                    busy[person] += own
            for own in busy.values():
                board.at_most(total(own), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Try to give every meeting its people; tell a time at which that fails."""
        seats = [
            _Seat(one, people)
            for one in held(case, plan)
            if self.about(one.meeting.club)
            for people in [_free(case, plan, one)]
            for _ in range(case.club[one.meeting.club].need)
        ]
        for bundle in _bundles(seats):
            if _fill(bundle):
                continue
            tight = _smallest(bundle)
            first = min(tight, key=lambda seat: (seat.held.start, seat.held.meeting))
            people = sorted({person for seat in tight for person in seat.people})
            clubs = sorted({seat.held.meeting.club for seat in tight})
            message = TOO_FEW.with_(
                weekday=WEEKDAYS[first.held.meeting.weekday],
                start=clock(first.held.start),
                end=clock(max(seat.held.end for seat in tight)),
                clubs="、".join(case.club[club].name for club in clubs),
                people="、".join(case.person[person].name for person in people) or NOBODY,
            )
            yield self.finding(
                message, staff=tuple(people), post=clubs[0], start=first.held.start, end=first.held.end
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two clubs for one person who has a lesson on day 0, and three whose times chain."""
        lessons = [
            Lesson(staff="ann", weekday=1, start=example_cases.at(16), end=example_cases.at(17), zone="b")
        ]
        one = example_cases.sketch(
            clubs=[example_cases.club("art", eligible="id:ann", room="r1")], lessons=lessons, days=2
        )
        pair = example_cases.sketch(
            clubs=[
                example_cases.club("art", eligible="id:ann", room="r1"),
                example_cases.club("ball", eligible="id:ann or id:bo", room="r2", need=1),
                example_cases.club(
                    "chess",
                    eligible="id:bo",
                    room="hall",
                    start=example_cases.at(17, 15),
                    end=example_cases.at(18),
                ),
            ],
        )

        def on(*places: tuple[str, int, str]) -> Plan:
            return Plan(timetable=tuple(Meeting(club, weekday, "pm", room) for club, weekday, room in places))

        art, ball, chess = ("art", 1, "r1"), ("ball", 2, "r2"), ("chess", 1, "hall")
        return (
            Example(one, on(("art", 2, "r1")), on(art), {}),
            Example(pair, on(art, ball, chess), on(art, ("ball", 1, "r2"), chess), {}),
        )


def _leaders(case: Case, club_id: str, session_id: str, slot: Slot, zone: str) -> list[str]:
    """Return who may lead a club and is free on enough of its days, in order."""
    club, session = case.club[club_id], case.session[session_id]
    availability = Availability(Availability.params_type())
    days = sorted(slot.days)
    eligible = staff_filter.people(club.eligible, case, None)
    duties = [_duty_at(day, session_id, slot.start, slot.end, session.grace, zone) for day in days]
    return [
        person.id
        for person in case.staff
        if person.id in eligible
        and sum(availability.refuse(case, person, duty) is None for duty in duties)
        >= Fraction(case.hold) * len(days)
    ]


def _duty_at(day: Day, session: str, start: Minutes, end: Minutes, grace: Minutes, zone: str) -> Duty:
    return Duty(
        key=DutyKey(day.date, "club"),
        day=day,
        kind="club",
        session=session,
        start=start,
        end=end,
        busy_until=end,
        grace=grace,
        zone_from=zone,
        zone_to=zone,
        room=None,
        group=None,
        club=None,
        need=1,
        want=1,
        steps=0,
        holds_pupils=True,
        pupils=0,
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    """One head that a meeting needs, and who could take it."""

    held: Held
    people: frozenset[str]

    def meets(self, other: _Seat) -> bool:
        return max(self.held.start, other.held.start) < min(self.held.end, other.held.end) and not set(
            self.held.days
        ).isdisjoint(other.held.days)


def _free(case: Case, plan: Plan, one: Held) -> frozenset[str]:
    """Return who is free on enough of the duties that a meeting of the plan has become."""
    rule = Availability(Availability.params_type())
    expression = staff_filter.parse(case.club[one.meeting.club].eligible)
    post = club_post(case.club[one.meeting.club], one.meeting).id
    duties = [duty for duty in facts(case, plan).work.duties if duty.post == post]

    def enough(person: Staff) -> bool:
        missed = [duty for duty in duties if rule.bars(case, person, duty) is not None]
        return len(duties) - len(missed) >= case.hold * len(duties)

    return frozenset(
        person.id
        for person in case.staff
        if staff_filter.matches(expression, person, case, None) and enough(person)
    )


def _bundles(seats: Sequence[_Seat]) -> list[list[_Seat]]:
    """Return the seats in bundles that share neither time nor people with each other."""
    bundles: list[list[_Seat]] = []
    for seat in seats:
        linked = [
            bundle
            for bundle in bundles
            if any(seat.meets(other) and seat.people & other.people for other in bundle)
        ]
        bundles = [bundle for bundle in bundles if bundle not in linked]
        bundles.append([seat, *(other for bundle in linked for other in bundle)])
    return bundles


def _fill(seats: Sequence[_Seat]) -> bool:
    """Tell whether every seat can be given a person who is in no other seat at that time."""
    for seat in seats:
        if not _matches([other for other in seats if _under_way(other, seat)]):
            return False
    order = sorted(seats, key=lambda seat: (len(seat.people), seat.held.start, seat.held.meeting))
    taken: list[str] = []

    def place(at: int) -> bool:
        if at == len(order):
            return True
        for person in sorted(order[at].people):
            clash = any(person == taken[before] and order[before].meets(order[at]) for before in range(at))
            if not clash:
                taken.append(person)
                if place(at + 1):
                    return True
                taken.pop()
        return False

    return place(0)


def _under_way(other: _Seat, seat: _Seat) -> bool:
    return other.held.start <= seat.held.start < other.held.end and other.meets(seat)


def _matches(seats: Sequence[_Seat]) -> bool:
    """Tell whether seats that all overlap one of them on some day can be matched to people (Kuhn 1955)."""
    common = [seat for seat in seats if all(seat.meets(other) for other in seats)]
    holder: dict[str, int] = {}

    def seated(at: int, tried: set[str]) -> bool:
        for person in sorted(common[at].people - tried):
            tried.add(person)
            if person not in holder or seated(holder[person], tried):
                holder[person] = at
                return True
        return False

    return all(seated(at, set()) for at in range(len(common)))


def _smallest(bundle: list[_Seat]) -> list[_Seat]:
    """Return seats of a bundle that can't be filled, none of which could be left out."""
    tight = list(bundle)
    for seat in bundle:
        fewer = [other for other in tight if other is not seat]
        if not _fill(fewer):
            tight = fewer
    return tight

"""What was decided by hand about a club's place stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Listed, Words
from solver.domain import Case, Finding, Meeting, Pin, Plan
from solver.domain.example_cases import a_club, sketch
from solver.domain.requests import places
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule

ABSENT = Words(
    zh="社团“{club}”定在{place}，却没有排", en="{club} is pinned to {place}, but has no such meeting"
)
ELSEWHERE = Words(
    zh="社团“{club}”定在{place}，却排在{there}", en="{club} is pinned to {place}, but meets at {there}"
)
UNWANTED = Words(zh="社团“{club}”不得排在{place}", en="{club} must not meet at {place}")


class ClubPins(ClubRule[Params]):
    """Pinned places of clubs are kept, forbidden ones avoided.

    A pin that assigns asks for a meeting that matches all it says; whatever meeting is on its
    weekday (on any, where it names none) has its session and room too.
    """

    code = "club_pins"
    title = Words(zh="社团手工指定", en="Pinned clubs")
    meaning = Words(
        zh="手工指定或禁止的社团星期、时段、场地照办；不写星期的指定对每次活动都有效。",
        en="Weekdays, sessions and rooms that were pinned or forbidden by hand hold; a pin that "
        "names no weekday holds for "
        "every meeting.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Ask for a meeting of each assigning pin; forbid what a pin excludes."""
        for pin in case.pins:
            if pin.club is None or pin.staff is not None or not self.about(pin.club):
                continue
            own = [
                (meeting, lin)
                for meeting, lin in model.meetings()
                if meeting.club == pin.club and pin.weekday in {None, meeting.weekday}
            ]
            matching = [lin for meeting, lin in own if places(pin, meeting)]
            if pin.action == "forbid":
                for lin in matching:
                    model.forbid(lin)
                continue
            model.at_least(total(matching), 1)
            for meeting, lin in own:
                if not places(pin, meeting):
                    model.forbid(lin)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Compare the meetings of every pinned club with its pins."""
        for pin in case.pins:
            if pin.club is None or pin.staff is not None or not self.about(pin.club):
                continue
            name = case.club[pin.club].name
            met = False
            for meeting in sorted(plan.timetable):
                if meeting.club != pin.club:
                    continue
                day = pin.weekday is None or pin.weekday == meeting.weekday
                rest = places(pin, meeting)
                met = met or (day and rest)
                if pin.action == "forbid" and day and rest:
                    yield self.finding(
                        UNWANTED.with_(club=name, place=_place(case, pin)), post=pin.club, room=meeting.room
                    )
                elif pin.action == "assign" and day and not rest:
                    there = Pin(weekday=meeting.weekday, session=meeting.session, room=meeting.room)
                    message = ELSEWHERE.with_(club=name, place=_place(case, pin), there=_place(case, there))
                    yield self.finding(message, post=pin.club, room=meeting.room)
            if pin.action == "assign" and not met:
                yield self.finding(
                    ABSENT.with_(club=name, place=_place(case, pin)), post=pin.club, room=pin.room
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club pinned to the last day, one to a room, and a forbidden room."""

        def case(*pins: Pin) -> Case:
            return sketch(clubs=[a_club("art", meetings=2, room_kind="classroom")], pins=pins)

        def at(*places: tuple[int, str]) -> Plan:
            return Plan(timetable=tuple(Meeting("art", weekday, "pm", room) for weekday, room in places))

        return (
            Example(case(Pin(club="art", weekday=2)), at((1, "r1"), (2, "r1")), at((1, "r1"))),
            Example(case(Pin(club="art", weekday=1, room="r2")), at((1, "r2")), at((1, "r1"), (2, "r2"))),
            Example(case(Pin(club="art", room="r1", session="pm")), at((1, "r1")), at((1, "r1"), (2, "r2"))),
            Example(
                case(Pin(action="forbid", club="art", weekday=2, room="r2")),
                at((1, "r2"), (2, "r1")),
                at((2, "r2")),
            ),
        )


def _place(case: Case, pin: Pin) -> Listed:
    """Return the weekday, session and room that a pin names, as far as it names them."""
    day = "" if pin.weekday is None else WEEKDAYS[pin.weekday]
    session = "" if pin.session is None else case.session[pin.session].name
    room = "" if pin.room is None else case.room[pin.room].name
    return Listed((day, session, room), "，")

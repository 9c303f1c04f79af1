"""Every club gets as many meetings a week as it asks for; what finds no place is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Finding, Meeting, Plan
from solver.domain.example_cases import a_club, sketch
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Price
from solver.rules.timetable.base import ClubRule

MISSING = Words(
    zh="社团“{club}”每周应有{meetings}次，只排了{there}次",
    en="{club} should meet {meetings} times a week, but has {there} meetings",
)


class ClubPlacedParams(Params):
    """One a meeting that finds no place, counted under ``unplaced``."""

    cost: Price = 1
    level: str = "unplaced"


class ClubPlaced(ClubRule[ClubPlacedParams]):
    """A club has all its meetings."""

    code = "club_placed"
    title = Words(zh="社团排满", en="Clubs placed")
    meaning = Words(
        zh="每个社团每周的次数都要排进课表；排不下的如实计数。",
        en="Every club has its meetings a week; what finds no place is counted, never hidden.",
    )
    measures = "meetings"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each meeting missing."""
        for club in case.clubs:
            if self.about(club.id):
                there = total(lin for meeting, lin in model.meetings() if meeting.club == club.id)
                self.limit(model, -there + club.meetings, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the meetings of every club."""
        there = Counter(meeting.club for meeting in plan.timetable)
        for club in case.clubs:
            if self.about(club.id) and there[club.id] < club.meetings:
                yield self.finding(
                    MISSING.with_(club=club.name, meetings=club.meetings, there=there[club.id]),
                    amount=club.meetings - there[club.id],
                    post=club.id,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club that meets on both days of the term, and once on one only."""
        case = sketch(clubs=[a_club("art", meetings=2, room="r1")])
        both = (Meeting("art", 1, "pm", "r1"), Meeting("art", 2, "pm", "r1"))
        return (Example(case, Plan(timetable=both), Plan(timetable=both[1:])),)

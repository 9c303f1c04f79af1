"""A club meets in the same room each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Meeting, Plan
from solver.domain.example_cases import a_club, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price
from solver.rules.timetable.base import ClubRule

SEVERAL = Words(zh="社团“{club}”用了{count}个场地：{rooms}", en="{club} uses {count} rooms: {rooms}")


class RoomStabilityParams(Params):
    """One for each room beyond a club's first, counted under ``stability``."""

    cost: Price = 1
    level: str = "stability"


class RoomStability(ClubRule[RoomStabilityParams]):
    """All meetings of a club are in one room."""

    code = "room_stability"
    title = Words(zh="场地固定", en="Same room")
    meaning = Words(
        zh="一个社团的几次活动尽量在同一场地。", en="All meetings of a club are in the same room."
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each room that a club uses beyond the first."""
        by_room: dict[str, dict[str, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
        for meeting, lin in self.meetings(model):
            if case.club[meeting.club].meetings > 1:
                by_room[meeting.club][meeting.room].append(lin)
        for rooms in by_room.values():
            if len(rooms) < 2:
                continue
            used = []
            for lins in rooms.values():
                uses = model.new_var()
                used.append(uses)
                for lin in lins:
                    model.at_most(lin - uses, 0)
            self.limit(model, total(used), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the rooms of every club."""
        for club in case.clubs:
            rooms = sorted({meeting.room for meeting in plan.timetable if meeting.club == club.id})
            if club.meetings > 1 and len(rooms) > 1 and self.about(club.id):
                names = Listed(case.room[room].name for room in rooms)
                yield self.finding(
                    SEVERAL.with_(club=club.name, count=len(rooms), rooms=names),
                    amount=len(rooms) - 1,
                    post=club.id,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club in one room, and in two."""
        case = sketch(clubs=[a_club("art", meetings=2, room_kind="classroom")])
        first = Meeting("art", 1, "pm", "r1")
        return (
            Example(
                case,
                Plan(timetable=(first, Meeting("art", 2, "pm", "r1"))),
                Plan(timetable=(first, Meeting("art", 2, "pm", "r2"))),
            ),
        )

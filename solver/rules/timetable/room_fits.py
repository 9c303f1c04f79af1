"""A club's room is of its kind and holds all pupils who are there at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import clock
from solver.domain import Case, Day, Finding, Meeting, Member, Plan, facts
from solver.domain.example_cases import a_club, on_day, sketch
from solver.domain.presence import members_of
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, parties, uses

CROWDED = Words(
    zh="{weekday}{minute}“{room}”容{capacity}人，{clubs}等共{heads}人（{date}起，共{days}天）",
    en="{weekday} {minute}: {room} holds {capacity} pupils, but {heads} are there with {clubs} "
    "(from {date}, {days} days)",
)
OTHER_ROOM = Words(
    zh="社团“{club}”应在“{wanted}”，却排在“{room}”", en="{club} meets in {wanted}, but is placed in {room}"
)
OTHER_KIND = Words(
    zh="社团“{club}”需要{wanted}类场地，“{room}”不是",
    en="{club} needs a room of kind {wanted}, which {room} is not",
)


class RoomFits(ClubRule[Params]):
    """The pupils in a club's room at one time fit into it, and it is the room or kind that the club needs."""

    code = "room_fits"
    title = Words(zh="场地合适", en="Room fits")
    meaning = Words(
        zh="同一时间在场地里的学生不超过其容量；场地是社团指定的，或属于所需类别。",
        en="All pupils who are in a club's room at one time fit into it; it is the room or of the "
        "kind that the club asks for.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the heads in each room at every minute at which a club begins."""
        heads = {club.id: 0 for club in case.clubs}
        for row in case.members:
            heads[row.club] += row.pupils
        self.limit_rooms(case, model, heads, lambda room, there: room.capacity - sum(there.values()))

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the pupils in every club's room; look at the room itself."""
        for meeting in sorted(plan.timetable):
            club, room = case.club[meeting.club], case.room[meeting.room]
            wrong = None
            if club.room is not None and club.room != room.id:
                wrong = OTHER_ROOM.with_(club=club.name, wanted=case.room[club.room].name, room=room.name)
            elif club.room is None and club.room_kind not in {None, room.kind}:
                wrong = OTHER_KIND.with_(club=club.name, wanted=club.room_kind, room=room.name)
            if wrong is not None and self.about(club.id):
                # No other room is ever offered, so this is law even where a crowd has a price.
                yield Finding(rule=self.code, message=wrong, stage=self.stage, post=club.id, room=room.id)
        found: dict[tuple[str, int, int, tuple[str, ...], int, int], list[Day]] = defaultdict(list)
        on = facts(case, plan).work.on
        for day, minute, there in self.under_way(case, plan):
            for room_id in sorted({held.meeting.room for held in there}):
                clubs = tuple(held.meeting.club for held in there if held.meeting.room == room_id)
                pupils = sum(
                    members_of(case, club, group)
                    for club in clubs
                    for group in case.groups
                    if not group.parts
                )
                also = sum(parties(uses(case, on.get(day.date, ()), day), room_id, minute).values())
                over = pupils - max(0, case.room[room_id].capacity - also)
                if over > 0:
                    found[room_id, day.weekday, minute, clubs, pupils + also, over].append(day)
        for (room_id, weekday, minute, clubs, heads, over), days in found.items():
            message = CROWDED.with_(
                weekday=WEEKDAYS[weekday],
                minute=clock(minute),
                room=case.room[room_id].name,
                capacity=case.room[room_id].capacity,
                clubs=Listed(case.club[club].name for club in clubs),
                heads=heads,
                date=days[0].date,
                days=len(days),
            )
            yield self.finding(
                message, amount=over * len(days), post=clubs[0], room=room_id, date=days[0].date, start=minute
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club too large for a classroom, and two clubs too many for the hall together."""
        case = sketch(
            clubs=[a_club("choir")],
            members=[
                Member(club="choir", group="c1", pupils=15),
                Member(club="choir", group="c2", pupils=10),
            ],
            enrolment=(),
        )
        pair = sketch(
            clubs=[a_club(name, room="hall") for name in ("choir", "band")],
            members=[Member(club=name, group="c1", pupils=21) for name in ("choir", "band")],
            enrolment=(),
        )
        return (
            Example(
                case,
                Plan(timetable=(Meeting("choir", 1, "pm", "hall"),)),
                Plan(timetable=(Meeting("choir", 1, "pm", "r1"),)),
            ),
            Example(
                pair,
                Plan(timetable=(Meeting("band", 1, "pm", "hall"), Meeting("choir", 2, "pm", "hall"))),
                Plan(timetable=(Meeting("band", 2, "pm", "hall"), Meeting("choir", 2, "pm", "hall"))),
            ),
            Example(
                pair,
                Plan(timetable=(Meeting("band", 1, "pm", "hall"), Meeting("choir", 2, "pm", "hall"))),
                Plan(timetable=(Meeting("band", 2, "pm", "hall"), Meeting("choir", 2, "pm", "hall"))),
                {"cost": 3, "first": on_day(1)},
            ),
        )

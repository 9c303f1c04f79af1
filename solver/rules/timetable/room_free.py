"""A room takes no more groups at once than it has places for; the classes cared for in it come first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import clock
from solver.domain import Case, Day, Finding, Meeting, Plan, facts
from solver.domain.example_cases import a_club, a_post, at, sketch
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, parties, uses

TAKEN = Words(
    zh="{weekday}{minute}“{room}”同时只容{most}组，却有{there}（{date}起，共{days}天）",
    en="{weekday} {minute}: {room} takes {most} at once, but has {there} (from {date}, {days} days)",
)


class RoomFree(ClubRule[Params]):
    """Clubs and classes in one room at one time are no more than it takes."""

    code = "room_free"
    title = Words(zh="场地不冲突", en="Room free")
    meaning = Words(
        zh="同一时间在一个场地的社团、看护班级和其他小组不超过其可容组数。",
        en="Clubs, classes in care and other groups in a room at one time are no more than it takes at once.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the clubs in each room at every minute at which a club or a session begins."""
        once = dict.fromkeys(case.club, 1)
        self.limit_rooms(case, model, once, lambda room, there: room.groups_at_once - len(there))

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count who is in every club's room."""
        found: dict[tuple[str, int, int, tuple[str, ...], tuple[str, ...]], list[Day]] = defaultdict(list)
        on = facts(case, plan).work.on
        for day, minute, there in self.under_way(case, plan):
            clubs: dict[str, list[str]] = defaultdict(list)
            for held in there:
                clubs[held.meeting.room].append(held.meeting.club)
            for room, own in clubs.items():
                also = tuple(parties(uses(case, on.get(day.date, ()), day), room, minute))
                if len(own) > max(0, case.room[room].groups_at_once - len(also)):
                    found[room, day.weekday, minute, tuple(own), also].append(day)
        for (room, weekday, minute, own_, also), days in found.items():
            names = [case.club[club].name for club in own_]
            names += [case.group[name].name if name in case.group else case.post[name].name for name in also]
            most = case.room[room].groups_at_once
            message = TAKEN.with_(
                weekday=WEEKDAYS[weekday],
                minute=clock(minute),
                room=case.room[room].name,
                most=most,
                there=Listed(names),
                date=days[0].date,
                days=len(days),
            )
            over = len(own_) - max(0, most - len(also))
            yield self.finding(
                message, amount=over * len(days), post=own_[0], room=room, date=days[0].date, start=minute
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club in the room of a class in care, and three clubs in a hall for two on the last day."""
        home = sketch(clubs=[a_club("chess")])
        posted = sketch(
            clubs=[a_club("chess", meetings=2)],
            posts=[a_post("care", group="c1", zone=None, room="hall"), a_post("more", room="hall")],
        )
        full = sketch(
            clubs=[
                a_club("band", room="hall"),
                a_club("choir", room="hall", end=at(17)),
                a_club("drums", room="hall", start=at(17)),
                a_club("flute", room="hall", start=at(16, 45)),
            ],
        )
        last = tuple(Meeting(name, 2, "pm", "hall") for name in ("band", "choir", "drums"))
        return (
            Example(
                home,
                Plan(timetable=(Meeting("chess", 1, "pm", "hall"),)),
                Plan(timetable=(Meeting("chess", 1, "pm", "r2"),)),
            ),
            Example(
                posted,
                Plan(timetable=(Meeting("chess", 1, "pm", "r1"),)),
                Plan(timetable=(Meeting("chess", 2, "pm", "hall"),)),
                {"cost": 2},
            ),
            Example(full, Plan(timetable=last), Plan(timetable=(*last, Meeting("flute", 2, "pm", "hall")))),
        )

"""A club that meets several times a week meets on different days, not two days running."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Annotated

from solver.base.text import WEEKDAYS, Words
from solver.domain import Case, Finding, Meeting, Plan
from solver.domain.example_cases import a_club, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price
from solver.rules.timetable.base import ClubRule

SAME = Words(zh="社团“{club}”{weekday}排了{there}次", en="{club} meets {there} times on {weekday}")
CLOSE = Words(
    zh="社团“{club}”在{first}、{second}连着活动，中间没有隔一天",
    en="{club} meets on {first} and {second} without a day between",
)


class SpreadParams(Params):
    """``rest``: up to so many meetings a week there should be a day between."""

    cost: Price = 1
    rest: Annotated[
        int, Words(zh="每周不超过几次的，中间隔一天", en="meetings a week up to which a day lies between")
    ] = 2


class Spread(ClubRule[SpreadParams]):
    """The meetings of a club lie on different weekdays, with a day between where that is possible."""

    code = "spread"
    title = Words(zh="社团分散", en="Meetings spread")
    meaning = Words(
        zh="一个社团的几次活动排在不同的日子；每周不超过两次的，中间至少隔一天。",
        en="The meetings of a club are on different weekdays; up to two a week have at least one "
        "day between.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Limit the meetings on each weekday and, for few meetings, on every two days running."""
        by_day: dict[str, dict[int, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
        for meeting, lin in self.meetings(model):
            if case.club[meeting.club].meetings > 1:
                by_day[meeting.club][meeting.weekday].append(lin)
        for club, days in by_day.items():
            for weekday, lins in days.items():
                self.limit(model, total(lins), 1)
                following = days.get(weekday + 1)
                if following and case.club[club].meetings <= self.params.rest:
                    self.limit(model, total([*lins, *following]), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the meetings of each club on every weekday and on every two days running."""
        there = Counter((meeting.club, meeting.weekday) for meeting in plan.timetable)
        for club in case.clubs:
            if club.meetings < 2 or not self.about(club.id):
                continue
            for weekday in range(1, 8):
                today, then = there[club.id, weekday], there[club.id, weekday + 1]
                if today > 1:
                    message = SAME.with_(club=club.name, weekday=WEEKDAYS[weekday], there=today)
                    yield self.finding(message, amount=today - 1, post=club.id)
                if today and then and club.meetings <= self.params.rest:
                    message = CLOSE.with_(
                        club=club.name, first=WEEKDAYS[weekday], second=WEEKDAYS[weekday + 1]
                    )
                    yield self.finding(message, amount=today + then - 1, post=club.id)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club twice a week, with and without a day between, and one three times."""
        twice = sketch(clubs=[a_club("art", meetings=2, room="r1")], days=4)
        thrice = sketch(clubs=[a_club("art", meetings=3, room_kind="classroom")], days=3)

        def on(*weekdays: int) -> Plan:
            rooms = dict(zip(weekdays, ["r1"] * len(weekdays), strict=True))
            return Plan(timetable=tuple(Meeting("art", day, "pm", room) for day, room in rooms.items()))

        double = Plan(timetable=(*on(1, 2).timetable, Meeting("art", 2, "pm", "r2")))
        return (
            Example(twice, on(1, 3), on(3, 4)),
            Example(twice, on(1, 4), on(1, 2), {"cost": 5}),
            Example(thrice, on(1, 2, 3), double, {"cost": 2}),
        )

"""No pupil is in two clubs at once, or in one when not at school: heads in clubs never exceed enrolment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import clock
from solver.domain import Case, Day, Enrolment, Finding, Meeting, Member, Plan
from solver.domain.calendar import serves
from solver.domain.example_cases import a_club, at, sketch
from solver.domain.presence import members_of, pupils_of
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, hours

TOO_MANY = Words(
    zh="{weekday}{minute}{group}在校{there}人，同时的社团（{clubs}）却要{heads}人（{date}起，共{days}天）",
    en="{weekday} {minute}: {there} pupils of {group} are there, but clubs at that time ({clubs}) "
    "take {heads} "
    "(from {date}, {days} days)",
)


class SamePupils(ClubRule[Params]):
    """A class's members of the clubs under way at a minute are no more than its pupils there."""

    code = "same_pupils"
    title = Words(zh="学生不重复", en="Clubs for the same pupils apart")
    meaning = Words(
        zh="任一时刻，一个班在各社团的学生数之和不超过当天在校服务的人数。",
        en="At every minute the pupils of a class in clubs are no more than its pupils in service that day.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the heads of every class at every minute at which a club or a session begins."""
        of_club: dict[str, dict[str, int]] = defaultdict(dict)
        for row in case.members:
            if row.pupils and self.about(row.club):
                of_club[row.club][row.group] = row.pupils
        for hour in hours(case, model):
            going: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for index, (meeting, _) in enumerate(hour.meetings):
                for group, heads in of_club[meeting.club].items():
                    going[group].append((index, heads))
            alike: Counter[tuple[int, frozenset[str]]] = Counter()
            for day in hour.days:
                if self.params.dated(day.date):
                    on = frozenset(
                        session.id
                        for session in case.sessions
                        if session.start <= hour.minute < session.end and serves(session, day)
                    )
                    alike[day.weekday, on] += 1
            for group, rows in going.items():
                lin = total(hour.meetings[index][1] * heads for index, heads in rows)
                for (weekday, on), days in alike.items():
                    there = sum(pupils_of(case, case.group[group], session, weekday) for session in on)
                    self.limit(model, lin, there, price=days)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the heads of every class day by day."""
        found: dict[tuple[int, int, str, tuple[str, ...], int, int], list[Day]] = defaultdict(list)
        classes = [group for group in case.groups if not group.parts]
        for day, minute, all_there in self.under_way(case, plan):
            clubs = tuple(held.meeting.club for held in all_there)
            for group in classes:
                heads = sum(members_of(case, club, group) for club in clubs)
                if not heads:
                    continue
                there = 0
                for session in case.sessions:
                    if serves(session, day) and minute in range(session.start, session.end):
                        there += pupils_of(case, group, session.id, day.weekday)
                if heads > there:
                    named = tuple(club for club in clubs if members_of(case, club, group))
                    found[day.weekday, minute, group.id, named, heads, there].append(day)
        for (weekday, minute, group_id, named, heads, there), days in found.items():
            message = TOO_MANY.with_(
                weekday=WEEKDAYS[weekday],
                minute=clock(minute),
                group=case.group[group_id].name,
                there=there,
                clubs=Listed(case.club[club].name for club in named),
                heads=heads,
                date=days[0].date,
                days=len(days),
            )
            yield self.finding(
                message,
                amount=(heads - there) * len(days),
                post=named[0],
                group=group_id,
                date=days[0].date,
                start=minute,
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two clubs for the same ten pupils, and a last day on which fewer are there."""
        clubs = [a_club("art", room="r1"), a_club("ball", room="hall", start=at(17, 15))]
        members = [Member(club="art", group="c1", pupils=6), Member(club="ball", group="c1", pupils=5)]
        case = sketch(clubs=clubs, members=members)
        fewer = sketch(
            clubs=clubs[:1],
            members=members[:1],
            enrolment=[
                Enrolment(group="c1", session="pm", pupils=10),
                Enrolment(group="c1", session="pm", weekday=2, pupils=4),
            ],
        )

        def on(art: int, ball: int) -> Plan:
            return Plan(timetable=(Meeting("art", art, "pm", "r1"), Meeting("ball", ball, "pm", "hall")))

        return (
            Example(case, on(1, 2), on(2, 2)),
            Example(case, on(2, 1), on(1, 1), {"cost": 2}),
            Example(fewer, Plan(timetable=on(1, 1).timetable[:1]), Plan(timetable=on(2, 1).timetable[:1])),
        )

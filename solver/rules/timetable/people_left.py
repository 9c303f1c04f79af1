"""Clubs leave enough people for everything else at that time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import Minutes, clock
from solver.domain import Absence, Case, Club, Duty, Finding, Lesson, Meeting, Plan, facts, staff_filter
from solver.domain.example_cases import a_club, a_post, at, on_day, sketch
from solver.domain.presence import free
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Price
from solver.rules.timetable.base import ClubRule, staffed_hours

TOO_FEW = Words(
    zh="{date}（{weekday}）{minute}有空的{there}人中，其他岗位要{posts}人，社团（{clubs}）要{need}人，缺{short}人",
    en="{date} ({weekday}) {minute}: of {there} people free, other posts need {posts} and clubs "
    "({clubs}) {need}: "
    "{short} short",
)


class PeopleLeftParams(Params):
    """One a head short and date, at every minute at which something begins that needs people."""

    cost: Price = 1


class PeopleLeft(ClubRule[PeopleLeftParams]):
    """What posts and clubs need at a time is no more than the people who are free then and may do
    any of it.
    """

    code = "people_left"
    title = Words(zh="人手够用", en="People left")
    meaning = Words(
        zh="社团开展时，其余岗位仍有足够的人：同时需要的人数不超过当时有空且能任其一的人数。",
        en="While clubs meet there are people for everything else: heads needed at a time are no "
        "more than the people who "
        "are free then and may take any of it.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Limit what clubs need at every minute to the people whom the posts leave."""
        for hour in staffed_hours(case, model):
            lin = total(
                lin * case.club[meeting.club].need
                for meeting, lin in hour.meetings
                if self.about(meeting.club)
            )
            left: dict[int, int] = defaultdict(int)
            for day in hour.days:
                if self.params.dated(day.date):
                    duties = [
                        duty
                        for duty in model.work.on.get(day.date, ())
                        if duty.post in case.post and duty.start + duty.grace <= hour.minute < duty.end
                    ]
                    there = sum(
                        free(case, case.person[staff], day, hour.minute, hour.minute + 1)
                        for staff in _able(case, hour.minute, duties)
                    )
                    left[max(0, there - sum(duty.need for duty in duties))] += 1
            for most, days in left.items():
                self.limit(model, lin, most, price=days)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count heads needed and people free on every date."""
        work = facts(case, plan).work
        meetings = tuple(self.held(case, plan))
        for day in sorted({day for held in meetings for day in held.days}):
            if not self.params.dated(day.date):
                continue
            posts = [duty for duty in work.on.get(day.date, ()) if duty.post in case.post]
            for minute in _minutes(case):
                clubs = [
                    held
                    for held in meetings
                    if day in held.days
                    and held.start + case.session[held.meeting.session].grace <= minute < held.end
                ]
                if not clubs:
                    continue
                bound = [duty for duty in posts if duty.start + duty.grace <= minute < duty.end]
                named = _able(case, minute, bound)
                there = sum(
                    person.id in named and free(case, person, day, minute, minute + 1)
                    for person in case.staff
                )
                need = sum(case.club[held.meeting.club].need for held in clubs)
                others = sum(duty.need for duty in bound)
                short = need - max(0, there - others)
                if short > 0:
                    yield self.finding(
                        TOO_FEW.with_(
                            date=day.date,
                            weekday=WEEKDAYS[day.weekday],
                            minute=clock(minute),
                            there=there,
                            posts=others,
                            clubs=Listed(case.club[held.meeting.club].name for held in clubs),
                            need=need,
                            short=short,
                        ),
                        amount=short,
                        post=clubs[0].meeting.club,
                        date=day.date,
                        start=minute,
                    )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club beside two posts, with a lesson on day 0 and leave on the last day."""
        case = sketch(
            staff="ann bo cy",
            posts=[
                a_post("care", need=1),
                a_post("gate", "gate", start=at(17), eligible="id:bo"),
            ],
            clubs=[a_club("art", room="r1"), a_club("ball", room="r2", end=at(17))],
            lessons=[Lesson(staff="cy", weekday=1, start=at(16), end=at(17, 30))],
            absences=[Absence(staff="ann", first=on_day(1), last=on_day(1), start=at(17))],
            days=3,
        )

        def on(**weekdays: int) -> Plan:
            rooms = {"art": "r1", "ball": "r2"}
            return Plan(
                timetable=tuple(
                    Meeting(club, weekday, "pm", rooms[club]) for club, weekday in weekdays.items()
                )
            )

        return (
            Example(case, on(art=3, ball=1), on(art=1, ball=2)),
            Example(case, on(art=3, ball=2), on(art=2, ball=2), {"cost": None}),
        )


def _able(case: Case, minute: Minutes, duties: list[Duty]) -> set[str]:
    """Return who may take one of these duties or a club of that time."""
    able: set[str] = set()
    for duty in duties:
        able |= staff_filter.people(case.post[duty.post].eligible, case, duty.group)
    for club in case.clubs:
        if _could_run(case, club, minute):
            able |= staff_filter.people(club.eligible, case, None)
    return able


def _could_run(case: Case, club: Club, minute: Minutes) -> bool:
    for session in case.sessions:
        if club.sessions and session.id not in club.sessions:
            continue
        start, end = session.hours(club)
        if start + session.grace <= minute < end:
            return True
    return False


def _minutes(case: Case) -> list[Minutes]:
    """Return the minutes at which the grace of a post or club is over."""
    found = set()
    for post in case.posts:
        own = case.session[post.session]
        found.add(own.grace + own.hours(post)[0])
    for club in case.clubs:
        for session in case.sessions:
            found.add(session.grace + session.hours(club)[0])
    return sorted(found)

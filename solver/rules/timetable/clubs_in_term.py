"""A club meets on its own weekdays and dates, in a session that may hold it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from solver.base.text import WEEKDAYS, Words
from solver.domain import Case, Dates, Finding, Meeting, Plan
from solver.domain.example_cases import a_club, on_day, sketch
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule, slots

NO_DATE = Words(
    zh="社团“{club}”{weekday}{session}：它的日期里没有这样的服务日",
    en="{club} on {weekday}, {session}: none of its dates is such a service day",
)
OTHER_DAY = Words(zh="社团“{club}”不在{weekday}活动", en="{club} does not meet on {weekday}")
OTHER_SESSION = Words(
    zh="社团“{club}”的年级、时间或可选时段不合“{session}”",
    en="{session} is no session for {club}: its grades, its time or the sessions that it names",
)


class ClubsInTerm(ClubRule[Params]):
    """Every meeting has at least one date, on a weekday and in a session that the club may have."""

    code = "clubs_in_term"
    title = Words(zh="社团在其日期内", en="Clubs on their dates")
    meaning = Words(
        zh="社团只在其日期、可选星期和可选时段内活动；一次也开不成的安排不成立。",
        en="A club meets on its own dates and weekdays and in sessions that may hold it; a meeting "
        "that never takes "
        "place is none.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Forbid meetings without any date; weekdays and sessions are offered as the club has them."""
        when = slots(case, model)
        for meeting, lin in self.meetings(model):
            if not when[meeting.club, meeting.weekday, meeting.session].days:
                model.forbid(lin)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at the days, the weekday and the session of every meeting."""
        for held in self.held(case, plan):
            club, session = case.club[held.meeting.club], case.session[held.meeting.session]
            weekday = WEEKDAYS[held.meeting.weekday]
            grades = set(club.grades) & set(session.grades) or not (club.grades and session.grades)
            within = session.start <= held.start < session.end
            if club.sessions:
                fits = session.id in club.sessions and within
            else:
                fits = bool(grades) and within and held.end <= session.end and session.kind != "extended"
            if not held.days:
                message = NO_DATE.with_(club=club.name, weekday=weekday, session=session.name)
                yield self.finding(message, post=club.id)
            if club.weekdays and held.meeting.weekday not in club.weekdays:
                yield self.finding(OTHER_DAY.with_(club=club.name, weekday=weekday), post=club.id)
            if not fits:
                yield self.finding(OTHER_SESSION.with_(club=club.name, session=session.name), post=club.id)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club that begins on the last day of the term, and one that ends on the first."""
        meetings = [Plan(timetable=(Meeting("art", weekday, "pm", "r1"),)) for weekday in (1, 2)]
        late = a_club("art", room="r1", dates=Dates(first=on_day(1)))
        early = a_club("art", room="r1", dates=Dates(last=on_day(0)))
        never = a_club("art", room="r1", dates=Dates(first=dt.date(2027, 1, 1)))
        return (
            Example(sketch(clubs=[late]), meetings[1], meetings[0]),
            Example(sketch(clubs=[early]), meetings[0], meetings[1]),
            Example(sketch(clubs=[never]), Plan(), meetings[1]),
        )

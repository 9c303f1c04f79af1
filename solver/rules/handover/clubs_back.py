"""A line leaves only when its pupils are back from their clubs."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.base.units import clock
from solver.domain import Case, Finding, Meeting, Member, Plan, facts
from solver.domain.example_cases import a_club, at, sketch, whole
from solver.domain.presence import members_of
from solver.rules.handover.base import LineRule, leaving_days
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params

OUT = Words(
    zh="{group}{leave}离开时，“{club}”{end}才结束，有学生还没回来{weather}（{date}）",
    en="{group} leaves at {leave}, but has pupils in {club} until {end}{weather} ({date})",
)


class ClubsBack(LineRule[Params]):
    """No line leaves before the end of a club that has pupils of it."""

    code = "clubs_back"
    title = Words(zh="等社团学生回来", en="Clubs back")
    meaning = Words(
        zh="班级在本班参加的社团结束、学生送回之后才离开；同一离校时间对一周每天都有效。",
        en="A line leaves after the clubs of its pupils have brought them back; one minute holds "
        "for all days.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Refuse departures before the last club is back."""
        clubs: dict[object, list[tuple[str, int, int]]] = {}
        for duty in model.work.duties:
            if duty.kind == "club" and duty.club is not None:
                clubs.setdefault(duty.date, []).append((duty.club, duty.start, duty.end))
        back: dict[tuple[str, str], int] = {}
        for (session, group), days in leaving_days(case).items():
            window = case.session[session]
            ends = {
                (name, end)
                for day in days
                for name, start, end in clubs.get(day.date, ())
                if start < window.end and end > window.start
            }
            mine = [end for name, end in ends if members_of(case, name, case.group[group])]
            back[session, group] = max(mine, default=0)
        self.not_before(model, back)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Compare each departure with the clubs of its days."""
        work = facts(case, plan).work
        for led in self.led(case, plan):
            out = [
                duty
                for day in led.days
                for duty in work.on.get(day.date, ())
                if duty.kind == "club"
                and duty.club is not None
                and members_of(case, duty.club, led.group)
                and max(duty.start, led.session.start) < min(duty.end, led.session.end)
                and duty.end > led.departure.leave
            ]
            if out:
                last = max(out, key=lambda duty: duty.end)
                message = OUT.with_(
                    **led.named(),
                    leave=clock(led.departure.leave),
                    club=work.posts[last.post].name,
                    end=clock(last.end),
                    date=last.date,
                )
                yield self.finding(
                    message,
                    amount=last.end - led.departure.leave,
                    group=led.group.id,
                    post=last.post,
                    date=last.date,
                    start=led.departure.leave,
                    end=last.end,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club that ends four minutes after the session on the last day of the term."""
        case = sketch(
            clubs=[a_club("art", sessions=("pm",), room="r1", start=at(17), end=at(18, 4))],
            members=[Member(club="art", group="c1", pupils=3)],
        )
        meetings = (Meeting("art", 2, "pm", "r1"),)
        clean, broken = (
            Plan(timetable=meetings, handover=plan.handover) for plan in (whole(4, 0), whole(3, 0))
        )
        return (Example(case, clean, broken), Example(case, clean, broken, {"cost": 2}))

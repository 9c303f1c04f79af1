"""No club meets more often than it asks for, or in two places at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from solver.base.text import WEEKDAYS, Words
from solver.domain import Case, Finding, Meeting, Plan
from solver.domain.example_cases import a_club, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params
from solver.rules.timetable.base import ClubRule

TOO_OFTEN = Words(
    zh="社团“{club}”每周只要{meetings}次，却排了{there}次",
    en="{club} meets {meetings} times a week, but has {there} meetings",
)
TWO_ROOMS = Words(
    zh="社团“{club}”{weekday}{session}同时排在{there}个场地",
    en="{club} is in {there} places at once on {weekday}, {session}",
)
AT_ONCE = Words(
    zh="社团“{club}”{weekday}同时排在{one}和{other}",
    en="{club} meets at the same time in {one} and in {other} on {weekday}",
)


class ClubNotTwice(ClubRule[Params]):
    """A club meets at most as often as it asks, once in a session, never twice at one time."""

    code = "club_not_twice"
    title = Words(zh="社团不重复", en="No club twice")
    meaning = Words(
        zh="社团每周不超过所需次数，同一时段只在一个场地，重叠的时段不同时排。",
        en="A club meets no more often than it asks for, in one room a session, and never in two "
        "sessions that overlap.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the meetings of each club a week, a session, and in sessions that overlap."""
        weekly: dict[str, list[LinearExpr]] = defaultdict(list)
        daily: dict[tuple[str, int], dict[str, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
        for meeting, lin in self.meetings(model):
            weekly[meeting.club].append(lin)
            daily[meeting.club, meeting.weekday][meeting.session].append(lin)
        for club, lins in weekly.items():
            model.at_most(total(lins), case.club[club].meetings)
        for (club, _), by_session in daily.items():
            for lins in by_session.values():
                model.at_most(total(lins), 1)
            for one, other in combinations(sorted(by_session), 2):
                hours = [case.session[name].hours(case.club[club]) for name in (one, other)]
                if max(start for start, _ in hours) < min(end for _, end in hours):
                    model.at_most(total([*by_session[one], *by_session[other]]), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the meetings of every club, of every session, and of every two sessions."""
        often = Counter(meeting.club for meeting in plan.timetable if self.about(meeting.club))
        for club_id, there in sorted(often.items()):
            club = case.club[club_id]
            if there > club.meetings:
                message = TOO_OFTEN.with_(club=club.name, meetings=club.meetings, there=there)
                yield self.finding(message, amount=there - club.meetings, post=club_id)
        places = Counter(
            (meeting.club, meeting.weekday, meeting.session)
            for meeting in plan.timetable
            if self.about(meeting.club)
        )
        for (club_id, weekday, session_id), there in sorted(places.items()):
            if there > 1:
                yield self.finding(
                    TWO_ROOMS.with_(
                        club=case.club[club_id].name,
                        weekday=WEEKDAYS[weekday],
                        session=case.session[session_id].name,
                        there=there,
                    ),
                    amount=there - 1,
                    post=club_id,
                )
        for (first, there), (second, also) in combinations(sorted(places.items()), 2):
            if first[:2] == second[:2] and _minutes(case, first) & _minutes(case, second):
                yield self.finding(
                    AT_ONCE.with_(
                        club=case.club[first[0]].name,
                        weekday=WEEKDAYS[first[1]],
                        one=case.session[first[2]].name,
                        other=case.session[second[2]].name,
                    ),
                    amount=there + also - 1,
                    post=first[0],
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club in two rooms at once on day 0, and one too often."""
        case = sketch(clubs=[a_club("art", meetings=2)])
        once = Meeting("art", 1, "pm", "r1")
        late = Meeting("art", 2, "pm", "r1")
        weekly = sketch(clubs=[a_club("art")])
        return (
            Example(
                case, Plan(timetable=(once, late)), Plan(timetable=(once, Meeting("art", 1, "pm", "r2")))
            ),
            Example(weekly, Plan(timetable=(once,)), Plan(timetable=(once, late))),
        )


def _minutes(case: Case, place: tuple[str, int, str]) -> set[int]:
    club, session = case.club[place[0]], case.session[place[2]]
    return set(range(*session.hours(club)))

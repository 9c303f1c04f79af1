"""Service ends in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Club, Finding, Post, session_days
from solver.domain.calendar import selects
from solver.domain.example_cases import a_club, a_post, a_session, at, school
from solver.domain.params import Clock
from solver.policies.offer import ServicePolicy, day_words, last_end
from solver.policies.policy import Example, ServiceParams

TOO_LATE = Words(
    zh="{who}：{when}服务 {end} 才结束，晚于 {time}",
    en="{who}: service ends at {end} {when}, later than {time}",
)
POST_LATE = Words(
    zh="“{name}”{when}{end} 才结束，晚于 {time}", en="{name} ends at {end} {when}, later than {time}"
)
CLUB_LATE = Words(
    zh="社团“{name}”{end} 才结束，晚于 {time}", en="The club {name} ends at {end}, later than {time}"
)


class LatestEndParams(ServiceParams):
    """Posts that hold pupils and clubs with an end of their own are looked at, too."""

    time: Annotated[Clock, Words(zh="最晚几点结束", en="the latest end")]


class LatestEnd(ServicePolicy[LatestEndParams]):
    """Nothing that pupils attend ends later than this."""

    code = "latest_end"
    title = Words(zh="最晚结束时间", en="Latest end")
    meaning = Words(
        zh="各年级的时段、社团和看护学生的岗位都不晚于规定时间结束。",
        en="No session, club or post that holds pupils ends later than the time set.",
    )
    source = Words(zh="S14 “1+X”县（不晚于 18:15）", en="S14 a county's “1 + X” (not after 18:15)")

    def check(self, case: Case) -> Iterator[Finding]:
        """Look at every end."""
        time = self.params.time
        for breach in self.measured(case, last_end, lambda end: end > time):
            yield self.finding(
                TOO_LATE.with_(who=breach.who, when=breach.when, end=clock(breach.what), time=clock(time)),
                amount=len(breach.days),
                date=breach.days[0].date,
                start=time,
                end=breach.what,
            )
        for post in case.posts:
            if post.holds_pupils and post.end is not None and post.end > time:
                yield from self._post(case, post, post.end)
        for club in case.clubs:
            if club.end is not None and club.end > time:
                yield from self._club(case, club, club.end)

    def _post(self, case: Case, post: Post, end: Minutes) -> Iterator[Finding]:
        grades = (case.group[post.group].grade,) if post.group else None
        days = tuple(
            day
            for day in session_days(case, post.session)
            if selects(post.dates, day) and self.params.concerns(day.date)
        )
        if days and post.session in self._sessions(case, grades):
            time = self.params.time
            said = POST_LATE.with_(name=post.name, when=day_words(days), end=clock(end), time=clock(time))
            yield self.finding(
                said, amount=len(days), post=post.id, group=post.group, date=days[0].date, start=time, end=end
            )

    def _club(self, case: Case, club: Club, end: Minutes) -> Iterator[Finding]:
        places = self._sessions(case, club.grades or None)
        if not places.isdisjoint(club.sessions or places):
            time = self.params.time
            said = CLUB_LATE.with_(name=club.name, end=clock(end), time=clock(time))
            yield self.finding(said, start=time, end=end)

    def _sessions(self, case: Case, grades: tuple[int, ...] | None) -> set[str]:
        """Return the ids of the sessions that the policy is about, for any of these grades (or any grade)."""
        return {
            session.id
            for grade in self.grades(case)
            if grades is None or grade in grades
            for session in self.sessions(case, grade)
        }

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return an afternoon that ends in time or late, and posts and clubs that go on after the session."""
        care = a_post("care", "care", group="c1", end=at(18))
        long_care = care.model_copy(update={"end": at(18, 30)})
        gate = a_post("gate", "gate", end=at(18, 40))
        chess = a_club("chess", end=at(18, 20))
        return (
            Example(
                clean=school(a_session(end=at(18, 15))),
                broken=school(a_session(end=at(18, 30))),
                params={"time": "18:15"},
            ),
            Example(
                clean=school(posts=(care, gate)),
                broken=school(posts=(long_care, gate), clubs=(chess,)),
                params={"time": "18:15", "grades": [1]},
            ),
        )

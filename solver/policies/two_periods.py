"""At most two periods a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Session
from solver.domain.example_cases import a_session, at, school
from solver.policies.offer import ServicePolicy
from solver.policies.policy import Example, ServiceParams

TOO_MANY = Words(
    zh="{who}：{when}有 {count} 个课时，多于 {most} 个",
    en="{who}: {count} periods {when}, more than {most}",
)
TOO_LONG = Words(
    zh="时段“{name}”有 {length} 分钟，只算 {count} 个课时；每课时至多 {minutes} 分钟",
    en="The session {name} has {length} minutes and counts as {count} periods of {minutes} at most",
)


class TwoPeriodsParams(ServiceParams):
    """A session counts as many periods as its column ``periods`` says, 1 if blank."""

    most: Annotated[int, Words(zh="每天至多几个课时", en="most periods a day")] = Field(
        default=2, ge=0, le=24
    )
    minutes: Annotated[
        int | None, Words(zh="一个课时至多多少分钟；空为不限", en="most minutes of a period; blank: any")
    ] = Field(default=None, ge=1, le=240)


class TwoPeriods(ServicePolicy[TwoPeriodsParams]):
    """The service of a grade and day has few enough periods, none too long."""

    code = "two_periods"
    title = Words(zh="每天至多两课时", en="Two periods a day at most")
    meaning = Words(
        zh="每个年级每天的服务至多两个课时；可以规定一个课时的最长分钟数。",
        en="A grade's service has two periods a day at most; their greatest length may be set.",
    )
    source = Words(
        zh="S10 广西某市；S14 “1+X”县（两个 40 分钟课时）；S16 双减方案",
        en="S10 a city of Guangxi, S14 a county's “1 + X” (two periods of 40 minutes), S16 double reduction",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Count the periods of every grade and day, then look at how long they are."""
        most, minutes = self.params.most, self.params.minutes
        for breach in self.measured(case, periods_of, lambda count: count > most):
            yield self.finding(
                TOO_MANY.with_(who=breach.who, when=breach.when, count=breach.what, most=most),
                amount=breach.what - most,
                date=breach.days[0].date,
            )
        if minutes is None:
            return
        about = {session.id: session for grade in self.grades(case) for session in self.sessions(case, grade)}
        for session in about.values():
            length = session.end - session.start
            if length > minutes * session.periods:
                said = TOO_LONG.with_(
                    name=session.name, length=length, count=session.periods, minutes=minutes
                )
                yield self.finding(said, start=session.start, end=session.end)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two periods against three, and periods of 40 minutes against longer ones."""
        one, two = a_session("one", at(16), at(16, 40)), a_session("two", at(16, 50), at(17, 30))
        three = a_session("three", at(17, 40), at(18, 20), grades=(2,))
        whole = a_session("pm", at(16), at(17, 20), periods=2)
        return (
            Example(clean=school(one, two), broken=school(one, two, three)),
            Example(
                clean=school(whole),
                broken=school(whole.model_copy(update={"end": at(17, 40)})),
                params={"minutes": 40},
            ),
        )


def periods_of(sessions: Iterable[Session]) -> int:
    """Return how many periods some sessions count as."""
    return sum(session.periods for session in sessions)

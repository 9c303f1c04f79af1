"""At least two hours of service a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding
from solver.domain.example_cases import a_session, at, school
from solver.policies.offer import ServicePolicy, minutes_covered
from solver.policies.policy import Example, ServiceParams

TOO_SHORT = Words(
    zh="{who}：{when}只有 {minutes} 分钟服务，少于 {least} 分钟",
    en="{who}: only {minutes} minutes of service {when}; {least} are asked for",
)


class TwoHoursParams(ServiceParams):
    """Minutes that two sessions share count once. A day without service is a matter of ``five_days``."""

    minutes: Annotated[int, Words(zh="每天至少多少分钟", en="fewest minutes a day")] = Field(
        default=120, ge=1, le=600
    )


class TwoHours(ServicePolicy[TwoHoursParams]):
    """Whoever has service on a day has it long enough."""

    code = "two_hours"
    title = Words(zh="每天至少两小时", en="Two hours a day")
    meaning = Words(
        zh="每个年级在有服务的每一天，各时段加起来至少两小时。",
        en="On every day on which a grade has service, its sessions cover at least two hours.",
    )
    source = Words(
        zh="S6 汝南县“5+2”；S5 枫津实验小学；S11 信阳", en="S6 Runan county, S5 Fengjin, S11 Xinyang"
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Add up the minutes of every grade and day."""
        least = self.params.minutes
        for breach in self.measured(case, minutes_covered, lambda minutes: minutes < least):
            yield self.finding(
                TOO_SHORT.with_(who=breach.who, when=breach.when, minutes=breach.what, least=least),
                amount=len(breach.days),
                date=breach.days[0].date,
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return service of two hours, one way in two sessions, and service that is shorter for one grade."""
        halves = (
            a_session("one", at(16), at(17)),
            a_session("two", at(17), at(18), kind="extended"),
        )
        shorter = (
            a_session("low", at(16), at(17, 30), grades=(1,)),
            a_session("high", at(16), at(18), grades=(2,)),
        )
        return (
            Example(clean=school(*halves), broken=school(*shorter)),
            Example(clean=school(), broken=school(*halves), params={"kinds": ["after_school"]}),
        )

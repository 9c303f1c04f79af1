"""Service on five days a week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Dates, Day, Finding
from solver.domain.example_cases import a_session, school
from solver.policies.offer import ServicePolicy, breaches
from solver.policies.policy import Example, ServiceParams

TOO_FEW = Words(
    zh="{who}：{when}上课却没有服务，一周不到 {days} 天",
    en="{who}: lessons but no service {when}; {days} days a week are asked for",
)


class FiveDaysParams(ServiceParams):
    """In a week with fewer school days, because of a holiday, all of them are needed."""

    days: Annotated[int, Words(zh="每周至少几天", en="fewest days a week")] = Field(default=5, ge=1, le=7)


class FiveDays(ServicePolicy[FiveDaysParams]):
    """Whoever has service at all has it on enough days of every week."""

    code = "five_days"
    title = Words(zh="每周五天", en="Five days a week")
    meaning = Words(
        zh="有服务的年级每周至少五天有服务；遇放假、停课，上课的日子都要有。",
        en="Grades that have service have it on five days a week, or on every school day of a shorter week.",
    )
    source = Words(zh="S6 汝南县“5+2”；S11 信阳", en="S6 Runan county, S11 Xinyang")

    def check(self, case: Case) -> Iterator[Finding]:
        """Count the days of every grade and week."""
        for breach in breaches((None, grade, day) for grade, day in self._missed(case)):
            yield self.finding(
                TOO_FEW.with_(who=breach.who, when=breach.when, days=self.params.days),
                amount=len(breach.days),
                date=breach.days[0].date,
            )

    def _missed(self, case: Case) -> Iterator[tuple[int, Day]]:
        """Yield the school days without service of every week that has too few days with it."""
        weeks: dict[int, list[Day]] = defaultdict(list)
        for day in self.school_days(case):
            weeks[day.week].append(day)
        for grade in self.grades(case):
            served = self.offered(case, grade)
            if not served:
                continue
            for week, days in weeks.items():
                count = sum(day.week == week for day in served)
                if count < min(self.params.days, len(days)):
                    yield from ((grade, day) for day in days if day not in served)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return service all week against service until Thursday, for two weeks with a day off."""
        until_thursday = a_session(dates=Dates(weekdays=(1, 2, 3, 4)))
        term = school(weeks=2).term
        short_week = term.model_copy(update={"closed": (term.end,)})
        return (
            Example(clean=school(weeks=2), broken=school(until_thursday, weeks=2)),
            Example(
                clean=school(until_thursday),
                broken=school(a_session(dates=Dates(weekdays=(1, 3, 5), extra=(term.end,))), term=short_week),
                params={"days": 4, "grades": [2]},
            ),
        )

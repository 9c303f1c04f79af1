"""Service lasts until parents come from work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from solver.base.text import Words
from solver.base.units import clock
from solver.domain import Case, Dates, Finding
from solver.domain.example_cases import MONDAY, a_session, at, school
from solver.domain.params import Clock
from solver.policies.offer import ServicePolicy, last_end
from solver.policies.policy import Example, ServiceParams

TOO_EARLY = Words(
    zh="{who}：{when}服务 {end} 结束，早于当地下班时间 {time}",
    en="{who}: service ends at {end} {when}, before off-work time ({time})",
)


class OffWorkParams(ServiceParams):
    """Where office hours change with the season, set the policy twice, each with ``first`` and ``last``."""

    time: Annotated[Clock, Words(zh="当地正常下班时间", en="when local offices close")]


class OffWork(ServicePolicy[OffWorkParams]):
    """A grade's last session of a day ends at off-work time or later."""

    code = "off_work"
    title = Words(zh="结束不早于下班时间", en="Not before off-work time")
    meaning = Words(
        zh="每个年级每天最后一个时段的结束时间不早于当地正常下班时间。",
        en="The last session of every grade and day ends when local offices close, or later.",
    )
    source = Words(
        zh="S6 汝南县“5+2”；S10 广西某市；S15 五项服务（冬夏不同）",
        en="S6 Runan county, S10 a city of Guangxi, S15 five services (by season)",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Look at the last end of every grade and day."""
        time = self.params.time
        for breach in self.measured(case, last_end, lambda end: end < time):
            yield self.finding(
                TOO_EARLY.with_(who=breach.who, when=breach.when, end=clock(breach.what), time=clock(time)),
                amount=len(breach.days),
                date=breach.days[0].date,
                start=breach.what,
                end=time,
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return an end at 17:30 with extended care or without, and an end that changes with the season."""
        early = a_session("pm", at(15, 30), at(17))
        late = a_session("late", at(17), at(18), kind="extended")
        autumn = MONDAY + dt.timedelta(days=7)
        summer = a_session("summer", end=at(18), dates=Dates(last=autumn - dt.timedelta(days=1)))
        winter = a_session("winter", end=at(17, 30), dates=Dates(first=autumn))
        return (
            Example(clean=school(early, late), broken=school(early), params={"time": "17:30"}),
            Example(
                clean=school(summer, winter, weeks=2),
                broken=school(winter.model_copy(update={"dates": Dates()}), weeks=2),
                params={"time": "18:00", "last": "2026-09-13"},
            ),
        )

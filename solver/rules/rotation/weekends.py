"""At most so many weekends with duties; a weekend served on both days or on none."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, Session, Work, facts
from solver.domain.example_cases import a_post, at, roster, sketch, weekdays
from solver.rules.model_builder import ZERO, LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import PersonRule, days_served, say_period
from solver.rules.rule import Example, Params

TOO_MANY = Words(
    zh="{period}{person}有{there}个周末值班，最多{most}个",
    en="{person} serves on {there} weekends {period}, the most is {most}",
)
HALF = Words(
    zh="{person}在{saturday}的周末只值一天，应两天都值或都不值",
    en="{person} serves on one day only of the weekend of {saturday}; both or none are due",
)


class WeekendsParams(Params):
    """A weekend belongs to the month of its Saturday. Make-up workdays are no weekends."""

    most: Annotated[int | None, Words(zh="最多几个周末", en="most weekends")] = Field(default=None, ge=0)
    per: Annotated[Literal["month", "term"], Words(zh="每月或每学期", en="a month or the term")] = "month"
    complete: Annotated[
        bool,
        Words(zh="两天都有班次的周末，要么都值要么都不值", en="both days or none, where both have duties"),
    ] = False


class Weekends(PersonRule[WeekendsParams]):
    """Nobody serves on more weekends than told; weekends are whole where asked."""

    code = "weekends"
    title = Words(zh="周末", en="Weekends")
    meaning = Words(
        zh="每人每月或每学期值班的周末不超过上限；可要求周末两天都值或都不值。",
        en="Nobody serves on more weekends a month or a term than the most; "
        "weekends may be asked to be whole.",
    )
    source = "S15"
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Count weekends served; hold the two days together."""
        offered = {duty.date for duty in model.work.duties if self.concerns(duty)}
        for _, rows in self.possible(case, model):
            days = days_served(model, [row for row in rows if row[0].day.weekday > 5])
            weekends: dict[dt.date, list[LinearExpr]] = defaultdict(list)
            for date, serves in days.items():
                weekends[date - dt.timedelta(days=date.isoweekday() - 6)].append(serves)
            if self.params.most is not None:
                self._cap(model, weekends, self.params.most)
            for saturday in sorted(weekends) if self.params.complete else ():
                sunday = saturday + dt.timedelta(days=1)
                if {saturday, sunday} <= offered:
                    one, other = days.get(saturday, ZERO), days.get(sunday, ZERO)
                    self.limit(model, one - other, 0)
                    self.limit(model, other - one, 0)

    def _cap(self, model: ModelBuilder, weekends: dict[dt.date, list[LinearExpr]], most: int) -> None:
        counted: dict[tuple[int, int], list[LinearExpr]] = defaultdict(list)
        for saturday, lins in weekends.items():
            month = (saturday.year, saturday.month) if self.params.per == "month" else (0, 0)
            counted[month].append(model.any_of(lins))
        for lins in counted.values():
            self.limit(model, total(lins), most)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Collect the dates served of each weekend."""
        params = self.params
        seen = facts(case, plan)
        for person, duties in self.served(case, plan):
            served: dict[dt.date, set[int]] = defaultdict(set)
            for duty in duties:
                if duty.day.weekday in {6, 7}:
                    monday = duty.date - dt.timedelta(days=duty.date.weekday())
                    served[monday + dt.timedelta(days=5)].add(duty.date.isoweekday())
            months = Counter(saturday.isoformat()[:7] if params.per == "month" else "" for saturday in served)
            for name, there in months.items():
                if params.most is not None and there > params.most:
                    message = TOO_MANY.with_(
                        person=person.name,
                        period=say_period(params.per, name),
                        there=there,
                        most=params.most,
                    )
                    yield self.finding(message, amount=there - params.most, staff=(person.id,))
            for saturday, days in served.items():
                both = [saturday, saturday + dt.timedelta(days=1)]
                if params.complete and len(days) == 1 and all(map(self._offered(seen.work), both)):
                    message = HALF.with_(person=person.name, saturday=saturday)
                    yield self.finding(message, staff=(person.id,), date=saturday)

    def _offered(self, work: Work) -> Callable[[dt.date], bool]:
        return lambda date: any(self.concerns(duty) for duty in work.on.get(date, ()))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return three weekends: at most one a month, and whole ones."""
        session = Session(
            id="pm",
            name="Weekend",
            kind="weekend",
            start=at(9),
            end=at(11),
            dates=weekdays(6, 7),
        )
        posts = [a_post("club", "patrol")]
        case = sketch(staff="ann", posts=posts, days=20, sessions=(session,))
        two = [
            a_post("club", "patrol", end=at(10)),
            a_post("gate", "gate", start=at(10)),
        ]
        short = sketch(staff="ann", posts=two, days=7, sessions=(session,))
        return (
            Example(
                case,
                clean=roster("5 club ann", "6 club ann"),
                broken=roster("6 club ann", "12 club ann", "19 club ann"),
                params={"most": 1},
            ),
            Example(
                case,
                clean=roster("5 club ann", "6 club ann", "12 club ann", "13 club ann"),
                broken=roster("5 club ann", "12 club ann", "13 club ann", "19 club ann"),
                params={"most": 2, "per": "term", "complete": True, "cost": 2},
            ),
            Example(
                short,
                clean=roster("5 club ann", "5 gate ann", "6 gate ann"),
                broken=roster("5 club ann", "5 gate ann"),
                params={"complete": True},
            ),
        )

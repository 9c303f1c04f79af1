"""At least so many duties or work units in a week, a month or the term."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Absence, Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, on_day, roster, sketch, weekdays
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rotation.base import (
    Of,
    Per,
    PersonRule,
    by_period,
    period_of,
    say_amount,
    say_period,
    weigh,
    whole_steps,
)
from solver.rules.rule import Example, Params, Price

TOO_LITTLE = Words(
    zh="{period}{person}只排了{there}，至少要有{least}",
    en="{person} has only {there} {period}, the least is {least}",
)


class FloorsParams(Params):
    """``least`` ``of`` duties or units ``per`` week, month or term; below it, a price per duty or grid step.

    Priced unless told otherwise: a floor can easily ask for more than there is.
    """

    cost: Price = 1
    least: Annotated[Decimal, Words(zh="下限", en="the least")] = Field(ge=0)
    per: Per = "term"
    of: Of = "duties"


class Floors(PersonRule[FloorsParams]):
    """Everybody has at least so much in every period that has work and that they are not away all through."""

    code = "floors"
    title = Words(zh="下限", en="Floors")
    meaning = Words(
        zh="每人每周、每月或每学期的班次或工作量不少于下限；没有相应班次或整段都请假的周、月不计。",
        en="Everybody has at least so many duties or work units in a week, a month or the term. "
        "Periods without such duties, or on leave all through, ask for nothing.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Add up each person's duties of each period that asks for something."""
        params = self.params
        least = -whole_steps(case, params.of, -params.least)
        dates: dict[str, set[dt.date]] = {}
        for duty in model.work.duties:
            if self.concerns(duty):
                dates.setdefault(period_of(params.per, duty), set()).add(duty.date)
        for person, rows in self.possible(case, model):
            away = _away(case, person.id)
            own = by_period(params.per, rows)
            for period, served in dates.items():
                if not served <= away:
                    load = total(lin * weigh(params.of, duty) for duty, lin in own.get(period, ()))
                    self.limit(model, -load, -least)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count each person's duties of each period."""
        params = self.params
        seen = facts(case, plan)
        least = -whole_steps(case, params.of, -params.least)
        named = [duty for duty in seen.work.duties if self.concerns(duty)]
        for person in case.staff:
            if not self.concerns_staff(case, person):
                continue
            away = _away(case, person.id)
            asked = {period_of(params.per, duty) for duty in named if duty.date not in away}
            done: Counter[str] = Counter()
            for duty in seen.by_person.get(person.id, ()):
                if self.concerns(duty):
                    done[period_of(params.per, duty)] += weigh(params.of, duty)
            for name in sorted(asked):
                if done[name] < least:
                    message = TOO_LITTLE.with_(
                        person=person.name,
                        period=say_period(params.per, name),
                        there=say_amount(case, params.of, done[name]),
                        least=say_amount(case, params.of, least),
                    )
                    yield self.finding(message, amount=least - done[name], staff=(person.id,))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two weeks for two people: a gate a week each, one of them away in the second."""
        leave = (Absence(staff="ann", first=on_day(7), last=on_day(8), reason="course"),)
        case = sketch(posts=[a_post("gate", "gate", dates=weekdays(1, 2))], days=9, absences=leave)
        return (
            Example(
                case,
                clean=roster("0 gate ann", "1 gate bo", "8 gate bo"),
                broken=roster("1 gate bo", "8 gate bo"),
                params={"least": 1, "per": "week", "cost": 2},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "1 gate ann"),
                broken=roster("0 gate ann", "1 gate bo"),
                params={"least": "1.5", "per": "term", "of": "units", "staff": "id:ann", "cost": None},
            ),
        )


@lru_cache(maxsize=1024)
def _away(case: Case, staff: str) -> frozenset[dt.date]:
    """Return the dates on which a person is away all day."""
    return frozenset(
        row.first + dt.timedelta(days=number)
        for row in case.absences
        if row.staff == staff and row.all_day
        for number in range((row.last - row.first).days + 1)
    )

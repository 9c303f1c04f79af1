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
from solver.domain.case import Absence, Case
from solver.domain.duties import Work, facts
from solver.domain.plan import Finding, Plan
from solver.rules import example_cases
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rotation.periods import (
    Of,
    Per,
    Period,
    by_period,
    period_of,
    say_amount,
    say_period,
    weigh,
    whole_steps,
)
from solver.rules.rule import Example, Params, Price, Rule

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
    per: Annotated[
        Per, Words(zh="每天、教学周、月或学期", en="a day, a teaching week, a month or the term")
    ] = "term"
    of: Annotated[Of, Words(zh="按班次或工作量", en="count duties or work units")] = "duties"


class Floors(Rule[FloorsParams]):
    """Everybody has at least so much in every period that has work and that they are not away all through."""

    code = "floors"
    title = Words(zh="下限", en="Floors")
    meaning = Words(
        zh="每人每周、每月或每学期的班次或工作量不少于下限；没有相应班次或整段都请假的周、月不计。",
        en="Everybody has at least so many duties or work units in a week, a month or the term. "
        "Periods without such duties, or on leave all through, ask for nothing.",
    )
    by_default = False
    params_type = FloorsParams

    def post(self, case: Case, board: ModelBuilder) -> None:
        """Add up each person's duties of each period that asks for something."""
        params = self.params
        least = -whole_steps(case, params.of, -params.least)
        dates: dict[Period, set[dt.date]] = {}
        for duty in board.work.duties:
            if self.concerns(duty):
                dates.setdefault(period_of(params.per, duty), set()).add(duty.date)
        for person in board.people:
            if not board.free(person.id) or not self.concerns_staff(case, person):
                continue
            away = _away(case, person.id)
            rows = [row for row in board.duties_of(person.id) if self.concerns(row[0])]
            own = by_period(params.per, rows)
            for period, served in dates.items():
                if not served <= away:
                    load = total(lin * weigh(params.of, duty) for duty, lin in own.get(period, ()))
                    self.limit(board, -load, -least)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count each person's duties of each period."""
        params = self.params
        seen = facts(case, plan)
        unit = (
            Decimal(1)
            if params.of == "duties"
            else Decimal(case.grid.step.numerator) / case.grid.step.denominator
        )
        least = int(params.least // unit) + bool(params.least % unit)
        for person in case.staff:
            if not self.concerns_staff(case, person):
                continue
            away = [row for row in case.absences if row.staff == person.id and row.all_day]
            asked = {
                name
                for date, name in _asked(seen.work, self)
                if not any(row.first <= date <= row.last for row in away)
            }
            done: Counter[str] = Counter()
            for duty in seen.by_person.get(person.id, ()):
                if self.concerns(duty):
                    done[_name(params.per, duty.date, duty.day.week)] += (
                        1 if params.of == "duties" else duty.steps
                    )
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
        leave = (
            Absence(staff="ann", first=example_cases.day(7), last=example_cases.day(8), reason="course"),
        )
        case = example_cases.sketch(
            posts=[example_cases.post("gate", "gate", dates=example_cases.weekdays(1, 2))],
            days=9,
            absences=leave,
        )
        return (
            Example(
                case,
                clean=example_cases.roster("0 gate ann", "1 gate bo", "8 gate bo"),
                broken=example_cases.roster("1 gate bo", "8 gate bo"),
                params={"least": 1, "per": "week", "cost": 2},
            ),
            Example(
                case,
                clean=example_cases.roster("0 gate ann", "1 gate ann"),
                broken=example_cases.roster("0 gate ann", "1 gate bo"),
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


def _asked(work: Work, rule: Floors) -> set[tuple[dt.date, str]]:
    return {
        (duty.date, _name(rule.params.per, duty.date, duty.day.week))
        for duty in work.duties
        if rule.concerns(duty)
    }


def _name(per: Per, date: dt.date, week: int) -> str:
    return {"day": date.isoformat(), "week": f"{week}", "month": f"{date.year}-{date.month:02d}", "term": ""}[
        per
    ]

"""At most so many duties or work units in a day, a week, a month or the term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Plan
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import Counts, ModelBuilder, total
from solver.rules.rotation.base import (
    Of,
    Per,
    PersonRule,
    by_period,
    least_load,
    period_of,
    say_amount,
    say_period,
    weigh,
    whole_steps,
)
from solver.rules.rule import Example, Params

TOO_MUCH = Words(
    zh="{period}{person}排了{there}，上限是{most}",
    en="{person} has {there} {period}, the most is {most}",
)


class CapsParams(Params):
    """``most`` ``of`` duties or units ``per`` day, week, month or term; a price is per duty or grid step."""

    most: Annotated[Decimal, Words(zh="上限", en="the most")] = Field(ge=0)
    per: Per = "week"
    of: Of = "duties"


class Caps(PersonRule[CapsParams]):
    """Nobody has more than so much per day, week, month or term, of the posts it concerns."""

    code = "caps"
    title = Words(zh="上限", en="Caps")
    meaning = Words(
        zh="每人每天、每教学周、每月或每学期的班次或工作量不超过上限；可按人员和岗位种类分别规定。",
        en="Nobody has more duties or work units than the cap in a day, a teaching week, a month or "
        "the term; by staff group and kind of post.",
    )
    source = "S10, S14"
    by_default = False
    count_row = "caps"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Add up each person's duties of each period."""
        params = self.params
        most = whole_steps(case, params.of, params.most)
        for _, rows in self.possible(case, model):
            for own in by_period(params.per, rows).values():
                self.limit(model, total(lin * weigh(params.of, duty) for duty, lin in own), most)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count each person's duties of each period."""
        params = self.params
        most = whole_steps(case, params.of, params.most)
        for person, duties in self.served(case, plan):
            done: Counter[str] = Counter()
            for duty in duties:
                done[period_of(params.per, duty)] += weigh(params.of, duty)
            for name, amount in done.items():
                if amount > most:
                    message = TOO_MUCH.with_(
                        person=person.name,
                        period=say_period(params.per, name),
                        there=say_amount(case, params.of, amount),
                        most=say_amount(case, params.of, most),
                    )
                    yield self.finding(message, amount=amount - most, staff=(person.id,))

    def count(self, case: Case, counts: Counts) -> None:
        """Over a whole term the cap holds for counts as well."""
        params = self.params
        if params.cost is not None or params.per != "term":
            return
        most = whole_steps(case, params.of, params.most)
        for person in case.staff:
            if self.concerns_staff(case, person):
                load = least_load(
                    counts, person.id, lambda duty: weigh(params.of, duty) * self.concerns(duty)
                )
                counts.at_most(load, most)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return gates, at most two a week, on the first and the last day too; half units; a price."""
        gates = sketch(staff="ann", posts=[a_post("gate", "gate")], days=8)
        halves = [
            a_post("care", units=Decimal(1), end=at(17)),
            a_post("gate", "gate", units=Decimal("0.5"), start=at(17)),
        ]
        return (
            Example(
                gates,
                clean=roster("0 gate ann", "4 gate ann", "7 gate ann"),
                broken=roster("0 gate ann", "1 gate ann", "4 gate ann"),
                params={"most": 2, "per": "week", "posts": ["gate"]},
            ),
            Example(
                sketch(posts=halves, days=2),
                clean=roster("0 care ann", "0 gate bo", "1 care ann", "1 gate ann"),
                broken=roster("0 care ann", "0 gate ann", "1 care bo", "1 gate bo"),
                params={
                    "most": "1",
                    "per": "day",
                    "of": "units",
                    "cost": 3,
                    "staff": "id:ann",
                    "last": "2026-09-07",
                },
            ),
            Example(
                gates,
                clean=roster("0 gate ann", "7 gate ann"),
                broken=roster("0 gate ann", "1 gate ann", "7 gate ann"),
                params={"most": 2, "per": "term"},
            ),
            Example(
                gates,
                clean=roster("0 gate ann"),
                broken=roster("0 gate ann", "7 gate ann"),
                params={"most": 1, "per": "month", "cost": 1},
            ),
        )

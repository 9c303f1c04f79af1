"""What rules on people's duties share: stretches of the term (a day, a teaching week, a month, the term),
amounts of duties or work units, days served, what holding a block implies on counts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, TypeVar

from solver.base.text import Said, Words
from solver.base.units import show_units
from solver.domain import Block, Case, Duty, Plan, Staff, facts
from solver.rules.model_builder import Counts, LinearExpr, ModelBuilder, total
from solver.rules.rule import Params, Rule

P = TypeVar("P", bound=Params)
Per = Annotated[
    Literal["day", "week", "month", "term"],
    Words(zh="每天、教学周、月或学期", en="a day, a teaching week, a month or the term"),
]
Of = Annotated[Literal["duties", "units"], Words(zh="按班次或工作量", en="count duties or work units")]
NAMES: Mapping[Per, Words] = {
    "day": Words(zh="{name}", en="on {name}"),
    "week": Words(zh="第{name}周", en="in week {name}"),
    "month": Words(zh="{name}月", en="in {name}"),
    "term": Words(zh="本学期", en="in the term"),
}
AMOUNTS: Mapping[Of, Words] = {
    "duties": Words(zh="{count}个班次", en="{count} duties"),
    "units": Words(zh="{count}个工作量", en="{count} units"),
}


def period_of(per: Per, duty: Duty) -> str:
    """Return the stretch that a duty lies in: its date, teaching week or month, or nothing for the term."""
    date = duty.date.isoformat()
    return {"day": date, "week": str(duty.day.week), "month": date[:7], "term": ""}[per]


def by_period(per: Per, rows: Iterable[tuple[Duty, LinearExpr]]) -> dict[str, list[tuple[Duty, LinearExpr]]]:
    """Return a person's duties by stretch."""
    found: dict[str, list[tuple[Duty, LinearExpr]]] = defaultdict(list)
    for row in rows:
        found[period_of(per, row[0])].append(row)
    return found


def say_period(per: Per, name: str) -> Said:
    """Return a stretch in words."""
    return NAMES[per].with_(name=name)


def say_amount(case: Case, of: Of, amount: int) -> Said:
    """Return a number of duties, or of grid steps as work units, in words."""
    return AMOUNTS[of].with_(count=amount if of == "duties" else show_units(case.grid.units(amount)))


def weigh(of: Of, duty: Duty) -> int:
    """Return what a duty counts: one, or its grid steps."""
    return 1 if of == "duties" else duty.steps


def whole_steps(case: Case, of: Of, limit: Decimal) -> int:
    """Return the largest whole number of duties or grid steps that is not above a limit."""
    if of == "duties":
        return int(limit)
    numerator, denominator = limit.as_integer_ratio()
    step = case.grid.step
    return numerator * step.denominator // (denominator * step.numerator)


class PersonRule(Rule[P]):
    """A rule on what each person does, whoever else serves."""

    def possible(
        self, case: Case, model: ModelBuilder
    ) -> Iterator[tuple[Staff, list[tuple[Duty, LinearExpr]]]]:
        """Yield, while a plan is made, the open people and possible duties that the rule is about."""
        for person in model.people:
            if model.free(person.id) and self.concerns_staff(case, person):
                yield person, [row for row in model.duties_of(person.id) if self.concerns(row[0])]

    def served(self, case: Case, plan: Plan) -> Iterator[tuple[Staff, list[Duty]]]:
        """Yield, for checks, who of the people that the rule is about serves, with the duties it is about."""
        for staff, duties in facts(case, plan).by_person.items():
            if self.concerns_staff(case, case.person[staff]):
                yield case.person[staff], [duty for duty in duties if self.concerns(duty)]


def least_load(counts: Counts, staff: str, weigh: Callable[[Duty], int]) -> LinearExpr:
    """Return on counts the least weight of duties that a person works with what they hold."""
    return total(lin * least_held(blocks, weigh) for blocks, lin in counts.classes_of(staff))


def least_held(blocks: Iterable[Block], weigh: Callable[[Duty], int]) -> int:
    """Return the least weight of duties that a holder of any one of these blocks works.

    A holder misses at most the part of a block that ``hold`` leaves, and at worst the heaviest duties.
    """
    least: list[int] = []
    for block in blocks:
        missed = int(len(block.duties) * (1 - Fraction(block.hold))) if not block.single else 0
        weights = sorted(weigh(duty) for duty in block.duties)
        least.append(sum(weights[: len(weights) - missed]))
    return min(least, default=0)


def days_served(model: ModelBuilder, rows: Iterable[tuple[Duty, LinearExpr]]) -> Mapping[dt.date, LinearExpr]:
    """Return, for each date with possible duties, whether the person serves on it."""
    parts: dict[dt.date, list[LinearExpr]] = defaultdict(list)
    for duty, lin in rows:
        parts[duty.date].append(lin)
    return {date: model.as_decision(model.any_of(lins)) for date, lins in parts.items()}

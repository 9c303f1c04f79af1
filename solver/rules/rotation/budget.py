"""A budget of work units for a staff group: what outside people cost in a term."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.base.units import show_units
from solver.domain import Case, Finding, Plan, Staff
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.domain.params import People
from solver.rules.model_builder import Counts, LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import Per, PersonRule, least_load, period_of, say_period, whole_steps
from solver.rules.rule import Example, Params

OVER = Words(
    zh="{period}“{staff}”共{there}个工作量，预算是{most}",
    en="“{staff}” have {there} units {period}, the budget is {most}",
)


class BudgetParams(Params):
    """``staff`` is the group that shares the budget; a price is per grid step above it."""

    staff: People = "external"
    most: Annotated[Decimal, Words(zh="工作量预算", en="the budget of work units")] = Field(ge=0)
    per: Per = "term"


class Budget(PersonRule[BudgetParams]):
    """All units of a staff group together stay within a budget."""

    code = "budget"
    title = Words(zh="预算", en="Budget")
    meaning = Words(
        zh="某类人员（默认校外人员）合计的工作量不超过预算，按学期、月、教学周或天。",
        en="The units of a staff group (people from outside, unless told otherwise) stay within a budget "
        "in all.",
    )
    source = "S7, S14"
    by_default = False
    count_row = "budget"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Add up everybody's units; those outside the scope count with what they have."""
        people = [person.id for person in model.people if self.concerns_staff(case, person)]
        if not any(model.free(staff) for staff in people):
            return
        loads: dict[str, list[LinearExpr]] = defaultdict(list)
        for staff in people:
            for duty, lin in model.duties_of(staff):
                if self.concerns(duty):
                    loads[period_of(self.params.per, duty)].append(lin * duty.steps)
        for lins in loads.values():
            self.limit(model, total(lins), whole_steps(case, "units", self.params.most))

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Add up the units of the group."""
        params = self.params
        spent: Counter[str] = Counter()
        for _, duties in self.served(case, plan):
            for duty in duties:
                spent[period_of(params.per, duty)] += duty.steps
        most = whole_steps(case, "units", params.most)
        for name, steps in spent.items():
            if steps > most:
                message = OVER.with_(
                    staff=params.staff,
                    period=say_period(params.per, name),
                    there=show_units(case.grid.units(steps)),
                    most=params.most,
                )
                yield self.finding(message, amount=steps - most)

    def count(self, case: Case, counts: Counts) -> None:
        """Over a whole term the budget holds for counts as well."""
        if self.params.cost is None and self.params.per == "term":
            counts.at_most(
                total(
                    least_load(counts, person.id, lambda duty: duty.steps * self.concerns(duty))
                    for person in case.staff
                    if self.concerns_staff(case, person)
                ),
                whole_steps(case, "units", self.params.most),
            )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two people from outside who share one unit and a half."""
        staff = tuple(Staff(id=name, name=name.title(), kind="external") for name in ("xu", "yi"))
        posts = [
            a_post("care", end=at(17)),
            a_post("gate", "gate", units=Decimal("0.5"), start=at(17)),
        ]
        case = sketch(staff=staff, posts=posts)
        return (
            Example(
                case,
                clean=roster("0 care xu", "1 gate yi"),
                broken=roster("0 care xu", "1 care yi"),
                params={"most": "1.5"},
            ),
            Example(
                case,
                clean=roster("0 care xu", "1 gate yi"),
                broken=roster("0 care xu", "0 gate yi"),
                params={"most": "1.2", "per": "day", "cost": 2},
            ),
        )

"""Everybody's load is as close as can be to the reachable share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from solver.base.text import Words
from solver.base.units import show_units
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import ZERO, ModelBuilder
from solver.rules.rule import Example, Params, Rule

MORE = Words(
    zh="{person}的工作量{load}，比可达份额{target}多{amount}",
    en="{person} carries {load} units, {amount} more than the reachable share of {target}",
)
LESS = Words(
    zh="{person}的工作量{load}，比可达份额{target}少{amount}",
    en="{person} carries {load} units, {amount} less than the reachable share of {target}",
)


class FairShareParams(Params):
    """``level`` sums everybody's deviation, ``peak_level`` is the largest; both in grid steps."""

    cost: Annotated[
        Literal[1], Words(zh="偏差按一格工作量计 1，不能改", en="a step of deviation counts 1, always")
    ] = 1
    level: str = "sum_deviation"
    peak_level: Annotated[str, Words(zh="最大偏差计入的层级", en="the level of the largest deviation")] = (
        "max_deviation"
    )
    account: Annotated[str, Words(zh="哪个账户的份额", en="the account that is shared")] = "units"


class FairShare(Rule[FairShareParams]):
    """Work units deviate as little as can be from everybody's reachable share."""

    code = "fair_share"
    title = Words(zh="工作量公平", en="Fair share of work")
    meaning = Words(
        zh="每人的工作量尽量接近可达份额：先看最大偏差，再看偏差之和。",
        en="Everybody's units come as close as can be to the reachable share: "
        "first the largest deviation, then the sum.",
    )
    source = "Fujishige 1980"
    measures = "deviation"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each person's deviation and let the peak be no less."""
        account = model.accounts.get(self.params.account)
        if account is None:
            return
        loads = model.loads(lambda duty: duty.steps)
        for person in case.staff:
            share = account.shares.get(person.id)
            if share is not None:
                model.deviate(
                    loads.get(person.id, ZERO),
                    share.target,
                    total_level=self.params.level,
                    peak_level=self.params.peak_level,
                )

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Add up each person's units."""
        account = plan.accounts.get(self.params.account)
        if account is None:
            return
        seen = facts(case, plan)
        for staff, share in account.shares.items():
            load = sum(duty.steps for duty in seen.by_person.get(staff, ()))
            amount = abs(load - share.target)
            if amount:
                words = MORE if load > share.target else LESS
                message = words.with_(
                    person=case.person[staff].name,
                    load=show_units(case.grid.units(load)),
                    target=show_units(case.grid.units(share.target)),
                    amount=show_units(case.grid.units(amount)),
                )
                yield self.finding(message, amount=amount, staff=(staff,))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two days' gate for two people."""
        case = sketch(posts=[a_post("gate", "gate")])
        due = {"ann": 1, "bo": 1}
        return (
            Example(
                case,
                clean=roster("0 gate ann", "1 gate bo", account=due),
                broken=roster("0 gate ann", "1 gate ann", account=due),
            ),
        )

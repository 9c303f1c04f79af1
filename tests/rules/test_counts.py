"""What rules say on counts follows from them: no plan that they accept is shut out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from solver.domain.case import Case, Staff
from solver.domain.duties import Block, Duty, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.domain.plan import Plan
from solver.rules import AnyRule, Example, catalogue
from solver.rules.model_builder import LinearExpr
from solver.rules.rotation.caps import Caps, CapsParams
from solver.rules.rule import Rule
from tests.rules.plans import made, plans_of

COUNTING = [kind for kind in catalogue() if kind.count is not Rule.count]
RULES = [
    pytest.param(kind, example, id=f"{kind.code}-{number}")
    for kind in COUNTING
    for number, example in enumerate(kind.examples())
]


class Tally:
    """Counts of one plan: every block is a class of its own, held or not."""

    def __init__(self, case: Case, plan: Plan) -> None:
        seen = facts(case, plan)
        self.values: list[int] = []
        self.classes: dict[str, list[tuple[tuple[Block, ...], LinearExpr]]] = {}
        self.said = 0
        self.broken: list[tuple[LinearExpr, int]] = []
        self.charged = 0
        self.seen = seen
        for person in case.staff:
            own = self.classes.setdefault(person.id, [])
            for block in seen.work.blocks:
                rows = [row for duty in block.duties for row in seen.crew.get(duty.key, ())]
                own.append(((block,), LinearExpr(((len(self.values), 1),))))
                self.values.append(int(any(row.staff == person.id and not row.cover for row in rows)))

    def classes_of(self, staff: str) -> Sequence[tuple[tuple[Block, ...], LinearExpr]]:
        return self.classes[staff]

    def crews(self) -> Sequence[tuple[Sequence[Duty], LinearExpr]]:
        heads = self.seen.crew
        return [
            (duties, LinearExpr(const=sum(len(heads.get(duty.key, ())) for duty in duties)))
            for duties in self._weekdays()
        ]

    def covers(self) -> Sequence[tuple[Sequence[Duty], LinearExpr, LinearExpr]]:
        found: list[tuple[Sequence[Duty], LinearExpr, LinearExpr]] = []
        for duties in self._weekdays():
            covering = missing = 0
            for duty in duties:
                rows = self.seen.crew.get(duty.key, ())
                holders = {
                    row.staff
                    for other in self.seen.work.block_of[duty.key].duties
                    for row in self.seen.crew.get(other.key, ())
                    if not row.cover
                }
                covering += sum(row.cover for row in rows)
                missing += len(holders - {row.staff for row in rows if not row.cover})
            found.append((duties, LinearExpr(const=covering), LinearExpr(const=missing)))
        return found

    def _weekdays(self) -> list[list[Duty]]:
        found: dict[tuple[str, int], list[Duty]] = {}
        for duty in self.seen.work.duties:
            found.setdefault((duty.post, duty.day.weekday), []).append(duty)
        return list(found.values())

    def charge(self, level: str, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        assert level
        self.charged += price * max(
            0, lin.const + sum(factor * self.values[var] for var, factor in lin.terms) - over
        )

    def at_most(self, lin: LinearExpr, most: int) -> None:
        self.said += 1
        if lin.const + sum(factor * self.values[var] for var, factor in lin.terms) > most:
            self.broken.append((lin, most))

    def at_least(self, lin: LinearExpr, least: int) -> None:
        self.at_most(-lin, -least)


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_no_accepted_plan_breaks_what_is_said_on_counts(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    for plan in plans_of(rule, example):
        if not any(finding.hard for finding in rule.check(example.case, plan)):
            tally = Tally(example.case, plan)
            rule.count(example.case, tally)
            assert not tally.broken, plan
            assert tally.charged <= sum(finding.price for finding in rule.check(example.case, plan)), plan


@pytest.mark.parametrize("kind", COUNTING, ids=lambda kind: kind.code)
def test_what_is_said_on_counts_bites(kind: type[AnyRule]) -> None:
    broken = 0
    for example in kind.examples():
        tally = Tally(example.case, example.broken)
        made(kind, example).count(example.case, tally)
        broken += len(tally.broken) + tally.charged
    assert broken


def test_a_holder_may_miss_a_part_of_the_block_and_still_be_within_a_cap() -> None:
    care = a_post("care", rotation="weekly", hold=Decimal("0.6"))
    case = sketch(staff=(Staff(id="ann", name="Ann"),), posts=[care], days=5)
    three_of_five = roster("0 care ann", "1 care ann", "2 care ann")
    for most, fits in ((3, True), (2, False)):
        tally = Tally(case, three_of_five)
        rule = Caps(CapsParams.model_validate({"most": most, "per": "term"}))
        assert (not list(rule.check(case, three_of_five))) == fits
        rule.count(case, tally)
        assert (not tally.broken) == fits

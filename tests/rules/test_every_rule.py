"""Every rule, by itself: its examples, agreement of model and check, bite, and pairs told twice alike."""

from __future__ import annotations

import pytest

from solver.domain.duties import expand
from solver.rules import AnyRule, Example, catalogue
from solver.rules.rule import PairRule, Rule
from tests.rules.plans import found_levels, plans_of, price_of, says, sheet_for

RULES = [
    pytest.param(kind, example, id=f"{kind.code}-{number}")
    for kind in catalogue()
    for number, example in enumerate(kind.examples())
]


def made(kind: type[AnyRule], example: Example) -> AnyRule:
    return kind(kind.Params.model_validate(example.params))


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_the_clean_plan_is_clean_and_the_broken_one_is_found(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    assert list(rule.check(example.case, example.clean)) == []
    findings = list(rule.check(example.case, example.broken))
    assert findings
    for finding in findings:
        assert finding.rule == rule.code
        assert finding.stage == rule.stage
        assert finding.say("zh") != finding.say("en")


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_model_and_check_agree_on_every_small_plan(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    case = example.case
    sheet = sheet_for(case, rule.stage, [rule], example.clean)
    judged = 0
    for plan in plans_of(rule, example):
        findings = list(rule.check(case, plan))
        said = says(sheet, plan, rule.stage)
        if said is None:
            # What the model cannot even say must be wrong by the pair rules or by the seats.
            assert findings or (not isinstance(rule, PairRule) and rule.code != "seats"), plan
            continue
        accepted, levels = said
        assert accepted == (not any(finding.hard for finding in findings)), (plan, findings)
        if accepted:
            charged = {name: value for name, value in levels.items() if value}
            assert charged == found_levels(findings), (plan, findings)
        judged += 1
    assert judged > 1


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.code)
def test_every_rule_bites(kind: type[AnyRule]) -> None:
    """The broken plan costs nothing without the rule; with it, it has to be changed or paid for."""
    bites = []
    for example in kind.examples():
        rule = made(kind, example)
        without = price_of(example.broken, example.case, rule.stage, [])
        if without is None:
            continue
        assert without == 0
        bitten = price_of(example.broken, example.case, rule.stage, [rule])
        bites.append(bitten is None or bitten > 0)
    if kind.guards_files:
        assert not bites
        return
    assert bites
    assert any(bites)


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_a_pair_is_refused_exactly_when_it_is_barred(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    if type(rule).refuse is Rule.refuse:
        assert type(rule).bars is Rule.bars
        return
    work = expand(example.case, example.clean.timetable, example.clean.handover)
    for duty in work.duties:
        for person in example.case.staff:
            refused = rule.refuse(example.case, person, duty)
            barred = rule.bars(example.case, person, duty)
            assert (refused is None) == (barred is None), (person, duty)
            if refused is not None:
                assert refused.say("en")
                assert refused.say("zh")

"""Every rule, by itself: its examples, agreement of model and check, bite, and pairs told twice alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.base.errors import InputError
from solver.domain.case import RuleSetting
from solver.domain.duties import expand
from solver.domain.plan import Meeting
from solver.rules import AnyRule, Example, catalogue, rules_of
from solver.rules.rule import PairRule
from tests.rules.plans import found_levels, made, model_for, plans_of, price_of, says

ALWAYS_PRICED = {"uncovered", "fair_share"}
"""Rules that are measures: what is missing is told, never forbidden."""
RULES = [
    pytest.param(kind, example, id=f"{kind.code}-{number}")
    for kind in catalogue()
    for number, example in enumerate(kind.examples())
]


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
        assert not {*"、。；，"} & {*finding.say("en")}
        assert ", " not in finding.say("zh")


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_model_and_check_agree_on_every_small_plan(kind: type[AnyRule], example: Example) -> None:
    agrees(made(kind, example), example)


@pytest.mark.parametrize(("kind", "example"), RULES)
def test_a_rule_honours_a_price_and_the_word_hard_or_refuses_them(
    kind: type[AnyRule], example: Example
) -> None:
    """What one takes for law and the other prices would make the model's proofs false."""
    other: object = "hard" if made(kind, example).params.cost is not None else 2
    set_so = RuleSetting(code=kind.code, params={**example.params, "cost": other})
    try:
        rules = rules_of(example.case.model_copy(update={"rules": (set_so,)}))
    except InputError as refused:
        (fault,) = refused.faults
        assert kind.code in fault.say("en")
        assert ("can't have a price" in fault.say("en")) == kind.always_law
        assert kind.always_law or kind.code in ALWAYS_PRICED
        return
    assert not kind.always_law
    agrees(next(rule for rule in rules if rule.code == kind.code), example)


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.code)
def test_a_price_below_one_is_refused(kind: type[AnyRule]) -> None:
    for cost in (0, -1):
        with pytest.raises(ValueError, match="cost"):
            kind.params_type.model_validate({**kind.examples()[0].params, "cost": cost})


def test_a_rule_that_is_always_law_says_so_in_both_languages() -> None:
    (example,) = next(kind for kind in catalogue() if kind.code == "eligibility").examples()
    priced = RuleSetting(code="eligibility", params={"cost": 2})
    with pytest.raises(InputError) as refused:
        rules_of(example.case.model_copy(update={"rules": (priced,)}))
    (fault,) = refused.value.faults
    assert fault.say("en") == (
        "school.toml, rules.eligibility.cost: rule eligibility (Eligibility) can't have a price; "
        "it is law, or switched off. Leave cost out, or say on = false"
    )
    assert "不能标价" in fault.say("zh")
    assert "任职资格" in fault.say("zh")


def test_a_room_that_is_never_offered_stays_forbidden_where_a_crowd_has_a_price() -> None:
    kind = next(kind for kind in catalogue() if kind.code == "room_fits")
    example = kind.examples()[1]
    rule = kind(kind.params_type.model_validate({"cost": 2}))
    elsewhere = replace(example.clean, timetable=(Meeting("band", 1, "pm", "r1"),))
    assert any(finding.hard for finding in rule.check(example.case, elsewhere))


def agrees(rule: AnyRule, example: Example) -> None:
    """See that model and check say the same of every small plan."""
    case = example.case
    model = model_for(case, rule.stage, [rule], example.clean)
    judged = 0
    for plan in plans_of(rule, example):
        findings = list(rule.check(case, plan))
        said = says(model, plan, rule.stage)
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
def test_whoever_refuses_a_pair_says_why(kind: type[AnyRule], example: Example) -> None:
    rule = made(kind, example)
    work = expand(example.case, example.clean.timetable, example.clean.handover)
    for duty in work.duties:
        for person in example.case.staff:
            reason = rule.refuse(example.case, person, duty)
            if reason is not None:
                assert rule.refuses_pairs
                assert rule.barred(example.case, person, duty)
                assert reason.say("en") != reason.say("zh")

"""A row of posts that makes one for each class is called by the row's id, everywhere."""

from __future__ import annotations

import pytest

from solver.base.errors import InputError
from solver.domain.case import Pin, RuleSetting, Wish
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules import rules_of


def school(*, rules=(), **more):
    posts = [
        a_post("care/c1", group="c1"),
        a_post("care/c2", group="c2"),
        a_post("gate", "gate"),
    ]
    return sketch(staff="ann", posts=posts, rules=tuple(rules), **more)


def found(case, code):
    plan = roster("0 care/c1 ann", "1 care/c2 ann")
    return [finding for rule in rules_of(case) if rule.code == code for finding in rule.check(case, plan)]


def caps(*posts):
    return RuleSetting(code="caps", params={"most": 1, "per": "week", "posts": posts})


@pytest.mark.parametrize("named", ["care", "care/c1"])
def test_a_rule_means_every_post_of_the_row_that_it_names(named):
    assert len(found(school(rules=[caps(named)]), "caps")) == (named == "care")


def test_a_wish_and_a_pin_mean_every_post_of_the_row():
    assert (
        sum(finding.amount for finding in found(school(wishes=[Wish(who="ann", post="care")]), "wishes")) == 2
    )
    pins = [Pin(action="forbid", staff="ann", post="care")]
    assert sum(finding.amount for finding in found(school(pins=pins), "pins")) == 2


def test_a_rule_that_names_no_post_is_refused_and_not_forgotten():
    with pytest.raises(InputError) as caught:
        rules_of(school(rules=[caps("gaet")]))
    (fault,) = caught.value.faults
    assert fault.say("en").endswith(
        "rule caps: “gaet” is no post or kind of post, no club, group or session. Perhaps “gate”?"
    )
    assert "gaet" in fault.say("zh")

"""The sentence that a principal reads first says what is proven, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver import service
from solver.app.certificate.page import Headline, headline
from solver.domain.plan import LevelCertificate
from solver.report import PlanView
from solver.service import Result
from tests.app import rosters


def level_set(result: Result, name: str, *, value: int, bound: int) -> PlanView:
    """Return the handout of a result whose certificate says something else of one level."""
    certificate = result.certificate
    stages = tuple(
        replace(
            stage,
            levels=tuple(
                replace(level, value=value, bound=bound) if level.name == name else level
                for level in stage.levels
            ),
        )
        for stage in certificate.stages
    )
    return service.handout(replace(result, certificate=replace(certificate, stages=stages)))


def told(handout: PlanView, *, doubted: bool = False) -> Headline:
    return headline(handout, doubted=doubted)


def test_all_proven_is_said_in_one_breath() -> None:
    first = told(rosters.handout("tiny"))
    assert first.tone == "good"
    assert first.say("zh") == (
        "每个需要的席位都有人；每个人都正好做到公平份额；每个孩子每分钟都在一位有名有姓的大人手里。"
    )
    assert first.say("en").startswith("Every needed seat has its person; ")


def test_a_proven_deviation_names_value_and_bound() -> None:
    handout = level_set(rosters.solved("tiny"), "max_deviation", value=2, bound=2)
    first = told(handout)
    assert first.tone == "good"
    assert "没有任何同样周全的合规排班能让最大偏差低于 1 个工作量，本表正是 1" in first.say("zh")
    assert "lower largest deviation than 1 units; yours has 1" in first.say("en")


def test_an_open_gap_is_said_and_is_no_success() -> None:
    first = told(level_set(rosters.solved("tiny"), "max_deviation", value=3, bound=1))
    assert first.tone == "open"
    assert "已证明最多只能再降 1" in first.say("zh")


def test_without_a_certificate_nothing_is_claimed() -> None:
    result = rosters.solved("tiny")
    bare = replace(result, certificate=replace(result.certificate, stages=()))
    first = told(service.handout(bare))
    assert first.tone == "open"
    assert "没有证明能不能更小" in first.say("zh")


def test_a_hole_is_a_draft_with_a_break_in_custody() -> None:
    result = rosters.solved("tiny")
    broken = rosters.without(result, rosters.care_on(result))
    first = told(service.handout(broken))
    assert first.tone == "bad"
    assert "这是草稿" in first.say("zh")
    assert "看护链有" in first.say("zh")
    assert "每个孩子每分钟" not in first.say("zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_certificate_that_does_not_fit_is_not_relied_on(lang: str) -> None:
    first = told(rosters.handout("tiny"), doubted=True)
    assert first.tone == "bad"
    said = first.say("zh" if lang == "zh" else "en")
    assert said.startswith("证书与排班对不上" if lang == "zh" else "The certificate does not fit")


def test_empty_seats_say_what_is_proven_of_them() -> None:
    result = rosters.solved("tiny")
    broken = rosters.without(result, rosters.care_on(result))
    short = level_set(broken, "uncovered_pupils", value=1, bound=1)
    assert "已证明哪份排班都缺这么多" in told(short).say("zh")
    unproven = level_set(broken, "uncovered_pupils", value=1, bound=0)
    assert "没有证明能不能更少" in told(unproven).say("zh")
    assert isinstance(short.certificate.stages[-1].levels[0], LevelCertificate)

"""The page of the certificate in the app: sentence, levels, the check of the proof, findings."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from solver.app.page import plain
from solver.audit.plan import audit
from tests.app import rosters
from tests.app.conftest import PATIENCE, words_of
from tests.app.rosters import Show


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Open the page on a folder with the smallest case and a plan of it, or of what a test makes of it."""
    return rosters.shown("certificate", tmp_path / "cases", monkeypatch)


def checked(at: AppTest) -> AppTest:
    """Ask for the check and wait for what comes of it."""
    at.button(key="certificate_check").click().run()
    end = time.monotonic() + PATIENCE
    while "confirmed" not in str(at.dataframe[-1].value) and "属实" not in str(at.dataframe[-1].value):
        assert time.monotonic() < end, words_of(at)
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


@pytest.mark.parametrize(
    ("lang", "sentence", "verdict"),
    [("zh", "每个需要的席位都有人", "下界"), ("en", "Every needed seat has its person", "worked out")],
)
def test_the_sentence_stands_first_and_the_proof_can_be_checked(
    show: Show, lang: str, sentence: str, verdict: str
) -> None:
    at = show(lang)
    assert sentence in at.success[0].value
    at = checked(at)
    assert any(verdict in str(each.value) for each in at.success[1:])


def test_every_level_stands_among_the_figures(show: Show) -> None:
    at = show("en")
    stages = rosters.solved("tiny").certificate.stages
    assert len(at.dataframe[0].value) == sum(len(stage.levels) for stage in stages)
    assert {plain(title) for title in ("Club timetable", "Hand-over", "Rotation")} <= {
        each.value for each in at.subheader
    }


def test_findings_are_told_rule_by_rule(show: Show) -> None:
    result = rosters.solved("tiny")
    at = show(result=rosters.without(result, rosters.care_on(result)))
    assert "这是草稿" in at.error[0].value
    labels = [each.label for each in at.expander]
    assert any("无人看护" in label and "必须解决" in label for label in labels)


def test_a_claim_that_is_too_good_is_told_and_refuted(show: Show) -> None:
    result = rosters.solved("tiny")
    stages = result.certificate.stages
    last = tuple(replace(level, value=level.value + 7, bound=level.value + 7) for level in stages[-1].levels)
    false = replace(result.certificate, stages=(*stages[:-1], replace(stages[-1], levels=last)))
    at = show(result=replace(result, certificate=false, audit=audit(result.case, result.plan, false)))
    assert "证书与排班对不上" in at.error[0].value
    at = checked(at)
    assert any(each.value.startswith("证书不成立：") for each in at.error)


def test_hostile_names_are_shown_as_they_are(show: Show) -> None:
    result = rosters.hostile()
    at = show(result=rosters.without(result, rosters.care_on(result)))
    told = "".join(str(each.value) for each in (*at.markdown, *at.caption, *at.error))
    assert "script" in told
    assert "<script>" not in told

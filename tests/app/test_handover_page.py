"""The page of the hand-over in the app: days, weather, one class's chain, what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app import rosters
from tests.app.conftest import words_of
from tests.app.rosters import Show


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Open the page on a folder with the smallest case and a plan of it, or of what a test makes of it."""
    return rosters.shown("handover", tmp_path / "cases", monkeypatch)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_day_and_weather_is_drawn(show: Show, lang: str) -> None:
    at = show(lang)
    for day in at.selectbox(key="handover_day").options[:3]:
        at.selectbox(key="handover_day").select(day).run()
        for variant in ("rain", "fine"):
            at.button_group(key="handover_weather").set_value(variant).run()
            assert not at.exception, at.exception[0].message
            assert at.get("vega_lite_chart"), "gates and lines are drawn"


def test_the_chain_of_a_class_is_told_minute_by_minute(show: Show) -> None:
    at = show()
    table = at.dataframe[0].value
    first, second, *_ = table["时间"]
    assert first.split("–")[1] == second.split("–")[0]
    assert "家长" in set(table["在谁手里"])
    assert "这一天每分钟都有明确的负责人" in words_of(at)


def test_a_broken_day_is_marked_and_said(show: Show) -> None:
    result = rosters.solved("tiny")
    taken = rosters.care_on(result)
    at = show(result=rosters.without(result, taken))
    broken = [day for day in at.selectbox(key="handover_day").options if "有断开" in day]
    assert len(broken) == 1
    assert taken.date.isoformat() in broken[0]
    at.selectbox(key="handover_day").select(broken[0]).run()
    assert "无人看管" in "".join(str(each.value) for each in at.error)
    assert any("⚠" in option for option in at.selectbox(key="handover_group").options)


def test_what_is_no_gate_session_is_said(show: Show) -> None:
    case = rosters.case_of("tiny")
    indoors = tuple(session.model_copy(update={"ends": "room"}) for session in case.sessions)
    changed = rosters.with_case(rosters.solved("tiny"), case.model_copy(update={"sessions": indoors}))
    at = show(result=changed)
    assert "家长到教室接，不经校门" in words_of(at)
    assert "这一天没有队伍从校门离开。" in words_of(at)


def test_hostile_names_are_shown_as_they_are(show: Show) -> None:
    at = show(result=rosters.hostile())
    assert "<script>" not in "".join(str(each.value) for each in (*at.markdown, *at.caption, *at.error))
    assert rosters.HOSTILE in set(at.dataframe[0].value["小队"])

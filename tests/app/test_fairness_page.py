"""The page of fairness in the app: every part in both languages, filters, hostile names."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.app.fairness.page import SHOWN
from tests.app import rosters
from tests.app.conftest import words_of
from tests.app.rosters import Show

LANGS = ["zh", "en"]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Open the page on a folder with the smallest case and a plan of it, or of what a test makes of it."""
    return rosters.shown("fairness", tmp_path / "cases", monkeypatch)


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_is_drawn(show: Show, lang: str) -> None:
    at = show(lang)
    for part in SHOWN:
        at.button_group(key="fairness_show").set_value(part).run()
        assert not at.exception, at.exception[0].message
        assert at.title[0].value == {"zh": "公平", "en": "Fairness"}[lang]


def test_the_account_has_a_row_for_everybody_who_is_searched(show: Show) -> None:
    at = show()
    at.button_group(key="fairness_show").set_value("account").run()
    names = list(at.dataframe[0].value["人员"])
    assert len(names) == 4
    at.text_input(key="fairness_search").set_value(names[1][1:]).run()
    assert names[1] in list(at.dataframe[0].value["人员"])
    at.text_input(key="fairness_search").set_value("没有这个人").run()
    assert "没有这样的人员。" in words_of(at)


def test_burdens_stand_beside_their_fair_share(show: Show) -> None:
    at = show("en")
    at.button_group(key="fairness_show").set_value("burdens").run()
    table = at.dataframe[0].value
    for place in range(3):
        off = table[f"done{place}"] - table[f"share{place}"]
        assert list(off) == list(table[f"off{place}"])


@pytest.mark.parametrize("part", list(SHOWN))
def test_hostile_names_are_shown_as_they_are(show: Show, part: str) -> None:
    at = show(result=rosters.hostile())
    at.button_group(key="fairness_show").set_value(part).run()
    assert not at.exception, at.exception[0].message
    assert "<script>" not in "".join(str(each.value) for each in (*at.markdown, *at.caption))


def test_what_was_chosen_is_still_chosen_in_the_other_language(show: Show) -> None:
    at = show()
    at.selectbox(key="fairness_order").set_value("balance").run()
    at.button_group(key="fairness_show").set_value("spread").run()
    at.button_group(key="app_lang").set_value("en").run()
    assert at.title[0].value == "Fairness"
    assert at.selectbox(key="fairness_order").value == "balance"
    assert not at.dataframe, "the spread is still shown"

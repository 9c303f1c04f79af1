"""The page of the rules says what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.reference.rules import PAGE, markdown
from solver.rules import catalogue


def test_the_page_of_the_rules_is_up_to_date(repository: Path) -> None:
    assert (repository / PAGE).read_text("utf-8") == markdown(), "run make docs"


@pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.code)
def test_the_page_names_every_rule_and_setting_in_both_languages(kind) -> None:
    page = markdown()
    entry = page.split(f"\n### {kind.code}\n")[1].split("\n### ")[0]
    assert kind.title.zh in entry
    assert kind.title.en in entry
    assert kind.meaning.zh in entry
    assert kind.meaning.en in entry
    for name in set(kind.params_type.model_fields) - {"cost", "level", "staff", "posts", "first", "last"}:
        assert f"| `{name}` |" in entry


def test_the_word_hard_makes_a_priced_rule_hard() -> None:
    pins = next(kind for kind in catalogue() if kind.code == "pins")
    assert pins.params_type().cost == 1000
    assert pins.params_type.model_validate({"cost": "hard"}).cost is None

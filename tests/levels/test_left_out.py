"""A level that a school's own order does not speak of comes last, and everybody is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.base.text import LANGS
from solver.domain.example_cases import sketch
from solver.domain.levels import LEVELS, groups_of, left_out
from solver.io.editing import open_tables
from solver.report import proofs_of
from solver.service import Options

TINY = Path(__file__).parents[2] / "data/tiny"
USUAL = [group[0][0] for group in LEVELS["rotation"]]
OWN = 'levels = ["uncovered", ["rules:3", "wanted"], "sum_deviation"]\n'
LAST = ["uncovered_pupils", "max_deviation", "burdens", "wishes"]
NOTICE = {
    "zh": "看管学生的岗位缺人数、最大偏差、辛苦岗次的不均、未满足意愿的扣分；它们按通常的先后排在最后",
    "en": "number of uncovered seats that hold pupils, largest deviation, unevenness of burdens, "
    "price of unmet wishes; they come last, in the usual order",
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = tmp_path / "school"
    shutil.copytree(TINY, folder)
    file = folder / "school.toml"
    file.write_text(OWN + file.read_text("utf-8"), encoding="utf-8")
    return folder


@given(st.lists(st.sampled_from(USUAL), unique=True, min_size=1))
def test_every_level_of_the_rotation_counts_exactly_once(order: list[str]) -> None:
    case = sketch(levels=[((name, 2),) for name in order])
    groups = groups_of(case, "rotation")
    assert [name for ((name, _),) in groups[: len(order)]] == order
    assert [name for ((name, _),) in groups[len(order) :]] == [name for name in USUAL if name not in order]
    assert list(left_out(case)) == [name for name in USUAL if name not in order]


def test_without_an_order_of_its_own_nothing_is_left_out() -> None:
    assert left_out(sketch()) == ()
    assert groups_of(sketch(), "rotation") == LEVELS["rotation"]


def test_whoever_opens_the_case_is_told(school: Path) -> None:
    opened = service.open_case(school)
    examined = service.examine(open_tables(school)).loaded
    assert examined is not None
    assert opened.notices == examined.notices
    for lang in LANGS:
        assert any(NOTICE[lang] in notice.say(lang) for notice in opened.notices)
    assert not any("order of levels" in notice.say("en") for notice in service.open_case(TINY).notices)


def test_what_is_left_out_is_optimised_and_the_certificate_tells(school: Path) -> None:
    result = service.solve(service.open_case(school).case, Options(effort=5, workers=1))
    names = [name for name, _ in result.audit.levels["rotation"]]
    assert names == ["uncovered", "rules+wanted", "sum_deviation", *LAST]
    # The tiny school can be shared out evenly: whoever optimises it as a level gets there.
    assert dict(result.audit.levels["rotation"])["max_deviation"] == 0
    assert not result.audit.doubts
    for lang in LANGS:
        (*_, rotation) = proofs_of(service.handout(result), lang)
        assert sum(NOTICE[lang] in sentence for sentence in rotation.sentences) == 1

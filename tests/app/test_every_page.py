"""Every page, in both languages, on the smallest case and on a real one, before and after a solve."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from solver.app.main import VIEWS
from tests.app.conftest import opened, turn_to
from tests.support.cases import DATA, copied
from tests.support.solved import folder_of

PAGES = [view.name for _, views in VIEWS for view in views]
OPENED = ["", *PAGES[1:]]
"""The pages by their addresses: the one that the app opens with has none of its own."""


def serving(folder: Path) -> Iterator[Path]:
    """Let the app show a folder of cases: it opens its workspace once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AFTERBELL_CASES", str(folder))
        yield folder
    st.cache_resource.clear()


@pytest.fixture(scope="module", params=["tiny", "fengjin"])
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A case with a plan, as the app finds it."""
    for _ in serving(folder_of(request.param, tmp_path_factory.mktemp("solved") / "cases")):
        yield request.param


@pytest.fixture(scope="module", params=["zh", "en"])
def with_plan(solved: str, request: pytest.FixtureRequest) -> AppTest:
    """The app on a case with a plan."""
    return opened(lang=request.param, case=solved)


@pytest.fixture(scope="module")
def unsolved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the smallest case, as the app finds it."""
    folder = tmp_path_factory.mktemp("unsolved")
    copied(DATA / "tiny", folder)
    yield from serving(folder)


@pytest.fixture(scope="module")
def without_plan(unsolved: Path) -> AppTest:
    """The app on a case that has no plan."""
    assert unsolved.is_dir()
    return opened(case="tiny")


@pytest.fixture(scope="module")
def without_case(unsolved: Path) -> AppTest:
    """The app before a case is chosen."""
    assert unsolved.is_dir()
    return opened()


@pytest.mark.parametrize("page", OPENED)
def test_every_page_is_drawn(with_plan: AppTest, page: str) -> None:
    at = turn_to(with_plan, page)
    assert not at.exception, at.exception[0].message
    assert at.title, "a page says what it is"


@pytest.mark.parametrize("page", OPENED)
def test_a_page_without_a_plan_says_what_to_do(without_plan: AppTest, page: str) -> None:
    at = turn_to(without_plan, page)
    assert not at.exception, at.exception[0].message


@pytest.mark.parametrize("page", OPENED[1:])
def test_a_page_without_a_case_sends_to_the_start(without_case: AppTest, page: str) -> None:
    at = turn_to(without_case, page)
    assert not at.exception
    assert "请先选一个方案" in at.info[0].value

"""Every page, in both languages, on the smallest case and on a real one, before and after a solve."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.browser.cases import solved
from solver.app.main import VIEWS
from solver.service import Options
from solver.workspace import Workspace
from tests.app.conftest import ROOT, opened

PAGES = [view.name for _, views in VIEWS for view in views]
CASES = {"tiny": 1.0, "fengjin": 6.0}
"""The cases, and for how many seconds they are solved first."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both cases, each with a plan."""
    place = tmp_path_factory.mktemp("cases")
    for case in CASES:
        shutil.copytree(ROOT / "data" / case, place / case)
    workspace = Workspace(place)
    for case, seconds in CASES.items():
        solved(workspace, case, Options(seconds=seconds, workers=1))
    return place


@pytest.fixture
def show(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open a page of the app on that folder; one workspace serves them all."""
    monkeypatch.setenv("AFTERBELL_CASES", str(folder))
    yield opened
    if st.runtime.exists():
        st.cache_resource.clear()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_drawn(show: Callable[..., AppTest], page: str, case: str, lang: str) -> None:
    at = show(page, lang=lang, case=case)
    assert not at.exception, at.exception[0].message
    assert at.title, "a page says what it is"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_a_plan_says_what_to_do(app: Callable[..., AppTest], page: str) -> None:
    at = app(page, case="tiny")
    assert not at.exception, at.exception[0].message


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_page_without_a_case_sends_to_the_start(app: Callable[..., AppTest], page: str) -> None:
    at = app(page)
    assert not at.exception
    assert "请先选一个方案" in at.info[0].value

"""The whole app without a browser: on a folder of cases of its own, page by page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds that one run of a page may take on a busy machine: a page that needs them is found elsewhere."""


def turn_to(at: AppTest, page: str) -> AppTest:
    """Turn to a page by the name in its address; AppTest itself turns to pages that are files only."""
    at._page_hash = next(
        number for number, known in at._registered_pages.items() if known["url_pathname"] == page
    )
    return at.run()


def words_of(at: AppTest) -> str:
    """Return everything that the page says, for tests that look for a sentence."""
    kinds = (
        at.title,
        at.header,
        at.subheader,
        at.markdown,
        at.caption,
        at.info,
        at.warning,
        at.error,
        at.success,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder with the smallest case."""
    folder = tmp_path / "cases"
    shutil.copytree(ROOT / "data/tiny", folder / "tiny")
    return folder


def opened(page: str = "start", *, lang: str = "zh", case: str | None = None) -> AppTest:
    """Open the app at a page, as from a link."""
    at = AppTest.from_file(str(ROOT / "app_streamlit.py"), default_timeout=PATIENCE)
    at.query_params["lang"] = lang
    if case is not None:
        at.query_params["case"] = case
    at.run()
    return at if page == "start" else turn_to(at, page)


@pytest.fixture
def app(cases: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open the app on the folder of cases."""
    monkeypatch.setenv("AFTERBELL_CASES", str(cases))
    yield opened
    st.cache_resource.clear()

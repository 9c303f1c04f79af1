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


def turning() -> None:
    """The app, at the page that a test has asked for: AppTest itself turns to pages that are files only."""
    import streamlit as st

    from solver.app.main import main

    page = st.session_state.pop("test_turns_to", None)
    if page is not None:
        st.switch_page(st.Page(main, title=page, url_path=page), query_params=st.query_params.to_dict())
    main()


def turn_to(at: AppTest, page: str) -> AppTest:
    """Turn to a page by the name in its address."""
    at.session_state["test_turns_to"] = page or "start"
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


def opened(page: str = "start", *, lang: str = "zh", **said: str | None) -> AppTest:
    """Open the app at a page, as from a link: ``said`` is what stands in its address."""
    at = AppTest.from_function(turning, default_timeout=PATIENCE)
    for name, value in {"lang": lang, **said}.items():
        if value is not None:
            at.query_params[name] = value
    return at.run() if page == "start" else turn_to(at, page)


@pytest.fixture
def app(cases: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open the app on the folder of cases."""
    monkeypatch.setenv("AFTERBELL_CASES", str(cases))
    yield opened
    st.cache_resource.clear()

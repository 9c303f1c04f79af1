"""A real browser for a whole test session, and the app on private folders of cases."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import cases
from tests.support.browser.server import Server, serving
from tests.support.browser.tab import CHROMIUM, Chromium, Tab, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """Debian's Chromium; skips where there is none, but never in continuous integration."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed: the app can't be used in a real browser"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the smallest case; tests add cases of their own."""
    made = tmp_path_factory.mktemp("app") / "cases"
    made.mkdir()
    cases.copied(cases.DATA / "tiny", made)
    return made


@pytest.fixture(scope="session")
def server(browser: Chromium, folder: Path) -> Iterator[Server]:
    """The app on the folder of cases; where there is no browser it is not even started."""
    assert browser.browser.is_connected()
    with serving(folder, folder.with_name("app.log")) as started:
        yield started


@pytest.fixture(scope="module")
def session(browser: Chromium, server: Server) -> Iterator[Callable[..., Tab]]:
    """Open sessions on the app; in the end nothing may have gone wrong in any."""
    tabs: list[Tab] = []

    def opened(page: str = "start", **query: str) -> Tab:
        tab = browser.session(server.url, height=1200)
        tabs.append(tab)
        tab.open(page, **query)
        return tab

    yield opened
    for tab in tabs:
        tab.page.context.close()
    assert "\n".join(str(tab.troubles) for tab in tabs if tab.troubles) == ""
    assert server.reached() == set()
    assert "Traceback" not in server.said()

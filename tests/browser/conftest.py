"""A real browser for a whole test session, and the app on private folders of cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.browser.tab import CHROMIUM, Chromium, chromium


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


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where an app writes what it says."""
    return tmp_path / "app.log"

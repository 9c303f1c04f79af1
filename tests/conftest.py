"""What all tests share: a fixed language and screen, repeatable examples, a real spreadsheet program."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Two shared cores: no deadline per example, and the same examples on every run.
settings.register_profile(
    "house", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
HOUSE = settings.get_profile("house")
settings.register_profile("thorough", parent=HOUSE, derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

COMPUTING = frozenset({"engine", "explain", "rules", "fairness", "verify", "whole"})
"""Folders whose tests wait for nothing: they share a lane (``tests/support/lanes.py``) with the browser's."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what only computes, before anybody chooses by mark."""
    for item in items:
        if item.path.parent.name in COMPUTING:
            item.add_marker("computes")


@pytest.fixture(scope="session", autouse=True)
def plain_screen() -> Iterator[None]:
    """English, no colours, a wide screen: what commands print does not depend on who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
            patch.delenv(variable, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("NO_COLOR", "1")
        patch.setenv("COLUMNS", "160")
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def soffice() -> str:
    """A real spreadsheet program; skips where there is none, but never in continuous integration."""
    command = shutil.which("soffice") or shutil.which("libreoffice")
    if command is None:
        reason = "LibreOffice (soffice) is not installed: what was written can't be opened in a real program"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return command

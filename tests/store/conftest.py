"""A store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from solver.store import Database


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "cases" / ".afterbell"


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    opened = Database(home)
    yield opened
    opened.close()

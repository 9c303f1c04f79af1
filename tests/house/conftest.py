"""The text files of the house, as git knows them or as they lie there."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python_files(*folders: str) -> list[Path]:
    """All Python files under the folders, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that takes ``room_file`` once for each module of the product."""
    if "room_file" in metafunc.fixturenames:
        files = python_files("solver")
        metafunc.parametrize("room_file", files, ids=[str(path.relative_to(ROOT)) for path in files])


@pytest.fixture(scope="session")
def all_python() -> list[Path]:
    """Every Python file of the project, tests included."""
    return python_files("solver", "tests", "benchmarks", "data") + sorted(ROOT.glob("*.py"))

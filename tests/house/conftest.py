"""The text files of the house, as git knows them or as they lie there."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python_files(*folders: str) -> list[Path]:
    """All Python files under the folders, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@pytest.fixture(scope="session")
def modules() -> dict[str, str]:
    """The text of every module of the product by its path."""
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in python_files("solver")}


@pytest.fixture(scope="session")
def all_python() -> list[Path]:
    """Every Python file of the project, tests included."""
    return python_files("solver", "tests", "benchmarks", "data") + sorted(ROOT.glob("*.py"))

"""The smallest school with a roster that somebody made by hand, audited."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver import service
from solver.engine.budget import Options
from solver.service import Result
from tests.engine.conftest import school_of_seven


@pytest.fixture(scope="session")
def tiny(repository: Path) -> Result:
    """Two classes, four people, two weeks, solved."""
    case = service.open_case(repository / "data" / "tiny").case
    return service.solve(case, Options(effort=5, workers=1, seed=0))


@pytest.fixture(scope="session")
def small(repository: Path) -> Result:
    """Thirty people and four weeks, with clubs, two gates and extended care; solved in a hurry."""
    case = service.open_case(repository / "benchmarks" / "school" / "cases" / "small").case
    return service.solve(case, Options(effort=3, workers=1, seed=0))


@pytest.fixture(scope="session")
def seven() -> Result:
    """Seven people, posts kept by the day, the weekday and the week; a share that can't be exact."""
    return service.solve(school_of_seven(), Options(effort=5, workers=1, seed=0))

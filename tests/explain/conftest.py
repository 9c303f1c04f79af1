"""The smallest school with a roster that somebody made by hand, audited."""

from __future__ import annotations

import pytest

from solver import service
from solver.engine.budget import Options
from solver.service import Result
from tests.engine.conftest import school_of_seven
from tests.support.solved import result_of


@pytest.fixture(scope="session")
def tiny() -> Result:
    """Two classes, four people, two weeks, solved."""
    return result_of("tiny")


@pytest.fixture(scope="session")
def small() -> Result:
    """Thirty people and four weeks, with clubs, two gates and extended care; solved in a hurry."""
    return result_of("small")


@pytest.fixture(scope="session")
def seven() -> Result:
    """Seven people, posts kept by the day, the weekday and the week; a share that can't be exact."""
    return service.solve(school_of_seven(), Options(effort=5, workers=1, seed=0))

"""The middle-sized school, solved once."""

from __future__ import annotations

import pytest

from solver import service
from solver.engine.budget import Options
from solver.service import Result
from tests.whole.midsize import midsize


@pytest.fixture(scope="session")
def solved() -> Result:
    return service.solve(midsize(), Options(effort=30, workers=1, seed=0))

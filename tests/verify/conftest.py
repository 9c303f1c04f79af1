"""A very small school of which every bound is above nothing, each for a reason that can be told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from solver import service
from solver.domain.case import Case, RuleSetting, Staff
from solver.domain.example_cases import a_post, at, sketch
from solver.engine.budget import Options
from solver.service import Result

ROOT = Path(__file__).parents[2]


def school() -> Case:
    """Five days in which no day works out.

    Ann alone may do two posts a long walk apart, the gate counts double, Dee may do no more than two duties,
    and two classes have one person between them.
    """
    names = ("ann", "bo", "cy", "dee", "eve")
    pools = {"ann": "walkers", "bo": "gates", "cy": "gates", "dee": "halls", "eve": None}
    return sketch(
        staff=tuple(Staff(id=name, name=name.title(), pool=pools[name]) for name in names),
        posts=[
            a_post("near", "patrol", zone="a", start=at(16), end=at(17), eligible="id:ann or id:eve"),
            a_post("far", "patrol", zone="b", start=at(17), end=at(18), eligible="id:ann"),
            a_post("gate", "gate", eligible="id:bo or id:cy", units=Decimal(2)),
            a_post("hall", "patrol", eligible="id:dee or id:eve", start=at(17, 10), end=at(18)),
            a_post("care1", group="c1", eligible="id:bo", start=at(18), end=at(19)),
            a_post("care2", group="c2", eligible="id:bo", start=at(18), end=at(19)),
        ],
        days=5,
        rules=(RuleSetting(code="caps", params={"most": 2, "per": "term", "staff": "id:dee"}),),
    )


@pytest.fixture(scope="session")
def solved() -> Result:
    """The very small school solved."""
    return service.solve(school(), Options(effort=5, workers=1))

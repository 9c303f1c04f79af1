"""Hard rules that contradict one another are told as a proof, not as a lack of time."""

from __future__ import annotations

import pytest

from solver import service
from solver.base.errors import NoPlanError
from solver.domain.case import RuleSetting
from solver.domain.example_cases import a_post, sketch
from solver.engine.budget import Options


@pytest.mark.parametrize("rotation", ["daily", "weekly"])
def test_more_duties_asked_of_everybody_than_there_are(rotation: str) -> None:
    floor = RuleSetting(code="floors", params={"least": 3, "per": "term", "cost": "hard"})
    case = sketch(staff="ann bo", posts=[a_post("gate", "gate", rotation=rotation)], days=2, rules=(floor,))
    with pytest.raises(NoPlanError) as caught:
        service.solve(case, Options(effort=10, workers=1))
    assert caught.value.proven

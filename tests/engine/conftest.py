"""A small school with long and short rotations, more work than one pass spreads evenly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from solver.domain.case import Case, RuleSetting, Staff, Wish
from solver.domain.duties import expand
from solver.domain.example_cases import a_post, at, sketch
from solver.domain.levels import groups_of
from solver.domain.plan import Plan
from solver.engine.problem import Problem
from solver.engine.stages import accounts
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import rules_of


def school_of_seven() -> Case:
    """Seven people of one pool, four weeks: two classes by the week, a gate by the day, a weekday's reading.

    Fay takes classes only, whole weeks of them, and so can't have exactly her share.
    """
    half, others = Decimal("0.5"), "not id:fay"
    posts = [
        a_post("care1", group="c1", rotation="weekly", eligible="not id:gil"),
        a_post("care2", group="c2", rotation="weekly", eligible="id:ann or id:bo or id:cy or id:fay"),
        a_post("gate", "gate", start=at(17, 50), end=at(18, 20), units=half, eligible=others),
        a_post("patrol", "patrol", start=at(16), end=at(17), units=half, want=2, eligible=others),
        a_post(
            "reading",
            "tutoring",
            start=at(16, 30),
            end=at(17, 30),
            rotation="weekday",
            units=half,
            eligible=others,
        ),
    ]
    return sketch(
        staff=[
            Staff(id=name, name=name.title(), pool="all")
            for name in ("ann", "bo", "cy", "dee", "ed", "fay", "gil")
        ],
        posts=posts,
        days=26,
        wishes=(Wish(who="id:dee", want="avoid", post="gate"), Wish(who="id:ed", want="prefer", post="gate")),
        rules=(RuleSetting(code="caps", params={"per": "week", "most": 9, "cost": 1}),),
    )


@pytest.fixture
def seven() -> tuple[Problem, Plan]:
    """The task of the school of seven, and its plan before anybody is assigned."""
    case = school_of_seven()
    rules = rules_of(case)
    pairs = CandidatePairs(case, expand(case, (), ()), rules)
    return Problem(case, rules, pairs, groups_of(case, "rotation")), Plan(accounts=accounts(case, pairs))

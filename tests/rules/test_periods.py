"""The stretches that limits are said for, as rules group duties by them and sentences name them."""

from __future__ import annotations

import pytest

from solver.domain.duties import expand
from solver.domain.example_cases import a_post, sketch
from solver.rules.rotation.base import Per, period_of, say_period

CASE = sketch(posts=[a_post("gate", "gate")], days=26)
FIRST, *_, LAST = expand(CASE, (), ()).duties


@pytest.mark.parametrize(
    ("per", "first", "last", "said"),
    [
        ("day", "2026-09-07", "2026-10-02", "on 2026-10-02"),
        ("week", "1", "4", "in week 4"),
        ("month", "2026-09", "2026-10", "in 2026-10"),
        ("term", "", "", "in the term"),
    ],
)
def test_a_duty_lies_in_its_date_teaching_week_month_and_term(
    per: Per, first: str, last: str, said: str
) -> None:
    assert (period_of(per, FIRST), period_of(per, LAST)) == (first, last)
    assert say_period(per, last).say("en") == said

"""Measures side by side: the better ones marked, what it brings and costs in a sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.base.text import LANGS, Said, Words, literal
from solver.report import PlanView
from solver.scenarios import AS_IS, Comparison, Figure, Value, Variant, compare, figures_of, sentence
from solver.scenarios.figures import Better
from solver.scenarios.plots import loads_of, ticks, trade_off
from tests.scenarios.conftest import Planned
from tests.scenarios.test_measures import handout_of

NO_PLAN = Said(Words(zh="无解", en="No roster exists"))


def figure(better: Better, *numbers: int | None, bounds: tuple[int, ...] = ()) -> Figure:
    proven: list[Fraction | None] = [Fraction(bound) for bound in bounds] or [None for _ in numbers]
    values = tuple(
        None if number is None else Value(Fraction(number), str(number), bound=bound)
        for number, bound in zip(numbers, proven, strict=True)
    )
    return Figure("largest", literal("x"), literal(""), better, values)


def without_seat(handout: PlanView) -> PlanView:
    """The plan with its first seat empty."""
    return replace(handout, plan=replace(handout.plan, roster=handout.plan.roster[1:]))


@pytest.mark.parametrize(
    ("line", "best"),
    [
        (figure("less", 3, 1, 2, 1), {1, 3}),
        (figure("more", 3, 1, 2, 1), {0}),
        (figure("less", 2, 2, 2), set()),
        (figure("less", 2, None, 2), set()),
        (figure("", 3, 1), set()),
        (figure("less", None, None), set()),
    ],
)
def test_the_best_values_are_marked_where_they_differ(line: Figure, best: set[int]) -> None:
    assert line.best == best


def test_a_difference_is_proven_where_a_bound_says_so() -> None:
    assert figure("less", 2, 5, bounds=(0, 3)).proven(1)
    assert not figure("less", 2, 5, bounds=(0, 2)).proven(1)
    assert figure("less", 5, 2, bounds=(3, 0)).proven(1)
    assert not figure("less", 5, None, bounds=(3, 0)).proven(1)
    assert figure("more", 3, 5).change(1) == 2
    assert figure("less", 3, 5).change(1) == -2


def test_every_measure_has_a_value_in_every_column(comparison: Comparison) -> None:
    figures = figures_of(comparison)
    keys = [line.key for line in figures]
    assert keys[:3] == ["seats", "custody", "findings"]
    assert {"largest", "total", "pool", "burden", "pay", "spare_least", "spare_median"} <= set(keys)
    for line in figures:
        assert len(line.values) == 4
        for lang in LANGS:
            assert line.name.say(lang)


def test_what_it_brings_and_costs_is_said(planned: Planned) -> None:
    base = planned("base")
    handout = handout_of(planned)
    worse = Variant("worse", literal("坏"), base.tables, without_seat(handout))
    better = compare(Variant("worse", AS_IS, base.tables, without_seat(handout)), [base])
    found = compare(base, [worse, base])
    assert sentence(found, 1, "zh").startswith("带来：")
    assert "代价：席位 32 / 32 → 31 / 32" in sentence(found, 1, "zh")
    assert "brings: seats 31 / 32 → 32 / 32" in sentence(better, 1, "en")
    assert sentence(found, 2, "en") == "the main measures are as they are now"


def test_a_scenario_without_a_plan_says_why(planned: Planned) -> None:
    base = planned("base")
    none = Variant("none", literal("不可能"), base.tables, refused=NO_PLAN)
    found = compare(base, [none])
    assert sentence(found, 1, "en") == "no plan: No roster exists"
    assert all(line.values[1] is None for line in figures_of(found))
    assert len(found.planned) == 1
    turned = compare(none, [base])
    assert sentence(turned, 1, "zh") == "现状本身排不出，无从比较"


def test_the_load_plot_has_a_dot_for_everybody_with_work(comparison: Comparison) -> None:
    loads = loads_of(comparison)
    for at, column in enumerate(comparison.columns):
        dots = [dot for dot in loads.dots if dot.column == at]
        assert {dot.person.staff for dot in dots} == {each.staff for each in column.people if each.units > 0}
        assert all(0 <= dot.at <= 1 for dot in dots)
        assert len({(dot.at, dot.side) for dot in dots}) == len(dots), "no dot hides another"
    assert {dot.person.pool for dot in loads.dots} == set(loads.hues)


def test_axes_have_round_numbers_that_hold_everything() -> None:
    for most in (Fraction(1, 7), Fraction(3), Fraction(61, 2), Fraction(142162)):
        marks = ticks(most)
        assert marks[0] == 0
        assert marks[-1] >= most > marks[-2]
        assert len(marks) <= 6
    assert ticks(Fraction(0)) == (Fraction(0), Fraction(1))


def test_a_trade_off_needs_two_measures_that_vary(comparison: Comparison, planned: Planned) -> None:
    base = planned("base")
    assert trade_off(figures_of(compare(base, [base])), "en") is None
    worse = Variant("worse", literal("坏"), base.tables, without_seat(handout_of(planned)))
    found = trade_off(figures_of(compare(base, [worse])), "en")
    assert found is not None
    assert found["across"] != found["up"]
    points = found["points"]
    assert isinstance(points, list)
    assert all(0 <= point["x"] <= 1 and 0 <= point["y"] <= 1 for point in points)
    assert len(comparison.columns) == 4

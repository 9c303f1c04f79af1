"""What follows from decisions: true whatever the decisions, and no decision more than needed."""

from __future__ import annotations

import itertools

from solver.formulation.linear_rows import IndicatorModel
from solver.rules.model_builder import ONE, ZERO, LinearExpr, total


def worth(rows, lin, values):
    """The values that an expression can have where all rows hold and the first decisions are given."""
    more = len(rows.bounds) - len(values)
    return {
        lin.const + sum(factor * whole[var] for var, factor in lin.terms)
        for own in itertools.product((0, 1), repeat=more)
        for whole in ((*values, *own),)
        if rows.accepts(whole)
    }


def test_any_of_is_one_exactly_when_one_of_them_is():
    rows = IndicatorModel()
    parts = [rows.new_var() for _ in range(3)]
    some = rows.any_of(parts)
    for values in itertools.product((0, 1), repeat=3):
        assert worth(rows, some, values) == {int(any(values))}


def test_the_same_question_costs_one_decision():
    rows = IndicatorModel()
    parts = [rows.new_var() for _ in range(3)]
    assert rows.any_of(parts) == rows.any_of(parts[::-1])
    assert len(rows.bounds) == 4


def test_what_excludes_each_other_is_its_sum_without_a_decision():
    rows = IndicatorModel()
    parts = [rows.new_var() for _ in range(4)]
    rows.at_most(total(parts), 1)
    assert rows.any_of(parts[1:]) == total(parts[1:])
    assert len(rows.bounds) == 4


def test_two_pairs_that_exclude_each_other_are_not_four_that_do():
    rows = IndicatorModel()
    parts = [rows.new_var() for _ in range(4)]
    rows.at_most(total(parts[:2]), 1)
    rows.at_most(total(parts[2:]), 1)
    some = rows.any_of(parts)
    assert worth(rows, some, (1, 0, 0, 1)) == {1}


def test_a_decision_that_can_be_two_is_no_yes_or_no():
    rows = IndicatorModel()
    parts = [rows.new_var(-1), rows.new_var(), rows.new_var()]
    rows.at_most(total(parts), 1)
    assert rows.any_of(parts[1:]) != total(parts[1:])


def test_what_is_known_needs_no_decision():
    rows = IndicatorModel()
    one = rows.new_var()
    assert rows.any_of([]) == ZERO
    assert rows.any_of([ZERO, one]) == one
    assert rows.any_of([ONE, one, rows.new_var()]) == ONE
    assert rows.as_decision(one) == one


def test_a_decision_of_its_own_equals_its_expression():
    rows = IndicatorModel()
    parts = [rows.new_var() for _ in range(2)]
    rows.at_most(total(parts), 1)
    own = rows.as_decision(total(parts))
    assert own == rows.as_decision(total(parts))
    assert isinstance(own, LinearExpr)
    assert len(own.terms) == 1
    for values in ((0, 0), (0, 1), (1, 0)):
        assert worth(rows, own, values) == {sum(values)}

"""What the model answers: a bound only where one was found."""

from __future__ import annotations

from solver.formulation.cpsat import Answer, CpSatModel, Limits, Stop
from solver.formulation.linear_rows import LinearModel


def two_charged() -> tuple[LinearModel, list[int]]:
    """Two choices, each of which costs one."""
    rows = LinearModel()
    lins = [rows.new_var(), rows.new_var()]
    for lin in lins:
        rows.charge("wishes", lin)
    rows.at_least(lins[0] + lins[1], 1)
    return rows, [lin.vars[0] for lin in lins]


def answer_of(rows: LinearModel, *, most: int | None = None) -> Answer:
    cpsat = CpSatModel(rows)
    wishes = (("wishes", 1),)
    if most is not None:
        cpsat.hold(wishes, most)
    cpsat.minimise([(wishes, 1)])
    return cpsat.solve(Limits(effort=5.0), Stop())


def test_what_is_solved_comes_with_value_and_bound() -> None:
    rows, variables = two_charged()
    answer = answer_of(rows)
    assert (answer.status, answer.value, answer.bound) == ("optimal", 1, 1)
    assert answer.values is not None
    assert sum(answer.values[var] for var in variables) == 1


def test_where_nothing_is_possible_nothing_is_bounded() -> None:
    rows, _ = two_charged()
    # Found by the solver, not seen while rows are written.
    assert answer_of(rows, most=0) == Answer("infeasible", None, None, None)

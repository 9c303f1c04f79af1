"""Bounds by linear programming: GLOP finds duals, exact arithmetic turns them into a proof.

Floating duals are not proofs. They are rationalised, their signs corrected, and the bound is
evaluated in fractions with every variable within its bounds; whatever the duals are, the result holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from ortools.linear_solver.python import model_builder

from solver.domain.levels import LevelGroup
from solver.rows import Rows

FINE = 10_000
"""Largest denominator of a rationalised dual: fine enough to lose nothing that a grid step would show."""


@dataclass
class Flat:
    """A minimisation over bounded variables: ``low ≤ row ≤ high``. Exact integers throughout."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    rows: list[tuple[tuple[tuple[int, int], ...], int | None, int | None]] = field(default_factory=list)
    cost: dict[int, int] = field(default_factory=dict)
    const: int = 0

    def variable(self, low: int, high: int) -> int:
        """Add a variable and return its place."""
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1


def flatten(rows: Rows, objective: LevelGroup, held: Sequence[tuple[LevelGroup, int]]) -> Flat:
    """Return the linear relaxation of ``rows`` that minimises a group of levels with others held."""
    flat = Flat([low for low, _ in rows.bounds], [high for _, high in rows.bounds])
    flat.rows += [(row.terms, row.low, row.high) for row in rows.rows]
    slack_at: dict[int, int] = {}

    def slack(index: int) -> int:
        if index not in slack_at:
            own = rows.slacks[index]
            place = flat.variable(0, own.high)
            slack_at[index] = place
            for arm in own.arms:
                terms = (*((atom, -factor) for atom, factor in arm.terms), (place, arm.scale))
                flat.rows.append((terms, arm.const, None))
        return slack_at[index]

    def group(levels: LevelGroup) -> tuple[dict[int, int], int]:
        terms: dict[int, int] = {}
        const = 0
        for name, weight in levels:
            measure = rows.levels.get(name)
            if measure is None:
                continue
            const += weight * measure.const
            for index, price in measure.sums.items():
                place = slack(index)
                terms[place] = terms.get(place, 0) + weight * price
            ceiling = max([measure.floor, *(rows.slacks[index].high for index in measure.peaks)])
            peak = flat.variable(measure.floor, ceiling)
            terms[peak] = weight
            for index in measure.peaks:
                flat.rows.append((((peak, 1), (slack(index), -1)), 0, None))
        return terms, const

    flat.cost, flat.const = group(objective)
    for levels, value in held:
        terms, const = group(levels)
        flat.rows.append((tuple(terms.items()), None, value - const))
    return flat


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What GLOP found: the optimum, every variable's value and every row's dual, in floating point."""

    value: float
    values: list[float]
    duals: list[float]


def solve_relaxed(flat: Flat, seconds: float) -> Relaxed | None:
    """Return the optimum of a linear relaxation, or ``None`` where GLOP does not finish."""
    model = model_builder.Model()
    variables = [model.new_num_var(low, high, "") for low, high in zip(flat.lows, flat.highs, strict=True)]
    constraints = []
    for terms, low, high in flat.rows:
        expr = model_builder.LinearExpr.weighted_sum(
            [variables[place] for place, _ in terms], [factor for _, factor in terms]
        )
        constraints.append(
            model.add_linear_constraint(
                expr,
                float("-inf") if low is None else low,
                float("inf") if high is None else high,
            )
        )
    model.minimize(
        model_builder.LinearExpr.weighted_sum(
            [variables[place] for place in flat.cost], list(flat.cost.values())
        )
    )
    solver = model_builder.Solver("GLOP")
    solver.set_time_limit_in_seconds(max(seconds, 0.1))
    status = solver.solve(model)
    if status != model_builder.SolveStatus.OPTIMAL:
        return None
    return Relaxed(
        float(solver.objective_value),
        [float(solver.value(variable)) for variable in variables],
        [float(solver.dual_value(constraint)) for constraint in constraints],
    )


def evaluate(flat: Flat, duals: Sequence[float]) -> Fraction:
    """Return the exact lower bound that these duals prove, whatever their quality."""
    reduced = [Fraction(flat.cost.get(place, 0)) for place in range(len(flat.lows))]
    bound = Fraction(flat.const)
    for (terms, low, high), dual in zip(flat.rows, duals, strict=True):
        exact = Fraction(dual).limit_denominator(FINE)
        side = low if exact > 0 else high
        if exact == 0 or side is None:
            continue
        bound += exact * side
        for place, factor in terms:
            reduced[place] -= exact * factor
    for place, cost in enumerate(reduced):
        bound += cost * (flat.lows[place] if cost > 0 else flat.highs[place])
    return bound


def dual_bound(
    rows: Rows, objective: LevelGroup, held: Sequence[tuple[LevelGroup, int]], seconds: float
) -> int | None:
    """Return a proven lower bound of a level group with others held; ``None``: no duals in time."""
    flat = flatten(rows, objective, held)
    found = solve_relaxed(flat, seconds)
    return None if found is None else ceil(evaluate(flat, found.duals))

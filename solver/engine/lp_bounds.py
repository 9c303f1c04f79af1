"""Bounds by linear programming: GLOP finds duals, exact arithmetic turns them into a proof.

Floating duals are not proofs. They are rationalised, their signs corrected, and the bound is
evaluated in fractions with every variable within its bounds; whatever the duals are, the result holds.
Only rows that a certificate can name are part of it, so that others can work it out again.

Largest deviations are raised by contradiction. A load moves in whole grains, so a deviation below a limit
is at most the largest step below it; where no plan keeps everybody within these steps, the largest deviation
is not below the limit. Linear programming finds the rows that clash; exact arithmetic decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, gcd

from ortools.linear_solver.python import model_builder

from solver.domain.evidence import Evidence, Multiplier, RowName
from solver.domain.levels import LevelGroup, group_name
from solver.engine.named_rows import NamedRows
from solver.formulation.linear_rows import Slack
from solver.rules.model_builder import Terms, columns

MAX_DENOMINATOR = 10_000
"""Largest denominator of a rationalised count: fine enough to lose nothing that a block would show."""
DUAL_PARTS = 720_720
"""Denominator of all duals: divided by every number up to 16, and fine enough beyond."""

Names = tuple[RowName | None, RowName | None]
"""What the two sides of a row are called in a certificate: at its lower and its upper bound."""
MIN_EXCESS = 1e-7
"""How far beyond their steps deviations must be forced for exact arithmetic to be asked."""


@dataclass
class LinearProgram:
    """A minimisation over bounded variables: ``low ≤ row ≤ high``. Exact integers throughout."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    rows: list[tuple[Terms, int | None, int | None]] = field(default_factory=list)
    names: list[Names] = field(default_factory=list)
    cost: dict[int, int] = field(default_factory=dict)
    const: int = 0
    slack_at: dict[int, int] = field(default_factory=dict)

    def variable(self, low: int, high: int) -> int:
        """Add a variable and return its place."""
        self.lows.append(low)
        self.highs.append(high)
        return len(self.lows) - 1

    def row(
        self, terms: Iterable[tuple[int, int]], low: int | None, high: int | None, name: RowName | None
    ) -> None:
        """Add a row that is bounded on one side."""
        self.rows.append((columns(terms), low, high))
        self.names.append((name, name))


def flatten(rows: NamedRows, objective: LevelGroup, held: Sequence[tuple[LevelGroup, int]]) -> LinearProgram:
    """Return the linear relaxation of ``rows`` that minimises a group of levels with others held."""
    flat = LinearProgram([low for low, _ in rows.bounds], [high for _, high in rows.bounds])
    flat.rows += [(row.terms, row.low, row.high) for row in rows.rows]
    flat.names += rows.row_names
    slack_at = flat.slack_at
    peak_at: dict[str, int] = {}

    def slack(index: int) -> int:
        if index not in slack_at:
            measured = rows.slacks[index]
            variable = flat.variable(0, measured.high)
            slack_at[index] = variable
            names = rows.slack_names.get(index, ())
            for side, arm in enumerate(measured.arms):
                terms = (*((var, -factor) for var, factor in arm.terms), (variable, arm.scale))
                flat.row(terms, arm.const, None, names[side] if side < len(names) else None)
        return slack_at[index]

    def peak(level: str) -> int:
        if level not in peak_at:
            measure = rows.levels[level]
            ceiling = max([measure.floor, *(rows.slacks[index].high for index in measure.peaks)])
            peak_at[level] = flat.variable(measure.floor, ceiling)
            for index in measure.peaks:
                names = rows.slack_names.get(index, ())
                name = RowName("peak", staff=names[0].staff, level=level) if names else None
                flat.row(((peak_at[level], 1), (slack(index), -1)), 0, None, name)
        return peak_at[level]

    def group(levels: LevelGroup) -> tuple[dict[int, int], int]:
        terms: dict[int, int] = {}
        const = 0
        for name, weight in levels:
            measure = rows.levels.get(name)
            if measure is None:
                continue
            const += weight * measure.const
            for index, price in measure.sums.items():
                variable = slack(index)
                terms[variable] = terms.get(variable, 0) + weight * price
            largest = peak(name)
            terms[largest] = terms.get(largest, 0) + weight
        return terms, const

    flat.cost, flat.const = group(objective)
    for levels, value in held:
        terms, const = group(levels)
        flat.row(terms.items(), None, value - const, RowName("held", level=group_name(levels)))
        _within_peaks(rows, flat, levels, value)
    return flat


def _within_peaks(rows: NamedRows, flat: LinearProgram, levels: LevelGroup, value: int) -> None:
    """Let nobody deviate by more than a level of peaks that is held: down to a step that a load can take."""
    for name, weight in levels:
        for index in rows.levels[name].peaks if name in rows.levels else ():
            most = largest_within(rows.slacks[index], value // weight)
            place = flat.slack_at[index]
            if most is not None:
                flat.highs[place] = min(flat.highs[place], most)


def largest_within(slack: Slack, limit: int) -> int | None:
    """Return the largest deviation up to a limit, for loads that move in whole grains; ``None``: no such."""
    grain, const = gcd(*slack.arms[0].terms.factors), slack.arms[0].const
    steps = [limit - (limit - rest) % grain for rest in (const % grain, -const % grain) if rest <= limit]
    return max(steps, default=None)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What GLOP found: the optimum, every variable's value and every row's dual, in floating point."""

    value: float
    values: list[float]
    duals: list[float]


def solve_relaxed(flat: LinearProgram, seconds: float) -> Relaxed | None:
    """Return the optimum of a linear relaxation, or ``None`` where GLOP does not finish."""
    model = model_builder.Model()
    variables = [model.new_num_var(low, high, "") for low, high in zip(flat.lows, flat.highs, strict=True)]
    constraints = []
    for terms, low, high in flat.rows:
        expr = model_builder.LinearExpr.weighted_sum(
            [variables[place] for place in terms.vars], list(terms.factors)
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


def named_only(flat: LinearProgram) -> LinearProgram:
    """Return the same without rows that no certificate can speak of."""
    known = [place for place, names in enumerate(flat.names) if any(names)]
    rows = [flat.rows[place] for place in known]
    return replace(flat, rows=rows, names=[flat.names[place] for place in known])


def rationalised(flat: LinearProgram, duals: Sequence[float]) -> list[int]:
    """Return exact duals near to floating ones, in parts of ``DUAL_PARTS``.

    There is none for a side of a row that has no name or no bound.
    """
    exact: list[int] = []
    for (_, low, high), (at_low, at_high), dual in zip(flat.rows, flat.names, duals, strict=True):
        side, name = (low, at_low) if dual > 0 else (high, at_high)
        exact.append(0 if side is None or name is None else round(dual * DUAL_PARTS))
    return exact


def evaluate(flat: LinearProgram, duals: Sequence[int]) -> Fraction:
    """Return the exact lower bound that duals (in parts of ``DUAL_PARTS``) prove, whatever their quality."""
    reduced = [0] * len(flat.lows)
    for variable, cost in flat.cost.items():
        reduced[variable] = DUAL_PARTS * cost
    bound = DUAL_PARTS * flat.const
    for (terms, low, high), dual in zip(flat.rows, duals, strict=True):
        side = low if dual > 0 else high
        if dual == 0 or side is None:
            continue
        bound += dual * side
        for variable, factor in terms:
            reduced[variable] -= dual * factor
    for variable, cost in enumerate(reduced):
        bound += cost * (flat.lows[variable] if cost > 0 else flat.highs[variable])
    return Fraction(bound, DUAL_PARTS)


def dual_evidence(
    rows: NamedRows, objective: LevelGroup, held: Sequence[tuple[LevelGroup, int]], seconds: float
) -> Evidence | None:
    """Return a proven lower bound of a level group with others held, and what proves it.

    ``None`` where there are no duals in time.
    """
    flat = named_only(flatten(rows, objective, held))
    relaxed = solve_relaxed(flat, seconds)
    if relaxed is None:
        return None
    duals = rationalised(flat, relaxed.duals)
    # Whole numbers weighted by multiples of a step add up to multiples of it.
    step = gcd(*(weight for _, weight in objective))
    return Evidence(step * ceil(evaluate(flat, duals) / step), multipliers_of(flat, duals))


def multipliers_of(flat: LinearProgram, duals: Sequence[int]) -> tuple[Multiplier, ...]:
    """Return duals (in parts of ``DUAL_PARTS``) with the names of their rows."""
    return tuple(
        Multiplier(name, Fraction(abs(dual), DUAL_PARTS))
        for (at_low, at_high), dual in zip(flat.names, duals, strict=True)
        if dual and (name := at_low if dual > 0 else at_high) is not None
    )


def raised(
    rows: NamedRows,
    group: LevelGroup,
    held: Sequence[tuple[LevelGroup, int]],
    proven: int,
    value: int,
    seconds: Callable[[], float],
) -> Evidence | None:
    """Return the best proof by contradiction that a level of one peak is more than ``proven``.

    ``value`` is what a plan has; ``seconds`` are those left for each attempt. ``None``: no such proof.
    """
    if len(group) != 1 or not (measure := rows.levels.get(group[0][0])) or not measure.peaks:
        return None
    weight, best = group[0][1], None
    low, high, attempt = proven // weight + 1, value // weight, value // weight
    while low <= high and seconds() > 0:
        evidence = _impossible_below(rows, group, held, attempt, seconds())
        if evidence is None:
            high = attempt - 1
        else:
            best, low = replace(evidence, proven=weight * attempt), attempt + 1
        attempt = (low + high + 1) // 2
    return best


def _impossible_below(
    rows: NamedRows, group: LevelGroup, held: Sequence[tuple[LevelGroup, int]], peak: int, seconds: float
) -> Evidence | None:
    """Return what proves that no plan has a largest deviation below ``peak``."""
    flat = named_only(flatten(rows, group, held))
    limits: dict[int, int] = {}
    for index in rows.levels[group[0][0]].peaks:
        most = largest_within(rows.slacks[index], peak - 1)
        if most is None:
            return Evidence(peak, by_contradiction=True)
        limits[flat.slack_at[index]] = most
    relaxed = solve_relaxed(_beyond(flat, limits), seconds)
    if relaxed is None or relaxed.value <= MIN_EXCESS:
        return None
    duals = rationalised(flat, relaxed.duals[: len(flat.rows)])
    highs = [min(high, limits.get(variable, high)) for variable, high in enumerate(flat.highs)]
    within = replace(flat, highs=highs, cost={}, const=0)
    if evaluate(within, duals) <= 0:
        return None
    return Evidence(peak, multipliers_of(flat, duals), by_contradiction=True)


def _beyond(flat: LinearProgram, limits: dict[int, int]) -> LinearProgram:
    """Return the programme that asks how far beyond their limits the deviations must be."""
    asked = replace(
        flat,
        lows=[*flat.lows],
        highs=[*flat.highs],
        rows=[*flat.rows],
        names=[*flat.names],
        cost={},
        const=0,
    )
    beyond = asked.variable(0, max(flat.highs))
    asked.cost[beyond] = 1
    for variable, limit in limits.items():
        asked.row(((beyond, 1), (variable, -1)), -limit, None, None)
    return asked

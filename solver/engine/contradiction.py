"""Largest deviations bounded by contradiction: were they smaller, deviations would have to skip their steps.

A load moves in whole grains, so a deviation below a limit is at most the largest step below it. Where no
plan keeps everybody within these steps, the largest deviation is not below the limit. Linear programming
finds the rows that clash; exact arithmetic decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from solver.domain.evidence import Evidence
from solver.domain.levels import LevelGroup
from solver.engine.lp_bounds import (
    LinearProgram,
    evaluate,
    flatten,
    largest_within,
    multipliers_of,
    named_only,
    rationalised,
    solve_relaxed,
)
from solver.engine.named_rows import NamedRows

CLEARLY = 1e-7
"""How far beyond their steps deviations must be forced for exact arithmetic to be asked."""


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
        found = _impossible_below(rows, group, held, attempt, seconds())
        if found is None:
            high = attempt - 1
        else:
            best, low = replace(found, proven=weight * attempt), attempt + 1
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
    found = solve_relaxed(_beyond(flat, limits), seconds)
    if found is None or found.value <= CLEARLY:
        return None
    duals = rationalised(flat, found.duals[: len(flat.rows)])
    highs = [min(high, limits.get(place, high)) for place, high in enumerate(flat.highs)]
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
    for place, limit in limits.items():
        asked.row(((beyond, 1), (place, -1)), -limit, None, None)
    return asked

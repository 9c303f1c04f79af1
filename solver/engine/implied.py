"""Rules' own decisions that follow from seats: "serves that day" is 1 exactly when one of its seats is taken.

A rule says so by rows: every part is at most the decision, and the decision at most their sum. Moves change
seats only; whatever follows is put right with every change, so that it never stands in the way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from solver.formulation.linear_rows import LinearModel, Row


def parts_of(rows: LinearModel, helpers: Collection[int]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return for each decision that follows from others the variables behind it, with their factors.

    It is 1 where their weighted sum is above 0, else 0. It follows only from decisions that were there before
    it: a rule may well bound a decision by later ones too, and to follow those would lead in a circle.
    """
    if not helpers:
        return {}
    covered: dict[int, set[int]] = {helper: set() for helper in helpers}
    sums: dict[int, list[tuple[tuple[int, int], ...]]] = {helper: [] for helper in helpers}
    for row in rows.rows:
        if row.low is not None or row.high != 0:
            continue
        below = [var for var, factor in row.terms if factor < 0]
        if len(below) == 1 and below[0] in covered:
            covered[below[0]].update(var for var, factor in row.terms if factor > 0)
        if (limited := _limited(row, helpers)) is not None:
            parts = tuple((var, -factor) for var, factor in row.terms if factor < 0)
            if all(var < limited for var, _ in parts):
                sums[limited].append(parts)
    return {
        helper: parts
        for helper in sums
        if rows.bounds[helper] == (0, 1)
        for parts in sums[helper]
        if {var for var, _ in parts} <= covered[helper]
    }


def _limited(row: Row, helpers: Collection[int]) -> int | None:
    """Return the decision that a row keeps at most the sum of others."""
    above = [(var, factor) for var, factor in row.terms if factor > 0]
    if len(above) == 1 and above[0][1] == 1 and above[0][0] in helpers and len(row.terms) > 1:
        return above[0][0]
    return None

"""Rules' own decisions that follow from seats: "serves that day" is 1 exactly when one of its seats is taken.

A rule says so by rows: every part is at most the decision, and the decision at most their sum. Moves change
seats only; whatever follows is put right with every change, so that it never stands in the way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from solver.rows import Row, Rows


def parts_of(rows: Rows, helpers: Collection[int]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return for each decision that follows from others the atoms that it follows from, with their factors.

    It is 1 where their weighted sum is above 0, else 0.
    """
    if not helpers:
        return {}
    covered: dict[int, set[int]] = {helper: set() for helper in helpers}
    sums: dict[int, tuple[tuple[int, int], ...]] = {}
    for row in rows.rows:
        if row.low is not None or row.high != 0:
            continue
        for helper, factor in row.terms:
            if helper in covered and factor < 0:
                covered[helper].update(atom for atom, other in row.terms if other > 0)
        if (limited := _limited(row, helpers)) is not None:
            sums[limited] = tuple((atom, -factor) for atom, factor in row.terms if factor < 0)
    return {
        helper: parts
        for helper, parts in sums.items()
        if rows.bounds[helper] == (0, 1) and {atom for atom, _ in parts} <= covered[helper]
    }


def _limited(row: Row, helpers: Collection[int]) -> int | None:
    """Return the decision that a row keeps at most the sum of others."""
    above = [(atom, factor) for atom, factor in row.terms if factor > 0]
    if len(above) == 1 and above[0][1] == 1 and above[0][0] in helpers and len(row.terms) > 1:
        return above[0][0]
    return None

"""How far expressions are above zero: what is charged and what peaks are made of, written as linear rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from solver.rules.model_builder import LinearExpr, Terms


@dataclass(frozen=True, slots=True)
class SlackRow:
    """``scale · slack ≥ sum(terms) + const``."""

    terms: Terms
    const: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Slack:
    """A measured excess: the least whole number ≥ 0 that satisfies all of its arms."""

    arms: tuple[SlackRow, ...]
    high: int

    @property
    def absolute(self) -> bool:
        """Whether this is ``|sum + const|`` of the first arm, not only its part above zero."""
        return len(self.arms) > 1

    def value(self, values: Sequence[int]) -> int:
        """Return the least value under an assignment to all variables."""
        return max(0, *(-((-value_of(arm.terms, values) - arm.const) // arm.scale) for arm in self.arms))


def excess_of(parts: tuple[LinearExpr, ...], high: int) -> Slack:
    """Return the excess of merged expressions, never above ``high``; two are one and its negative."""
    cut = _grain_cut(parts[0]) if len(parts) > 1 else ()
    return Slack(tuple(SlackRow(part.terms, part.const) for part in parts) + cut, high)


def value_of(terms: Terms, values: Sequence[int]) -> int:
    """Return what terms come to under an assignment to all variables."""
    return sum(factor * values[var] for var, factor in terms)


def _grain_cut(lin: LinearExpr) -> tuple[SlackRow, ...]:
    """Return the row that ``|lin|`` also satisfies because a load moves in steps of its grain only.

    With grain g, lin ∈ g·Z + const: between the two lattice points −a and b around zero |lin| lies
    on or above the chord through them, ``g·|lin| ≥ (b−a)·lin + 2ab`` with a + b = g.
    """
    grain = gcd(*lin.factors)
    above = lin.const % grain
    if grain <= 1 or above == 0:
        return ()
    below = grain - above
    slope = above - below
    return (
        SlackRow(
            Terms(lin.vars, tuple([slope * factor for factor in lin.factors])),
            slope * lin.const + 2 * above * below,
            grain,
        ),
    )

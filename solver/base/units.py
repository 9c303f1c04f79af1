"""Exact quantities: minutes of the day and work units on a grid. Floats never enter here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

Minutes = int
"""Minutes since midnight, or a length in minutes; the name of the field says which."""


def clock(minutes: Minutes) -> str:
    """Return minutes since midnight as ``HH:MM``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The step on which all work units of a case lie, so that loads are whole numbers.

    Parameters
    ----------
    step
        Work units per step, e.g. 1/4. Always positive.
    """

    step: Fraction

    def steps(self, units: Decimal | Fraction) -> int:
        """Return ``units`` as whole steps.

        Raises
        ------
        ValueError
            If ``units`` does not lie on the grid.
        """
        count = Fraction(units) / self.step
        if count.denominator != 1:
            msg = f"{units} does not lie on the grid of {self.step}"
            raise ValueError(msg)
        return int(count)

    def units(self, steps: int | Fraction) -> Fraction:
        """Return whole or fractional steps as work units."""
        return self.step * steps

    @staticmethod
    def of(values: Iterable[Decimal]) -> Grid:
        """Return the coarsest grid on which every value lies (1 where all are zero)."""
        shares = [Fraction(value) for value in values if value]
        if not shares:
            return Grid(Fraction(1))
        numerator = 0
        denominator = 1
        for share in shares:
            denominator = lcm(denominator, share.denominator)
        for share in shares:
            numerator = gcd(numerator, int(share * denominator))
        return Grid(Fraction(numerator, denominator))


def show_units(units: Fraction | Decimal | int, places: int = 2) -> str:
    """Return work units for a reader: exact where a short decimal says it, else rounded half up."""
    exact = Fraction(units)
    scale: int = 10**places
    scaled = exact * scale
    rounded = (abs(scaled) + Fraction(1, 2)).__floor__()
    whole, rest = divmod(rounded, scale)
    sign = "-" if exact < 0 and rounded else ""
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"

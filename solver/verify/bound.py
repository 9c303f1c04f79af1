"""A weighted sum of rows, and what it proves: the bound of a level in exact arithmetic.

Whatever has a negative price once the rows are counted is taken as far as it goes, all else is left: no plan
can be below that sum. Any multipliers give a true bound; good ones give a high one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, gcd, lcm

from solver.domain.evidence import Multiplier, RowName
from solver.domain.levels import LevelGroup
from solver.verify.measures import Measures
from solver.verify.prices import Prices
from solver.verify.refusal import NEGATIVE, NO_SEATS, TOO_FINE, TOO_LONG, TWICE, UNKNOWN_ROW, RefusedError
from solver.verify.rows import count, say

FINEST = 10**12
"""The common denominator of all multipliers of a proof is no larger."""
MOST_TIMES = 10**12
"""No multiplier is larger."""
LONGEST = 30_000_000
"""So many dates and posts may the rows of a proof name together, each counted wherever it is named."""

Held = Mapping[str, tuple[LevelGroup, int]]
"""The earlier levels by name, with the values that they are held at."""


def bound_of(measures: Measures, multipliers: Sequence[Multiplier], group: LevelGroup, held: Held) -> int:
    """Return what no plan is below in a level group that is no worse in the held ones.

    Raises
    ------
    RefusedError
        If the case has no such rows, or a row may not be counted so.
    """
    if not measures.openings.seats_kept:
        raise RefusedError(NO_SEATS.with_())
    prices = Prices(measures, _common_scale(multipliers))
    named: set[RowName] = set()
    for multiplier in multipliers:
        row, times = multiplier.row, multiplier.times
        if times < 0:
            raise RefusedError(NEGATIVE.with_(row=say(row)))
        if row in named:
            raise RefusedError(TWICE.with_(row=say(row)))
        named.add(row)
        count(prices, row, int(times * prices.scale))
    _count_levels(prices, group, held)
    least = prices.given + prices.least()
    for key, price in prices.measure.items():
        measure = measures.all[key]
        least += price * (measure.low if price > 0 else measure.high)
    # A level is a sum of whole numbers times the weights: it moves in steps of what divides them all.
    step = gcd(*(weight for _, weight in group))
    return step * ceil(Fraction(least, prices.scale * step))


def _count_levels(prices: Prices, group: LevelGroup, held: Held) -> None:
    """Put the price of the level on what it measures, and count the levels held."""
    counted = [(group, prices.scale)]
    for name, times in prices.held.items():
        if name not in held:
            raise RefusedError(UNKNOWN_ROW.with_(row=f"held {name[:60]}"))
        levels, value = held[name]
        prices.given -= times * value
        counted.append((levels, times))
    for levels, times in counted:
        for level, weight in levels:
            for key, measure in prices.measures.all.items():
                if price := measure.price.get(level):
                    prices.measure[key] += times * weight * price


def _common_scale(multipliers: Sequence[Multiplier]) -> int:
    """Return the common denominator of all multipliers."""
    scale = length = 0
    for multiplier in multipliers:
        scale = lcm(scale or 1, multiplier.times.denominator)
        row = multiplier.row
        length += (1 + len(row.posts)) * (1 + len(row.dates)) + len(row.periods)
        if scale > FINEST or multiplier.times > MOST_TIMES:
            raise RefusedError(TOO_FINE.with_())
        if length > LONGEST:
            raise RefusedError(TOO_LONG.with_())
    return scale or 1

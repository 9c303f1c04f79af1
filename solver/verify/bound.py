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
from solver.verify.measures import Key, Measure, Measures
from solver.verify.prices import Prices
from solver.verify.refusal import (
    NEGATIVE,
    NO_PLAN,
    NO_SEATS,
    TOO_FINE,
    TOO_LONG,
    TWICE,
    UNKNOWN_ROW,
    RefusedError,
)
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
    prices = _counted(measures, multipliers)
    _count_held(prices, held)
    _count_level(prices, group, prices.scale)
    within = measures.within(_peaks_of(held))
    if within is None:
        raise RefusedError(NO_PLAN.with_())
    # A level is a sum of whole numbers times the weights: it moves in steps of what divides them all.
    step = gcd(*(weight for _, weight in group))
    return step * ceil(Fraction(_least(prices, within), prices.scale * step))


def impossible_below(
    measures: Measures, multipliers: Sequence[Multiplier], group: LevelGroup, held: Held, value: int
) -> bool:
    """Tell whether rows clash for every plan whose level is below a value, the held levels no worse.

    The peaks in such a level are smaller as well, and deviations within them end at a step of the load.

    Raises
    ------
    RefusedError
        If the case has no such rows, or a row may not be counted so.
    """
    prices = _counted(measures, multipliers)
    _count_held(prices, held)
    below = {"": (group, value - 1)}
    within = measures.within(_peaks_of({**held, **below}))
    return within is None or _least(prices, within) > 0


def _counted(measures: Measures, multipliers: Sequence[Multiplier]) -> Prices:
    """Return the prices that the rows leave."""
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
    return prices


def _peaks_of(held: Held) -> dict[str, int]:
    """Return the most that each level of these groups can come to by itself."""
    limits: dict[str, int] = {}
    for group, value in held.values():
        for level, weight in group:
            limits[level] = min(value // weight, limits.get(level, value // weight))
    return limits


def _least(prices: Prices, measures: Mapping[Key, Measure]) -> int:
    """Return the least that all decisions and measures can come to."""
    least = prices.given + prices.least()
    for key, price in prices.measure.items():
        least += price * (measures[key].low if price > 0 else measures[key].high)
    return least


def _count_held(prices: Prices, held: Held) -> None:
    for name, times in prices.held.items():
        if name not in held:
            raise RefusedError(UNKNOWN_ROW.with_(row=f"held {name[:60]}"))
        levels, value = held[name]
        prices.given -= times * value
        _count_level(prices, levels, times)


def _count_level(prices: Prices, levels: LevelGroup, times: int) -> None:
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

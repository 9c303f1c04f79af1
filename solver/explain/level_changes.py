"""What a change of the roster does to the levels, and which rules charge more or less for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.domain.levels import Level, LevelGroup, Measure, group_name
from solver.explain.finding_totals import Prices, values
from solver.rules import catalogue


@dataclass(frozen=True, slots=True)
class LevelChange:
    """What a level of the rotation comes to now, and would come to."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a rule charges to a level more than now, or less, and what its charges measure."""

    rule: str
    level: Level
    by: int
    measures: Measure


def level_changes(
    groups: Sequence[LevelGroup], before: Sequence[int], prices: Prices, peaks: Mapping[Level, int]
) -> tuple[LevelChange, ...]:
    """Return every level, in order, with its value before and under new prices and peaks."""
    return tuple(
        LevelChange(group_name(group), was, now)
        for group, was, now in zip(groups, before, values(groups, prices, peaks), strict=True)
    )


def price_changes(before: Prices, after: Prices) -> tuple[PriceChange, ...]:
    """Return the differences between two sums of prices."""
    by = {key: after.get(key, 0) - before.get(key, 0) for key in sorted({*before, *after})}
    measures = {kind.code: kind.measures for kind in catalogue()}
    return tuple(
        PriceChange(rule, level, price, measures[rule]) for (rule, level), price in by.items() if price
    )

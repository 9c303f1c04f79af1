"""Guidance for the first roster: how many blocks of each class everybody should take, dates forgotten.

Counts need not be realisable in dates, so they guide and never constrain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor

from solver.domain.duties import BlockKey
from solver.domain.levels import LevelGroup
from solver.engine.budget import Budget
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.lp_bounds import MAX_DENOMINATOR, LinearProgram, Relaxed, flatten, solve_relaxed
from solver.formulation.cpsat import Stop

LEVEL_RATIO = 30
"""How much more one level weighs than the next: one solve that trades nothing big for little."""
LP_SECONDS = 20.0
"""The most that the linear programme may take; it is far below that, so runs repeat."""
LONG_BLOCK = 8
"""Duties from which on a block is too big to be divided."""
MAX_ROUNDS = 60
"""Long blocks given away one by one at most."""
CLEAR_PART = 0.75
"""The part of a block from which on it goes to somebody together with others."""
TOLERANCE = 1e-6
"""How near a whole number a count must be to be one, and how little two sums may differ to be the same."""


class Quotas:
    """How many blocks of each class everybody should still take; parts of a block count."""

    def __init__(self, class_of: Mapping[tuple[BlockKey, str], int], counts: Sequence[Fraction]) -> None:
        self._class_of = class_of
        self._left: dict[int, Fraction] = dict(enumerate(counts))
        self._open: dict[int, int] = defaultdict(int)
        for place in class_of.values():
            self._open[place] += 1

    def pull(self, block: BlockKey, staff: str) -> Fraction:
        """Return which part of the blocks still to come in this class should be this person's."""
        place = self._class_of.get((block, staff))
        if place is None or self._left.get(place, 0) <= 0:
            return Fraction(0)
        return self._left[place] / max(self._open[place], 1)

    def take(self, block: BlockKey, staff: str) -> None:
        """Note that a person took a block."""
        place = self._class_of.get((block, staff))
        if place is not None:
            self._left[place] = self._left.get(place, Fraction(0)) - 1

    def close(self, block: BlockKey, staff: Iterable[str]) -> None:
        """Note that a block is decided, so that what is left has to come from the others."""
        for person in staff:
            place = self._class_of.get((block, person))
            if place is not None:
                self._open[place] -= 1


def count_quotas(counts: CountRelaxation, groups: Sequence[LevelGroup], budget: Budget, stop: Stop) -> Quotas:
    """Return the quotas by which all levels are low at once; none where none were found in time.

    The relaxation is solved as a linear programme, which is close to integral and takes a tenth of a second.
    Half a block that lasts a term is no guide, though: such blocks are given to one or the other, the
    clearest first, and all the rest is worked out again; where that costs anything, the block goes
    elsewhere if this costs less. Where the budget runs out, parts of blocks must do.
    """
    flat = flatten(counts, _weighted(counts, groups), ())
    places = {
        var for (key, _), var in counts.class_of.items() if len(counts.work.block[key].duties) >= LONG_BLOCK
    }
    long = sorted(places)
    relaxed = solve_relaxed(flat, LP_SECONDS)
    if relaxed is None:
        return Quotas({}, ())
    for _ in range(MAX_ROUNDS):
        parts = {var: part for var in long if (part := _part(relaxed.values[var]))}
        if not parts or budget.spent or stop.asked:
            break
        clear = [var for var, part in parts.items() if part >= CLEAR_PART]
        clearest = max(parts, key=parts.__getitem__)
        relaxed = (
            _given(flat, relaxed, clear if len(clear) > 1 else [clearest])
            or _given(flat, relaxed, [clearest])
            or _kept(flat, relaxed, clearest)
        )
    shares = [
        Fraction(value).limit_denominator(MAX_DENOMINATOR) for value in relaxed.values[: len(counts.bounds)]
    ]
    return Quotas(counts.class_of, shares)


def _given(flat: LinearProgram, relaxed: Relaxed, variables: Sequence[int]) -> Relaxed | None:
    """Give these blocks for good; ``None``, and nothing done, where that costs anything."""
    before = [flat.lows[var] for var in variables]
    for var in variables:
        flat.lows[var] = floor(relaxed.values[var]) + 1
    given = solve_relaxed(flat, LP_SECONDS)
    if given is not None and given.value <= relaxed.value + TOLERANCE * abs(relaxed.value):
        return given
    for var, low in zip(variables, before, strict=True):
        flat.lows[var] = low
    return None


def _kept(flat: LinearProgram, relaxed: Relaxed, var: int) -> Relaxed:
    """Give a block elsewhere for good, or here after all where that costs less."""
    low, high = flat.lows[var], flat.highs[var]
    whole = floor(relaxed.values[var])
    flat.highs[var] = whole
    elsewhere = solve_relaxed(flat, LP_SECONDS)
    if elsewhere is not None and elsewhere.value <= relaxed.value + TOLERANCE * abs(relaxed.value):
        return elsewhere
    flat.lows[var], flat.highs[var] = whole + 1, high
    here = solve_relaxed(flat, LP_SECONDS)
    if here is not None and (elsewhere is None or here.value <= elsewhere.value):
        return here
    flat.lows[var], flat.highs[var] = low, whole
    return elsewhere or relaxed


def _part(value: float) -> float:
    """Return the part of a number beyond the whole, nothing where it is as good as whole."""
    return 0.0 if abs(value - round(value)) < TOLERANCE else value % 1


def _weighted(counts: CountRelaxation, groups: Sequence[LevelGroup]) -> LevelGroup:
    weighted: list[tuple[str, int]] = []
    weight = 1
    for group in reversed(groups):
        known = [(name, each) for name, each in group if name in counts.levels]
        if known:
            weighted += [(name, each * weight) for name, each in known]
            weight *= LEVEL_RATIO
    return tuple(weighted)

"""What rules said, written down as linear rows and slacks over whole-number variables, for any solver.

The model can also be evaluated by hand on a given assignment, which is how the tests prove that a
rule's modelling and its check agree, without any solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import gcd
from operator import lt

from solver.domain.levels import Level, LevelGroup
from solver.rules.model_builder import ONE, ZERO, LinearExpr, Terms, Var, columns, ones, total

YES_OR_NO = (0, 1)


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


@dataclass(frozen=True, slots=True)
class Row:
    """``low ≤ sum(terms) ≤ high``; ``None`` is no bound."""

    terms: Terms
    low: int | None
    high: int | None


@dataclass(slots=True)
class LevelSum:
    """One level: constant + Σ price · slack + the largest of its peaks (never below ``floor``)."""

    const: int = 0
    sums: dict[int, int] = field(default_factory=dict)
    peaks: list[int] = field(default_factory=list)
    floor: int = 0


class LinearModel:
    """Linear rows, slacks and levels over variables. Implements the verbs of rules; knows no domain."""

    def __init__(self) -> None:
        self.bounds: list[tuple[int, int]] = []
        self.rows: list[Row] = []
        self.slacks: list[Slack] = []
        self.levels: dict[Level, LevelSum] = {}
        self.impossible: list[Row] = []
        self._known: dict[Terms, int] = {}
        self._slack_of: dict[tuple[LinearExpr, ...], int] = {}
        self._other_bounds: dict[Var, tuple[int, int]] = {}
        self._bounds_seen = 0

    # Decisions

    def new_var(self, low: int = 0, high: int = 1) -> LinearExpr:
        """Return a new whole-number decision between ``low`` and ``high``."""
        self.bounds.append((low, high))
        return LinearExpr.of((len(self.bounds) - 1,))

    def new_bools(self, count: int) -> range:
        """Return so many new decisions between 0 and 1."""
        first = len(self.bounds)
        self.bounds += [YES_OR_NO] * count
        return range(first, first + count)

    # Verbs

    def forbid(self, *all_of: LinearExpr) -> None:
        """Not all of these at once (each 0 or 1)."""
        self.at_most(sum(all_of, ZERO), len(all_of) - 1)

    def at_most(self, lin: LinearExpr, most: int) -> None:
        """``lin ≤ most``."""
        self._row(lin, None, most)

    def at_least(self, lin: LinearExpr, least: int) -> None:
        """``lin ≥ least``."""
        self._row(lin, least, None)

    def together(self, one: LinearExpr, other: LinearExpr) -> None:
        """``one = other``."""
        self._row(one - other, 0, 0)

    def charge(self, level: Level, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""
        merged = _merge(lin - over)
        measure = self.level(level)
        if merged.const + self._range(merged.terms)[1] <= 0:
            return
        if not merged.vars:
            measure.const += price * merged.const
            return
        slack = self._slack((merged,))
        measure.sums[slack] = measure.sums.get(slack, 0) + price

    def peak(self, level: Level, lin: LinearExpr, target: int = 0) -> None:
        """Let a level be no less than ``|lin − target|``."""
        merged = _merge(lin - target)
        measure = self.level(level)
        if not merged.vars:
            measure.floor = max(measure.floor, abs(merged.const))
            return
        slack = self._slack((merged, -merged))
        if slack not in measure.peaks:
            measure.peaks.append(slack)

    def deviate(self, lin: LinearExpr, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""
        merged = _merge(lin - target)
        measure = self.level(total_level)
        if not merged.vars:
            measure.const += abs(merged.const)
        else:
            slack = self._slack((merged, -merged))
            measure.sums[slack] = measure.sums.get(slack, 0) + 1
        if peak_level is not None:
            self.peak(peak_level, merged)

    def level(self, name: Level) -> LevelSum:
        """Return the level of this name, begun if new."""
        return self.levels.setdefault(name, LevelSum())

    # Reading

    def has_peaks(self, levels: LevelGroup) -> bool:
        """Tell whether any level of a group is made of peaks."""
        return any(name in self.levels and self.levels[name].peaks for name, _ in levels)

    def accepts(self, values: Sequence[int]) -> bool:
        """Tell whether an assignment to all variables keeps every row and bound."""
        return (
            not self.impossible
            and all(low <= value <= high for (low, high), value in zip(self.bounds, values, strict=True))
            and all(
                (row.low is None or row.low <= value) and (row.high is None or value <= row.high)
                for row in self.rows
                for value in (value_of(row.terms, values),)
            )
        )

    def slack_value(self, index: int, values: Sequence[int]) -> int:
        """Return the least value of a slack under an assignment to all variables."""
        return self.slacks[index].value(values)

    def level_value(self, name: Level, values: Sequence[int]) -> int:
        """Return a level's value under an assignment to all variables."""
        measure = self.levels.get(name)
        if measure is None:
            return 0
        total = measure.const + sum(
            price * self.slack_value(slack, values) for slack, price in measure.sums.items()
        )
        peaks = [self.slack_value(slack, values) for slack in measure.peaks]
        return total + max([measure.floor, *peaks])

    def level_values(self, values: Sequence[int]) -> Mapping[Level, int]:
        """Return the values of all levels that anything was charged to."""
        return {name: self.level_value(name, values) for name in self.levels}

    # Inside

    def _row(self, lin: LinearExpr, low: int | None, high: int | None) -> None:
        merged = _merge(lin)
        self.write(
            merged.terms,
            None if low is None else low - merged.const,
            None if high is None else high - merged.const,
        )

    def write(self, terms: Terms | tuple[tuple[Var, int], ...], low: int | None, high: int | None) -> None:
        """Write down a row of merged, sorted terms; what can't be broken is left out."""
        if not isinstance(terms, Terms):
            terms = columns(terms)
        if not terms.vars:
            if (low is not None and low > 0) or (high is not None and high < 0):
                self.impossible.append(Row(terms, low, high))
            return
        least, most = self._range(terms)
        if high is not None and most <= high:
            high = None
        if low is not None and least >= low:
            low = None
        if low is None and high is None:
            return
        known = self._known.get(terms)
        if known is None:
            self._known[terms] = len(self.rows)
            self.rows.append(Row(terms, low, high))
            return
        # The same people at the same hour come back every week: one row holds the tightest bounds.
        old = self.rows[known]
        lows = [bound for bound in (old.low, low) if bound is not None]
        highs = [bound for bound in (old.high, high) if bound is not None]
        self.rows[known] = Row(terms, max(lows, default=None), min(highs, default=None))

    def _range(self, terms: Terms) -> tuple[int, int]:
        """Return the least and the most that terms can come to within the variables' bounds."""
        if terms.factors is ones(len(terms.factors)):
            least, most = 0, len(terms.factors)
        else:
            least = sum([factor for factor in terms.factors if factor < 0])
            most = sum(terms.factors) - least
        wide = self._wide()
        if not wide or wide.keys().isdisjoint(terms.vars):
            return least, most
        for var, factor in terms:
            low, high = wide.get(var, YES_OR_NO)
            if factor > 0:
                least += factor * low
                most += factor * (high - 1)
            else:
                least += factor * (high - 1)
                most += factor * low
        return least, most

    def _wide(self) -> Mapping[Var, tuple[int, int]]:
        """Return the bounds of the few variables that are not 0 or 1."""
        if self._bounds_seen < len(self.bounds):
            fresh = enumerate(self.bounds[self._bounds_seen :], start=self._bounds_seen)
            self._other_bounds |= {var: own for var, own in fresh if own != YES_OR_NO}
            self._bounds_seen = len(self.bounds)
        return self._other_bounds

    def yes_or_no(self, terms: Terms) -> bool:
        """Tell whether all variables of some terms are 0 or 1."""
        return self._wide().keys().isdisjoint(terms.vars)

    def slack_of(self, lin: LinearExpr, *, absolute: bool) -> int | None:
        """Return the slack of merged terms' excess above zero, or either way; ``None``: never any."""
        if not absolute and lin.const + self._range(lin.terms)[1] <= 0:
            return None
        return self._slack((lin, -lin) if absolute else (lin,))

    def _slack(self, arms: tuple[LinearExpr, ...]) -> int:
        known = self._slack_of.get(arms)
        if known is not None:
            return known
        high = max(0, *(arm.const + self._range(arm.terms)[1] for arm in arms))
        self.slacks.append(excess_of(arms, high))
        self._slack_of[arms] = len(self.slacks) - 1
        return len(self.slacks) - 1


def _merge(lin: LinearExpr) -> LinearExpr:
    """Return the same with its variables in order, each once."""
    variables, factors = lin.vars, lin.factors
    if all(map(lt, variables, islice(variables, 1, None))) and 0 not in factors:
        return lin
    factor_of = dict(zip(variables, factors, strict=True))
    if len(factor_of) < len(variables) or 0 in factors:
        factor_of = dict.fromkeys(variables, 0)
        for var, factor in zip(variables, factors, strict=True):
            factor_of[var] += factor
        factor_of = {var: factor for var, factor in factor_of.items() if factor}
    ordered = sorted(factor_of)
    return LinearExpr.of(tuple(ordered), tuple(map(factor_of.__getitem__, ordered)), lin.const)


class IndicatorModel(LinearModel):
    """Rows with the verbs that make expressions of others. The same question always has the same answer."""

    def __init__(self) -> None:
        super().__init__()
        self._any: dict[frozenset[LinearExpr], LinearExpr] = {}
        self._same: dict[LinearExpr, LinearExpr] = {}
        self._cliques: dict[Var, list[int]] = {}
        self._rows_seen = 0

    def any_of(self, parts: Sequence[LinearExpr]) -> LinearExpr:
        """Return an expression that is 1 exactly when some of these (each 0 or 1) is 1.

        Where the rows written so far let at most one of them be 1 it is their sum: exact without a decision
        of its own, and far tighter in a linear relaxation.
        """
        if any(not part.vars and part.const for part in parts):
            return ONE
        open_parts = [part for part in parts if part.vars]
        if len(open_parts) < 2:
            return total(open_parts)
        key = frozenset(open_parts)
        if key not in self._any:
            together = total(open_parts)
            self._any[key] = together if self._exclude_each_other(together) else self._some(open_parts)
        return self._any[key]

    def as_decision(self, lin: LinearExpr) -> LinearExpr:
        """Return a decision that equals an expression (0 or 1).

        Rows that speak of it stay short and a solver can branch on it: whether somebody works that day,
        before at which post.
        """
        if len(lin.vars) < 2:
            return lin
        if lin not in self._same:
            same = self.new_var()
            # Both ways, each as a row: so it is seen to follow from its parts.
            self.at_most(lin - same, 0)
            self.at_most(same - lin, 0)
            self._same[lin] = same
        return self._same[lin]

    def _some(self, parts: Sequence[LinearExpr]) -> LinearExpr:
        some = self.new_var()
        for part in parts:
            self.at_most(part - some, 0)
        self.at_most(some - total(parts), 0)
        return some

    def _exclude_each_other(self, together: LinearExpr) -> bool:
        """Tell whether a row written so far lets at most one of a sum's variables be 1."""
        for place in range(self._rows_seen, len(self.rows)):
            row = self.rows[place]
            if row.high == 1 and {*row.terms.factors} == {1} and self.yes_or_no(row.terms):
                for var in row.terms.vars:
                    self._cliques.setdefault(var, []).append(place)
        self._rows_seen = len(self.rows)
        if together.const or {*together.factors} != {1}:
            return False
        return bool(set.intersection(*({*self._cliques.get(var, ())} for var in together.vars)))

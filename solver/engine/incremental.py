"""A model with an assignment to its variables, kept up to date while single variables change.

Rows, slacks and levels are the model's own, so whatever limits the model limits every move. A change
costs as much as the rows it touches, which makes tens of thousands of moves a second possible
where a solver makes two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import mul

from solver.domain.levels import Level, LevelGroup
from solver.formulation.linear_rows import LinearModel, Row
from solver.rules.model_builder import Terms

NO_BOUND = 1 << 60


class IncrementalState:
    """An assignment with the activity of every row, the offset of every slack and a steering cost.

    ``cost`` sums every slack's steering price; which rows are broken stands in ``broken``. ``helpers`` are
    the rules' own decisions: they follow from the stage's and are never aims in themselves. Those that are
    1 exactly when a seat is taken are put right with every change.
    """

    def __init__(self, rows: LinearModel, values: Sequence[int], decisions: Iterable[int]) -> None:
        self.rows = rows
        own = set(decisions)
        self.helpers = frozenset(var for var in range(len(rows.bounds)) if var not in own)
        self.values = list(values)
        self.rows_of: list[list[tuple[int, int]]] = [[] for _ in rows.bounds]
        self.slacks_of: list[list[tuple[int, int]]] = [[] for _ in rows.bounds]
        self.low = [-NO_BOUND if row.low is None else row.low for row in rows.rows]
        self.high = [NO_BOUND if row.high is None else row.high for row in rows.rows]
        self.activity: list[int] = []
        for index, row in enumerate(rows.rows):
            self.activity.append(self._sum(row.terms))
            _enter(self.rows_of, index, row.terms)
        self.offset: list[int] = []
        self.absolute = [slack.absolute for slack in rows.slacks]
        for index, slack in enumerate(rows.slacks):
            arm = slack.arms[0]
            self.offset.append(arm.const + self._sum(arm.terms))
            _enter(self.slacks_of, index, arm.terms)
        self.broken = {
            index
            for index, activity in enumerate(self.activity)
            if not self.low[index] <= activity <= self.high[index]
        }
        self.linear = [0] * len(rows.slacks)
        self.square = [0] * len(rows.slacks)
        self.cost = 0
        self._parts = parts_of(rows, self.helpers)
        self._followers: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._present = dict.fromkeys(self._parts, 0)
        for helper, parts in self._parts.items():
            for var, factor in parts:
                self._followers[var].append((helper, factor))
                self._present[helper] += factor * self.values[var]
        for helper in self._parts:
            self._follow(helper)

    def _sum(self, terms: Terms) -> int:
        return sum(map(mul, terms.factors, map(self.values.__getitem__, terms.vars)))

    def steer(self, linear: Sequence[int], square: Sequence[int]) -> None:
        """Set the steering prices: a slack of v costs ``linear · v + square · v²``."""
        self.linear, self.square = list(linear), list(square)
        self.cost = sum(
            value * (self.linear[index] + self.square[index] * value)
            for index in range(len(self.linear))
            for value in (self.excess(index),)
        )

    def excess(self, slack: int) -> int:
        """Return a slack's value."""
        offset = self.offset[slack]
        return abs(offset) if self.absolute[slack] else max(offset, 0)

    def change(self, var: int, by: int) -> None:
        """Add to a variable's value; what follows from others is not changed by hand."""
        if var not in self._parts:
            self._shift(var, by)

    def behind(self, var: int) -> Iterator[int]:
        """Yield the decisions from which a variable follows: itself, where it follows from none."""
        parts = self._parts.get(var)
        if parts is None:
            yield var
            return
        for part, _ in parts:
            yield from self.behind(part)

    def _follow(self, helper: int) -> None:
        wanted = int(self._present[helper] > 0)
        if self.values[helper] != wanted:
            self._shift(helper, wanted - self.values[helper])

    def _shift(self, var: int, by: int) -> None:
        self.values[var] += by
        activity, low, high, broken = self.activity, self.low, self.high, self.broken
        for row, factor in self.rows_of[var]:
            activity[row] = now = activity[row] + factor * by
            if now > high[row] or now < low[row]:
                broken.add(row)
            elif broken:
                broken.discard(row)
        offset, absolute, linear, square = self.offset, self.absolute, self.linear, self.square
        cost = 0
        for slack, factor in self.slacks_of[var]:
            before = offset[slack]
            offset[slack] = after = before + factor * by
            if absolute[slack]:
                before, after = abs(before), abs(after)
            else:
                before, after = max(before, 0), max(after, 0)
            if before != after:
                cost += (after - before) * (linear[slack] + square[slack] * (after + before))
        self.cost += cost
        for helper, factor in self._followers.get(var, ()):
            self._present[helper] += factor * by
            self._follow(helper)

    def fits(self, var: int) -> bool:
        """Tell whether a variable may grow by one without a row above it being exceeded."""
        activity, high = self.activity, self.high
        if self.values[var] >= self.rows.bounds[var][1]:
            return False
        if rising := self._rising(var):
            self.change(var, 1)
            fitting = all(
                activity[row] <= high[row]
                for touched in (var, *rising)
                for row, factor in self.rows_of[touched]
                if factor > 0
            )
            self.change(var, -1)
            return fitting
        return all(activity[row] + factor <= high[row] for row, factor in self.rows_of[var] if factor > 0)

    def _rising(self, var: int) -> list[int]:
        """Return what would become 1 if this variable did."""
        rising: list[int] = []
        for helper, _ in self._followers.get(var, ()):
            if not self.values[helper]:
                rising += (helper, *self._rising(helper))
        return rising

    def helpers_near(self, variables: Iterable[int]) -> set[int]:
        """Return the rules' own decisions that follow from these variables or meet them in a row or a slack.

        What follows may lead on: from a seat follows the day, from the day the weekend.
        """
        near = set(variables)
        ways = list(near)
        while ways:
            for helper, _ in self._followers.get(ways.pop(), ()):
                if helper not in near:
                    near.add(helper)
                    ways.append(helper)
        rows = {row for var in near for row, _ in self.rows_of[var]}
        slacks = {slack for var in near for slack, _ in self.slacks_of[var]}
        return (near & self.helpers) | {
            helper
            for helper in self.helpers
            if any(row in rows for row, _ in self.rows_of[helper])
            or any(slack in slacks for slack, _ in self.slacks_of[helper])
        }

    def set_all(self, values: Sequence[int]) -> None:
        """Take over another assignment."""
        for var, (old, new) in enumerate(zip(tuple(self.values), values, strict=True)):
            if old != new:
                self.change(var, new - old)

    def group_values(self, groups: Sequence[LevelGroup]) -> tuple[int, ...]:
        """Return the value of every group of levels."""
        return tuple(sum(weight * self._level(name) for name, weight in group) for group in groups)

    def highest(self, name: Level) -> int:
        """Return the largest of a level's peaks."""
        measure = self.rows.levels.get(name)
        return 0 if measure is None else max([measure.floor, *map(self.excess, measure.peaks)])

    def above(self, name: Level, threshold: int) -> int:
        """Return by how much all of a level's peaks together exceed a threshold."""
        measure = self.rows.levels[name]
        return sum(max(0, self.excess(slack) - threshold) for slack in measure.peaks)

    def _level(self, name: Level) -> int:
        measure = self.rows.levels.get(name)
        if measure is None:
            return 0
        spent = sum(price * self.excess(slack) for slack, price in measure.sums.items())
        return measure.const + spent + self.highest(name)


def _enter(of: list[list[tuple[int, int]]], index: int, terms: Terms) -> None:
    """Note a row or slack at its variables; those of one factor share one pair, since there are millions."""
    shared = {factor: (index, factor) for factor in set(terms.factors)}
    for var, factor in terms:
        of[var].append(shared[factor])


def parts_of(rows: LinearModel, helpers: Collection[int]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return for each decision that follows from others the variables behind it, with their factors.

    A rule says so by rows: every part is at most the decision, and the decision at most their sum. It is 1
    where their weighted sum is above 0, else 0. It follows only from decisions that were there before it: a
    rule may well bound a decision by later ones too, and to follow those would lead in a circle.
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

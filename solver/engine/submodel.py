"""A piece of a model: some variables open, all others fixed where they are. The same rows, only fewer.

A neighbourhood is cut out of the model that is already there, which costs a small part of building it
from the rules again, and means the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from solver.domain.levels import Level, LevelGroup
from solver.engine.incremental import NO_BOUND, IncrementalState
from solver.formulation.linear_rows import LevelSum, LinearModel, Slack, SlackRow
from solver.rules.model_builder import LinearExpr


def at_peak(name: Level) -> Level:
    """Return the name of the level that measures how much stands on another level's peak."""
    return f"{name} at its peak"


def with_peaks(groups: Sequence[LevelGroup], watched: Mapping[Level, int]) -> list[LevelGroup]:
    """Return level groups with what stands on watched peaks right after the peaks themselves."""
    found: list[LevelGroup] = []
    for group in groups:
        found.append(group)
        found += [((at_peak(name), 1),) for name, _ in group if name in watched]
    return found


class SubModel(LinearModel):
    """The rows of a live model over a few of its variables. ``vars`` names them in the order of the piece.

    For each level ``watched``, what exceeds the threshold in its peaks is a level of its own.
    """

    def __init__(self, live: IncrementalState, near: Iterable[int], watched: Mapping[Level, int]) -> None:
        super().__init__()
        self.watched = watched
        near = sorted({*near, *live.helpers_near(near)}) if live.helpers else sorted(near)
        room = _room(live, near)
        values, rows_of, bounds = live.values, live.rows_of, live.rows.bounds
        self.vars = [
            var
            for var in near
            if values[var]
            or var in live.helpers
            or all(factor <= room[row] for row, factor in rows_of[var] if factor > 0)
        ]
        self.bounds = [bounds[var] for var in self.vars]
        self.start = [values[var] for var in self.vars]
        self._cut_rows(live)
        self._cut_levels(live)

    def _gather(
        self, touched: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[dict[int, list[tuple[int, int]]], dict[int, int]]:
        """Return the piece's terms in each row or slack that it touches, and what they come to now."""
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        inside: dict[int, int] = defaultdict(int)
        for place, var in enumerate(self.vars):
            value = self.start[place]
            for whole, factor in touched[var]:
                terms[whole].append((place, factor))
                if value:
                    inside[whole] += factor * value
        return terms, inside

    def _cut_rows(self, live: IncrementalState) -> None:
        terms, inside = self._gather(live.rows_of)
        for row in sorted(terms):
            outside = live.activity[row] - inside[row]
            low, high = live.low[row], live.high[row]
            self.write(
                tuple(terms[row]),
                None if low == -NO_BOUND else low - outside,
                None if high == NO_BOUND else high - outside,
            )

    def _cut_levels(self, live: IncrementalState) -> None:
        terms, inside = self._gather(live.slacks_of)
        slack_here: dict[int, int | None] = {}
        for slack in sorted(terms):
            lin = LinearExpr(tuple(terms[slack]), live.offset[slack] - inside[slack])
            slack_here[slack] = self.slack_of(lin, absolute=live.absolute[slack])
        for name, measure in live.rows.levels.items():
            cut = LevelSum(measure.const, floor=measure.floor)
            for slack, price in measure.sums.items():
                if slack not in slack_here:
                    cut.const += price * live.excess(slack)
                elif (kept := slack_here[slack]) is not None:
                    cut.sums[kept] = cut.sums.get(kept, 0) + price
            for slack in measure.peaks:
                if slack not in slack_here:
                    cut.floor = max(cut.floor, live.excess(slack))
                elif (kept := slack_here[slack]) is not None and kept not in cut.peaks:
                    cut.peaks.append(kept)
            self.levels[name] = cut
            if name in self.watched:
                self.levels[at_peak(name)] = self._above(live, measure, slack_here, self.watched[name])

    def _above(
        self, live: IncrementalState, measure: LevelSum, slack_here: Mapping[int, int | None], threshold: int
    ) -> LevelSum:
        """Return the level of all that exceeds a threshold in another level's peaks."""
        excess = LevelSum()
        for slack in measure.peaks:
            if slack not in slack_here:
                excess.const += max(0, live.excess(slack) - threshold)
            elif (kept := slack_here[slack]) is not None and self.slacks[kept].high > threshold:
                whole = self.slacks[kept]
                arms = tuple(
                    SlackRow(arm.terms, arm.const - threshold * arm.scale, arm.scale) for arm in whole.arms
                )
                self.slacks.append(Slack(arms, whole.high - threshold))
                excess.sums[len(self.slacks) - 1] = 1
        return excess


def _room(live: IncrementalState, near: Iterable[int]) -> dict[int, int]:
    """Return how much room rows have for a variable of the piece when every other is as low as it can be."""
    room: dict[int, int] = {}
    for var in near:
        value = live.values[var]
        low, high = live.rows.bounds[var]
        for row, factor in live.rows_of[var]:
            if row not in room:
                room[row] = live.high[row] - live.activity[row]
            least = min(factor * low, factor * high)
            if value or least:
                room[row] += factor * value - least
    return room

"""A piece of a sheet: some atoms open, all others fixed where they are. The same rows, only fewer.

A neighbourhood is cut out of the model that is already there, which costs a small part of building it
from the rules again, and means the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from solver.engine.live import NO_BOUND, Live
from solver.rows import LevelSum, Rows
from solver.rules.verbs import Lin


class Piece(Rows):
    """The rows of a live sheet over a few of its atoms. ``atoms`` names them in the order of the piece."""

    def __init__(self, live: Live, near: Iterable[int]) -> None:
        super().__init__()
        near = sorted({*near, *live.helpers_near(near)}) if live.helpers else sorted(near)
        room = _room(live, near)
        values, rows_of, bounds = live.values, live.rows_of, live.rows.bounds
        self.atoms = [
            atom
            for atom in near
            if values[atom]
            or atom in live.helpers
            or all(factor <= room[row] for row, factor in rows_of[atom] if factor > 0)
        ]
        self.bounds = [bounds[atom] for atom in self.atoms]
        self.start = [values[atom] for atom in self.atoms]
        self._cut_rows(live)
        self._cut_levels(live)

    def _cut_rows(self, live: Live) -> None:
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        inside: dict[int, int] = defaultdict(int)
        for place, atom in enumerate(self.atoms):
            value = self.start[place]
            for row, factor in live.rows_of[atom]:
                terms[row].append((place, factor))
                if value:
                    inside[row] += factor * value
        for row in sorted(terms):
            outside = live.activity[row] - inside[row]
            low, high = live.low[row], live.high[row]
            self.write(
                tuple(terms[row]),
                None if low == -NO_BOUND else low - outside,
                None if high == NO_BOUND else high - outside,
            )

    def _cut_levels(self, live: Live) -> None:
        terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        inside: dict[int, int] = defaultdict(int)
        for place, atom in enumerate(self.atoms):
            value = self.start[place]
            for slack, factor in live.slacks_of[atom]:
                terms[slack].append((place, factor))
                if value:
                    inside[slack] += factor * value
        own: dict[int, int | None] = {}
        for slack in sorted(terms):
            lin = Lin(tuple(terms[slack]), live.offset[slack] - inside[slack])
            own[slack] = self.slack_of(lin, absolute=live.absolute[slack])
        for name, measure in live.rows.levels.items():
            cut = LevelSum(measure.const, floor=measure.floor)
            for slack, price in measure.sums.items():
                if slack not in own:
                    cut.const += price * live.excess(slack)
                elif (kept := own[slack]) is not None:
                    cut.sums[kept] = cut.sums.get(kept, 0) + price
            for slack in measure.peaks:
                if slack not in own:
                    cut.floor = max(cut.floor, live.excess(slack))
                elif (kept := own[slack]) is not None and kept not in cut.peaks:
                    cut.peaks.append(kept)
            self.levels[name] = cut


def _room(live: Live, near: Iterable[int]) -> dict[int, int]:
    """Return how much room rows have for an atom of the piece when every other is as low as it can be."""
    room: dict[int, int] = {}
    for atom in near:
        value = live.values[atom]
        low, high = live.rows.bounds[atom]
        for row, factor in live.rows_of[atom]:
            if row not in room:
                room[row] = live.high[row] - live.activity[row]
            least = min(factor * low, factor * high)
            if value or least:
                room[row] += factor * value - least
    return room

"""Which windows of one day exclude each other for one person, as nested parts.

A flow network can say "at most so much through all of these" for sets that are nested or apart, not
for sets that merely overlap. Windows of a day are cut into runs (nobody outside overlaps anybody inside)
and runs into parts that all overlap each other: at most one seat of a part. A run of more than one part is
looser than the truth, and says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from solver.base.units import Minutes


class Window(NamedTuple):
    """When a person is bound: from ``start`` until just before ``end``. ``steps`` is what it is worth."""

    start: Minutes
    end: Minutes
    steps: int


@dataclass(frozen=True, slots=True)
class Run:
    """Windows linked by overlaps, as parts (positions of windows) of which a person takes at most one each.

    ``limit`` is the most steps that one person can take of the whole run.
    """

    parts: tuple[tuple[int, ...], ...]
    limit: int

    @property
    def exact(self) -> bool:
        """Whether "at most one of each part" is the whole truth."""
        return len(self.parts) == 1


@lru_cache(maxsize=4096)
def runs(windows: tuple[Window, ...]) -> tuple[Run, ...]:
    """Cut the windows of a day into runs and parts, in order of time; most days of a person look alike."""
    order = sorted(range(len(windows)), key=lambda at: (windows[at].start, windows[at].end, at))
    found: list[list[int]] = []
    busy = -1
    for at in order:
        if windows[at].start >= busy:
            found.append([])
        found[-1].append(at)
        busy = max(busy, windows[at].end)
    return tuple(Run(_parts(windows, run), most_steps([windows[at] for at in run])) for run in found)


def _parts(windows: Sequence[Window], run: list[int]) -> tuple[tuple[int, ...], ...]:
    # The window that ends first and all that begin before it ends share that last minute.
    parts: list[tuple[int, ...]] = []
    rest = run
    while rest:
        first_end = min(windows[at].end for at in rest)
        parts.append(tuple(at for at in rest if windows[at].start < first_end))
        rest = [at for at in rest if windows[at].start >= first_end]
    return tuple(parts)


def most_steps(windows: Sequence[Window]) -> int:
    """Return the most steps that one person can take of these windows, one at a time."""
    # The most until each end is known when a later window comes up; ends and amounts grow together.
    ends, most = [0], [0]
    for window in sorted(windows, key=lambda window: window.end):
        before = most[bisect_right(ends, window.start) - 1]
        ends.append(window.end)
        most.append(max(most[-1], before + window.steps))
    return most[-1]

"""What is seen of a solve while it runs: how long each part took, and what was known when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.record import Point
from solver.service import Snapshot

BEFORE_ROTATION = ("timetable", "handover")


class Watch:
    """Listens to a solve: give it as ``listen``. Seconds count from the solve's start."""

    def __init__(self) -> None:
        self.snapshots: list[Snapshot] = []

    def __call__(self, now: Snapshot) -> None:
        """Take note of a snapshot."""
        self.snapshots.append(now)

    @property
    def ended(self) -> float:
        """When the solve was done, before its audit."""
        return self.snapshots[-1].elapsed if self.snapshots else 0.0

    def phases(self) -> dict[str, float]:
        """Return the seconds of each part: the earlier stages, then the steps of the rotation."""
        spent: dict[str, float] = {}
        for now, then in zip(self.snapshots, self.snapshots[1:], strict=False):
            name = now.stage if now.stage in BEFORE_ROTATION else now.step
            spent[str(name)] = spent.get(str(name), 0.0) + then.elapsed - now.elapsed
        return spent

    def trace(self, levels: Sequence[str]) -> tuple[Point, ...]:
        """Return what was known of the rotation's levels, in the order given, once all had a value."""
        return tuple(self._points(levels))

    def _points(self, levels: Sequence[str]) -> Iterator[Point]:
        for now in self.snapshots:
            if now.stage != "rotation":
                continue
            known = {level.name: level for level in now.levels}
            values = tuple(known[name].value if name in known else None for name in levels)
            bounds = tuple(known[name].bound if name in known else None for name in levels)
            if values and None not in values:
                yield Point(now.elapsed, values, bounds)

    def first_complete(self) -> float | None:
        """Return when the first complete roster stood: the first word of its values, or the step after it."""
        for now in self.snapshots:
            if now.stage == "rotation" and (now.levels or now.step in {"bounds", "search", "done"}):
                return round(now.elapsed, 3)
        return None

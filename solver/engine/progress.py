"""Progress: what a solve knows of itself, as immutable snapshots that any thread may read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from solver.domain.levels import LevelState, Stage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a solve stands: stage, step within it, every level's value and bound, seconds since the start.

    ``seats`` are the heads that all duties need together, ``None`` before that is known; so are the
    ``assigned`` of them, which only who knows the case's levels can count.
    """

    stage: Stage | None = None
    step: str = ""
    levels: tuple[LevelState, ...] = ()
    seats: int | None = None
    assigned: int | None = None
    elapsed: float = 0.0


@dataclass
class Progress:
    """Keeps the latest snapshot and tells those who listen. One solve writes, anyone reads ``latest``."""

    listen: Callable[[Snapshot], None] | None = None
    latest: Snapshot = Snapshot()
    _began: float = field(default_factory=time.monotonic)

    def tell(
        self,
        *,
        stage: Stage | None = None,
        step: str | None = None,
        levels: tuple[LevelState, ...] | None = None,
        seats: int | None = None,
    ) -> None:
        """Publish a new snapshot; what is not given stays as it was (levels begin anew with a stage)."""
        before = self.latest
        self.latest = replace(
            before,
            stage=stage or before.stage,
            step=before.step if step is None else step,
            levels=(() if stage is not None else before.levels) if levels is None else levels,
            seats=before.seats if seats is None else seats,
            elapsed=time.monotonic() - self._began,
        )
        if self.listen is not None:
            self.listen(self.latest)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began

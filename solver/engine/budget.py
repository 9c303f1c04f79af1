"""How much a solve may spend: wall time that runs out, or deterministic work that repeats."""

from __future__ import annotations

import time
from dataclasses import dataclass

from solver.formulation.cpsat import Limits


@dataclass(frozen=True, slots=True)
class Options:
    """How to solve. ``effort`` (deterministic work, repeatable with one worker) replaces ``seconds``."""

    seconds: float = 60.0
    effort: int | None = None
    workers: int = 2
    seed: int = 0


class Budget:
    """What is left of a solve's time or work, and the limits for its next step.

    With effort no clock is looked at: every step is charged its whole allowance, so that the same steps
    are taken on any machine.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._end = time.monotonic() + options.seconds
        self._work = float(options.effort or 0)

    @property
    def left(self) -> float:
        """Seconds or work left."""
        if self.options.effort is not None:
            return max(self._work, 0.0)
        return max(self._end - time.monotonic(), 0.0)

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0.0

    def take(self, share: float, most: float, workers: int | None = None) -> Limits:
        """Return limits for a step: at most ``share`` of what is left and at most ``most``."""
        amount = max(min(self.left * share, most), 0.01)
        options = self.options
        if options.effort is None:
            return Limits(seconds=amount, workers=workers or options.workers, seed=options.seed)
        self._work -= amount
        return Limits(effort=amount, workers=1, seed=options.seed)

    def less(self, seconds: float, share: float) -> Budget:
        """Return a budget for at most a share of what is left, which leaves so many seconds over.

        With effort the share alone decides, since no clock may.
        """
        if self.options.effort is not None or self.left <= 0.0:
            return self.part(share)
        return self.part(max(0.0, min(share, 1.0 - seconds / self.left)))

    def part(self, share: float) -> Budget:
        """Return a budget of its own for a part of what is left (taken off this one where it is work)."""
        amount = self.left * share
        if self.options.effort is not None:
            self._work -= amount
            piece = Budget(self.options)
            piece._work = amount
            return piece
        piece = Budget(self.options)
        piece._end = min(time.monotonic() + amount, self._end)
        return piece

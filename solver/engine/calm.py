"""How long a search has brought nothing, and what follows from it."""

from __future__ import annotations

STALE = 12
"""Neighbourhoods without success after which direct moves have another go; twice as many once they fail."""


class Stagnation:
    """How long nothing got better: when direct moves have another go, and when it is time to end."""

    def __init__(self, patience: int, half: float) -> None:
        self.idle = 0
        self.half = half
        self.settled = False
        self._patience = patience
        self._stale = 0
        self._most = STALE

    @property
    def turn(self) -> bool:
        """Whether direct moves have another go."""
        return self._stale >= self._most

    @property
    def over(self) -> bool:
        """Whether neighbourhoods have nothing left to win."""
        return self.settled or self.idle >= self._patience

    def solved(self, *, better: bool) -> None:
        """Note what a neighbourhood brought."""
        self.idle, self._stale = (0, 0) if better else (self.idle + 1, self._stale + 1)

    def moved(self, *, gained: bool) -> None:
        """Note what direct moves brought: the next time is later if that was nothing."""
        self._most = STALE if gained else 2 * self._most
        self.idle, self._stale = (0, 0) if gained else (self.idle + 1, 0)

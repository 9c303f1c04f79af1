"""The time of a day from left to right; long pauses, such as that after lunch, are cut short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solver.base.units import Minutes, clock

HALF, QUARTER = 30, 15
PAUSE = 60
"""A time without duties that is at least so long is cut out."""
CUT = 10
"""How wide a cut is drawn, in minutes."""
Span = tuple[Minutes, Minutes]


@dataclass(frozen=True, slots=True)
class Axis:
    """Spans of the day one behind the other, each on half hours."""

    spans: tuple[Span, ...]

    @staticmethod
    def of(duties: Iterable[Span]) -> Axis:
        """Return the axis on which some duties lie."""
        spans: list[Span] = []
        for start, end in sorted(duties):
            first, last = start - start % HALF, end + -end % HALF
            if spans and first - spans[-1][1] < PAUSE:
                spans[-1] = spans[-1][0], max(spans[-1][1], last)
            else:
                spans.append((first, last))
        return Axis(tuple(spans) or ((0, HALF),))

    @property
    def long(self) -> Minutes:
        """All spans and cuts together."""
        return sum(last - first for first, last in self.spans) + CUT * (len(self.spans) - 1)

    def at(self, minute: Minutes) -> float:
        """Return how far from the left a minute is, in percent."""
        before = 0
        for first, last in self.spans:
            if minute <= last:
                return 100 * (before + max(minute - first, 0)) / self.long
            before += last - first + CUT
        return 100.0

    def ticks(self) -> list[dict[str, object]]:
        """Return a mark for every quarter of an hour, with words at the half hours."""
        return [
            {
                "left": self.at(minute),
                "text": clock(minute) if minute % HALF == 0 else "",
                "edge": "first" if minute == first else "last" if minute == last else "",
            }
            for first, last in self.spans
            for minute in range(first, last + 1, QUARTER)
        ]

    def cuts(self) -> list[dict[str, object]]:
        """Return where time is cut out."""
        return [{"left": self.at(before[1]), "width": 100 * CUT / self.long} for before in self.spans[:-1]]

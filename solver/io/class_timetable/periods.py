"""When the slot of a timetable is held: by whoever knows best, or an assumption that is said to be one."""

from __future__ import annotations

from collections.abc import Iterable

from solver.base.text import Listed, Said
from solver.io.class_timetable.bells import DEFAULT, Bells, agreed, shown
from solver.io.class_timetable.headings import Head, Span
from solver.io.class_timetable.meaning import Problem
from solver.io.class_timetable.messages import ASSUMED_TIMES, NO_PERIOD, NO_TIME, WRITE_PERIOD, WRITE_TIME

USUAL_FIRST = {"pm": 5, "night": 9}
"""Of the usual times, the first of the afternoon and the first of the evening."""


class Hours:
    """``--times`` knows best, then a slot's own label, a sheet of times, other labels, what is usual."""

    def __init__(self, given: Bells | None) -> None:
        self._given = given or Bells()
        self._told: dict[int, Span] = {}
        self._assumed: dict[int, Span] = {}
        self._first: dict[str, int] = {}

    def learn(self, told: Iterable[tuple[int, Span]]) -> None:
        """Learn the times of periods from a sheet or from labels; what was learnt before stands."""
        for period, span in agreed(told):
            self._told.setdefault(period, span)

    def sort(self, heads: Iterable[Head]) -> None:
        """Learn with which periods afternoon and evening begin, for the times that may have to be assumed."""
        for head in heads:
            for period in head.periods if head.block in USUAL_FIRST else ():
                self._first[head.block] = min(period, self._first.get(head.block, period))

    def held(self, head: Head, grade: int | None, value: str) -> tuple[Span, ...] | Problem:
        """Return when a slot is held, each of its periods; or why that can't be said."""
        if not head.periods and head.span is None:
            return Problem(NO_PERIOD.with_(value=value), WRITE_PERIOD.with_())
        given = [self._given.at(period, grade) for period in head.periods]
        if head.span is not None and (not given or None in given):
            return (head.span,)
        found: list[Span] = []
        for period, told in zip(head.periods, given, strict=True):
            span = told or self._told.get(period) or self._usual(period, head.block)
            if span is None:
                return Problem(NO_TIME.with_(value=value, period=period), WRITE_TIME.with_())
            found.append(span)
        return tuple(found)

    def _usual(self, period: int, block: str) -> Span | None:
        # Assumed times would not fit between times that the school told.
        if self._told or self._given != Bells():
            return None
        ahead = USUAL_FIRST[block] - self._first[block] if block in self._first else 0
        usual = DEFAULT.at(period + ahead, None)
        if usual is not None:
            self._assumed[period] = usual
        return usual

    def notices(self) -> tuple[Said, ...]:
        """Return what was assumed."""
        times = Listed(f"{period} {shown(span)}" for period, span in sorted(self._assumed.items()))
        return (ASSUMED_TIMES.with_(times=times),) if times else ()

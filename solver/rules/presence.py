"""Whether a person serves at all on a day or in a stretch: one 0-or-1 expression out of many duties."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from solver.domain.duties import Duty
from solver.rules.verbs import ONE, ZERO, Board, Lin, total


def some_of(board: Board, parts: Sequence[Lin]) -> Lin:
    """Return an expression that is 1 exactly when some of the parts (each 0 or 1) is 1."""
    if any(not part.terms and part.const for part in parts):
        return ONE
    open_parts = [part for part in parts if part.terms]
    if not open_parts:
        return ZERO
    if len(open_parts) == 1:
        return open_parts[0]
    serves = board.choice()
    for part in open_parts:
        board.at_most(part - serves, 0)
    board.at_most(serves - total(open_parts), 0)
    return serves


def days_served(board: Board, rows: Iterable[tuple[Duty, Lin]]) -> Mapping[dt.date, Lin]:
    """Return, for each date with possible duties, whether the person serves on it."""
    parts: dict[dt.date, list[Lin]] = defaultdict(list)
    for duty, lin in rows:
        parts[duty.date].append(lin)
    return {date: some_of(board, lins) for date, lins in parts.items()}

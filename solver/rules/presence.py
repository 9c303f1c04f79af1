"""On which days a person serves at all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from solver.domain.duties import Duty
from solver.rules.verbs import Board, Lin


def days_served(board: Board, rows: Iterable[tuple[Duty, Lin]]) -> Mapping[dt.date, Lin]:
    """Return, for each date with possible duties, whether the person serves on it."""
    parts: dict[dt.date, list[Lin]] = defaultdict(list)
    for duty, lin in rows:
        parts[duty.date].append(lin)
    return {date: board.as_decision(board.any_of(lins)) for date, lins in parts.items()}

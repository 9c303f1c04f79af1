"""On which days a person serves at all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from solver.domain.duties import Duty
from solver.rules.model_builder import LinearExpr, ModelBuilder


def days_served(model: ModelBuilder, rows: Iterable[tuple[Duty, LinearExpr]]) -> Mapping[dt.date, LinearExpr]:
    """Return, for each date with possible duties, whether the person serves on it."""
    parts: dict[dt.date, list[LinearExpr]] = defaultdict(list)
    for duty, lin in rows:
        parts[duty.date].append(lin)
    return {date: model.as_decision(model.any_of(lins)) for date, lins in parts.items()}

"""Which lines could leave when: the view of a hand-over that rules take while it is being made."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from solver.domain.calendar import Day, session_days
from solver.domain.case import Case
from solver.domain.plan import Departure, Variant
from solver.domain.pupils import present
from solver.rules.model_builder import LinearExpr, ModelBuilder

LineKey = tuple[str, str]
"""Session and group."""


def options(model: ModelBuilder) -> dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]]:
    """Return the possible departures of each session, group and variant."""
    found: dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]] = defaultdict(list)
    for departure, lin in model.departures():
        found[departure.session, departure.group, departure.variant].append((departure, lin))
    return found


@lru_cache(maxsize=32)
def leaving_days(case: Case) -> dict[LineKey, tuple[Day, ...]]:
    """Return the days on which each line leaves: its group is in care and has pupils in the session."""
    found: dict[LineKey, tuple[Day, ...]] = {}
    for session in case.sessions:
        if session.ends != "gate" or session.kind == "extended":
            continue
        for group in case.groups:
            days = tuple(day for day in session_days(case, session.id) if present(case, session, group, day))
            if days:
                found[session.id, group.id] = days
    return found

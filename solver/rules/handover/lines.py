"""Which lines could leave when: the view of a hand-over that rules take while it is being made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from solver.domain.calendar import Day, in_care, session_days
from solver.domain.case import Case, Session
from solver.domain.duties import Duty
from solver.domain.plan import Departure, Variant
from solver.domain.pupils import pupils_of
from solver.rules.model_builder import LinearExpr, ModelBuilder

LineKey = tuple[str, str]
"""Session and group."""

HOLDING = frozenset({"care", "tutoring", "arrival", "lunch", "nap", "evening"})


def options(board: ModelBuilder) -> dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]]:
    """Return the possible departures of each session, group and variant."""
    found: dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]] = defaultdict(list)
    for departure, lin in board.departures():
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
            days = tuple(
                day
                for day in session_days(case, session.id)
                if pupils_of(case, group, session.id, day.weekday) and in_care(case, group, session.id, day)
            )
            if days:
                found[session.id, group.id] = days
    return found


def zone_at_end(case: Case, duties: Sequence[Duty], session: Session, group: str) -> str | None:
    """Return where a group is at the end of a session, given the duties of that day."""
    shared = None
    for duty in sorted(duties, key=lambda duty: (duty.start, duty.post)):
        if duty.session != session.id or duty.kind not in HOLDING or duty.club is not None:
            continue
        if duty.start < session.end <= duty.end:
            if duty.group == group:
                return duty.zone_from
            if duty.group is None and shared is None:
                shared = duty
    if shared is not None:
        return shared.zone_from
    room = case.group[group].room
    return None if room is None else case.room[room].zone

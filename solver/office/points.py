"""How far a solve is, as the store keeps it: levels with their bounds, and how many seats are taken."""

from __future__ import annotations

from pydantic import TypeAdapter

from solver.domain.case import Case
from solver.domain.levels import group_name, groups_of
from solver.office.snapshots import Point
from solver.rules import rules_of
from solver.service import LevelState, Snapshot
from solver.store import PointRow

LEVELS: TypeAdapter[tuple[LevelState, ...]] = TypeAdapter(tuple[LevelState, ...])


class Points:
    """Turns what a solve of one case tells into points of a run."""

    def __init__(self, case: Case, run_id: int) -> None:
        self._run_id = run_id
        self._empty = _levels_of_empty_seats(case)

    def point(self, number: int, snapshot: Snapshot) -> PointRow:
        """Return a snapshot as the run's point of this number."""
        return PointRow(
            run_id=self._run_id,
            number=number,
            elapsed=snapshot.elapsed,
            stage=snapshot.stage or "",
            step=snapshot.step,
            levels=LEVELS.dump_json(snapshot.levels).decode(),
            assigned=self._assigned(snapshot),
            seats=snapshot.seats,
        )

    def _assigned(self, snapshot: Snapshot) -> int | None:
        values = {level.name: level.value for level in snapshot.levels}
        short = [values.get(name) for name in self._empty]
        known = [value for value in short if value is not None]
        if snapshot.seats is None or not known or len(known) < len(short):
            return None
        return snapshot.seats - sum(known)


def _levels_of_empty_seats(case: Case) -> tuple[str, ...]:
    """Return the levels that count a case's empty seats one by one; none where it weighs or mixes them."""
    rules = rules_of(case)
    own = [rule.params for rule in rules if rule.code == "uncovered"]
    if len(own) != 1 or own[0].cost != 1:
        return ()
    names = {own[0].level, own[0].pupils_level}
    single = {
        group_name(group) for group in groups_of(case, "rotation") if len(group) == 1 and group[0][1] == 1
    }
    others = {
        rule.params.level for rule in rules if rule.code != "uncovered" and rule.params.cost is not None
    }
    return tuple(sorted(names)) if names <= single - others else ()


def point_of(row: PointRow) -> Point:
    """Return a stored point."""
    return Point(row.elapsed, row.stage, row.step, LEVELS.validate_json(row.levels), row.assigned, row.seats)

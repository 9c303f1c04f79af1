"""How far a solve is, as the store keeps it: levels with their bounds, and how many seats are taken."""

from __future__ import annotations

from pydantic import TypeAdapter

from solver.domain.case import Case
from solver.domain.levels import group_name, groups_of
from solver.domain.plan import STAGES
from solver.rules import rules_of
from solver.service import LevelState, Snapshot
from solver.store import PointRow

LEVELS: TypeAdapter[tuple[LevelState, ...]] = TypeAdapter(tuple[LevelState, ...])


def row_of(run_id: int, number: int, snapshot: Snapshot) -> PointRow:
    """Return a snapshot as the point of this number of a run."""
    return PointRow(
        run_id=run_id,
        number=number,
        elapsed=snapshot.elapsed,
        stage=snapshot.stage or "",
        step=snapshot.step,
        levels=LEVELS.dump_json(snapshot.levels).decode(),
        assigned=snapshot.assigned,
        seats=snapshot.seats,
    )


def snapshot_of(row: PointRow) -> Snapshot:
    """Return the snapshot that a point was made from."""
    return Snapshot(
        stage=next((stage for stage in STAGES if stage == row.stage), None),
        step=row.step,
        levels=LEVELS.validate_json(row.levels),
        seats=row.seats,
        assigned=row.assigned,
        elapsed=row.elapsed,
    )


def assigned(snapshot: Snapshot, empty: tuple[str, ...]) -> int | None:
    """Return how many seats are taken, where every one of the levels of ``empty`` seats has a value."""
    values = {level.name: level.value for level in snapshot.levels}
    short = [values.get(name) for name in empty]
    known = [value for value in short if value is not None]
    if snapshot.seats is None or not known or len(known) < len(short):
        return None
    return snapshot.seats - sum(known)


def levels_of_empty_seats(case: Case) -> tuple[str, ...]:
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

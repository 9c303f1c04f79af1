"""How far a solve is, as the store keeps it: levels with their bounds, and how many seats are taken."""

from __future__ import annotations

from dataclasses import replace

from pydantic import TypeAdapter

from solver.domain.case import Case
from solver.domain.levels import STAGES
from solver.rules.level_scale import counting
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


class TakenSeats:
    """Counts how many seats of a case are taken by what its levels say of the empty ones."""

    def __init__(self, case: Case) -> None:
        self._empty = counting(case, "seats")

    def counted(self, snapshot: Snapshot) -> Snapshot:
        """Return a snapshot with its taken seats; ``None`` where the levels do not tell the empty ones."""
        values = {level.name: level.value for level in snapshot.levels}
        seats = snapshot.seats if self._empty else None
        for name, scale in self._empty:
            value = values.get(name)
            seats = None if seats is None or value is None else seats - int(scale.exact(value))
        return replace(snapshot, assigned=seats)

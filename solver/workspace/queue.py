"""Solves that are asked for: put into the store's queue, looked at, stopped, called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from pydantic import TypeAdapter

from solver import __version__
from solver.base.text import both
from solver.domain.case import Case
from solver.service import Options
from solver.store import Database, PointRow, RunRow, Runs
from solver.store.runs import OPEN
from solver.store.schema import now
from solver.workspace.case_folder import CaseFolder
from solver.workspace.serialization import packed_case, snapshot_of
from solver.workspace.views import NO_RUN, RunState, RunView, UnknownError

OPTIONS: TypeAdapter[Options] = TypeAdapter(Options)
SHOWN: dict[str, RunState] = {
    "queued": "queued",
    "running": "running",
    "stopping": "stopping",
    "cancelling": "stopping",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
    "interrupted": "interrupted",
}


class RunQueue:
    """The runs of the store as pages see them. ``wake`` is called when there may be something to begin."""

    def __init__(self, folder: CaseFolder, database: Database, wake: Callable[[], None]) -> None:
        self._folder, self._runs, self._wake = folder, Runs(database), wake

    def submit(
        self, key: str, case: Case, options: Options, *, digest: str, scenario: str = "", batch: str = ""
    ) -> int:
        """Put a case at the end of the queue and return the run's id; ``digest`` is that of its inputs.

        Raises
        ------
        UnknownError
            If no such case is listed.
        """
        self._folder.path(key)
        row = RunRow(
            key=key,
            title=case.title,
            scenario=scenario,
            batch=batch,
            options=OPTIONS.dump_json(options).decode(),
            cores=max(options.workers, 1),
            case_hash=case.hash,
            digest=digest,
            version=__version__,
            queued=now(),
        )
        run_id = self._runs.add(row, packed_case(case))
        self._wake()
        return run_id

    def get(self, run_id: int) -> RunView:
        """Return a run with all that is known of its way.

        Raises
        ------
        UnknownError
            If there is no such run.
        """
        row = self._runs.get(run_id)
        if row is None:
            raise UnknownError(NO_RUN.with_(number=run_id))
        return self._views([row], {run_id: self._runs.points(run_id)})[0]

    def find(self, key: str | None = None, batch: str | None = None) -> tuple[RunView, ...]:
        """Return runs, of a case or a batch, newest first, each with the last point of its way only."""
        rows = self._runs.find(key=key, batch=batch)[::-1]
        return self._views(rows, self._last_points(rows))

    def open(self) -> dict[str, RunView]:
        """Return the newest run of each case that waits or is worked on."""
        rows = self._runs.find(states=OPEN)
        return {view.key: view for view in self._views(rows, self._last_points(rows))}

    def stop(self, run_id: int) -> None:
        """Let a run end now and keep the best it has; one that still waits is called off."""
        self._runs.stop(run_id)
        self._wake()

    def cancel(self, run_id: int) -> None:
        """Call a run off: nothing of it is kept."""
        self._runs.cancel(run_id)
        self._wake()

    def _last_points(self, rows: Sequence[RunRow]) -> dict[int, tuple[PointRow, ...]]:
        latest = self._runs.latest([row.id for row in rows])
        return {run_id: (point,) for run_id, point in latest.items()}

    def _views(self, rows: Sequence[RunRow], points: dict[int, tuple[PointRow, ...]]) -> tuple[RunView, ...]:
        waiting = [row.id for row in self._runs.find(states=("queued",))]
        plans = self._runs.plans([row.id for row in rows if row.state == "done"])
        return tuple(
            RunView(
                id=row.id,
                key=row.key,
                scenario=row.scenario,
                batch=row.batch,
                state=SHOWN[row.state],
                place=waiting.index(row.id) + 1 if row.id in waiting else 0,
                options=OPTIONS.validate_json(row.options),
                case_hash=row.case_hash,
                digest=row.digest,
                version=row.version,
                queued=dt.datetime.fromisoformat(row.queued),
                started=_moment(row.started),
                ended=_moment(row.ended),
                points=tuple(map(snapshot_of, points.get(row.id, ()))),
                plan_id=plans.get(row.id),
                message=both(row.message_zh, row.message_en) if row.message_zh else None,
            )
            for row in rows
        )


def _moment(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)

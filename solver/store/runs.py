"""The queue of solves: what waits, what is worked on, how far it is and how it ended.

Every change of state is one statement that names the states it may start from, so that the app, a worker
and a second app can all act on the same run and only one of them succeeds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from solver.base.text import Said
from solver.store.database import DamagedError, Table, sealed, unsealed
from solver.store.schema import CaseRow, FileRow, PlanRow, PointRow, RunRow, now

ACTIVE = ("running", "stopping", "cancelling")
OPEN = ("queued", *ACTIVE)


class Plans(Table):
    """Every plan with its files, and the case it was made of."""

    def of(self, key: str) -> tuple[PlanRow, ...]:
        """Return a case's plans, newest first."""
        wanted = select(PlanRow).where(PlanRow.key == key).order_by(PlanRow.id.desc())
        with self._database.reading() as session:
            return tuple(session.scalars(wanted))

    def newest(self) -> dict[str, PlanRow]:
        """Return the newest plan of each case that no scenario made."""
        newest = select(func.max(PlanRow.id)).where(PlanRow.scenario == "").group_by(PlanRow.key)
        wanted = select(PlanRow).where(PlanRow.id.in_(newest))
        with self._database.reading() as session:
            return {row.key: row for row in session.scalars(wanted)}

    def get(self, plan_id: int) -> PlanRow | None:
        """Return what is known of a plan."""
        with self._database.reading() as session:
            return session.get(PlanRow, plan_id)

    def add(self, row: PlanRow, case: bytes, files: Mapping[str, bytes]) -> int:
        """Keep a plan with its files and its case, and return its id."""
        with self._database.writing() as session:
            return put_plan(session, row, case, files)

    def read(self, plan_id: int) -> tuple[bytes, dict[str, bytes]]:
        """Return a plan's case and its files by name.

        Raises
        ------
        DamagedError
            If any of it is not what was put there.
        """
        what = f"plan {plan_id}"
        with self._database.reading() as session:
            row = session.get(PlanRow, plan_id)
            case = session.get(CaseRow, row.case_hash) if row else None
            files = tuple(session.scalars(select(FileRow).where(FileRow.plan_id == plan_id)))
        if case is None or not files:
            raise DamagedError(what)
        return unsealed(case.content, what), {row.name: unsealed(row.content, what) for row in files}

    def case(self, case_hash: str) -> bytes:
        """Return a case by its hash.

        Raises
        ------
        DamagedError
            If it is not what was put there.
        """
        with self._database.reading() as session:
            row = session.get(CaseRow, case_hash)
        if row is None:
            raise DamagedError(case_hash[:12])
        return unsealed(row.content, case_hash[:12])


def put_case(session: Session, case_hash: str, content: bytes) -> None:
    """Keep a case unless it is there already."""
    if session.get(CaseRow, case_hash) is None:
        session.add(CaseRow(hash=case_hash, content=sealed(content)))
        session.flush()


def put_plan(session: Session, row: PlanRow, case: bytes, files: Mapping[str, bytes]) -> int:
    """Put a plan with its files and its case into a transaction, and return its id."""
    put_case(session, row.case_hash, case)
    session.add(row)
    session.flush()
    session.add_all(
        FileRow(plan_id=row.id, name=name, content=sealed(content)) for name, content in files.items()
    )
    return row.id


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, and what is to be said about it."""

    state: str
    message: Said | None = None


class Runs(Table):
    """Every run ever asked for."""

    def add(self, row: RunRow, case: bytes) -> int:
        """Put a run at the end of the queue and return its id."""
        with self._database.writing() as session:
            put_case(session, row.case_hash, case)
            session.add(row)
            session.flush()
            return row.id

    def get(self, run_id: int) -> RunRow | None:
        """Return a run."""
        with self._database.reading() as session:
            return session.get(RunRow, run_id)

    def find(
        self, *, key: str | None = None, batch: str | None = None, states: Collection[str] | None = None
    ) -> tuple[RunRow, ...]:
        """Return runs in the order in which they were asked for: of one case, one batch, in some states."""
        conditions: list[ColumnElement[bool]] = []
        if key is not None:
            conditions.append(RunRow.key == key)
        if batch is not None:
            conditions.append(RunRow.batch == batch)
        if states is not None:
            conditions.append(RunRow.state.in_(states))
        with self._database.reading() as session:
            return tuple(session.scalars(select(RunRow).where(*conditions).order_by(RunRow.id)))

    def begin(self, run_id: int) -> bool:
        """Take a run from the queue to work on it; false where somebody else did, or it was called off."""
        return self._change(run_id, ("queued",), state="running", started=now())

    def stop(self, run_id: int) -> None:
        """Ask a run to end with the best it has; one that still waits has nothing and is called off."""
        self._change(run_id, ("queued",), state="cancelled", ended=now())
        self._change(run_id, ("running",), state="stopping")

    def cancel(self, run_id: int) -> None:
        """Call a run off: nothing of it will be kept."""
        self._change(run_id, ("queued",), state="cancelled", ended=now())
        self._change(run_id, ("running", "stopping"), state="cancelling")

    def end(self, run_id: int, ending: Ending, states: Collection[str] = ACTIVE) -> bool:
        """Note how a run ended, unless it did before."""
        said = ending.message
        return self._change(
            run_id,
            states,
            state=ending.state,
            ended=now(),
            message_zh=said.say("zh") if said else "",
            message_en=said.say("en") if said else "",
        )

    def finish(self, run_id: int, plan: PlanRow, case: bytes, files: Mapping[str, bytes]) -> int | None:
        """Keep a run's plan and note that it is done, both or neither; ``None`` where it was called off."""
        with self._database.writing() as session:
            if not _changed(session, run_id, ("running", "stopping"), {"state": "done", "ended": now()}):
                return None
            return put_plan(session, plan, case, files)

    def tell(self, points: Sequence[PointRow]) -> None:
        """Keep where a run stands."""
        if points:
            with self._database.writing() as session:
                session.add_all(points)

    def points(self, run_id: int) -> tuple[PointRow, ...]:
        """Return where a run stood, from its beginning on."""
        wanted = select(PointRow).where(PointRow.run_id == run_id).order_by(PointRow.number)
        with self._database.reading() as session:
            return tuple(session.scalars(wanted))

    def latest(self, run_ids: Collection[int]) -> dict[int, PointRow]:
        """Return where runs stand now, by run."""
        newest = (
            select(PointRow.run_id, func.max(PointRow.number).label("number"))
            .where(PointRow.run_id.in_(run_ids))
            .group_by(PointRow.run_id)
            .subquery()
        )
        wanted = select(PointRow).join(
            newest, (PointRow.run_id == newest.c.run_id) & (PointRow.number == newest.c.number)
        )
        with self._database.reading() as session:
            return {point.run_id: point for point in session.scalars(wanted)}

    def plans(self, run_ids: Collection[int]) -> dict[int, int]:
        """Return the plans that runs made, by run."""
        wanted = select(PlanRow.run_id, PlanRow.id).where(PlanRow.run_id.in_(run_ids))
        with self._database.reading() as session:
            return {run_id: plan_id for run_id, plan_id in session.execute(wanted) if run_id is not None}

    def _change(self, run_id: int, states: Collection[str], **values: str) -> bool:
        with self._database.writing() as session:
            return _changed(session, run_id, states, values)


def _changed(session: Session, run_id: int, states: Collection[str], values: Mapping[str, str]) -> bool:
    """Change a run that is in one of some states; tell whether it was."""
    wanted = update(RunRow).where(RunRow.id == run_id, RunRow.state.in_(states)).values(**values)
    return session.execute(wanted.returning(RunRow.id)).scalar_one_or_none() is not None

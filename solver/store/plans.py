"""Cases as they were solved, and the plans made of them: whole, or not there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from solver.store.database import DamagedError, Table, sealed, unsealed
from solver.store.schema import CaseRow, FileRow, PlanRow


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

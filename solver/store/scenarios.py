"""Scenarios that belong to a case: named texts."""

from __future__ import annotations

from sqlalchemy import delete, select

from solver.store.database import Database
from solver.store.schema import ScenarioRow, now


class Scenarios:
    """The scenarios of every case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, key: str) -> tuple[ScenarioRow, ...]:
        """Return a case's scenarios by name."""
        wanted = select(ScenarioRow).where(ScenarioRow.key == key).order_by(ScenarioRow.name)
        with self._database.reading() as session:
            return tuple(session.scalars(wanted))

    def put(self, key: str, name: str, text: str) -> None:
        """Keep a scenario; one of that name is replaced."""
        with self._database.writing() as session:
            session.merge(ScenarioRow(key=key, name=name, text=text, changed=now()))

    def drop(self, key: str, name: str) -> None:
        """Forget a scenario."""
        with self._database.writing() as session:
            session.execute(delete(ScenarioRow).where(ScenarioRow.key == key, ScenarioRow.name == name))

"""What can be worked out again, kept so that the list of cases is there at once."""

from __future__ import annotations

from sqlalchemy import select

from solver.store.database import Database
from solver.store.schema import BookRow, CardRow


class Cards:
    """Cards of cases, and the workbooks that became cases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, CardRow]:
        """Return every card by the key of its case."""
        with self._database.reading() as session:
            return {row.key: row for row in session.scalars(select(CardRow))}

    def put(self, key: str, inputs: str, content: str) -> None:
        """Keep what is known of a case with these inputs."""
        with self._database.writing() as session:
            session.merge(CardRow(key=key, inputs=inputs, content=content))

    def books(self) -> dict[str, BookRow]:
        """Return the workbooks that were taken in, by file name."""
        with self._database.reading() as session:
            return {row.name: row for row in session.scalars(select(BookRow))}

    def taken(self, name: str, digest: str, key: str) -> None:
        """Note that a workbook of this content became a case."""
        with self._database.writing() as session:
            session.merge(BookRow(name=name, digest=digest, key=key))

"""What can be worked out again, kept so that the list of cases is there at once; and workbooks taken in."""

from __future__ import annotations

from sqlalchemy import select

from solver.store.database import Database
from solver.store.schema import BookRow, CardRow


class Cards:
    """What the card of each case says, and of which inputs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, CardRow]:
        """Return every card by the key of its case."""
        with self._database.reading() as session:
            return {row.key: row for row in session.scalars(select(CardRow))}

    def put(self, key: str, digest: str, content: str) -> None:
        """Keep what is known of a case with inputs of this digest."""
        with self._database.writing() as session:
            session.merge(CardRow(key=key, digest=digest, content=content))


class Books:
    """The workbooks beside the cases that became cases themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def case_of(self, name: str, digest: str) -> str | None:
        """Return the case that a workbook of this content became."""
        with self._database.reading() as session:
            row = session.get(BookRow, name)
        return row.key if row is not None and row.digest == digest else None

    def taken(self, name: str, digest: str, key: str) -> None:
        """Note that a workbook of this content became a case."""
        with self._database.writing() as session:
            session.merge(BookRow(name=name, digest=digest, key=key))

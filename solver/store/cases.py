"""What is kept of cases beside their files: unsaved edits, cards, workbooks taken in, scenarios."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.store.database import Table, sealed, unsealed
from solver.store.schema import BookRow, CardRow, DraftRow, ScenarioRow, now

STALE = Words(
    zh="“{key}”刚刚在另一个窗口里改过，这里的修改没有存下。请重新打开，看到最新内容后再改。",
    en="“{key}” was just changed in another window; the change made here was not kept. "
    "Open it again and go on from there.",
)


class StaleDraftError(AfterbellError):
    """Somebody else kept a newer state meanwhile; theirs stands."""

    def __init__(self, key: str) -> None:
        super().__init__(STALE.with_(key=key))


class Drafts(Table):
    """The edits of each case that are not in its files yet, counted: two who edit the same case are told."""

    def all(self) -> dict[str, DraftRow]:
        """Return every draft by the key of its case."""
        with self._database.reading() as session:
            return {row.key: row for row in session.scalars(select(DraftRow))}

    def get(self, key: str) -> DraftRow | None:
        """Return the draft of a case."""
        with self._database.reading() as session:
            return session.get(DraftRow, key)

    def seen(self, key: str, base: str) -> DraftRow:
        """Return the draft of a case whose files are ``base`` now; a new revision where nobody saw these."""
        row = self.get(key)
        if row is not None and (row.content is not None or row.base == base):
            return row
        with self._database.writing() as session:
            row = _draft(session, key, base, revision=1)
            if row.content is None and row.base != base:
                row.base, row.revision = base, row.revision + 1
        return row

    def keep(self, key: str, revision: int, content: bytes | None, digest: str) -> int:
        """Keep edits made on a revision and return the new one; ``None`` where nothing is unsaved any more.

        Raises
        ------
        StaleDraftError
            If that revision is not the newest.
        """
        stored = None if content is None else sealed(content)
        with self._database.writing() as session:
            row = session.get(DraftRow, key)
            if row is None or row.revision != revision:
                raise StaleDraftError(key)
            row.content, row.digest, row.revision = stored, digest if stored else "", revision + 1
            return row.revision

    def saved(self, key: str, revision: int, base: str) -> int:
        """Note that the edits of a revision are in the files, which are ``base`` now; return the revision.

        Edits that came meanwhile stay, as edits of the new files.
        """
        with self._database.writing() as session:
            row = _draft(session, key, base, revision=1)
            if row.revision == revision:
                row.content, row.digest = None, ""
            row.base = base
            return row.revision

    def discard(self, key: str, base: str) -> int:
        """Forget the edits of a case whose files are ``base``; return the new revision."""
        with self._database.writing() as session:
            row = _draft(session, key, base, revision=0)
            row.content, row.digest, row.base, row.revision = None, "", base, row.revision + 1
            return row.revision


def _draft(session: Session, key: str, base: str, revision: int) -> DraftRow:
    """Return the draft of a case, begun with this revision where there is none."""
    row = session.get(DraftRow, key)
    if row is None:
        row = DraftRow(key=key, revision=revision, base=base)
        session.add(row)
    return row


def content_of(row: DraftRow) -> bytes | None:
    """Return the edits of a draft, if it has any.

    Raises
    ------
    DamagedError
        If they are not what was kept.
    """
    return None if row.content is None else unsealed(row.content, row.key)


class Cards(Table):
    """What the card of each case says, and of which inputs."""

    def all(self) -> dict[str, CardRow]:
        """Return every card by the key of its case."""
        with self._database.reading() as session:
            return {row.key: row for row in session.scalars(select(CardRow))}

    def put(self, key: str, digest: str, content: str) -> None:
        """Keep what is known of a case with inputs of this digest."""
        with self._database.writing() as session:
            session.merge(CardRow(key=key, digest=digest, content=content))


class Books(Table):
    """The workbooks beside the cases that became cases themselves."""

    def case_of(self, name: str, digest: str) -> str | None:
        """Return the case that a workbook of this content became."""
        with self._database.reading() as session:
            row = session.get(BookRow, name)
        return row.key if row is not None and row.digest == digest else None

    def taken(self, name: str, digest: str, key: str) -> None:
        """Note that a workbook of this content became a case."""
        with self._database.writing() as session:
            session.merge(BookRow(name=name, digest=digest, key=key))


class Scenarios(Table):
    """The scenarios of every case."""

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

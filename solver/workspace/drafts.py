"""The inputs of every case: opened with what is unsaved, kept at every edit, saved as a whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from solver import service
from solver.base.errors import InputError
from solver.base.memo import Memo
from solver.io.editing import (
    CaseTables,
    ChangedOnDiskError,
    Examined,
    fingerprint,
    save,
    tables_from_bytes,
)
from solver.store import Books, DamagedError, Database, DraftRow, Drafts
from solver.store.cases import content_of
from solver.workspace.case_folder import CaseFiles, CaseFolder, is_book
from solver.workspace.views import Draft

MAX_EXAMINED, MAX_EDITED, MAX_TRIES = 6, 12, 20
UNREAD_DIGEST = "?"
"""What stands for the hash of files that can't be read."""


class CaseDrafts:
    """The cases of a folder with the edits that are not in their files yet."""

    def __init__(self, folder: CaseFolder, files: CaseFiles, database: Database) -> None:
        self._folder, self._files = folder, files
        self._drafts, self._books = Drafts(database), Books(database)
        self._kept: Memo[tuple[str, int, str], CaseTables] = Memo(MAX_EDITED)
        self._examined: Memo[str, Examined] = Memo(MAX_EXAMINED)

    def open(self, key: str) -> Draft:
        """Return a case's inputs, with what is unsaved; a workbook becomes a case first, with its own key.

        Raises
        ------
        UnknownError
            If no such case is listed.
        InputError
            If its files can't be read, and nothing is unsaved.
        DamagedError
            If the store does not hold the edits that were kept.
        """
        path = self._place(key)
        if is_book(path):
            return self.open(self._take_in_book(path))
        try:
            digest, saved = self._files.of(key, path)
        except InputError:
            if not self._has_edits(key):
                raise
            digest, saved = UNREAD_DIGEST, CaseTables(key, "", {})
        row = self._drafts.seen(key, digest)
        tables = self.draft(row) or saved
        if row.content is not None and tables.digest == saved.digest:
            # The app ended right between saving and noting it, or somebody made the same edits elsewhere.
            self._drafts.saved(key, row.revision, digest)
        unsaved = tables.digest != saved.digest
        return Draft(key, tables, saved, unsaved, unsaved and row.base != digest, row.revision)

    def keep(self, key: str, tables: CaseTables, revision: int) -> int:
        """Keep unsaved edits made on a revision and return theirs.

        Raises
        ------
        StaleDraftError
            If somebody else kept edits meanwhile; nothing of these is kept.
        """
        try:
            same = tables.digest == self._files.of(key, self._place(key))[1].digest
        except InputError:
            # Whatever has become of the files, what was typed is kept.
            same = False
        kept = self._drafts.keep(key, revision, None if same else tables.to_json().encode(), tables.digest)
        self._kept.put((key, kept, tables.digest), tables)
        return kept

    def save(self, key: str, *, anyway: bool = False) -> int:
        """Write what is unsaved into the case's files and return the revision that is saved now.

        Raises
        ------
        ChangedOnDiskError
            If the files are not those that the edits were made on; with ``anyway`` they are replaced.
        """
        path = self._place(key)
        digest = fingerprint(path)
        row = self._drafts.seen(key, digest)
        tables = self.draft(row)
        if tables is None:
            return row.revision
        written = save(tables, path, expected=digest if anyway else row.base)
        return self._drafts.saved(key, row.revision, written)

    def discard(self, key: str) -> int:
        """Forget what is unsaved and return the revision that is seen now."""
        try:
            digest = fingerprint(self._place(key))
        except InputError:
            digest = UNREAD_DIGEST
        return self._drafts.discard(key, digest)

    def add(self, tables: CaseTables, name: str, tries: int = MAX_TRIES) -> str:
        """Make a new case with a name like this one and return its key."""
        place = self._folder.free(name)
        try:
            save(tables, place, expected=None)
        except ChangedOnDiskError:
            # Somebody wanted the same name at the same moment, and has it.
            if not tries:
                raise
            return self.add(tables, name, tries - 1)
        return place.name

    def take_in(self, name: str, content: bytes) -> str:
        """Make a case of a workbook (or a zip of a case's folder) that somebody hands in; return its key.

        Raises
        ------
        InputError
            If it can't be read or is too large; nothing is stored.
        """
        return self.add(tables_from_bytes(name, content), Path(name).stem)

    def examine(self, tables: CaseTables) -> Examined:
        """Return what the inputs make: a case, or every fault at its cell. The last few are kept."""
        return self._examined.get(tables.digest, lambda: service.examine(tables))

    def draft(self, row: DraftRow) -> CaseTables | None:
        """Return unsaved edits, if there are any.

        Raises
        ------
        DamagedError
            If they are not what was kept.
        """
        content = content_of(row)
        if content is None:
            return None
        try:
            name = row.key, row.revision, row.digest
            return self._kept.get(name, lambda: CaseTables.from_json(content.decode()))
        except ValueError as error:
            raise DamagedError(row.key) from error

    def _has_edits(self, key: str) -> bool:
        row = self._drafts.get(key)
        return row is not None and row.content is not None

    def _place(self, key: str) -> Path:
        """Return where a case is, or was when edits were kept: they can be seen and saved all the same."""
        place = self._folder.place(key)
        return place if place is not None and self._has_edits(key) else self._folder.path(key)

    def _take_in_book(self, path: Path) -> str:
        """Return the case that a workbook became, made now unless it was made of this very content."""
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        key = self._books.case_of(path.name, digest)
        if key is not None and (self._folder.root / key).is_dir():
            return key
        key = self.take_in(path.name, content)
        self._books.taken(path.name, digest, key)
        return key

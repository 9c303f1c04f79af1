"""The inputs of every case: opened with what is unsaved, kept at every edit, saved as a whole."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from solver import service
from solver.base.errors import InputError
from solver.io.editing import (
    CaseTables,
    ChangedOnDiskError,
    Examined,
    fingerprint,
    save,
    tables_from_bytes,
)
from solver.office.files import Files
from solver.office.kept import Kept
from solver.office.shelf import Shelf, is_book
from solver.office.snapshots import Draft
from solver.store import Books, DamagedError, DraftRow, Drafts, StaleDraftError
from solver.store.drafts import content_of

EXAMINED, EDITED, TRIES = 6, 12, 20
UNREAD = "?"
"""What stands for the hash of files that can't be read."""


class Inputs:
    """The cases of a folder with the edits that are not in their files yet."""

    def __init__(self, shelf: Shelf, files: Files, drafts: Drafts, books: Books) -> None:
        self._shelf, self._files, self._drafts, self._books = shelf, files, drafts, books
        self._kept: Kept[tuple[str, int, str], CaseTables] = Kept(EDITED)
        self._examined: Kept[str, Examined] = Kept(EXAMINED)

    def open(self, key: str) -> Draft:
        """Return a case's inputs, with what is unsaved; a workbook becomes a case first.

        Raises
        ------
        InputError
            If its files can't be read.
        """
        path = self._place(key)
        if is_book(path):
            return self.open(self._take_in_book(path))
        try:
            mark, saved = self._files.of(key, path)
        except InputError:
            if not self._has_edits(key):
                raise
            mark, saved = UNREAD, CaseTables(key, "", {})
        row = self._drafts.seen(key, mark)
        tables = self.draft(row) or saved
        if row.content is not None and tables.digest == saved.digest:
            # The app ended right between saving and noting it, or somebody made the same edits elsewhere.
            self._drafts.saved(key, row.revision, mark)
        unsaved = tables.digest != saved.digest
        return Draft(key, tables, saved, unsaved, unsaved and row.base != mark, row.revision)

    def keep(self, key: str, tables: CaseTables, revision: int) -> int:
        """Keep unsaved edits and return their revision.

        Raises
        ------
        StaleDraftError
            If another revision was kept meanwhile.
        """
        try:
            same = tables.digest == self._files.of(key, self._place(key))[1].digest
        except InputError:
            # Whatever has become of the files, what was typed is kept.
            same = False
        kept = self._drafts.keep(key, revision, None if same else tables.to_json().encode(), tables.digest)
        self._kept.put((key, kept, tables.digest), tables)
        return kept

    def save(self, key: str, *, anyway: bool) -> int:
        """Write what is unsaved into the case's files and return the revision that is saved now.

        Raises
        ------
        ChangedOnDiskError
            If the files are not those that the edits were made on; with ``anyway`` they are replaced.
        """
        path = self._place(key)
        mark = fingerprint(path)
        row = self._drafts.seen(key, mark)
        tables = self.draft(row)
        if tables is None:
            return row.revision
        written = save(tables, path, expected=mark if anyway else row.base)
        return self._drafts.saved(key, row.revision, written)

    def save_as(self, key: str, name: str) -> str:
        """Write a case with its unsaved edits into a new case; the old one stays as its files are."""
        draft = self.open(key)
        new = self.add(draft.tables, name)
        if draft.unsaved:
            with suppress(StaleDraftError):
                # What came meanwhile is not in the new case, so it stays.
                self.discard(draft.key, draft.revision)
        return new

    def discard(self, key: str, revision: int | None = None) -> int:
        """Forget what is unsaved and return the revision that is seen now.

        Raises
        ------
        StaleDraftError
            If edits newer than ``revision`` are there, where it is given.
        """
        try:
            mark = fingerprint(self._place(key))
        except InputError:
            mark = UNREAD
        return self._drafts.discard(key, mark, revision)

    def add(self, tables: CaseTables, name: str, tries: int = TRIES) -> str:
        """Make a new case with a name like this one and return its key."""
        place = self._shelf.free(name)
        try:
            save(tables, place, expected=None)
        except ChangedOnDiskError:
            # Somebody wanted the same name at the same moment, and has it.
            if not tries:
                raise
            return self.add(tables, name, tries - 1)
        return place.name

    def take_in(self, name: str, content: bytes) -> str:
        """Make a case of a file that somebody hands in, and return its key.

        Raises
        ------
        InputError
            If it can't be read; nothing is stored.
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
        place = self._shelf.place(key)
        return place if place is not None and self._has_edits(key) else self._shelf.path(key)

    def _take_in_book(self, path: Path) -> str:
        """Return the case that a workbook became, made now unless it was made of this very content."""
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        key = self._books.case_of(path.name, digest)
        if key is not None and (self._shelf.root / key).is_dir():
            return key
        key = self.take_in(path.name, content)
        self._books.taken(path.name, digest, key)
        return key

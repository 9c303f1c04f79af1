"""The inputs of every case: listed, opened with what is unsaved, kept at every edit, saved as a whole."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from solver import __version__, service
from solver.errors import InputError
from solver.intake.editing import CaseTables, Examined, open_tables, settings_of
from solver.office.kept import Kept
from solver.office.shelf import Shelf, is_book
from solver.office.snapshots import CaseCard, Draft
from solver.store import Cards, DraftRow, Drafts
from solver.store.drafts import content_of

OPEN = 12
EXAMINED = 6


@dataclass(frozen=True)
class Glance:
    """What the card of a case says of its inputs."""

    title: str
    fault_count: int
    counts: dict[str, int]


GLANCE: TypeAdapter[Glance] = TypeAdapter(Glance)


class Inputs:
    """The cases of a folder with the edits that are not in their files yet."""

    def __init__(self, shelf: Shelf, drafts: Drafts, cards: Cards) -> None:
        self._shelf, self._drafts, self._cards = shelf, drafts, cards
        self._read: Kept[tuple[str, str], CaseTables] = Kept(OPEN)
        self._kept: Kept[tuple[str, int], CaseTables] = Kept(OPEN)
        self._examined: Kept[str, Examined] = Kept(EXAMINED)

    def cards(self) -> tuple[CaseCard, ...]:
        """Return a card for every case, without its plans and runs."""
        drafts, known = self._drafts.all(), self._cards.all()
        found = []
        for key, path in self._shelf.paths().items():
            draft = drafts.get(key)
            mark = fingerprint(path)
            unsaved = draft is not None and draft.content is not None
            inputs = f"{__version__} {draft.digest if draft and unsaved else mark}"
            card = known.get(key)
            if card is not None and card.inputs == inputs:
                glance = GLANCE.validate_json(card.content)
            else:
                glance = self._glance(key, path, mark, draft if unsaved else None)
                self._cards.put(key, inputs, GLANCE.dump_json(glance).decode())
            found.append(
                CaseCard(
                    key=key,
                    title=glance.title,
                    fault_count=glance.fault_count,
                    counts=glance.counts,
                    unsaved=unsaved,
                    changed_on_disk=unsaved and draft is not None and draft.base != mark,
                    last_plan=None,
                    running=None,
                    book=is_book(path),
                )
            )
        return tuple(found)

    def open(self, key: str) -> Draft:
        """Return a case's inputs, with what is unsaved.

        Raises
        ------
        InputError
            If its files can't be read.
        """
        path = self._shelf.path(key)
        if is_book(path):
            return self.open(self.take_in(path.name, path.read_bytes()))
        mark = fingerprint(path)
        saved = self._saved(key, path, mark)
        row = self._drafts.seen(key, mark)
        tables = self._draft(row) or saved
        unsaved = tables.digest != saved.digest
        return Draft(key, tables, saved, unsaved, unsaved and row.base != mark, row.revision)

    def keep(self, key: str, tables: CaseTables, revision: int) -> int:
        """Keep unsaved edits and return their revision.

        Raises
        ------
        StaleDraftError
            If another revision was kept meanwhile.
        """
        path = self._shelf.path(key)
        mark = fingerprint(path)
        same = tables.digest == self._saved(key, path, mark).digest
        content = None if same else tables.to_json().encode()
        kept = self._drafts.keep(key, revision, content, tables.digest)
        self._kept.put((key, kept), tables)
        return kept

    def save(self, key: str, *, anyway: bool = False) -> int:
        """Write what is unsaved into the case's files and return the revision that is saved now.

        Raises
        ------
        ChangedOnDiskError
            If the files are not those that the edits were made on; with ``anyway`` they are replaced.
        """
        from solver.intake.editing import save

        path = self._shelf.path(key)
        mark = fingerprint(path)
        row = self._drafts.seen(key, mark)
        tables = self._draft(row)
        if tables is None:
            return row.revision
        written = save(tables, path, expected=mark if anyway else row.base)
        return self._drafts.saved(key, row.revision, written)

    def discard(self, key: str) -> int:
        """Forget what is unsaved and return the revision that is seen now."""
        return self._drafts.discard(key, fingerprint(self._shelf.path(key)))

    def take_in(self, name: str, content: bytes) -> str:
        """Make a case of a file that somebody hands in, and return its key.

        Raises
        ------
        InputError
            If it can't be read; nothing is stored.
        """
        from solver.intake.editing import save, tables_from_bytes

        tables = tables_from_bytes(name, content)
        place = self._shelf.free(Path(name).stem)
        save(tables, place, expected=None)
        return place.name

    def examine(self, tables: CaseTables) -> Examined:
        """Return what the inputs make: a case, or every fault at its cell. The last few are kept."""
        return self._examined.get(tables.digest, lambda: service.examine(tables))

    def _saved(self, key: str, path: Path, mark: str) -> CaseTables:
        return self._read.get((key, mark), lambda: open_tables(path))

    def _draft(self, row: DraftRow) -> CaseTables | None:
        content = content_of(row)
        if content is None:
            return None
        return self._kept.get((row.key, row.revision), lambda: CaseTables.from_json(content.decode()))

    def _glance(self, key: str, path: Path, mark: str, row: DraftRow | None) -> Glance:
        try:
            tables = (self._draft(row) if row else None) or self._saved(key, path, mark)
        except InputError as error:
            return Glance(key, len(error.faults), {})
        examined = self.examine(tables)
        if examined.loaded is None:
            return Glance(_title(tables) or key, len(examined.faults), {})
        case = examined.loaded.case
        return Glance(case.title, len(examined.faults), service.counts_of(case))


def fingerprint(path: Path) -> str:
    """Return the hash of a case's files."""
    from solver.intake.saving import fingerprint as of_folder

    return of_folder(path)


def _title(tables: CaseTables) -> str:
    try:
        return settings_of(tables.settings).get("title", "")
    except InputError:
        return ""

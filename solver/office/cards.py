"""The list of cases: what each one is, worked out once for the same inputs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from solver import __version__, service
from solver.base.errors import AfterbellError, InputError
from solver.io.editing import CaseTables, settings_of
from solver.office.files import Files, mark_of
from solver.office.inputs import Inputs
from solver.office.shelf import Shelf, is_book
from solver.office.snapshots import CaseCard
from solver.store import Books, CardRow, Cards, DraftRow, Drafts, StoreError


@dataclass(frozen=True)
class Glance:
    """What the card of a case says of its inputs."""

    title: str
    fault_count: int
    counts: dict[str, int]


GLANCE: TypeAdapter[Glance] = TypeAdapter(Glance)


class Listing:
    """Cards for the cases of a folder, for its workbooks, and for edits whose files are gone."""

    def __init__(
        self, shelf: Shelf, files: Files, inputs: Inputs, drafts: Drafts, cards: Cards, books: Books
    ) -> None:
        self._shelf, self._files, self._inputs = shelf, files, inputs
        self._drafts, self._cards, self._books = drafts, cards, books

    def cards(self) -> tuple[CaseCard, ...]:
        """Return a card for every case, without its plans and runs."""
        known = self._cards.all()
        unsaved = {key: row for key, row in self._drafts.all().items() if row.content is not None}
        paths = self._shelf.paths()
        gone = {key: self._shelf.place(key) for key in sorted(unsaved.keys() - paths.keys())}
        places = {**paths, **{key: place for key, place in gone.items() if place is not None}}
        return tuple(
            self._card(key, path, unsaved.get(key), known.get(key))
            for key, path in places.items()
            if not self._is_taken(path, paths)
        )

    def _is_taken(self, path: Path, paths: Mapping[str, Path]) -> bool:
        """Tell whether a path is a workbook that is one of the cases already."""
        try:
            return is_book(path) and self._books.case_of(path.name, mark_of(path)) in paths
        except InputError:
            return False

    def _card(self, key: str, path: Path, row: DraftRow | None, known: CardRow | None) -> CaseCard:
        try:
            mark = mark_of(path)
            glance = self._kept(key, path, mark, row, known)
        except InputError as error:
            # Not kept: who mends the file's permissions does not change the file.
            mark, glance = "", Glance(key, len(error.faults), {})
        return CaseCard(
            key=key,
            title=glance.title,
            fault_count=glance.fault_count,
            counts=glance.counts,
            unsaved=row is not None,
            changed_on_disk=row is not None and row.base != mark,
            last_plan=None,
            running=None,
            book=is_book(path),
        )

    def _kept(self, key: str, path: Path, mark: str, row: DraftRow | None, known: CardRow | None) -> Glance:
        """Return what is known of these inputs, worked out now where it is not known."""
        inputs = f"{__version__} {row.digest if row else mark}"
        if known is not None and known.inputs == inputs:
            try:
                return GLANCE.validate_json(known.content)
            except ValidationError:
                # Whatever it is, it can be worked out again.
                pass
        glance = self._glance(key, path, row)
        if mark_of(path) == mark:
            # On a full disk the list is there all the same, if slower.
            with suppress(StoreError):
                self._cards.put(key, inputs, GLANCE.dump_json(glance).decode())
        return glance

    def _glance(self, key: str, path: Path, row: DraftRow | None) -> Glance:
        try:
            tables = self._tables(key, path, row)
        except InputError as error:
            return Glance(key, len(error.faults), {})
        except AfterbellError:
            # Unsaved edits that are damaged: opening the case says so.
            return Glance(key, 1, {})
        examined = self._inputs.examine(tables)
        if examined.loaded is None:
            return Glance(_title(tables) or key, len(examined.faults), {})
        case = examined.loaded.case
        return Glance(case.title, len(examined.faults), service.counts_of(case))

    def _tables(self, key: str, path: Path, row: DraftRow | None) -> CaseTables:
        return (self._inputs.draft(row) if row else None) or self._files.of(key, path)[1]


def _title(tables: CaseTables) -> str:
    try:
        return settings_of(tables.settings).get("title", "")
    except InputError:
        return ""

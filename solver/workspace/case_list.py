"""The list of cases: what each one is, worked out once for the same inputs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from solver import __version__, service
from solver.base.errors import AfterbellError, InputError
from solver.io.editing import settings_of
from solver.store import Books, CardRow, Cards, Database, DraftRow, Drafts, Plans, StoreError
from solver.workspace.case_folder import CaseFiles, CaseFolder, digest_of, is_book
from solver.workspace.drafts import CaseDrafts
from solver.workspace.plan_cache import info_of
from solver.workspace.queue import RunQueue
from solver.workspace.views import CaseCard


@dataclass(frozen=True)
class Glance:
    """What the card of a case says of its inputs."""

    title: str
    fault_count: int
    counts: dict[str, int]


GLANCE: TypeAdapter[Glance] = TypeAdapter(Glance)


class CaseList:
    """Cards for the cases of a folder, for its workbooks, and for edits whose files are gone."""

    def __init__(
        self, folder: CaseFolder, files: CaseFiles, drafts: CaseDrafts, runs: RunQueue, database: Database
    ) -> None:
        self._folder, self._files, self._inputs, self._runs = folder, files, drafts, runs
        self._drafts, self._cards = Drafts(database), Cards(database)
        self._books, self._plans = Books(database), Plans(database)

    def cards(self) -> tuple[CaseCard, ...]:
        """Return a card for every case, by name."""
        known = self._cards.all()
        unsaved = {key: row for key, row in self._drafts.all().items() if row.content is not None}
        paths = self._folder.paths()
        gone = {key: self._folder.place(key) for key in sorted(unsaved.keys() - paths.keys())}
        places = {**paths, **{key: place for key, place in gone.items() if place is not None}}
        plans, running = self._plans.newest(), self._runs.open()
        return tuple(
            replace(
                self._card(key, path, unsaved.get(key), known.get(key)),
                last_plan=info_of(plans[key]) if key in plans else None,
                running=running.get(key),
            )
            for key, path in places.items()
            if not self._is_taken(path, paths)
        )

    def _is_taken(self, path: Path, paths: Mapping[str, Path]) -> bool:
        """Tell whether a path is a workbook that is one of the cases already."""
        try:
            return is_book(path) and self._books.case_of(path.name, digest_of(path)) in paths
        except InputError:
            return False

    def _card(self, key: str, path: Path, row: DraftRow | None, known: CardRow | None) -> CaseCard:
        try:
            digest = digest_of(path)
            glance = self._kept(key, path, digest, row, known)
        except InputError as error:
            # Not kept: who mends the file's permissions does not change the file.
            digest, glance = "", Glance(key, len(error.faults), {})
        return CaseCard(
            key=key,
            title=glance.title,
            fault_count=glance.fault_count,
            counts=glance.counts,
            unsaved=row is not None,
            changed_on_disk=row is not None and row.base != digest,
            book=is_book(path),
        )

    def _kept(self, key: str, path: Path, digest: str, row: DraftRow | None, known: CardRow | None) -> Glance:
        """Return what is known of these inputs, worked out now where it is not known."""
        inputs = f"{__version__} {row.digest if row else digest}"
        if known is not None and known.digest == inputs:
            try:
                return GLANCE.validate_json(known.content)
            except ValidationError:
                # Whatever it is, it can be worked out again.
                pass
        glance = self._glance(key, path, row)
        if digest_of(path) == digest:
            # On a full disk the list is there all the same, if slower.
            with suppress(StoreError):
                self._cards.put(key, inputs, GLANCE.dump_json(glance).decode())
        return glance

    def _glance(self, key: str, path: Path, row: DraftRow | None) -> Glance:
        try:
            tables = (self._inputs.draft(row) if row else None) or self._files.of(key, path)[1]
        except InputError as error:
            return Glance(key, len(error.faults), {})
        except AfterbellError:
            # Unsaved edits that are damaged: opening the case says so.
            return Glance(key, 1, {})
        examined = self._inputs.examine(tables)
        if examined.loaded is None:
            title = ""
            with suppress(InputError):
                title = settings_of(tables.settings).get("title", "")
            return Glance(title or key, len(examined.faults), {})
        case = examined.loaded.case
        return Glance(case.title, len(examined.faults), service.counts_of(case))

"""The list of cases: what each one is, worked out once for the same inputs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from solver import __version__, service
from solver.errors import AfterbellError, InputError
from solver.intake.editing import CaseTables, fingerprint, open_tables, settings_of
from solver.office.inputs import Inputs
from solver.office.shelf import Shelf, is_book
from solver.office.snapshots import CaseCard
from solver.store import Books, Cards, DraftRow, Drafts


@dataclass(frozen=True)
class Glance:
    """What the card of a case says of its inputs."""

    title: str
    fault_count: int
    counts: dict[str, int]


GLANCE: TypeAdapter[Glance] = TypeAdapter(Glance)


class Listing:
    """Cards for the cases of a folder, for its workbooks, and for edits whose files are gone."""

    def __init__(self, shelf: Shelf, inputs: Inputs, drafts: Drafts, cards: Cards, books: Books) -> None:
        self._shelf, self._inputs = shelf, inputs
        self._drafts, self._cards, self._books = drafts, cards, books

    def cards(self) -> tuple[CaseCard, ...]:
        """Return a card for every case, without its plans and runs."""
        drafts, known = self._drafts.all(), self._cards.all()
        paths = self._shelf.paths()
        unsaved = {key: row for key, row in drafts.items() if row.content is not None}
        found = []
        for key in (*paths, *sorted(unsaved.keys() - paths.keys())):
            path = paths.get(key, self._shelf.root / key)
            mark = _mark(path)
            if is_book(path) and self._books.case_of(key, mark) in paths:
                continue
            row = unsaved.get(key)
            inputs = f"{__version__} {row.digest if row else mark}"
            card = known.get(key)
            if card is not None and card.inputs == inputs:
                glance = GLANCE.validate_json(card.content)
            else:
                glance = self._glance(key, path, mark, row)
                self._cards.put(key, inputs, GLANCE.dump_json(glance).decode())
            found.append(
                CaseCard(
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
            )
        return tuple(found)

    def _glance(self, key: str, path: Path, mark: str, row: DraftRow | None) -> Glance:
        try:
            tables = self._tables(key, path, mark, row)
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

    def _tables(self, key: str, path: Path, mark: str, row: DraftRow | None) -> CaseTables:
        if is_book(path):
            return open_tables(path)
        return (self._inputs.draft(row) if row else None) or self._inputs.saved(key, path, mark)


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if is_book(path) else fingerprint(path)


def _title(tables: CaseTables) -> str:
    try:
        return settings_of(tables.settings).get("title", "")
    except InputError:
        return ""

"""What can be done to a table in the grid: small operations on typed text, each giving another text.

The browser numbers its operations and sends them until they are acknowledged, so each is done once and in
order however often it arrives. What makes no sense any more is left out: a browser may know an older table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from solver.io.editing import CaseTables
from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import plain

MAX_ROWS = 20_000
"""More rows than this no table may have; what would go beyond is left out."""

Place = Annotated[int, Field(ge=0, lt=MAX_ROWS)]
Places = Annotated[tuple[Place, ...], Field(max_length=MAX_ROWS)]
Keys = Annotated[tuple[str, ...], Field(max_length=500)]
Rows = list[dict[str, str]]

MIN_HEADERS = 2
"""So many cells of the first line must name columns before it is taken for a header."""


class _Op(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SetCell(_Op):
    """Another text in a cell; beyond the last row it makes rows.

    ``was`` is what the browser saw there, ``None`` where it can't know.
    """

    op: Literal["set"]
    row: Place
    column: str
    text: str
    was: str | None = None

    def fits(self, rows: Sequence[Mapping[str, str]]) -> bool:
        """Tell whether the cell still holds what the browser saw there."""
        there = rows[self.row].get(self.column, "") if self.row < len(rows) else ""
        return self.was is None or there == self.was

    def on(self, rows: Rows, _: str) -> Rows:
        """Return the rows with it; unchanged where the cell holds something else by now."""
        if not self.fits(rows):
            return rows
        grown = [*rows, *({} for _ in range(self.row + 1 - len(rows)))]
        grown[self.row] = {**grown[self.row], self.column: self.text}
        return grown


class Clear(_Op):
    """No text in some cells."""

    op: Literal["clear"]
    rows: Places
    columns: Keys

    def on(self, rows: Rows, _: str) -> Rows:
        """Return the rows without these cells."""
        chosen, gone = set(self.rows), set(self.columns)
        return [
            {key: text for key, text in row.items() if key not in gone} if at in chosen else row
            for at, row in enumerate(rows)
        ]


class Insert(_Op):
    """Blank rows before a row."""

    op: Literal["insert"]
    row: Place
    count: Annotated[int, Field(ge=1, le=1000)]

    def on(self, rows: Rows, _: str) -> Rows:
        """Return the rows with blank ones among them."""
        return [*rows[: self.row], *({} for _ in range(self.count)), *rows[self.row :]]


class Duplicate(_Op):
    """The same rows once more, below the last of them."""

    op: Literal["duplicate"]
    rows: Places

    def on(self, rows: Rows, _: str) -> Rows:
        """Return the rows with the copies."""
        own = [row for row in self.rows if row < len(rows)]
        after = max(own, default=-1) + 1
        return [*rows[:after], *(dict(rows[row]) for row in own), *rows[after:]]


class Delete(_Op):
    """Rows taken away."""

    op: Literal["delete"]
    rows: Places

    def on(self, rows: Rows, _: str) -> Rows:
        """Return the rows that are left."""
        gone = set(self.rows)
        return [row for at, row in enumerate(rows) if at not in gone]


class Paste(_Op):
    """Cells from the clipboard, laid over ``rows`` and ``columns`` as they are shown.

    What runs over the end is added. A first line of headers names the columns instead. A single cell
    fills the whole selection (``fill``: its rows and columns).
    """

    op: Literal["paste"]
    rows: Places
    columns: Keys
    text: Annotated[str, Field(max_length=4_000_000)]
    fill: tuple[Place, Place] = (1, 1)

    def on(self, rows: Rows, table: str) -> Rows:
        """Return the rows with what was pasted."""
        cells, columns = without_header(cells_of(self.text), table, self.columns)
        if len(cells) == 1 and len(cells[0]) == 1:
            cells = [cells[0] * max(1, self.fill[1])] * max(1, self.fill[0])
        pasted = list(rows)
        into = [row for row in self.rows if row < len(rows)]
        for number, line in enumerate(cells):
            if number >= len(into):
                into.append(len(pasted))
                pasted.append({})
            texts = {key: text for key, text in zip(columns, line, strict=False) if key}
            pasted[into[number]] = {**pasted[into[number]], **texts}
        return pasted


class Undo(_Op):
    """Take the last change back."""

    op: Literal["undo"]


class Redo(_Op):
    """Do what was taken back once more."""

    op: Literal["redo"]


Change = SetCell | Clear | Insert | Duplicate | Delete | Paste
Op = Change | Undo | Redo
OP: TypeAdapter[Op] = TypeAdapter(Annotated[Op, Field(discriminator="op")])


class Batch(BaseModel):
    """What one browser has to say about one table: every operation not yet acknowledged, in order."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    client: Annotated[str, Field(max_length=64)]
    table: str
    ops: Annotated[tuple[dict[str, Any], ...], Field(max_length=10_000)]

    def after(self, seq: int) -> Iterator[tuple[int, Op | None]]:
        """Yield the operations after a number with their own numbers; ``None`` for what can't be one."""
        numbered = sorted((one for one in self.ops if isinstance(one.get("seq"), int)), key=itemgetter("seq"))
        for one in numbered:
            if one["seq"] > seq:
                seq = one["seq"]
                yield seq, self._read(one)

    def _read(self, one: dict[str, Any]) -> Op | None:
        try:
            return OP.validate_python(one) if self.table in TABLE else None
        except ValidationError:
            return None


def batch_of(sent: object) -> Batch | None:
    """Return what a browser sent, or ``None`` where it is nothing of ours."""
    try:
        return Batch.model_validate(sent)
    except ValidationError:
        return None


def changed(tables: CaseTables, table: str, change: Change) -> CaseTables:
    """Return the case with a change in one of its tables; the same case where nothing changes."""
    before: Rows = [dict(row) for row in tables.tables.get(table, ())]
    after = change.on(before, table)[:MAX_ROWS]
    if after == before:
        return tables
    trimmed = [{key: text for key, text in row.items() if text} for row in after]
    return tables.with_rows(table, trimmed)


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of pasted text; line breaks inside a cell become spaces, as cells hold one line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = [line.split("\t") for line in text.split("\n")]
    # Quotes that no spreadsheet wrote are part of the text.
    with suppress(csv.Error):
        if '"' in text:
            lines = list(csv.reader(io.StringIO(text), delimiter="\t", strict=True))
    while lines and not any(lines[-1]):
        lines.pop()
    return [[" ".join(cell.split("\n")).strip() for cell in line] for line in lines]


def without_header(
    cells: list[list[str]], table: str, columns: Sequence[str]
) -> tuple[list[list[str]], Sequence[str]]:
    """Return pasted lines without their header, and the columns they belong to.

    The first line is a header if each of its cells, two at least, names a column of the table in either
    language; then it says where the cells go.
    """
    if not cells or len(cells) == 1:
        return cells, columns
    known = TABLE[table].by_header
    columns_there = [known.get(plain(text)) for text in cells[0]]
    named = [column for column in columns_there if column is not None]
    blank = [text for text, column in zip(cells[0], columns_there, strict=True) if column is None and text]
    if len(named) < min(MIN_HEADERS, len(known)) or blank:
        return cells, columns
    return cells[1:], tuple(column.key if column else "" for column in columns_there)

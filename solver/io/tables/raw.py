"""What the readers of files hand over: tables of text with row numbers, settings, faults, notices."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass, field

from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.io.tables.catalogue import TABLES
from solver.io.tables.schema import Table, plain

MOST_CELLS = 2_000_000
MOST_COLUMNS = 500
MOST_BYTES = 50 * 1024 * 1024

NUL = Words(zh="文件里有空字符，不是表格", en="It holds NUL characters: this is not a table.")
TOO_BIG = Words(zh="文件有 {size} MB，超过 {limit} MB", en="The file has {size} MB, more than {limit} MB.")
TOO_MANY_CELLS = Words(
    zh="所有表格加起来超过 {limit} 格", en="The tables have more than {limit} cells in all."
)
TOO_WIDE = Words(
    zh="表有 {count} 列，多于 {limit} 列", en="The table has {count} columns, more than {limit}."
)
FEWER_COLUMNS = Words(
    zh="请删掉表格右边多余的列，再保存", en="Delete the columns to the right of the table and save again."
)
CUT_DOWN = Words(zh="请只留一个学期的数据", en="Keep one term's data only.")


Rows = list[tuple[int, tuple[str | None, ...]]]
"""Rows of a file with the number that a spreadsheet shows; blank cells are ``None``."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table as the file holds it: blank cells are ``None``, rows carry the number a spreadsheet shows."""

    name: str
    file: str
    sheet: str
    header: tuple[str | None, ...]
    rows: tuple[tuple[int, tuple[str | None, ...]], ...]
    header_row: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the school, such as ``term.start``; ``value`` as TOML or a cell gives it."""

    key: str
    value: object
    file: str
    sheet: str = ""
    row: int | None = None

    def fault(self, message: Said, way_out: Said | None = None) -> Fault:
        """Return a fault of this setting."""
        # A table in a table in a table is shown in short: nobody has to read what was nested to break us.
        nested = isinstance(self.value, dict | list | tuple)
        shown = reprlib.repr(self.value) if nested else str(self.value)
        return Fault(message, self.file, self.sheet, self.row, self.key, shown, way_out)


@dataclass(slots=True)
class Reading:
    """Everything that was read from a folder or a workbook, before any of it is understood.

    ``text`` is what ``school.toml`` says, where there is one. ``asked`` tells whether there are settings to
    be judged: a file that can be understood, or a sheet.
    """

    stem: str
    file: str
    tables: list[RawTable] = field(default_factory=list)
    text: str | None = None
    asked: bool = False
    settings: list[Setting] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Said] = field(default_factory=list)
    cells: int = 0
    most: int = MOST_CELLS

    def add(
        self,
        message: Said,
        way_out: Said,
        *,
        file: str = "",
        sheet: str = "",
        row: int | None = None,
        value: str = "",
    ) -> None:
        """Add a fault, of the whole file where no other is named."""
        self.faults.append(Fault(message, file or self.file, sheet, row, value=value, way_out=way_out))

    def count(self, rows: int, columns: int, file: str) -> bool:
        """Count cells towards the limit, blank lines too; tell whether there is still room."""
        if columns > MOST_COLUMNS:
            self.add(TOO_WIDE.with_(count=columns, limit=MOST_COLUMNS), FEWER_COLUMNS.with_(), file=file)
            return False
        within = self.cells <= self.most
        self.cells += rows * max(columns, 1)
        if self.cells <= self.most:
            return True
        if within:
            self.add(TOO_MANY_CELLS.with_(limit=self.most), CUT_DOWN.with_(), file=file)
        return False


def too_big(size: int) -> Said:
    """Return what is said of a file of so many bytes."""
    return TOO_BIG.with_(size=f"{size / 1024 / 1024:.0f}", limit=MOST_BYTES // 1024 // 1024)


SETTINGS_FILE = "school.toml"
SETTINGS_NAMES = ("school", "学校", "设置")


def table_named(name: str) -> Table | None:
    """Return the table that a file or sheet name means."""
    wanted = plain(name)
    for table in TABLES:
        if wanted in {plain(known) for known in (table.name, *table.zh)}:
            return table
    return None


def table_names() -> tuple[str, ...]:
    """Return every name that a table may have."""
    return tuple(name for table in TABLES for name in (table.name, *table.zh))


def column_letter(at: int) -> str:
    """Return the letter under which a spreadsheet shows a column, counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_BLANKS = str.maketrans({"\r": " ", "\n": " ", "\t": " ", "\v": " ", "\f": " ", "\u00a0": " ", "\u3000": " "})


def clean(text: str) -> str | None:
    """Return a cell's text without blanks around it and without line breaks; ``None`` for a blank cell."""
    if text.isprintable():
        return text.strip() or None
    return text.translate(_BLANKS).strip(" \ufeff") or None


def cell_text(text: str) -> str:
    """Return what a person typed as a file can hold it: one line, without what no file may hold."""
    return clean(encodable(text)) or ""


def encodable(text: str) -> str:
    """Return a text without what no file of text may hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def table_from(name: str, file: str, sheet: str, rows: Rows) -> RawTable | None:
    """Return the table whose header is the first row with any text; ``None`` where all is blank."""
    filled = [(number, row) for number, row in rows if any(row)]
    if not filled:
        return None
    header_row, header = filled[0]
    width = max(len(row) for _, row in filled)
    padded = tuple((number, (*row, *(None,) * (width - len(row)))) for number, row in filled[1:])
    return RawTable(name, file, sheet, (*header, *(None,) * (width - len(header))), padded, header_row)

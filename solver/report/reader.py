"""Reading a table of text cell by cell: every fault is noted with its place, none stops the reading."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from solver.base.errors import Fault, InputError
from solver.base.text import Said, Words
from solver.base.units import Minutes
from solver.report.csv_cells import unguard
from solver.report.roster_lines import parse_exact

T = TypeVar("T")
LARGEST = 20_000_000
"""A larger table than this is no school's."""

_MISSING_FILE = Words(zh="找不到这个文件", en="there is no such file")
_TOO_LARGE = Words(zh="文件太大，不像一所学校的表格", en="the file is too large for one school's table")
_UNREADABLE = Words(zh="不是可读的 CSV 文本", en="this is not readable CSV text")
_SAVE_AGAIN = Words(zh="请另存为“CSV UTF-8”", en="Save it as CSV UTF-8.")
_EMPTY = Words(zh="表格没有数据行", en="the table has no rows")
_NO_COLUMN = Words(zh="缺少“{column}”列", en="the column {column} is missing")
_COLUMNS_ARE = Words(zh="现有的列：{columns}", en="The columns are: {columns}.")
_TWICE = Words(zh="“{column}”列出现两次", en="the column {column} is there twice")
_BAD = Words(zh="看不懂“{value}”", en="{value} can't be understood")
_LIKE = Words(zh="应写成 {example}", en="Write it like {example}.")
BLANK = Words(zh="这一格不能为空", en="this cell must not be empty")
_WIDE = Words(zh="这一行的格数多于表头", en="this row has more cells than the header")


@dataclass(slots=True)
class Reader:
    """Rows of one table by column name, and the faults met on the way."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(
        self,
        message: Said,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
        way_out: Said | None = None,
    ) -> None:
        """Note a fault."""
        self.faults.append(
            Fault(message, file=self.file, row=row, column=column, value=value, way_out=way_out)
        )

    def done(self) -> None:
        """Raise all faults, if there are any."""
        if self.faults:
            raise InputError(tuple(self.faults))

    def rows(self, path: Path, needed: tuple[str, ...], known: Mapping[str, str]) -> list[tuple[int, Row]]:
        """Return the rows with their row numbers, column names made canonical by ``known``."""
        table = self._table(path)
        header = [known.get(name.strip().lower(), name.strip().lower()) for name in table[0]] if table else []
        for name in sorted({name for name in header if name and header.count(name) > 1}):
            self.fault(_TWICE.with_(column=name), row=1)
        for name in needed:
            if name not in header:
                there = _COLUMNS_ARE.with_(columns=", ".join(table[0]) if table else "—")
                self.fault(_NO_COLUMN.with_(column=name), way_out=there)
        self.done()
        found: list[tuple[int, Row]] = []
        for number, cells in enumerate(table[1:], start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                self.fault(_WIDE.with_(), row=number)
            values = dict(zip(header, map(unguard, cells), strict=False))
            found.append((number, Row(self, number, values)))
        return found

    def _table(self, path: Path) -> list[list[str]]:
        try:
            if not path.is_file():
                self.fault(_MISSING_FILE.with_())
                self.done()
            size = path.stat().st_size
            if size > LARGEST:
                self.fault(_TOO_LARGE.with_())
                self.done()
            content = path.read_bytes()
        except OSError:
            self.fault(_MISSING_FILE.with_())
            self.done()
            return []
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
            except (UnicodeDecodeError, csv.Error):
                continue
        self.fault(_UNREADABLE.with_(), way_out=_SAVE_AGAIN.with_())
        self.done()
        return []


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a cell that can't be read is a fault of the reader, and its neutral value is returned."""

    reader: Reader
    number: int
    values: Mapping[str, str]

    def text(self, column: str, *, blank: bool = True) -> str:
        """Return a cell as it is."""
        value = self.values.get(column, "")
        if not blank and not value.strip():
            self.reader.fault(BLANK.with_(), row=self.number, column=column)
        return value

    def date(self, column: str) -> dt.date:
        """Return a date, however a spreadsheet wrote it."""
        return self._read(column, _date, dt.date.min, "2026-09-01")

    def whole(self, column: str, default: int = 0) -> int:
        """Return a whole number."""
        return self._read(column, _whole, default, "3", blank=True)

    def weekday(self, column: str, *, blank: bool = True) -> int:
        """Return a weekday, 1 for Monday to 7 for Sunday; 0 where the cell is blank."""
        return self._read(column, _weekday, 0, "3", blank=blank)

    def number_of(self, column: str) -> Fraction:
        """Return an exact number."""
        return self._read(column, parse_exact, Fraction(0), "0.5", blank=True)

    def minutes(self, column: str) -> Minutes | None:
        """Return a time of the day."""
        return self._read(column, _minutes, None, "16:30", blank=True)

    def flag(self, column: str) -> bool:
        """Return whether something is so."""
        return self._read(column, _flag, False, "1", blank=True)

    def choice(self, column: str, choices: Mapping[str, T], default: T) -> T:
        """Return what one of a few words stands for."""
        return self._read(column, choices.__getitem__, default, " / ".join(choices))

    def _read(
        self, column: str, parse: Callable[[str], T], default: T, example: str, *, blank: bool = False
    ) -> T:
        value = self.values.get(column, "").strip()
        if not value:
            if not blank:
                self.reader.fault(BLANK.with_(), row=self.number, column=column)
            return default
        try:
            return parse(value)
        except (ValueError, KeyError, ZeroDivisionError):
            self.reader.fault(
                _BAD.with_(value=value[:60]),
                row=self.number,
                column=column,
                value=value,
                way_out=_LIKE.with_(example=example),
            )
            return default


def _whole(text: str) -> int:
    # Plain digits only: int() would also take 1_0 and digits of other scripts.
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", text):
        raise ValueError(text)
    return int(text)


def _weekday(text: str) -> int:
    found = _whole(text)
    if not 1 <= found <= 7:
        raise ValueError(text)
    return found


def _date(text: str) -> dt.date:
    # 2026-09-01, 2026/9/1, 2026.9.1, 2026年9月1日, each perhaps with a time of zero behind it.
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]0?0:00(?::00)?)?", text)
    if not found:
        raise ValueError(text)
    return dt.date(*(int(part) for part in found.groups()))


def _minutes(text: str) -> Minutes:
    found = re.fullmatch(r"([0-9]{1,2})[:：]([0-9]{2})(?::00)?", text)
    if not found or int(found[2]) > 59 or int(found[1]) > 47:
        raise ValueError(text)
    return int(found[1]) * 60 + int(found[2])


def _flag(text: str) -> bool:
    return {"1": True, "0": False, "是": True, "否": False, "代": True, "yes": True, "no": False}[
        text.lower()
    ]

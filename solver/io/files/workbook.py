"""One workbook with a sheet per table, as schools really keep them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.base.units import clock
from solver.io.files.csv_folder import EMPTY_TABLE, EMPTY_WAY, KEEP_ONE, NEW_HINT, TWICE
from solver.io.files.zip_guard import NOT_A_BOOK, SAVE_AS, refusal
from solver.io.tables.raw import (
    MOST_CELLS,
    SETTINGS_NAMES,
    RawTable,
    Reading,
    Rows,
    Setting,
    clean,
    column_letter,
    table_from,
    table_named,
    table_names,
)

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

UNKNOWN_SHEET = Words(zh="“{name}”不是任何一张表的名字", en="“{name}” is not the name of a table.")
RENAME = Words(
    zh="请改名；不是数据的工作表，名字前加一个 _",
    en="Rename the sheet; one that is no table may begin with _.",
)
MERGED_HEADER = Words(zh="表头有合并单元格 {range}", en="The header has merged cells, {range}.")
MERGED_CELLS = Words(
    zh="有合并单元格 {range}，只有左上格有内容",
    en="Cells are merged, {range}: only the top left one is filled.",
)
UNMERGE = Words(
    zh="请取消合并，第一行写表头，每格都填上",
    en="Unmerge them; keep one header in row 1 and fill every cell.",
)
HIDDEN = Words(zh="隐藏的工作表“{name}”也读取了", en="The hidden sheet “{name}” was read too.")
NO_SETTINGS = Words(
    zh="缺少“学校”工作表（学期起止日期）", en="The sheet school is missing (the term's first and last day)."
)
SETTINGS_FORM = Words(
    zh="第一列写设置，第二列写值", en="Put the setting in the first column and its value in the second."
)
NO_KEY = Words(zh="这一行有值，没有设置的名字", en="The row has a value but names no setting.")

NOTE_SHEETS = frozenset({"说明", "填写说明", "readme", "notes", "help"})
_KEY_HEADERS = frozenset({"key", "setting", "设置", "项目"})
_EPOCHS = frozenset({dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1), dt.date(1904, 1, 1)})


def read_workbook(path: Path, most: int = MOST_CELLS) -> Reading:
    """Read every sheet of a workbook; what can't be read in it becomes a fault. ``most`` cells are read.

    Raises
    ------
    InputError
        If the file is no workbook, or not safe to open.
    """
    reading = Reading(stem=path.stem, file=path.name, most=most)
    with opened(path) as book:
        _sheets(book, reading)
    return reading


@contextmanager
def opened(path: Path) -> Iterator[python_calamine.CalamineWorkbook]:
    """Yield a workbook that is safe to open.

    Raises
    ------
    InputError
        If the file is none.
    """
    if (refused := refusal(path)) is not None:
        raise InputError((refused,))
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            yield book
    except python_calamine.CalamineError:
        raise InputError((Fault(NOT_A_BOOK.with_(), path.name, way_out=SAVE_AS.with_()),)) from None


def _sheets(book: python_calamine.CalamineWorkbook, reading: Reading) -> None:
    seen: dict[str, str] = {}
    settings = False
    for about in book.sheets_metadata:
        name = about.name
        if name.startswith("_") or about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(name)
        table = table_named(name)
        is_settings = name.strip().lower() in SETTINGS_NAMES
        if table is None and not is_settings:
            _unknown(name, sheet, reading)
            continue
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            reading.notices.append(HIDDEN.with_(name=name))
        kind = "school" if table is None else table.name
        if kind in seen:
            message = TWICE.with_(table=kind, first=seen[kind], second=name)
            reading.add(message, KEEP_ONE.with_(), sheet=name)
            continue
        seen[kind] = name
        rows = _rows(sheet, reading)
        if rows is None:
            continue
        if table is None:
            settings = reading.asked = True
            _settings(rows, name, reading)
        else:
            _table(table.name, sheet, rows, reading)
    if not settings:
        reading.add(NO_SETTINGS.with_(), NEW_HINT.with_())


def _unknown(name: str, sheet: python_calamine.CalamineSheet, reading: Reading) -> None:
    if sheet.start is None or name.strip().lower() in NOTE_SHEETS:
        return
    instead = way_out(name, (*table_names(), *SETTINGS_NAMES), RENAME.with_())
    reading.add(UNKNOWN_SHEET.with_(name=name), instead, sheet=name, value=name)


def _rows(sheet: python_calamine.CalamineSheet, reading: Reading) -> Rows | None:
    if sheet.start is None or sheet.end is None:
        return []
    if not reading.count(sheet.end[0] + 1, sheet.end[1] + 1, reading.file):
        return None
    rows = sheet.to_python(skip_empty_area=False)
    return [(number, tuple(cell_text(cell) for cell in row)) for number, row in enumerate(rows, 1)]


def _table(name: str, sheet: python_calamine.CalamineSheet, rows: Rows, reading: Reading) -> None:
    raw = table_from(name, reading.file, sheet.name, rows)
    if raw is None:
        reading.add(EMPTY_TABLE.with_(), EMPTY_WAY.with_(), sheet=sheet.name)
        return
    if not _is_merged(sheet, raw, reading):
        reading.tables.append(raw)


def _is_merged(sheet: python_calamine.CalamineSheet, raw: RawTable, reading: Reading) -> bool:
    """Add a fault for every range of merged cells of a table; tell whether there is any."""
    last = max((number for number, _ in raw.rows), default=raw.header_row)
    faults = len(reading.faults)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top + 1 > last:
            continue
        shown = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
        words = MERGED_HEADER if top + 1 <= raw.header_row else MERGED_CELLS
        reading.add(words.with_(range=shown), UNMERGE.with_(), sheet=raw.sheet, row=top + 1)
    return len(reading.faults) > faults


def _settings(rows: Rows, sheet: str, reading: Reading) -> None:
    for number, row in rows:
        key, value = (*row, None, None)[:2]
        if key is None or value is None:
            if key is None and value is not None:
                reading.add(NO_KEY.with_(), SETTINGS_FORM.with_(), sheet=sheet, row=number, value=value)
            continue
        if key.lower() not in _KEY_HEADERS:
            reading.settings.append(Setting(key, value, reading.file, sheet, number))


def cell_text(cell: Cell) -> str | None:
    """Return a cell as the text that a person sees: 7.0 is 7, times are 14:35, dates 2026-09-01."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, dt.timedelta):
        return clock(round(cell.total_seconds() / 60))
    if isinstance(cell, dt.datetime):
        if cell.date() in _EPOCHS:
            return _time(cell.time())
        return cell.date().isoformat() if cell.time() == dt.time() else f"{cell:%Y-%m-%d %H:%M}"
    return _time(cell) if isinstance(cell, dt.time) else cell.isoformat()


def _time(time: dt.time) -> str:
    # A spreadsheet keeps 14:35 as a part of a day, which may come out as 14:34:59.999.
    return clock(round(time.hour * 60 + time.minute + (time.second + time.microsecond / 1e6) / 60))


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    spelt = f"{value:.15g}"
    return f"{value:.20f}".rstrip("0") if "e" in spelt else spelt

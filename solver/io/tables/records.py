"""From a raw table to records: headers matched, cells read, each fault with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import default_of, read_cell
from solver.io.tables.raw import RawTable, column_letter
from solver.io.tables.schema import Column, Table, plain

T = TypeVar("T")

UNKNOWN_COLUMN = Words(zh="表里没有“{name}”这一列", en="The table has no column “{name}”.")
COLUMN_TWICE = Words(zh="“{name}”这一列有两份", en="The column “{name}” is there twice.")
DROP_ONE = Words(zh="请删掉一列", en="Delete one of them.")
MISSING_COLUMN = Words(zh="缺少必填的列“{name}”", en="The required column “{name}” is missing.")
ADD_COLUMN = Words(zh="请加上这一列：{meaning}", en="Add the column: {meaning}")
NO_HEADER = Words(zh="这一列有内容，没有表头", en="The column has cells but no header.")
BLANK_CELL = Words(zh="必填的格子是空的", en="The cell is blank but must be filled.")
NO_ROWS = Words(zh="表里只有表头，没有一行数据", en="The table is empty: it has a header and no rows.")
ADD_ROW = Words(zh="请至少写一行", en="Write at least one row.")
DUPLICATE = Words(zh="“{value}”在第{first}行已经有了", en="“{value}” is already in row {first}.")
CHANGE_ID = Words(zh="请换一个编号，或删掉重复的行", en="Choose another id, or delete the row.")
DROP_ROW = Words(zh="请合并成一行", en="Make one row of them.")


@dataclass(slots=True)
class Record:
    """One row: its values by column key, its cells as text, and where it stands."""

    table: Table
    raw: RawTable
    row: int
    headers: dict[str, str]
    texts: dict[str, str]
    values: dict[str, object] = field(default_factory=dict)
    broken: bool = False

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return the value of a column where the cell was filled, or has a default, and could be read."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def fault(
        self, message: Said, column: str = "", way_out: Said | None = None, value: str | None = None
    ) -> Fault:
        """Return a fault of this row, at a column if one is to blame."""
        value = self.texts.get(column, "") if value is None else value
        header = self.headers.get(column, column)
        return Fault(message, self.raw.file, self.raw.sheet, self.row, header, value, way_out)


def records_of(raw: RawTable, table: Table, faults: list[Fault]) -> list[Record]:
    """Read every row of a table; faults are added to ``faults``."""
    columns = _columns(raw, table, faults)
    if not raw.rows and table.required:
        faults.append(_at(raw, NO_ROWS.with_(), way_out=ADD_ROW.with_()))
    headers = {column.key: str(raw.header[at]) for at, column in columns.items()}
    defaults = {column.key: default_of(column) for column in table.columns}
    records = []
    for number, cells in raw.rows:
        texts = {column.key: text for at, column in columns.items() if (text := cells[at]) is not None}
        if texts:
            record = Record(table, raw, number, headers, texts, dict(defaults))
            _read_cells(record, faults)
            records.append(record)
    _unnamed(raw, faults)
    _duplicates(records, table, faults)
    return records


def _at(raw: RawTable, message: Said, name: str = "", way_out: Said | None = None) -> Fault:
    return Fault(message, raw.file, raw.sheet, raw.header_row, name, name, way_out)


def _columns(raw: RawTable, table: Table, faults: list[Fault]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    unknown: list[str] = []
    for at, text in enumerate(raw.header):
        if text is None:
            continue
        column = table.by_header.get(plain(text))
        if column is None:
            unknown += [] if table.open else [text]
        elif column in columns.values():
            faults.append(_at(raw, COLUMN_TWICE.with_(name=text), text, DROP_ONE.with_()))
        else:
            columns[at] = column
    present = {column.key for column in columns.values()}
    free = [
        header for column in table.columns if column.key not in present for header in (column.key, *column.zh)
    ]
    for text in unknown:
        instead = way_out(text, free, told=(column.words for column in table.columns))
        faults.append(_at(raw, UNKNOWN_COLUMN.with_(name=text), text, instead))
    faults.extend(
        _at(raw, MISSING_COLUMN.with_(name=column.words), way_out=ADD_COLUMN.with_(meaning=column.meaning))
        for column in table.columns
        if column.required and column.key not in present
    )
    return columns


def _read_cells(record: Record, faults: list[Fault]) -> None:
    for key in record.headers:
        column = record.table.column[key]
        text = record.texts.get(key)
        if text is None:
            if column.required:
                record.broken = True
                faults.append(record.fault(BLANK_CELL.with_(), key, FILL_IN.with_(meaning=column.meaning)))
            continue
        try:
            record.values[key] = read_cell(column, text)
        except CellError as error:
            record.broken = True
            record.values[key] = None
            faults.append(record.fault(error.message, key, error.way_out))
    missing = any(column.required and column.key not in record.headers for column in record.table.columns)
    record.broken = record.broken or missing


FILL_IN = Words(zh="请填写：{meaning}", en="Fill in: {meaning}")


def _unnamed(raw: RawTable, faults: list[Fault]) -> None:
    for at, text in enumerate(raw.header):
        filled = text is None and next((number for number, cells in raw.rows if cells[at]), None)
        if filled:
            faults.append(Fault(NO_HEADER.with_(), raw.file, raw.sheet, filled, column_letter(at)))


def _duplicates(records: list[Record], table: Table, faults: list[Fault]) -> None:
    first: dict[tuple[object, ...], int] = {}
    for record in records:
        key = tuple(record.values.get(column) for column in table.key)
        if not table.key or record.broken:
            continue
        if key in first:
            shown = " / ".join(record.texts[column] for column in table.key if column in record.texts)
            way_out = CHANGE_ID.with_() if table.key == ("id",) else DROP_ROW.with_()
            faults.append(record.fault(DUPLICATE.with_(value=shown, first=first[key]), table.key[0], way_out))
            record.broken = True
        first.setdefault(key, record.row)

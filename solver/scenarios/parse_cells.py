"""Cells in a scenario's file: tables, headers in either language, values of any plain kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.io.tables.catalogue import TABLES
from solver.io.tables.raw import table_named, table_names
from solver.io.tables.schema import Table, plain
from solver.scenarios.scenario import Cells, Where, place_of
from solver.scenarios.values import cell_fault, text_of

UNKNOWN_KEY = Words(zh="没有“{name}”这一项", en="There is no key “{name}” here.")
NO_TABLE = Words(zh="没有“{name}”这张表", en="There is no table “{name}”.")
MISSING = Words(zh="缺少 {key}", en="{key} is missing.")
FORMS: Mapping[str, Words] = {
    "row": Words(
        zh='写出新行的各格，如 row = {{ "编号" = "coach2", "姓名" = "王教练" }}；几行用 rows = [ … ]',
        en='Give the cells of the new row, such as row = {{ id = "coach2", name = "Wang" }}; '
        "several rows: rows = [ … ].",
    ),
    "where": Words(
        zh='写明是哪些行，如 where = {{ "编号" = "late" }}；所有行写 where = {{}}',
        en='Say which rows, such as where = {{ id = "late" }}; every row is where = {{}}.',
    ),
    "to": Words(
        zh='写出改成什么，如 to = {{ "结束时间" = "17:30" }}',
        en='Say what it becomes, such as to = {{ end = "17:30" }}.',
    ),
}
NOT_CELLS = Words(zh="“{key}”后面要写各格的内容", en="“{key}” holds cells.")
BOTH = Words(zh="row 和 rows 只写一个", en="Give either row or rows.")
NO_COLUMN = Words(zh="{table} 表里没有“{name}”这一列", en="The table {table} has no column “{name}”.")
COLUMN_TWICE = Words(zh="“{name}”这一列写了两次", en="The column “{name}” is there twice.")
NO_VALUE = Words(zh="这个值不是一格的内容", en="This is not what a cell can hold.")
PLAIN_VALUE = Words(
    zh="请写文字、数、日期、时刻、true 或 false，或一列这样的值",
    en="Write text, a number, a date, a time, true or false, or a list of these.",
)


@dataclass
class CellReader:
    """Collects faults while a file is read; ``number`` is the change at hand, 0 for what is before them."""

    file: str
    number: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, message: Said, *, key: str = "", value: object = "", way_out: Said | None = None) -> None:
        """Note a fault at the change at hand."""
        place = place_of(self.number) if self.number else ""
        shown = value if isinstance(value, str) else "" if isinstance(value, dict | list) else str(value)
        self.faults.append(
            Fault(message, file=self.file, sheet=place, column=key, value=shown[:100], way_out=way_out)
        )

    def strange(self, tree: Mapping[str, object], known: tuple[str, ...]) -> None:
        """Note every key that has no meaning here."""
        for name in tree:
            if name not in known:
                self.fault(UNKNOWN_KEY.with_(name=name), key=name, way_out=way_out(name, known))

    def table(self, verb: str, name: object) -> Table | None:
        """Return the table of a name in either language."""
        table = table_named(name) if isinstance(name, str) else None
        if table is None:
            instead = way_out(str(name), table_names(), told=(known.words for known in TABLES))
            self.fault(NO_TABLE.with_(name=name), key=verb, value=name, way_out=instead)
        return table

    def rows(self, tree: Mapping[str, object], table: Table) -> Iterator[Cells]:
        """Read one new row or several."""
        if "row" in tree and "rows" in tree:
            self.fault(BOTH.with_(), key="rows", way_out=FORMS["row"].with_())
            return
        if "rows" not in tree:
            yield self.cells(tree, "row", table)
            return
        rows = tree["rows"]
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            self.fault(NOT_CELLS.with_(key="rows"), key="rows", way_out=FORMS["row"].with_())
            return
        for at, row in enumerate(rows, 1):
            yield self.cells({f"rows[{at}]": row}, f"rows[{at}]", table)

    def cells(self, tree: Mapping[str, object], key: str, table: Table) -> Cells:
        """Read cells: headers in either language, values of any plain kind as the text of a cell."""
        found: Cells = {}
        for column, value, place in self.headed(tree, key, table):
            text = text_of(value)
            if text is None:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            found[column] = text
            fault = cell_fault(table.column[column], text)
            if fault is not None:
                self.fault(fault[0], key=place, value=text, way_out=fault[1])
        return found

    def where(self, tree: Mapping[str, object], table: Table) -> Where:
        """Read which rows are meant; a list is a choice."""
        found: Where = {}
        for column, value, place in self.headed(tree, "where", table):
            texts = [text_of(one) for one in (value if isinstance(value, list) else [value])]
            if not texts or None in texts:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            found[column] = tuple(text for text in texts if text is not None)
        return found

    def headed(self, tree: Mapping[str, object], key: str, table: Table) -> Iterator[tuple[str, object, str]]:
        """Yield the cells under a key: column, value, and the place for a message."""
        form = FORMS[key.partition("[")[0].replace("rows", "row")]
        cells = tree.get(key)
        if key not in tree or not isinstance(cells, dict) or (not cells and key != "where"):
            message = NOT_CELLS.with_(key=key) if key in tree else MISSING.with_(key=key)
            self.fault(message, key=key if key in tree else "", way_out=form.with_())
            return
        seen: set[str] = set()
        for header, value in cells.items():
            place = f"{key}.{header}"
            column = table.by_header.get(plain(header))
            if column is None:
                names = [name for one in table.columns for name in (one.key, *one.zh)]
                instead = way_out(header, names, told=(one.words for one in table.columns))
                self.fault(NO_COLUMN.with_(table=table.words, name=header), key=place, way_out=instead)
            elif column.key in seen:
                self.fault(COLUMN_TWICE.with_(name=header), key=place)
            else:
                seen.add(column.key)
                yield column.key, value, place

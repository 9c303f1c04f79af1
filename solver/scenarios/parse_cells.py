"""Cells in a scenario's file: tables, headers in either language, values of any plain kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.io.settings.safe_toml import cell_of
from solver.io.tables.catalogue import TABLES
from solver.io.tables.cell_error import NO_VALUE, PLAIN_VALUE
from solver.io.tables.raw import table_named, table_names
from solver.io.tables.schema import Table, plain
from solver.scenarios.scenario import Cells, Where, place_of
from solver.scenarios.values import cell_fault

NO_TABLE = Words(zh="没有“{name}”这张表", en="There is no table “{name}”.")
NO_COLUMN = Words(zh="{table} 表里没有“{name}”这一列", en="The table {table} has no column “{name}”.")
COLUMN_TWICE = Words(zh="“{name}”这一列写了两次", en="The column “{name}” is there twice.")


@dataclass
class CellReader:
    """Collects faults while a file is read; ``number`` is the change at hand, 0 for what is before them."""

    file: str
    number: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def place(self) -> str:
        """What the change at hand is called, "" before them."""
        return place_of(self.number) if self.number else ""

    def fault(self, message: Said, *, key: str = "", value: object = "", way_out: Said | None = None) -> None:
        """Note a fault at the change at hand."""
        shown = value if isinstance(value, str) else "" if isinstance(value, dict | list) else str(value)
        self.faults.append(
            Fault(message, file=self.file, sheet=self.place, column=key, value=shown[:100], way_out=way_out)
        )

    def table(self, verb: str, name: object) -> Table | None:
        """Return the table of a name in either language."""
        table = table_named(name) if isinstance(name, str) else None
        if table is None:
            instead = way_out(str(name), table_names(), told=(known.words for known in TABLES))
            self.fault(NO_TABLE.with_(name=name), key=verb, value=name, way_out=instead)
        return table

    def cells(self, written: Mapping[str, object], key: str, table: Table) -> Cells:
        """Read cells: headers in either language, values of any plain kind as the text of a cell."""
        found: Cells = {}
        for column, value, place in self.headed(written, key, table):
            text = cell_of(value)
            if text is None:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            found[column] = text
            fault = cell_fault(table.column[column], text)
            if fault is not None:
                self.fault(fault[0], key=place, value=text, way_out=fault[1])
        return found

    def where(self, written: Mapping[str, object], table: Table) -> Where:
        """Read which rows are meant; a list is a choice."""
        found: Where = {}
        for column, value, place in self.headed(written, "where", table):
            texts = [cell_of(one) for one in (value if isinstance(value, list) else [value])]
            if not texts or None in texts:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            found[column] = tuple(text for text in texts if text is not None)
        return found

    def headed(
        self, written: Mapping[str, object], key: str, table: Table
    ) -> Iterator[tuple[str, object, str]]:
        """Yield the cells under a key: column, value, and the place for a message."""
        seen: set[str] = set()
        for header, value in written.items():
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

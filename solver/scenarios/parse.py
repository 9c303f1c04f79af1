"""A scenario's file to a scenario: every fault at once, each at its change and key, with a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault, InputError
from solver.base.text import Said, Words
from solver.domain.params import Form, Owner, faults_of, parameters_of
from solver.io.files.csv_folder import decoded
from solver.io.files.settings_text import rule_path
from solver.io.settings.safe_toml import TomlError, cell_of, toml_value, tree_of_toml
from solver.io.settings.schema import SETTING, key_of, setting_cell, unknown
from solver.io.tables.catalogue import TABLES
from solver.io.tables.cell_error import NO_VALUE, PLAIN_VALUE, CellError
from solver.io.tables.cells import read_cell
from solver.io.tables.raw import table_named, table_names
from solver.io.tables.schema import Table, plain
from solver.scenarios.scenario import Add, Cells, Change, Drop, Scenario, Set, Setting, Where, place_of

SUFFIX = ".toml"
MOST_BYTES, MOST_CHANGES = 200_000, 500
NO_FILE = Words(zh="找不到“{name}”", en="There is no “{name}”.")
CHECK_NAME = Words(zh="请核对文件名", en="Check the name of the file.")
NO_TEXT = Words(zh="不是 UTF-8 文字", en="It is not UTF-8 text.")
SAVE_UTF8 = Words(zh="请另存为 UTF-8", en="Save it as UTF-8.")
TOO_BIG = Words(zh="太长了，不像一份改动清单", en="It is too long for a list of changes.")
SHORTER = Words(
    zh="至多 {changes} 处改动，{size} 字节", en="At most {changes} changes and {size} bytes are read."
)
QUOTES = Words(
    zh='等号左边的汉字和等号右边的文字都要加引号，如 "编号" = "late"',
    en='Text after “=” stands in quotes, and so do Chinese words before it: "编号" = "late".',
)
ONE_VERB = Words(
    zh="一处改动要写 add、set、drop、setting 中的一个，这里写了 {count} 个",
    en="A change has exactly one of add, set, drop, setting; here are {count}.",
)
SPLIT = Words(zh="请分成几处 [[change]]", en="Make several [[change]] of it.")
CHANGE_FORM = Words(
    zh="每处改动以 [[change]] 开头，接着写 add、set、drop 或 setting",
    en="Each change begins with [[change]]; then add, set, drop or setting says what it does.",
)
ROW_OR_ROWS = Words(zh="row 和 rows 写且只写一个", en="Give either row or rows.")
RULE = re.compile(r"(rules|policies)\.[A-Za-z0-9_-]{1,64}(#[1-9]\d*)?(\.\S+)?")
SCENARIO = Words(zh="这个设想", en="scenario")
CHANGE = Words(zh="这处改动", en="change")
Written: TypeAlias = dict[str, object]
"""Cells as a file has them: headers in either language, values of any plain kind."""
TableName = Annotated[str, Words(zh="哪一张表", en="the table")]
NEW_ROW = (
    Form(
        Words(
            zh='如 {{ "编号" = "coach2", "姓名" = "王教练" }}',
            en='written {{ id = "coach2", name = "Wang" }}',
        )
    ),
    Words(zh="新行的各格；几行用 rows = [ … ]", en="the new row; several rows are rows = [ … ]"),
)
Which = Annotated[
    Written,
    Form(Words(zh='如 {{ "编号" = "late" }}', en='written {{ id = "late" }}')),
    Words(zh="哪些行；所有行写 {{}}", en="which rows are meant, with {{}} for every row"),
]
NO_TABLE = Words(zh="没有“{name}”这张表", en="There is no table “{name}”.")
NO_COLUMN = Words(zh="{table} 表里没有“{name}”这一列", en="The table {table} has no column “{name}”.")
COLUMN_TWICE = Words(zh="“{name}”这一列写了两次", en="The column “{name}” is there twice.")


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class _File(_Closed):
    title: Annotated[
        str, Field(min_length=1, max_length=200), Words(zh="这个设想叫什么", en="what the scenario is called")
    ]
    note: Annotated[str, Field(max_length=2000), Words(zh="说明", en="a remark")] = ""
    change: Annotated[
        list[Written],
        Field(min_length=1, max_length=MOST_CHANGES),
        Form(
            Words(
                zh="[[change]]，每处写 add、set、drop 或 setting",
                en="[[change]], each with add, set, drop or setting",
            )
        ),
        Words(zh="至多 500 处改动", en="at most 500 changes"),
    ]


class _Add(_Closed):
    add: TableName
    row: Annotated[Written | None, Field(min_length=1), *NEW_ROW] = None
    rows: Annotated[list[Annotated[Written, Field(min_length=1)]] | None, Field(min_length=1), *NEW_ROW] = (
        None
    )


class _Set(_Closed):
    set: TableName
    where: Which
    to: Annotated[
        Written,
        Field(min_length=1),
        Form(Words(zh='如 {{ "结束时间" = "17:30" }}', en='written {{ end = "17:30" }}')),
        Words(zh="改成什么", en="what the rows become"),
    ]


class _Drop(_Closed):
    drop: TableName
    where: Which


class _Setting(_Closed):
    setting: Annotated[str, Words(zh="哪一项设置", en="the setting")]
    to: Annotated[object, Form(Words(zh="一个值", en="a value")), Words(zh="改成什么", en="what it becomes")]


KINDS: Mapping[str, type[_Closed]] = {"add": _Add, "set": _Set, "drop": _Drop, "setting": _Setting}
"""What a change does, by the key that says so."""


def read(path: Path) -> Scenario:
    """Read a scenario's file.

    Raises
    ------
    InputError
        With every fault found.
    """
    return parse(path.stem, text_in(path))


def text_in(path: Path) -> str:
    """Return the text of a scenario's file.

    Raises
    ------
    InputError
        If there is no such file, or it is too long or no text.
    """
    if not path.is_file():
        raise InputError((Fault(NO_FILE.with_(name=path.name), way_out=CHECK_NAME.with_()),))
    if path.stat().st_size > MOST_BYTES:
        raise InputError((_too_big(path.name),))
    text = decoded(path.read_bytes())
    if text is None:
        raise InputError((Fault(NO_TEXT.with_(), file=path.name, way_out=SAVE_UTF8.with_()),))
    return text[0]


def parse(name: str, text: str) -> Scenario:
    """Read the text of a scenario that is called ``name``.

    Raises
    ------
    InputError
        With every fault found, at its change and key.
    """
    file = name + SUFFIX
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise InputError((_too_big(file),))
    try:
        tree = tree_of_toml(text)
    except TomlError as error:
        raise InputError((error.fault(file, QUOTES),)) from None
    reader = _Reader(file)
    broken = reader.structure(_File, tree, SCENARIO)
    written = tree["change"] if "change" not in broken else ()
    changes = tuple(reader.changes(written)) if isinstance(written, list) else ()
    if reader.faults:
        raise InputError(tuple(reader.faults))
    return Scenario(name=name, title=_line(tree["title"]), note=_line(tree.get("note", "")), changes=changes)


def _line(text: object) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())


def _too_big(file: str) -> Fault:
    limits = SHORTER.with_(changes=MOST_CHANGES, size=MOST_BYTES)
    return Fault(TOO_BIG.with_(), file=file, way_out=limits)


@dataclass
class _Reader:
    """Reads the whole file, change after change; ``number`` is the one at hand, 0 before the first."""

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

    def structure(self, model: type[_Closed], tree: Mapping[str, object], name: Words) -> frozenset[str]:
        """Note every key that has no meaning here, is missing or holds what it can't; return these keys."""
        try:
            model.model_validate(tree)
        except ValidationError as error:
            owner = Owner(name, file=self.file, sheet=self.place)
            faults = faults_of(error, owner, model, tree)
            self.faults += faults
            return frozenset(fault.column for fault in faults)
        return frozenset()

    def changes(self, trees: list[dict[str, Any]]) -> Iterator[Change]:
        for self.number, tree in enumerate(trees, 1):
            verbs = [verb for verb in KINDS if verb in tree]
            if len(verbs) != 1:
                instead = SPLIT if verbs else CHANGE_FORM
                self.fault(ONE_VERB.with_(count=len(verbs)), way_out=instead.with_())
            elif (change := self.change(verbs[0], tree)) is not None:
                yield change

    def change(self, verb: str, tree: Mapping[str, Any]) -> Change | None:
        broken = self.structure(KINDS[verb], tree, CHANGE)
        sound = {key: value for key, value in tree.items() if key not in broken}
        if verb not in sound:
            return None
        if verb == "setting":
            return self.setting(sound)
        table = self.table(verb, tree[verb])
        if table is None:
            return None
        if verb == "add":
            if ("row" in tree) == ("rows" in tree):
                self.fault(ROW_OR_ROWS.with_(), key="row", way_out=parameters_of(_Add)["row"].way_out)
            rows = {f"rows[{number}]": row for number, row in enumerate(sound.get("rows", ()), 1)}
            rows |= {"row": sound["row"]} if "row" in sound else {}
            return Add(table=table.name, rows=tuple(self.cells(row, key, table) for key, row in rows.items()))
        where = self.where(sound.get("where", {}), table)
        if verb == "drop":
            return Drop(table=table.name, where=where)
        return Set(table=table.name, where=where, to=self.cells(sound.get("to", {}), "to", table))

    def setting(self, tree: Mapping[str, object]) -> Setting | None:
        key = rule_path(key_of(str(tree["setting"])))
        if key not in SETTING and not RULE.fullmatch(key):
            message, instead = unknown(str(tree["setting"]))
            self.fault(message, key="setting", value=tree["setting"], way_out=instead)
        value = tree.get("to", "")
        if key in SETTING:
            text = setting_cell(SETTING[key], value)
        else:
            text = value if isinstance(value, str) else toml_value(value)
        if text is None:
            self.fault(NO_VALUE.with_(), key="to", way_out=PLAIN_VALUE.with_())
        return Setting(key=key, to=text or "")

    def table(self, verb: str, name: object) -> Table | None:
        """Return the table of a name in either language."""
        table = table_named(name) if isinstance(name, str) else None
        if table is None:
            instead = way_out(str(name), table_names(), told=(known.words for known in TABLES))
            self.fault(NO_TABLE.with_(name=name), key=verb, value=name, way_out=instead)
        return table

    def cells(self, written: Mapping[str, object], key: str, table: Table) -> Cells:
        """Read cells: headers in either language, values of any plain kind as the text of a cell."""
        cells: Cells = {}
        for column, value, place in self.headed(written, key, table):
            text = cell_of(value)
            if text is None:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            cells[column] = text
            try:
                if text:
                    read_cell(table.column[column], text)
            except CellError as error:
                self.fault(error.message, key=place, value=text, way_out=error.way_out)
        return cells

    def where(self, written: Mapping[str, object], table: Table) -> Where:
        """Read which rows are meant; a list is a choice."""
        where: Where = {}
        for column, value, place in self.headed(written, "where", table):
            texts = [cell_of(one) for one in (value if isinstance(value, list) else [value])]
            if not texts or None in texts:
                self.fault(NO_VALUE.with_(), key=place, way_out=PLAIN_VALUE.with_())
                continue
            where[column] = tuple(text for text in texts if text is not None)
        return where

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

"""What differs between two cases as they are handed in: rows and settings, in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from solver.base.errors import InputError
from solver.base.text import LANGS, UNSAID, Lang, Words, both, literal
from solver.io.editing import CaseTables, Row, settings_of
from solver.io.settings.schema import SETTING
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.schema import Column, Table
from solver.io.tables.vocabulary import choice, spelt
from solver.report import rule_title
from solver.scenarios.scenario import meaning

Kind = Literal["added", "gone", "changed"]

ADDED = Words(zh="{table} · 新增：{row}", en="{table}: new: {row}")
GONE = Words(zh="{table} · 去掉：{row}", en="{table}: gone: {row}")
CHANGED = Words(
    zh="{table} · {row}：{column} {before} → {after}", en="{table}, {row}: {column} {before} → {after}"
)
SET = Words(zh="{table}：{column} {before} → {after}", en="{table}: {column} {before} → {after}")
SETTINGS = Words(zh="设置", en="Settings")
BLANK = Words(zh="（空）", en="(blank)")
WHOLE_ROW = 3
"""A new row is told with so many cells beside its name."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """One difference: a row that is new or gone, or one cell or setting that changed.

    ``row`` names the row (nothing for a setting), ``before`` and ``after`` are what the cell says.
    """

    kind: Kind
    table: str
    row: Words
    column: str = ""
    before: Words = UNSAID
    after: Words = UNSAID

    def say(self, lang: Lang) -> str:
        """Return the difference as a sentence."""
        table = TABLE[self.table].title(lang) if self.table else SETTINGS.say(lang)
        if self.kind != "changed":
            return (ADDED if self.kind == "added" else GONE).say(lang, table=table, row=self.row.say(lang))
        values = {
            "table": table,
            "row": self.row.say(lang),
            "column": self.heading(lang),
            "before": self.before.say(lang) or BLANK.say(lang),
            "after": self.after.say(lang) or BLANK.say(lang),
        }
        return (CHANGED if self.table else SET).say(lang, **values)

    def heading(self, lang: Lang) -> str:
        """Return what the column or the setting is called."""
        if self.table:
            return TABLE[self.table].column[self.column].header(lang)
        if self.column in SETTING:
            return SETTING[self.column].header(lang)
        _, _, path = self.column.partition(".")
        code, _, name = path.partition(".")
        title = rule_title(code.partition("#")[0]).say(lang)
        return f"{title} {name}" if name else self.column


def input_changes(before: CaseTables, after: CaseTables) -> tuple[InputChange, ...]:
    """Return every difference between two cases, table by table, settings first; spelling is none."""
    names = _Names(before, after)
    found = list(_settings(before, after))
    for table in TABLES:
        found += _table(table, before.tables.get(table.name, ()), after.tables.get(table.name, ()), names)
    return tuple(found)


def _settings(before: CaseTables, after: CaseTables) -> Iterator[InputChange]:
    old, new = _settings_of(before), _settings_of(after)
    for key in dict.fromkeys((*old, *new)):
        # A rule that is mentioned is on; that it is need not be said beside what it is set to.
        usual = "true" if key.endswith(".on") else ""
        if old.get(key, usual) != new.get(key, usual):
            yield InputChange(
                "changed", "", UNSAID, key, literal(old.get(key, "")), literal(new.get(key, ""))
            )


def _settings_of(tables: CaseTables) -> dict[str, str]:
    try:
        return settings_of(tables.settings)
    except InputError:
        # Settings that can't be read are told as a fault of the case; here they say nothing.
        return {}


class _Names:
    """What the ids of either case are called."""

    def __init__(self, *cases: CaseTables) -> None:
        self._names: dict[tuple[str, str], str] = {}
        for tables in cases:
            for name, rows in tables.tables.items():
                for row in rows:
                    if "id" in row and "name" in row:
                        self._names[name, row["id"]] = row["name"]

    def of(self, table: Table, row: Row) -> Words:
        """Return how a row is called: by its name, else by the cells that tell it from others."""
        if "name" in row:
            return literal(
                row["name"] if row.get("id", row["name"]) == row["name"] else f"{row['name']} ({row['id']})"
            )
        keys = table.key or tuple(column.key for column in table.columns if column.key in row)[:WHOLE_ROW]
        columns = [table.column[key] for key in keys if key in row]
        zh, en = (
            " · ".join(self._cell(column, row[column.key], lang) for column in columns) for lang in LANGS
        )
        return both(zh, en)

    def cell(self, column: Column, text: str) -> Words:
        """Return a cell as it is read: the name of what it names, words of closed lists in each language."""
        return both(self._cell(column, text, "zh"), self._cell(column, text, "en"))

    def _cell(self, column: Column, text: str, lang: Lang) -> str:
        named = self._names.get((column.to, text), text)
        return spelt(choice(named, column.choices) or named, column.choices, lang)


def _table(
    table: Table, before: tuple[Row, ...], after: tuple[Row, ...], names: _Names
) -> Iterator[InputChange]:
    for old, new in _paired(table, before, after):
        if old is None and new is not None:
            yield InputChange("added", table.name, names.of(table, new))
        elif new is None and old is not None:
            yield InputChange("gone", table.name, names.of(table, old))
        elif old is not None and new is not None:
            yield from _cells(table, old, new, names)


def _cells(table: Table, old: Row, new: Row, names: _Names) -> Iterator[InputChange]:
    for column in table.columns:
        was, now = old.get(column.key, ""), new.get(column.key, "")
        if was != now and meaning(column, was) != meaning(column, now):
            cells = names.cell(column, was), names.cell(column, now)
            yield InputChange("changed", table.name, names.of(table, new), column.key, *cells)


Pair = tuple[Row | None, Row | None]


def _paired(table: Table, before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[Pair]:
    """Yield the rows of two tables side by side: equal ones, then those of one key, then what is left."""
    left, right = _beyond(before, after), _beyond(after, before)
    by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    key = table.key or tuple(column.key for column in table.columns if column.required)[:1]
    for row in right:
        by_key[_key(row, key)].append(row)
    taken: set[int] = set()
    for row in left:
        same = by_key[_key(row, key)]
        partner = same.pop(0) if same else None
        if partner is not None:
            taken.add(id(partner))
        yield row, partner
    yield from ((None, row) for row in right if id(row) not in taken)


def _key(row: Row, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in key)


def _beyond(rows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    """Return the rows that are there more often than among others."""
    known = Counter(map(_whole, others))
    more = []
    for row in rows:
        known[_whole(row)] -= 1
        if known[_whole(row)] < 0:
            more.append(row)
    return more


def _whole(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.items()))

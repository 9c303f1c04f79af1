"""Every id that one table says of another must be there; every word of an expression must mean somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.domain.case import Group, Staff, Teaching
from solver.domain.staff_filter import WhoError, check_words, parse, vocabulary_of
from solver.io.case_builder import Draft
from solver.io.tables.catalogue import TABLE
from solver.io.tables.cells import AUTO_DATE
from solver.io.tables.records import Record
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import POST_KINDS, choice

UNKNOWN = Words(zh="{table} 表里没有“{value}”", en="There is no “{value}” in the table {table}.")
UNKNOWN_POST = Words(
    zh="“{value}”既不是岗位编号也不是岗位类别", en="“{value}” is neither a post nor a kind of post."
)
PERHAPS_ID = Words(zh="要写编号：是不是“{guess}”？", en="Its id is wanted: perhaps “{guess}”?")
NO_TABLE = Words(zh="请加上 {table} 表", en="Add the table {table}.")
ADD_ROW = Words(zh="请在 {table} 表里加一行，或改正编号", en="Add a row to {table}, or mend the id.")


def check_references(draft: Draft) -> list[Fault]:
    """Return a fault for every id that refers nowhere and every unknown word."""
    ids = {name: draft.ids(name) for name in TABLE}
    names = {
        name: {
            text: value
            for record in records
            if (text := record.get("name", str)) and (value := record.get("id", str))
        }
        for name, records in draft.records.items()
    }
    faults: list[Fault] = []
    # The same unknown id often stands in many rows, and a guess takes time.
    ways: dict[tuple[str, str], Said] = {}
    for record, column in _cells(draft):
        if column.kind == "post":
            faults += _post(record, column, ids)
        for value in _referred(record, column):
            if value not in ids[column.to] and column.to not in draft.unread:
                reference = column.to, value
                if reference not in ways:
                    ways[reference] = _way_out(value, column.to, ids[column.to], names.get(column.to, {}))
                message = UNKNOWN.with_(table=TABLE[column.to].words, value=value)
                faults.append(record.fault(message, column.key, ways[reference]))
    return faults + list(_expressions(draft))


def _cells(draft: Draft) -> Iterator[tuple[Record, Column]]:
    for records in draft.records.values():
        yield from ((record, column) for record in records for column in record.table.columns)


def _referred(record: Record, column: Column) -> Iterable[str]:
    value = record.values.get(column.key)
    if value is None:
        return ()
    if column.kind == "ref":
        return (str(value),)
    if column.kind in {"refs", "groups"} and isinstance(value, tuple):
        return () if value == ("each",) else (str(part) for part in value)
    if column.kind == "walks" and isinstance(value, tuple):
        return (str(zone) for zone, _ in value)
    return ()


def _way_out(value: str, table: str, known: frozenset[str], names: dict[str, str]) -> Said:
    if value in names:
        return PERHAPS_ID.with_(guess=names[value])
    otherwise = ADD_ROW if known else NO_TABLE
    if len(value) == 10 and value[4] == value[7] == "-":
        otherwise = AUTO_DATE
    return way_out(value, sorted(known), otherwise.with_(table=TABLE[table].words))


def _post(record: Record, column: Column, ids: dict[str, frozenset[str]]) -> list[Fault]:
    """Read a post's id or kind; the meetings of clubs are posts too: ``chess@2-low``."""
    value = record.get(column.key, str)
    if value is None or value in ids["posts"]:
        return []
    kind = choice(value, POST_KINDS)
    if kind is not None:
        record.values[column.key] = kind
        return []
    club, at, rest = value.partition("@")
    weekday, _, session = rest.partition("-")
    if at and club in ids["clubs"] and weekday in set("1234567") and session in ids["sessions"]:
        return []
    names = [*sorted(ids["posts"]), *POST_KINDS]
    instead = way_out(value, names, ADD_ROW.with_(table=TABLE["posts"].words))
    return [record.fault(UNKNOWN_POST.with_(value=value), column.key, instead)]


def _expressions(draft: Draft) -> Iterator[Fault]:
    # A person whose row has a fault would make unknown words of many right ones.
    if (draft.broken | draft.unread) & {"staff", "teaching", "groups"}:
        return
    known = vocabulary_of(draft.items(Staff), draft.items(Teaching), draft.items(Group))
    for record, column in _cells(draft):
        text = record.get(column.key, str)
        if column.kind != "who" or text is None:
            continue
        try:
            mistakes = check_words(parse(text), known)
        except WhoError:
            continue
        for fault in mistakes:
            yield record.fault(fault.message, column.key, fault.way_out, value=fault.value)

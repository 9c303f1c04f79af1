"""What a domain class refuses though every cell could be read is told at its cell, in both languages."""

from __future__ import annotations

import pytest

from solver.base.errors import Fault
from solver.domain.case import Case, Frozen, Room
from solver.io.case_builder import Draft, build_rows
from solver.io.settings.schema import SETTINGS
from solver.io.settings.school import School
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.raw import RawTable
from solver.io.tables.records import Record
from solver.io.tables.schema import Column

LIMITS = {"ge": ("low",), "gt": ("low", "above"), "le": ("high",)}


@pytest.mark.parametrize(
    ("make", "columns"),
    [*((table.make, table.columns) for table in TABLES), (Case, SETTINGS)],
    ids=[*(table.name for table in TABLES), "settings"],
)
def test_every_bound_of_a_class_is_a_bound_of_its_column(make: type[Frozen], columns: tuple[Column]) -> None:
    """What a reader of cells lets through, the class takes."""
    for column in columns:
        field = make.model_fields.get(column.target)
        for limit in field.metadata if field and column.kind in {"int", "decimal"} else ():
            for name, bounds in LIMITS.items():
                told = [getattr(column, bound) for bound in bounds]
                assert getattr(limit, name, None) is None or any(one is not None for one in told), column.key


def told(texts: dict[str, str], values: dict[str, object]) -> tuple[Fault, ...]:
    """Return what is told of a room whose cells were read as these values."""
    table = TABLE["rooms"]
    raw = RawTable("rooms", "rooms.csv", "", tuple(texts), ())
    record = Record(table, raw, 7, {key: key for key in texts}, texts, values)
    draft = Draft(School(), {"rooms": [record]}, [], set())
    build_rows(draft)
    assert record.broken
    assert draft.of(Room) == []
    return tuple(draft.faults)


def test_a_value_that_its_class_refuses_is_told_at_its_column() -> None:
    texts = {"id": "R1", "name": "R1", "capacity": "-3", "groups_at_once": "0", "zone": "main"}
    values = {**texts, "capacity": -3, "groups_at_once": 0}
    assert [fault.say("en") for fault in told(texts, values)] == [
        "rooms.csv, row 7, capacity: It can't be “-3” here. Fill in: How many pupils it holds.",
        (
            "rooms.csv, row 7, groups_at_once: It can't be “0” here. "
            "Fill in: How many groups can use it at once."
        ),
    ]

"""How cells may be written, and that what is read can be written again."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.io.tables import cells, dates_times
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import default_of, read_cell
from solver.io.tables.schema import plain


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (dates_times.time_of_day, "14:35", 875),
        (dates_times.time_of_day, "14：35", 875),
        (dates_times.time_of_day, "8:05:00", 485),
        (dates_times.time_of_day, "14点35分", 875),
        (dates_times.time_of_day, "0.6076388889", 875),
        (dates_times.date_of, "2026-09-01", dt.date(2026, 9, 1)),
        (dates_times.date_of, "2026/9/1", dt.date(2026, 9, 1)),
        (dates_times.date_of, "2026年9月1日", dt.date(2026, 9, 1)),
        (
            dates_times.dates_of,
            "2027-01-01..2027-01-03；2026/12/31",
            tuple(dt.date(2026, 12, 31) + dt.timedelta(days=ahead) for ahead in range(4)),
        ),
        (dates_times.weekdays_of, "1;3;5", (1, 3, 5)),
        (dates_times.weekdays_of, "1-5", (1, 2, 3, 4, 5)),
        (dates_times.weekdays_of, "周一；周三、周日", (1, 3, 7)),
        (dates_times.weekdays_of, "周一至周五", (1, 2, 3, 4, 5)),
        (dates_times.weekdays_of, "Mon-Fri", (1, 2, 3, 4, 5)),
        (dates_times.grades_of, "1;3-4", (1, 3, 4)),
        (dates_times.grades_of, "1-2年级", (1, 2)),
        (dates_times.weeks_of, "单周", "odd"),
        (dates_times.weeks_of, "1-8；10", "1-8,10"),
        (dates_times.weeks_of, "第1至8周", "1-8"),
        (cells.number, "0.50", Decimal("0.5")),
        (cells.number, "８０％", Decimal("0.8")),
        (cells.number, "-1.250", Decimal("-1.25")),
        (cells.rotation_of, "每天轮换", "daily"),
        (cells.rotation_of, "每2周轮换", "weeks:2"),
        (cells.rotation_of, "weeks:3", "weeks:3"),
        (cells.walks_of, "north_gate:3；hall：4分钟", (("north_gate", 3), ("hall", 4))),
        (cells.identifiers, "1-1;1-2;1-1", ("1-1", "1-2")),
    ],
)
def test_a_cell_may_be_written_as_people_write(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (dates_times.time_of_day, "25:00"),
        (dates_times.time_of_day, "14:60"),
        (dates_times.date_of, "2026-02-30"),
        (dates_times.date_of, "1-1"),
        (dates_times.weekdays_of, "5-1"),
        (dates_times.weekdays_of, "8"),
        (cells.number, "NaN"),
        (cells.number, "1e9"),
        (cells.whole, "1.5"),
        (dates_times.weeks_of, "8-1"),
        (cells.rotation_of, "weeks:0"),
        (cells.walks_of, "hall"),
        (cells.identifier, "a/b"),
        (cells.identifier, "..\\up"),
        (cells.identifier, "C:x"),
        (cells.identifier, "x\x07"),
    ],
)
def test_a_cell_that_can_not_be_read_says_so_in_both_languages(read, text):
    with pytest.raises(CellError) as caught:
        read(text)
    assert caught.value.message.say("zh") != caught.value.message.say("en")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_declared_defaults_are_those_of_the_domain(table):
    for column in table.columns:
        field = table.make.model_fields.get(column.target)
        if column.default and field is not None and not field.is_required():
            assert default_of(column) == field.default, column.key


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_the_domain_has_a_column_and_headers_are_unique(table):
    heads = {column.target.partition(".")[0] for column in table.columns} | {"dates"}
    assert set(table.make.model_fields) <= heads
    headers = [plain(text) for column in table.columns for text in {column.key, *column.zh}]
    assert len(headers) == len(set(headers))


def test_every_name_of_a_table_is_its_own():
    names = [plain(name) for table in TABLES for name in (table.name, *table.zh)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("table", "column", "written"),
    [
        ("posts", "kind", "带班领导"),
        ("staff", "kind", "校外人员"),
        ("sessions", "kind", "课后"),
        ("wishes", "want", "避开"),
    ],
)
def test_closed_lists_are_understood_in_chinese(table, column, written):
    declared = TABLE[table].column[column]
    assert read_cell(declared, written) in declared.choices


@given(st.text(max_size=20))
def test_no_text_breaks_a_reader(text):
    for table in TABLES:
        for column in table.columns:
            if text.strip():
                with suppress(CellError):
                    read_cell(column, text.strip())


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000))
def test_numbers_are_written_as_they_are_read(value):
    assert cells.number(cells.spell(value)) == value
    assert str(cells.number(cells.spell(value))) == str(cells.tidy(value))

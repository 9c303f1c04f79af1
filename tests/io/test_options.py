"""What a drop-down offers can be read, and a quick look at one cell says what reading it would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.io.editing import examine, names_of, open_tables, options_of, text_problem
from solver.io.editing.case_tables import in_lang
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.cells import read_cell

TINY = open_tables(Path(__file__).parents[2] / "data/tiny")
COLUMNS = [(table.name, column.key) for table in TABLES for column in table.columns]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("table", "key"), COLUMNS)
def test_every_option_can_be_read_and_means_the_same_in_both_languages(table, key, lang):
    column = TABLE[table].column[key]
    options = options_of(TINY, column, lang)
    assert len(set(options)) == len(options)
    for text in options:
        assert text_problem(column, text) is None
        other = in_lang(column, text, "en" if lang == "zh" else "zh")
        assert read_cell(column, other) == read_cell(column, text)
    listed = {"choice", "yes_no", "weekday", "rotation", "groups", "post"}
    assert bool(options) == (column.kind in listed or bool(column.choices) or column.kind in {"ref", "refs"})


def test_ids_come_from_the_tables_as_they_stand():
    changed = TINY.with_cell("staff", 0, "id", "T77")
    head = TABLE["groups"].column["head"]
    assert options_of(changed, head, "zh") == ("T77", "T2", "T3", "T4")
    assert names_of(changed, "staff")["T77"] == "沈文静"
    assert options_of(TINY, TABLE["posts"].column["group"], "zh") == ("每班", "1-1", "2-1")
    assert options_of(TINY, TABLE["wishes"].column["post"], "en")[:3] == ("care", "gate", "tutoring")
    assert options_of(TINY, TABLE["staff"].column["name"], "zh") == ()


@pytest.mark.parametrize(
    ("table", "key", "text", "said"),
    [
        ("staff", "share", "1.4", "1.4 is more than a full load. Perhaps “0.4”?"),
        ("sessions", "start", "25:00", "“25:00” is not a time of day. Write it as 14:35."),
        ("staff", "share", " ", None),
        ("staff", "kind", "领导", None),
        ("posts", "eligible", "own and (teaches", "At character 9: “(” has no partner."),
    ],
)
def test_a_quick_look_at_a_cell_says_what_is_wrong(table, key, text, said):
    found = text_problem(TABLE[table].column[key], text)
    assert (found.say("en") if found else None) == said


def test_the_quick_look_and_the_whole_reading_agree():
    for text in ("", "abc", "2", "-1", "1.5", "周一", "T1"):
        for key in ("need", "units", "start", "kind", "rotation"):
            quick = text_problem(TABLE["posts"].column[key], text)
            changed = TINY.with_cell("posts", 1, key, text)
            slow = [
                one
                for one in examine(changed).faults
                if (one.table, one.row, one.column) == ("posts", 1, key)
            ]
            if text:
                assert (quick is None) == (not slow), (key, text)

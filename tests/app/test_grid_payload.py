"""What the grid in the browser is told of a table."""

from __future__ import annotations

import pytest

from solver.app.grid import component
from solver.app.grid.component import WORDS, columns_of, faults_of, rows_of, words_of
from solver.base.text import LANGS, Lang
from solver.io.editing import CaseTables, Heading, examine
from solver.io.tables.catalogue import TABLE


@pytest.fixture
def typed() -> CaseTables:
    """People in a file of four columns: two of ours in another order, one nobody knows, one more of ours."""
    head = (Heading("name", "姓名"), Heading("id", "编号"), Heading("星座", "星座"), Heading("share", "份额"))
    row = {"name": "王", "id": "T1", "星座": "狮子", "share": "2"}
    return CaseTables("case", "", {"staff": (row,)}, {"staff": head})


def test_columns_stand_as_in_the_file_and_the_others_where_the_table_has_them(typed: CaseTables) -> None:
    keys = [column["key"] for column in columns_of(typed, "staff", "zh")]
    assert [key for key in keys if key in {"name", "id", "星座", "share"}] == ["name", "id", "星座", "share"]
    assert set(keys) == {*TABLE["staff"].column, "星座"}
    assert keys.index("kind") < keys.index("share") < keys.index("pool")


def test_rows_are_texts_in_the_order_of_the_columns(typed: CaseTables) -> None:
    assert rows_of(typed, "staff", ["id", "pool", "name"]) == [["T1", "", "王"]]
    assert rows_of(typed, "groups", ["id"]) == []


def test_faults_are_told_at_their_cells_with_a_way_out(typed: CaseTables) -> None:
    told = faults_of(examine(typed).faults, "staff", "zh")
    [share] = [one for one in told if one["column"] == "share"]
    assert share["row"] == 0
    assert share["message"]
    assert not [one for one in told if one["row"] is None]


@pytest.mark.parametrize("table", TABLE)
@pytest.mark.parametrize("lang", LANGS)
def test_every_table_has_titled_columns_even_before_it_has_rows(table: str, lang: Lang) -> None:
    columns = columns_of(CaseTables("case", "", {}), table, lang)
    assert [column["title"] for column in columns] == [column.header(lang) for column in TABLE[table].columns]


@pytest.mark.parametrize("lang", LANGS)
def test_words_are_said_in_both_languages(lang: Lang) -> None:
    said = words_of(lang)
    assert set(said) == set(WORDS)
    assert "{count}" in said["rows"]


def test_the_scripts_say_no_word_of_their_own() -> None:
    """Every word comes from Python, so that it exists in both languages; data is never taken for markup."""
    scripts = component.content_of(*component.SCRIPTS)
    assert "innerHTML" not in scripts
    lines = [line.partition("//")[0] for line in scripts.splitlines()]
    assert not [line for line in lines if any("\u4e00" <= letter <= "\u9fff" for letter in line)]

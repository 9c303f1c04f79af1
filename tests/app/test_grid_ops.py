"""What is typed in the grid, done to typed text: each operation, pasting from a spreadsheet, once only."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.app.grid.operations import OP, Redo, Undo, batch_of, cells_of, changed, without_header
from solver.io.editing import CaseTables

TABLE = "staff"


@pytest.fixture
def three() -> CaseTables:
    """Three people."""
    return people({"id": "T1", "name": "甲"}, {"id": "T2", "name": "乙"}, {"id": "T3", "name": "丙"})


def people(*rows: dict[str, str]) -> CaseTables:
    """A case of nothing but people."""
    return CaseTables("case", "", {TABLE: rows})


def ids(tables: CaseTables) -> list[str]:
    """The ids from the top, "" for blank ones."""
    return [row.get("id", "") for row in tables.tables[TABLE]]


def done(tables: CaseTables, **op: Any) -> CaseTables:
    """The case after an operation as a browser words it."""
    change = OP.validate_python({"seq": 1, **op})
    assert not isinstance(change, Undo | Redo)
    return changed(tables, TABLE, change)


def test_a_cell_takes_what_was_typed(three: CaseTables) -> None:
    after = done(three, op="set", row=1, column="name", text="丁", was="乙")
    assert [row["name"] for row in after.tables[TABLE]] == ["甲", "丁", "丙"]


def test_a_cell_that_changed_meanwhile_keeps_what_it_holds(three: CaseTables) -> None:
    assert done(three, op="set", row=1, column="name", text="丁", was="甲") is three


def test_typing_below_the_last_row_adds_rows(three: CaseTables) -> None:
    assert ids(done(three, op="set", row=4, column="id", text="T5", was="")) == ["T1", "T2", "T3", "", "T5"]


def test_rows_are_inserted_duplicated_and_deleted(three: CaseTables) -> None:
    assert ids(done(three, op="insert", row=1, count=2)) == ["T1", "", "", "T2", "T3"]
    assert ids(done(three, op="duplicate", rows=[0, 1])) == ["T1", "T2", "T1", "T2", "T3"]
    assert ids(done(three, op="delete", rows=[0, 2])) == ["T2"]
    assert done(three, op="delete", rows=[7]) is three


def test_cells_are_cleared(three: CaseTables) -> None:
    after = done(three, op="clear", rows=[0, 1], columns=["name"])
    assert [row.get("name") for row in after.tables[TABLE]] == [None, None, "丙"]


def test_pasting_runs_over_the_end(three: CaseTables) -> None:
    after = done(three, op="paste", rows=[2], columns=["id", "name"], text="T8\t王\nT9\t李\n")
    assert after.tables[TABLE][2:] == ({"id": "T8", "name": "王"}, {"id": "T9", "name": "李"})


def test_pasting_over_sifted_rows_leaves_the_others(three: CaseTables) -> None:
    after = done(three, op="paste", rows=[0, 2], columns=["name"], text="王\n李")
    assert [row["name"] for row in after.tables[TABLE]] == ["王", "乙", "李"]


def test_one_cell_fills_the_selection(three: CaseTables) -> None:
    after = done(three, op="paste", rows=[0], columns=["name"], text="王", fill=[1, 1])
    assert after.tables[TABLE][0]["name"] == "王"
    op = {"op": "paste", "rows": [0, 1], "columns": ["id", "name"], "text": "x", "fill": [2, 2]}
    assert done(three, **op).tables[TABLE][:2] == ({"id": "x", "name": "x"}, {"id": "x", "name": "x"})


def test_headers_say_where_pasted_cells_go(three: CaseTables) -> None:
    text = "姓名\t编号\n王\tT8\n李\tT9"
    after = done(three, op="paste", rows=[], columns=["id", "name"], text=text)
    assert after.tables[TABLE][3:] == ({"id": "T8", "name": "王"}, {"id": "T9", "name": "李"})


def test_quoted_cells_hold_tabs_quotes_and_lines() -> None:
    assert cells_of('a\t"b\tc"\r\n"say ""hi"""\t"two\nlines"\r\n') == [
        ["a", "b\tc"],
        ['say "hi"', "two lines"],
    ]


def test_quotes_that_no_spreadsheet_wrote_are_text() -> None:
    assert cells_of('"a" b\tc\nd') == [['"a" b', "c"], ["d"]]


def test_one_line_is_never_a_header() -> None:
    assert without_header([["编号", "姓名"]], TABLE, ["id", "name"]) == ([["编号", "姓名"]], ["id", "name"])


def test_an_operation_is_done_once_however_often_it_arrives() -> None:
    op = {"seq": 4, "op": "insert", "row": 0, "count": 1}
    batch = batch_of({"client": "a", "table": TABLE, "ops": [op, {**op, "seq": 3}]})
    assert batch is not None
    assert [seq for seq, _ in batch.after(0)] == [3, 4]
    assert [seq for seq, _ in batch.after(3)] == [4]


def test_what_makes_no_sense_is_acknowledged_and_left_out() -> None:
    nonsense = [
        {"seq": 1, "op": "explode"},
        {"seq": 2, "op": "set", "row": -1, "column": "id", "text": "x"},
        {"op": 3},
    ]
    batch = batch_of({"client": "a", "table": TABLE, "ops": nonsense})
    assert batch is not None
    assert list(batch.after(0)) == [(1, None), (2, None)]
    strange = batch_of({"client": "a", "table": "../etc", "ops": [{"seq": 1, "op": "undo"}]})
    assert strange is not None
    assert list(strange.after(0)) == [(1, None)]


@pytest.mark.parametrize(
    "sent", [None, "x", 3, [], {}, {"client": "a"}, {"client": "a", "table": "staff", "ops": 3}]
)
def test_what_no_grid_sent_is_no_batch(sent: object) -> None:
    assert batch_of(sent) is None


TEXTS = st.text(max_size=12)
PLACES = st.integers(min_value=0, max_value=6)
COLUMNS = st.sampled_from(["id", "name", "kind", "nonsense", ""]) | TEXTS
OPS = st.one_of(
    st.fixed_dictionaries(
        {"op": st.just("set"), "row": PLACES, "column": COLUMNS, "text": TEXTS, "was": TEXTS}
    ),
    st.fixed_dictionaries({"op": st.just("clear"), "rows": st.lists(PLACES), "columns": st.lists(COLUMNS)}),
    st.fixed_dictionaries({"op": st.just("insert"), "row": PLACES, "count": st.integers(1, 3)}),
    st.fixed_dictionaries({"op": st.sampled_from(["duplicate", "delete"]), "rows": st.lists(PLACES)}),
    st.fixed_dictionaries(
        {
            "op": st.just("paste"),
            "rows": st.lists(PLACES),
            "columns": st.lists(COLUMNS),
            "text": st.text(alphabet='a\t\n"编号姓名\r;', max_size=30),
            "fill": st.tuples(PLACES, PLACES),
        }
    ),
)


@given(ops=st.lists(OPS, max_size=6))
def test_no_operation_breaks_anything_or_touches_what_was(ops: list[dict[str, Any]]) -> None:
    tables = people({"id": "T1", "name": "甲"}, {"id": "T2"})
    for op in ops:
        before = tables.to_json()
        after = done(tables, **op)
        assert tables.to_json() == before
        assert CaseTables.from_json(after.to_json()) == after
        tables = after

"""Typed text: nothing of a file is lost, every fault stands at its cell, and it is read as files are."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io import load
from solver.io.editing import CaseTables, Heading, examine, fingerprint, open_tables, save
from solver.io.tables.catalogue import TABLE, TABLES

DATA = Path(__file__).parents[2] / "data"
MEDIUM = Path(__file__).parents[2] / "benchmarks/school/cases/medium"


@pytest.fixture
def typed(write):
    """Open the tables of the small school, changed or not."""
    return lambda school: open_tables(write(school))


def places(tables: CaseTables) -> list[tuple[str, int | None, str, str]]:
    found = examine(tables).faults
    return [(one.table, one.row, one.column, one.fault.message.say("en")) for one in found]


def said(path: Path) -> list[str]:
    try:
        load(path)
    except InputError as error:
        return [fault.say("en") for fault in error.faults]
    return []


@pytest.mark.parametrize("name", ["tiny", "fengjin", "small", "xinyang"])
def test_typed_text_is_the_case_of_its_files(name):
    tables = open_tables(DATA / name)
    loaded = load(DATA / name)
    found = examine(tables).loaded
    assert found is not None
    assert found.case.hash == loaded.case.hash
    assert found.notices == loaded.notices
    assert CaseTables.from_json(tables.to_json()) == tables
    assert list(tables.tables) == [one.name for one in TABLES if one.name in tables.tables]


TINY, FENGJIN = open_tables(DATA / "tiny"), open_tables(DATA / "fengjin")
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "T1", "1-1", "99", "-1", "0.5", "17:00", "each", "2026-09-08", "own or", "周一", "=1"]
    ),
    st.sampled_from([";;;", "a,b", "'x", '"', "\t", "x\ny", "\0", "{x}", "；", "\u2028x", "\ud800"]),
)
KEYS = st.one_of(
    st.sampled_from(sorted({column.key for table in TABLES for column in table.columns})),
    st.sampled_from(["备注", "note; of, mine", "姓名", "ID", " Name*", "x\u2028y", "=1"]),
)


@st.composite
def edits(draw, tables: CaseTables) -> CaseTables:
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(TABLE)))
        rows = list(tables.tables.get(name, ()))
        at = draw(st.integers(0, max(len(rows) - 1, 0)))
        how = draw(st.sampled_from(["cell", "cell", "cell", "drop", "copy", "blank", "clear", "setting"]))
        if how == "setting":
            key = draw(
                st.sampled_from(["id", "title", "term.start", "term.makeup", "settings.hold", "levels", "x"])
            )
            tables = tables.with_setting(key, draw(TEXTS))
            continue
        if how == "cell" and rows:
            rows[at] = {**rows[at], draw(KEYS): draw(TEXTS)}
        elif how == "drop":
            rows[at : at + 1] = []
        elif how == "copy":
            rows[at:at] = rows[at : at + 1]
        elif how == "blank":
            rows.insert(at, {})
        elif how == "clear":
            rows = []
        tables = tables.with_rows(name, rows)
    return tables


@settings(max_examples=40, deadline=None)
@given(edits(TINY))
def test_what_is_examined_is_what_would_be_loaded(tables):
    agree(tables)


@settings(max_examples=10, deadline=None)
@given(edits(FENGJIN))
def test_so_it_is_in_a_large_school(tables):
    agree(tables)


def agree(tables: CaseTables) -> None:
    found = examine(tables)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / tables.id
        print_of = save(tables, folder, expected=None)
        assert print_of == fingerprint(folder)
        assert said(folder) == [one.fault.say("en") for one in found.faults]
        if found.loaded is not None:
            assert load(folder).case.hash == found.loaded.case.hash
        again = open_tables(folder)
        filled = {name: tuple(row for row in rows if row) for name, rows in tables.tables.items()}
        assert again.tables == filled
        assert again.settings == tables.settings
        assert save(again, folder, expected=print_of) == print_of
    for one in found.faults:
        assert one.table in {"", *TABLE}
        assert one.row is None or tables.tables[one.table][one.row]


def test_faults_stand_at_their_cells(school, typed):
    tables = typed(school)
    tables = tables.with_cell("staff", 1, "share", "1.4").with_cell("teaching", 1, "staff", "T7")
    tables = tables.with_rows("sessions", [{}, *tables.tables["sessions"]]).with_cell(
        "sessions", 1, "end", "15:00"
    )
    tables = tables.with_setting("term.closed", "2026-13-01").with_setting("term.start", "")
    assert places(tables) == [
        ("", None, "term.closed", "There is no such day as “2026-13-01”."),
        ("", None, "term.start", "The required setting “term.start” is missing."),
        ("staff", 1, "share", "1.4 is more than a full load."),
        ("teaching", 1, "staff", "There is no “T7” in the table staff."),
        ("sessions", 1, "end", "It ends at 15:00, not after its start at 15:30."),
    ]


def test_faults_of_tables_and_columns_stand_there(school, typed):
    school["staff.csv"] = "id,name,remark,\nT1,王芳,a,b\nT2,李强,,\n"
    school["groups.csv"] = school["groups.csv"].replace("grade", "floor")
    school["teaching.csv"] = "staff,group,staff\nT1,1-1,T2\nT2,2-1,\n"
    del school["sessions.csv"]
    tables = typed(school)
    found = places(tables)
    assert ("staff", None, "remark", "The table has no column “remark”.") in found
    assert ("staff", 0, "D", "The column has cells but no header.") in found
    assert ("groups", None, "floor", "The table has no column “floor”.") in found
    assert ("groups", None, "grade", "The required column “grade” is missing.") in found
    assert ("teaching", None, "staff (2)", "The column “staff” is there twice.") in found
    assert ("sessions", None, "", "The table sessions is missing.") in found


def test_a_broken_text_of_settings_is_one_fault_of_the_whole(school, typed):
    school["school.toml"] = "[term\n"
    (one,) = places(typed(school))
    assert one[:3] == ("", None, "")
    assert "not valid TOML" in one[3]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", None])
def test_settings_that_say_nothing_lack_the_term(school, typed, text):
    school["school.toml"] = text
    if text is None:
        del school["school.toml"]
    tables = typed(school)
    assert [(table, column) for table, _, column, _ in places(tables)] == [
        ("", "term.start"),
        ("", "term.end"),
    ]
    mended = tables.with_setting("term.start", "2026-09-07").with_setting("term.end", "2026-09-18")
    assert examine(mended).loaded is not None


def test_a_foreign_column_keeps_its_cells_until_they_are_cleared(school, typed, tmp_path):
    school["staff.csv"] = "姓名,备注,编号\n王芳,好,T1\n李强,,T2\n"
    tables = typed(school)
    assert tables.tables["staff"] == (
        {"name": "王芳", "备注": "好", "id": "T1"},
        {"name": "李强", "id": "T2"},
    )
    changed = tables.with_cell("staff", 1, "share", "0.5")
    assert changed.head("staff") == (
        Heading("name", "姓名"),
        Heading("备注", "备注"),
        Heading("id", "编号"),
        Heading("share", "工作量比例"),
    )
    save(changed, tmp_path / "new", expected=None)
    assert (tmp_path / "new" / "人员.csv").read_text("utf-8-sig").splitlines() == [
        "姓名,备注,编号,工作量比例",
        "王芳,好,T1,",
        "李强,,T2,0.5",
    ]
    cleared = changed.with_cell("staff", 0, "备注", "")
    assert [heading.key for heading in cleared.head("staff")] == ["name", "id", "share"]


def test_headers_mean_their_columns_in_pasted_rows():
    rows = TINY.with_rows("staff", [{"编号": "T9", "Name": " 周 \n平 ", "share": ""}]).tables["staff"]
    assert rows == ({"id": "T9", "name": "周  平"},)


def test_a_digest_is_that_of_the_content():
    assert TINY.digest == open_tables(DATA / "tiny").digest
    assert TINY.with_cell("staff", 0, "name", "x").digest != TINY.digest
    assert TINY.with_cell("staff", 0, "name", TINY.tables["staff"][0]["name"]).digest == TINY.digest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.csv", b"a,b\n"),
        ("人员.csv", b"id,name\n"),
        ("wishes.csv", b'"who\n'),
        ("wishes.csv", b"who\n\0\n"),
        ("wishes.csv", b"who\n\xff\xff\xff\n"),
    ],
)
def test_what_could_not_be_kept_is_not_opened(school, write, name, content):
    folder = write(school)
    (folder / name).write_bytes(content)
    with pytest.raises(InputError):
        open_tables(folder)


def test_an_edit_is_examined_well_under_a_second(tmp_path):
    shutil.copytree(MEDIUM, tmp_path / "medium")
    tables = open_tables(tmp_path / "medium")
    taken = []
    for most in ("2", "3", "4", "1.5"):
        began = time.perf_counter()
        examine(tables.with_cell("staff", 3, "max_day", most))
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.5

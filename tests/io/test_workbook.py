"""Workbooks as schools really keep them, and files that only pose as workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from solver.base.errors import InputError
from solver.io import load
from solver.io.files import zip_guard
from tests.written import as_workbook


@pytest.fixture
def book(school):
    """The small school as an openpyxl workbook, every cell as text."""
    found = openpyxl.Workbook()
    found.remove(found.active)
    sheet = found.create_sheet("学校")
    for row in (
        ("设置", "值"),
        ("id", "small"),
        ("名称", "小学"),
        ("学期开始", dt.date(2026, 9, 7)),
        ("term.end", "2026-09-18"),
    ):
        sheet.append(row)
    for name, text in school.items():
        if name.endswith(".csv"):
            sheet = found.create_sheet(name.removesuffix(".csv"))
            for line in csv.reader(io.StringIO(text)):
                sheet.append([cell or None for cell in line])
    return found


@pytest.fixture
def saved(book, tmp_path):
    """Save the workbook and return its path."""

    def save(name="small.xlsx"):
        book.save(tmp_path / name)
        return tmp_path / name

    return save


def refused(path):
    with pytest.raises(InputError) as caught:
        load(path)
    return [fault.say("en") for fault in caught.value.faults]


def test_a_workbook_and_a_folder_give_the_same_case(saved, school, loaded):
    assert load(saved()).case.hash == loaded(school).case.hash


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_written_as_a_workbook_is_the_same_case(school, loaded, tmp_path, lang):
    case = loaded(school).case
    assert load(as_workbook(case, tmp_path / "other name.xlsx", lang)).case.hash == case.hash


def test_the_name_gives_the_id_where_nothing_else_does(book, saved, school, loaded):
    book["学校"].delete_rows(2)
    school["school.toml"] = school["school.toml"].replace('id = "small"', "")
    assert load(saved()).case.hash == loaded(school).case.hash
    assert load(saved("我的 学校(1).xlsx")).case.id == "我的-学校-1"


def test_numbers_dates_and_times_are_read_as_they_look(book, saved, school, loaded):
    book["enrolment"]["D2"].value = 20.0
    book["staff"]["E3"].value = 0.5
    book["sessions"]["D2"].value = dt.time(15, 30)
    book["sessions"]["E2"].value = dt.datetime.fromisoformat("1899-12-30 17:00")
    book["sessions"]["C2"].value = "1；2"
    assert load(saved()).case.hash == loaded(school).case.hash


def test_text_that_looks_like_a_number_stays_text(book, saved):
    book["staff"]["A4"].value = "007"
    assert load(saved()).case.staff[2].id == "007"


def test_merged_header_cells_are_refused(book, saved):
    book["staff"].merge_cells("B1:C1")
    assert refused(saved()) == [
        (
            "small.xlsx, staff, row 1: The header has merged cells, B1:C1. "
            "Unmerge them; keep one header in row 1 and fill every cell."
        )
    ]


def test_merged_cells_below_the_header_are_refused(book, saved):
    book["teaching"].merge_cells("A2:A3")
    assert refused(saved()) == [
        (
            "small.xlsx, teaching, row 2: Cells are merged, A2:A3: only the top left one is filled. "
            "Unmerge them; keep one header in row 1 and fill every cell."
        )
    ]


def test_hidden_sheets_are_read_and_said(book, saved, school, loaded):
    book["members"].sheet_state = "hidden"
    found = load(saved())
    assert found.case.hash == loaded(school).case.hash
    assert [notice.say("en") for notice in found.notices] == ["The hidden sheet “members” was read too."]


def test_unknown_sheets_are_asked_about_and_notes_left_alone(book, saved):
    book.create_sheet("说明").append(["随便写"])
    book.create_sheet("_scratch").append(["x"])
    book.create_sheet("Sheet1")
    load(saved())
    book.create_sheet("lesons").append(["staff"])
    assert refused(saved()) == ["small.xlsx, lesons: “lesons” is not the name of a table. Perhaps “lessons”?"]


def test_faults_name_sheet_row_and_column(book, saved):
    book["staff"]["E2"].value = 1.4
    assert refused(saved()) == [
        "small.xlsx, staff, row 2, share: 1.4 is more than a full load. Perhaps “0.4”?"
    ]


def test_a_million_blank_rows_do_not_hurt(saved, tmp_path):
    path = saved()
    rows = "".join(f'<row r="{row}"/>' for row in range(40_000, 1_040_000))
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(30_000, 40_000)) + rows
    swollen = tmp_path / "blank.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet3.xml":
                content = content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(entry.filename, content)
    began = time.perf_counter()
    assert load(swollen).case.id == "small"
    assert time.perf_counter() - began < 8


def test_a_filled_cell_far_away_is_refused_by_name(book, saved):
    book["staff"]["XFD1048576"].value = "x"
    said = refused(saved())
    assert said == [
        (
            "small.xlsx, sheet2: The cell XFD1048576 is filled, far away from the table. "
            "Delete the rows and columns beyond the table and save again."
        )
    ]


def test_macros_are_refused_kindly(saved, tmp_path):
    path = saved()
    (tmp_path / "small.xlsm").write_bytes(path.read_bytes())
    assert refused(tmp_path / "small.xlsm") == [
        "small.xlsm: The workbook holds macros and is not opened. Save it as .xlsx, which holds no macros."
    ]
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/vbaProject.bin", b"x")
    assert "holds macros" in refused(path)[0]


def test_old_and_locked_workbooks_are_refused_kindly(tmp_path):
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "an old workbook (.xls, .et) or one with a password" in refused(path)[0]
    (tmp_path / "old.xls").write_bytes(path.read_bytes())
    assert ".xls files are not read" in refused(tmp_path / "old.xls")[0]


def test_a_damaged_workbook_is_refused(saved):
    path = saved()
    path.write_bytes(path.read_bytes()[:-300])
    assert "it is damaged" in refused(path)[0]


def bomb(path, *, honest):
    """Write a workbook of 210 MB of blanks in a small file; a dishonest one declares 10 bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(210):
                stream.write(b" " * (1 << 20))
    if not honest:
        content = bytearray(path.read_bytes())
        real = (210 << 20).to_bytes(4, "little")
        at = content.find(real)
        while at >= 0:
            content[at : at + 4] = (10).to_bytes(4, "little")
            at = content.find(real, at + 4)
        path.write_bytes(content)


@pytest.mark.parametrize("honest", [True, False])
def test_a_zip_bomb_is_not_opened(tmp_path, honest, monkeypatch):
    # 210 MB of blanks are no XML; here the counting is to be seen, not the parser.
    monkeypatch.setattr(zip_guard._Extent, "feed", lambda _self, _piece: None)
    path = tmp_path / "bomb.xlsx"
    bomb(path, honest=honest)
    assert path.stat().st_size < 1 << 20
    assert "it is not opened" in refused(path)[0]


def test_entities_are_not_expanded(saved, tmp_path):
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(saved()) as old, zipfile.ZipFile(evil, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]>' + content
            new.writestr(entry.filename, content)
    assert "no .xlsx workbook, or it is damaged" in refused(evil)[0]


def test_names_that_leave_the_zip_are_refused(saved):
    path = saved()
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("../../evil.txt", b"x")
    assert "leads outside" in refused(path)[0]


def test_a_folder_with_only_a_workbook_is_that_workbook(saved, tmp_path, school, loaded):
    case = loaded(school).case
    (tmp_path / "box").mkdir()
    saved("box/small.xlsx")
    assert load(tmp_path / "box").case.hash == case.hash

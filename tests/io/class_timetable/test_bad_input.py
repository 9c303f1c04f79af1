"""Files that are no timetable, or only pose as one: refused with a reason, and nothing written."""

from __future__ import annotations

import time
import zipfile

import pytest

from solver.base.errors import InputError
from solver.io.class_timetable import read
from tests.io.class_timetable.books import book, week
from tests.io.class_timetable.conftest import busy, said

GOOD = {"三(2)班": week(["第1节", "语文 张三"])}


def refused(path, **how):
    with pytest.raises(InputError) as caught:
        read(path, **how)
    for fault in caught.value.faults:
        assert fault.say("zh") != fault.say("en")
        assert fault.way_out is not None
    return said(caught.value.faults)


def test_a_truncated_workbook(tmp_path):
    path = book(tmp_path / "课表.xlsx", GOOD)
    path.write_bytes(path.read_bytes()[:-300])
    assert "it is damaged" in refused(path)[0]


@pytest.mark.parametrize("name", ["课表.xls", "课表.et", "课表.docx", "课表.csv", "课表"])
def test_other_kinds_of_file(tmp_path, name):
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "files are not read" in refused(tmp_path / name)[0]


def test_an_old_workbook_under_a_new_name(tmp_path):
    (tmp_path / "课表.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "an old workbook (.xls, .et) or one with a password" in refused(tmp_path / "课表.xlsx")[0]


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "没有.xlsx") == [
        "There is no “没有.xlsx”. Check the name of the folder or workbook."
    ]


def test_a_zip_bomb(tmp_path):
    path = tmp_path / "课表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        with bomb.open("xl/sharedStrings.xml", "w") as stream:
            stream.write(b"<a>")
            for _ in range(210):
                stream.write(b" " * (1 << 20))
    assert "it is not opened" in refused(path)[0]


def swollen(path, extra, after=b"</sheetData>"):
    """Write more XML behind the rows of the first sheet."""
    swollen_path = path.with_name("swollen.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(swollen_path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(after, extra)
            new.writestr(entry.filename, content)
    return swollen_path


def test_a_million_empty_rows_are_never_duty(tmp_path):
    rows = "".join(f'<row r="{row}"/>' for row in range(1_000, 1_001_000)).encode()
    path = swollen(book(tmp_path / "课表.xlsx", GOOD), rows + b"</sheetData>")
    began = time.perf_counter()
    found = read(path)
    assert time.perf_counter() - began < 20
    assert busy(found) == ["张三 1 08:20-09:00"]
    assert found.counts == read(tmp_path / "课表.xlsx").counts


def test_a_merged_cell_over_the_whole_sheet_does_not_hurt(tmp_path):
    rows = week(["第1节", "语文 张三"], ["第2节", "", "体育 李四"])
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="C3:XFD1048576"/></mergeCells>'
    found = read(swollen(book(tmp_path / "课表.xlsx", {"三(2)班": rows}), merge))
    assert [row.staff for row in found.lessons] == ["张三", *["李四"] * 4]


def test_a_thousand_merged_cells_over_the_whole_sheet_are_refused(tmp_path):
    rows = [[f"第{row}节", "语文 张三", *("数学 李四" for _ in range(60))] for row in range(300)]
    refs = b"".join(b'<mergeCell ref="B2:BB1048576"/>' for _ in range(1000))
    merge = b'</sheetData><mergeCells count="1000">' + refs + b"</mergeCells>"
    path = swollen(book(tmp_path / "课表.xlsx", {"三(2)班": rows}), merge)
    assert "Too many cells are merged" in refused(path)[0]


def test_a_workbook_without_one_lesson(tmp_path):
    told = refused(book(tmp_path / "课表.xlsx", {"通讯录": [["姓名", "电话"], ["张三", "1"]]}))
    assert "通讯录, A1: The sheet looks like no timetable" in told[0]
    assert "Not one lesson could be read from the workbook" in told[-1]
    assert len(refused(book(tmp_path / "空.xlsx", {"Sheet1": []}))) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[periods]\n1 = 8\n", "periods.1: “8” does not say when a period is held"),
        ('[periods]\n1 = "9:00-8:00"\n', "periods.1: “9:00-8:00” does not say when"),
        ('[periods]\n99 = "8:00-8:40"\n', "periods.99"),
        ('[grade.one]\n1 = "8:00-8:40"\n', "grade.one"),
        ('times = "8:00-8:40"\n', "times"),
        ("periods = 1\n", "“1” does not say when"),
        ("grade = 1\n", "“1” does not say when"),
        ("", "The file gives no period a time"),
        ("[periods\n", "It is not valid TOML"),
        ("\x80\x81\xff", "It is not valid TOML"),
    ],
)
def test_times_that_are_none(tmp_path, text, told):
    (tmp_path / "times.toml").write_text(text, encoding="utf-8")
    path = book(tmp_path / "课表.xlsx", GOOD)
    assert told in refused(path, times=tmp_path / "times.toml")[0]


def test_a_file_of_times_that_is_not_there(tmp_path):
    path = book(tmp_path / "课表.xlsx", GOOD)
    assert "There is no “times.toml”" in refused(path, times=tmp_path / "times.toml")[0]


def test_a_sheet_of_times_that_contradicts_itself(tmp_path):
    bells = [["节次", "夏季"], ["第1节", "8:00-8:40"], ["第2节", "9:00-9:40"], ["第2节", "9:10-9:50"]]
    found = read(book(tmp_path / "课表.xlsx", {**GOOD, "作息时间": bells}))
    assert said(found.unread) == [
        (
            "课表.xlsx, 作息时间, A4: Period 2 is held at two times: 09:00-09:40 and 09:10-09:50. "
            "Give the times with --times, by grade where they differ."
        )
    ]

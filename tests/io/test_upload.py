"""What somebody uploads: a case, or a message and nothing left behind."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io import load
from solver.io.editing import (
    CaseTables,
    examine,
    open_tables,
    settings_of,
    tables_from_bytes,
    workbook_bytes,
)
from solver.io.new_school.template import write_template
from solver.io.tables.raw import MOST_BYTES

DATA = Path(__file__).parents[2] / "data"


def packed(files: dict[str, bytes], **changes: object) -> bytes:
    """Pack files; ``changes`` are put on every entry."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changes.items():
                setattr(entry, key, value)
            box.writestr(entry, text)
    return content.getvalue()


def files_of(name: str, folder: str = "") -> dict[str, bytes]:
    return {f"{folder}{path.name}": path.read_bytes() for path in (DATA / name).iterdir() if path.is_file()}


def refused(name: str, content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        tables_from_bytes(name, content)
    for fault in caught.value.faults:
        assert any("一" <= letter <= "鿿" for letter in fault.say("zh"))
    return " ".join(fault.say("en") for fault in caught.value.faults)


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path, monkeypatch):
    """Every test ends with an empty folder for temporary files."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "lang"), [("tiny", "zh"), ("tiny", "en"), ("small", "en"), ("fengjin", "zh")]
)
def test_a_workbook_of_ours_comes_back_as_the_same_case(name, lang):
    found = examine(tables_from_bytes("x y.xlsx", workbook_bytes(open_tables(DATA / name), lang))).loaded
    assert found is not None
    assert found.case.hash == load(DATA / name).case.hash


def test_the_template_comes_back_as_its_example(tmp_path):
    write_template(tmp_path / "new", "zh")
    book = tables_from_bytes("任何名字.xlsx", (tmp_path / "new" / "new.xlsx").read_bytes())
    found = examine(book).loaded
    assert found is not None
    assert found.case.hash == load(tmp_path / "new").case.hash


def test_cells_with_faults_and_foreign_columns_come_back_too():
    tables = (
        open_tables(DATA / "tiny")
        .with_cell("staff", 0, "share", "80 percent")
        .with_cell("staff", 1, "备注", "=1")
    )
    tables = tables.with_cell("posts", 0, "need", "1.50").with_setting("settings.hold", "often")
    again = tables_from_bytes("tiny.xlsx", workbook_bytes(tables, "zh"))
    assert again.tables["staff"][0]["share"] == "80 percent"
    assert again.tables["staff"][1]["备注"] == "=1"
    assert again.tables["posts"][0]["need"] == "1.5"
    assert settings_of(again.settings)["settings.hold"] == "often"
    assert [(one.table, one.row, one.column) for one in examine(again).faults] == [
        (one.table, one.row, one.column) for one in examine(tables).faults
    ]


def test_a_workbook_of_no_settings_that_can_be_read_is_not_made():
    with pytest.raises(InputError, match="not valid TOML"):
        workbook_bytes(open_tables(DATA / "tiny").with_settings("[term"), "zh")


@pytest.mark.parametrize("folder", ["", "tiny/", "学校 2026/tiny/", "学校\\tiny\\"])
def test_a_packed_folder_is_its_case(folder):
    files = {**files_of("tiny", folder), "__MACOSX/tiny/._staff.csv": b"x", f"{folder}.DS_Store": b"x"}
    tables = tables_from_bytes("tiny.zip", packed(files))
    assert tables == open_tables(DATA / "tiny")


def test_names_that_windows_packs_in_china_are_understood():
    box = packed({name.replace("staff", "ABCD"): content for name, content in files_of("tiny").items()})
    # The packer of Windows writes names in its own encoding, and nothing says so.
    box = box.replace(b"ABCD.csv", "人员.csv".encode("gb18030"))
    assert tables_from_bytes("tiny.zip", box) == open_tables(DATA / "tiny")


def test_a_packed_workbook_is_that_workbook():
    book = workbook_bytes(open_tables(DATA / "tiny"), "zh")
    found = examine(tables_from_bytes("x.zip", packed({"a/方案.xlsx": book}))).loaded
    assert found is not None
    assert found.case.id == "tiny"


BOOK = workbook_bytes(open_tables(DATA / "tiny"), "en")
STORIES = {
    "a picture": ("x.png", b"\x89PNG", "“x.png” is not a file of a case. Choose an .xlsx workbook"),
    "no suffix": ("xlsx", BOOK, "is not a file of a case"),
    "one table": ("staff.csv", b"id,name\n", "can be pasted into its grid"),
    "text that is no workbook": ("x.xlsx", b"id,name\nT1,x\n", "x.xlsx: This is no .xlsx workbook"),
    "a page of the web": ("x.xlsx", b"<html><table></table></html>", "This is no .xlsx workbook"),
    "nothing": ("x.xlsx", b"", "This is no .xlsx workbook"),
    "half a workbook": ("x.xlsx", BOOK[: len(BOOK) // 2], "This is no .xlsx workbook"),
    "an old workbook": ("x.xls", b"\xd0\xcf\x11\xe0" + bytes(600), ".xls files are not read"),
    "macros": ("x.xlsm", BOOK, "The workbook holds macros"),
    "no zip": ("x.zip", b"id,name\n", "This is no .zip file, or it is damaged"),
    "half a zip": ("x.zip", packed(files_of("tiny"))[:-400], "This is no .zip file, or it is damaged"),
    "a zip of nothing": ("x.zip", packed({}), "It holds no table of a case"),
    "a zip of letters": ("x.zip", packed({"a.txt": b"x", "b/c.md": b"y"}), "It holds no table of a case"),
    "two cases": (
        "x.zip",
        packed({**files_of("tiny", "a/"), **files_of("small", "b/")}),
        "The zip holds several cases: a, b. Upload them one by one.",
    ),
    "a name that climbs out": ("x.zip", packed({"../staff.csv": b"id,name\n"}), "leads outside"),
    "a name from the root": ("x.zip", packed({"/etc/staff.csv": b"id,name\n"}), "leads outside"),
    "a name on a drive": ("x.zip", packed({"C:\\staff.csv": b"id,name\n"}), "leads outside"),
    "a link": (
        "x.zip",
        packed({"staff.csv": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16),
        "“staff.csv” in it is a link and no file",
    ),
    "a password": (
        "x.zip",
        packed(files_of("tiny")).replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
        ),
        "The zip has a password",
    ),
    "too many files": ("x.zip", packed({f"{at}.csv": b"" for at in range(1001)}), "It holds 1001 files"),
    "a bomb": ("x.zip", packed({"staff.csv": b" " * (201 << 20)}), "Unpacked it has more than 200 MB"),
    "a smaller bomb": ("x.zip", packed({"staff.csv": b" " * (60 << 20)}), "It is packed too tightly"),
    "a table that is none": (
        "x.zip",
        packed({**files_of("tiny"), "wishes.csv": b"who\n\0"}),
        "NUL characters",
    ),
    "an unknown table": (
        "x.zip",
        packed({**files_of("tiny"), "lesson.csv": b"a\n"}),
        "Perhaps “lessons.csv”?",
    ),
    "a thousand columns": (
        "x.zip",
        packed({"staff.csv": b"a," * 290_000}),
        "has 290001 columns, more than 500",
    ),
    "blank lines": ("x.zip", packed({"staff.csv": b"id,name\n" + b"\n" * 301_000}), "more than 300000 cells"),
    "short rows under a long one": (
        "x.zip",
        packed({"staff.csv": b"," * 400 + b"x\n" + b"1\n" * 1000}),
        "more than 300000 cells",
    ),
    "a book of settings": (
        "x.zip",
        packed({**files_of("tiny"), "school.toml": b"[a.b]\n" * 40_000 + os.urandom(2000).hex().encode()}),
        "It has 244 KB, more than the 200 KB that settings may have",
    ),
    "a name like code": ("<script>.exe", b"", "“<script>.exe” is not a file of a case"),
    "a name that is a path": ("..\\..\\a/b/x.png", b"", "x.png: “x.png” is not"),
    "a long name": ("x" * 500 + ".png", b"", "x" * 80 + ".png"),
}


def test_faults_of_a_workbook_name_the_file_that_was_uploaded():
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    book.create_sheet("lesson")["A1"] = "x"
    content = io.BytesIO()
    book.save(content)
    assert "课 后.xlsx, lesson: “lesson” is not the name of a table." in refused(
        "课 后.xlsx", content.getvalue()
    )


def test_a_long_name_in_rare_letters_is_taken():
    assert tables_from_bytes(f"{'𠮷' * 300}.xlsx", BOOK).tables


@pytest.mark.parametrize("story", STORIES)
def test_what_is_no_case_is_refused_with_a_message(story):
    name, content, message = STORIES[story]
    assert message in refused(name, content)


def test_what_is_too_large_is_refused_unread():
    assert "The file has 50 MB, more than 50 MB" in refused("x.xlsx", bytes(MOST_BYTES + 1))
    assert "The file has 50 MB, more than 50 MB" in refused("x.zip", bytes(MOST_BYTES + 1))


def test_more_cells_than_a_school_has_are_refused():
    rows = b"id,name\n" + b"x,y\n" * 200_000
    assert "more than 300000 cells" in refused(
        "x.zip", packed({"staff.csv": rows + os.urandom(200_000).hex().encode()})
    )


def formulas(value: str | None) -> bytes:
    """Return the tables of tiny with a formula in a cell, with or without its result."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(content, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                result = "" if value is None else f"<v>{value}</v>"
                text, count = re.subn(
                    rb'<c r="G2"[^>]*/>|<c r="F2"[^>]*><v>1</v></c>',
                    f'<c r="F2"><f>2-1</f>{result}</c>'.encode(),
                    text,
                )
                assert count == 1
            new.writestr(entry.filename, text)
    return content.getvalue()


def test_formulas_are_read_by_their_results():
    assert tables_from_bytes("tiny.xlsx", formulas("0.5")).tables["staff"][0]["share"] == "0.5"
    assert "The cell F2 is a formula without a result" in refused("tiny.xlsx", formulas(None))


def test_a_workbook_without_a_table_is_none():
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.save(content)
    assert "It holds no table of a case" in refused("x.xlsx", content.getvalue())


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_bytes_come_the_answer_is_typed_text_or_a_message(data):
    kind = data.draw(st.sampled_from(["x.zip", "x.xlsx"]))
    content = bytearray(packed(files_of("tiny")) if kind == "x.zip" else BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InputError):
        found = tables_from_bytes(kind, bytes(content))
        assert isinstance(found, CaseTables)
        examine(found)

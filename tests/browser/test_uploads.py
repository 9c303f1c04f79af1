"""What is dropped on the start page: a case, or a message and nothing stored; names stay names."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from solver.io.editing import open_tables, workbook_bytes
from solver.workspace import Workspace
from tests.support import cases

pytestmark = pytest.mark.browser
SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
NAMES = (SCRIPT, IMAGE, "=HYPERLINK('http://x.example')", "李“四”😀`*$x$*:red[赤]{{7*7}}")
MORE_THAN_TAKEN = 21 * 1024 * 1024
"""Bytes; the page takes 20 MB."""
EXPANDED = 400 * 1024 * 1024


def book_of(case: Path) -> bytes:
    return workbook_bytes(open_tables(case), "zh")


def bomb() -> bytes:
    """A workbook of half a megabyte that wants four hundred."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book_of(cases.DATA / "tiny"))) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in book.namelist():
            if name != "xl/worksheets/sheet1.xml":
                made.writestr(name, book.read(name))
        piece = b" " * (1 << 20)
        with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(EXPANDED // len(piece)):
                sheet.write(piece)
    return out.getvalue()


def stored(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".afterbell"}


@pytest.fixture(scope="module")
def start(session):
    """A session that is at the start page whenever a test begins."""
    return session()


def drop(tab, name, content):
    """Drop a file on the place for files."""
    place = tab.page.locator('[class*="st-key-start_upload_"] input[type="file"]')
    place.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


REFUSED = {
    "noise.xlsx": (lambda: b"MZ\x90\x00" * 999, "这不是 .xlsx 工作簿"),
    "bomb.xlsx": (bomb, "不予打开"),
    "page.zip": (lambda: b"<html><script>alert(3)</script>", "这不是 .zip 文件"),
    f"{SCRIPT}.xlsx".replace("/", "_"): (lambda: b"", "<script>alert(1)<_script>.xlsx"),
    "old.xls": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "另存为"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_case_is_refused_with_a_message_and_nothing_is_stored(start, folder, name):
    make, message = REFUSED[name]
    before = stored(folder)
    drop(start, name, make())
    said = start.page.get_by_test_id("stMain")
    expect(said).to_contain_text(f"“{name}”没有收下，什么都没有存")
    expect(said).to_contain_text(message)
    assert not start.troubles
    assert stored(folder) == before


def test_what_is_too_large_or_of_another_kind_is_not_even_sent(start, folder, tmp_path):
    before = stored(folder)
    large, other = tmp_path / "large.xlsx", tmp_path / "run.exe"
    large.write_bytes(bytes(MORE_THAN_TAKEN))
    other.write_bytes(b"MZ")
    place = start.page.locator('[class*="st-key-start_upload_"] input[type="file"]')
    for file, message in ((large, "20"), (other, "not allowed")):
        place.set_input_files(file)
        expect(start.page.get_by_test_id("stFileUploader")).to_contain_text(re.compile(message))
    assert stored(folder) == before


@pytest.mark.parametrize("name", ["../../evil.xlsx", "..\\CON.xlsx", f"{SCRIPT}.xlsx", "=1+1|'.xlsx"])
def test_a_hostile_file_name_never_leaves_the_folder_and_is_never_markup(start, folder, name):
    outside, before = set(folder.parent.iterdir()), stored(folder)
    drop(start, name, book_of(cases.DATA / "tiny"))
    start.page.wait_for_url("**/inputs*")
    start.turn_to("start")
    (new,) = stored(folder) - before
    assert re.fullmatch(r"[\w（）() -]+", new)
    assert set(folder.parent.iterdir()) == outside
    assert not start.troubles


@pytest.fixture(scope="module")
def hostile(session, folder):
    """A case with names that are code in other places, and a plan of it."""
    case = cases.copied(cases.DATA / "tiny", folder, "hostile")
    for row, name in enumerate(NAMES):
        cases.rewritten(case / "staff.csv", "name", name, rows=[row])
    cases.rewritten(case / "rooms.csv", "name", SCRIPT, rows=[0])
    cases.rewritten(case / "posts.csv", "name", IMAGE, rows=[0])
    settings = case / "school.toml"
    settings.write_text(settings.read_text("utf-8").replace("小小学校", SCRIPT), encoding="utf-8")
    with Workspace(folder) as workspace:
        cases.solved(workspace, "hostile", cases.QUICK)
    return session(case="hostile")


@pytest.mark.parametrize(
    "page", ["start", "inputs", "solve", "roster", "fairness", "handover", "certificate", "run", "scenarios"]
)
def test_names_that_look_like_code_are_text_on_every_page(hostile, page):
    hostile.turn_to(page)
    said = hostile.text().replace("\u2060", "")
    assert SCRIPT in said
    if page in {"inputs", "roster"}:
        assert [name for name in NAMES if name not in said] == []
    assert hostile.page.locator('script:text("alert"), img[src="x"], a[href*="x.example"]').count() == 0
    assert hostile.page.get_by_test_id("stException").count() == 0
    assert not hostile.troubles

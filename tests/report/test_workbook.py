"""The workbook opens, holds no formula, and prints: in a real spreadsheet program."""

import os
import shutil
import subprocess
import warnings
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from solver.report import PlanView, write

A4 = (595, 842)


@pytest.fixture(scope="module")
def book(written: Path):
    with warnings.catch_warnings():
        # Data bars with a negative side are newer than what openpyxl can read.
        warnings.filterwarnings("ignore", ".* is not supported and will be removed", UserWarning)
        return openpyxl.load_workbook(written / "roster.xlsx")


def test_sheets_are_named_in_the_readers_language(book, handout: PlanView, tmp_path: Path):
    assert book.sheetnames[:8] == [
        "说明",
        "按日",
        "按人",
        "按班级",
        "按场地",
        "工作量",
        "放学交接",
        "问题与证书",
    ]
    english = write(handout, tmp_path / "en", "en", formats=("xlsx",))
    with closing(openpyxl.load_workbook(english / "roster.xlsx", read_only=True)) as opened:
        names = opened.sheetnames
    assert names[:5] == ["About", "By day", "By person", "By group", "By room"]
    assert names[8:] == [
        "Notice 9-7",
        "Notice 9-8",
        "Notice 9-9",
        "Notice 9-10",
        "Notice 9-11",
        "Notice 9-12",
    ]


def test_no_cell_is_a_formula_or_leads_outside(book, written: Path):
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(written / "roster.xlsx") as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]
        assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]


def test_names_arrive_as_they_are(book):
    texts = {cell.value for row in book["按人"].iter_rows() for cell in row}
    assert {"=cmd()|' /C calc'!A0", "<script>alert(1)</script>", "张三😀"} <= texts


def test_views_are_frozen_and_ready_to_print(book):
    for name in book.sheetnames[1:5]:
        sheet = book[name]
        assert sheet.freeze_panes not in {None, "A1"}
        assert sheet.print_area
        assert sheet.print_title_rows == "$2:$4"
        assert sheet.print_title_cols
        assert len(sheet.col_breaks.brk) == 1  # Two weeks, two pages.
        weeks = [cell.value for cell in sheet[2] if cell.value]
        assert weeks[-2:] == ["第1教学周", "第2教学周"]


def test_an_open_seat_is_shown_as_a_hole(book):
    found = [cell for row in book["按日"].iter_rows() for cell in row if cell.value == "缺1人"]
    assert len(found) == 1
    assert found[0].fill.fgColor.rgb == "FFF8C4C0"


def test_the_units_account_has_bars(book):
    rules = [rule for group in book["工作量"].conditional_formatting for rule in group.rules]
    assert [rule.type for rule in rules] == ["dataBar"]
    closing = {row[1].value: row[10].value for row in book["工作量"].iter_rows(min_row=4)}
    assert closing["张三😀"] == pytest.approx(3 + 1 / 24)


def test_where_it_comes_from_is_on_every_page(book, handout: PlanView):
    for sheet in book:
        assert handout.certificate.case_hash[:12] in sheet.oddFooter.left.text


@pytest.mark.office
def test_a_spreadsheet_program_prints_each_notice_on_one_a4_page(written: Path, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        assert not os.environ.get("CI"), "the spreadsheet program must be there"
        pytest.skip("no spreadsheet program (soffice) on this machine")
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, tmp_path, written / "roster.xlsx"], check=True, capture_output=True, timeout=120
    )
    pages = PdfReader(tmp_path / "roster.pdf").pages
    texts = [page.extract_text() for page in pages]
    notices = [place for place, text in enumerate(texts) if "课后服务今日安排" in text]
    assert len(notices) == 6
    for place in notices:
        assert tuple(round(float(side)) for side in pages[place].mediabox[2:]) == A4
    # Four views of two weeks: each week is one page wide and, in so small a school, one high.
    assert len(pages) == 1 + 4 * 2 + 3 + 6

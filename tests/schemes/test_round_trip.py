"""Every case that ships goes through a workbook unharmed, also one that was edited in a real program."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks import schemes
from solver.io import load
from tests.written import as_workbook


def name_of(path: Path) -> str:
    return path.relative_to(schemes.DATA).as_posix()


@pytest.mark.parametrize("path", schemes.cases(), ids=name_of)
def test_a_case_survives_its_workbook(path: Path, tmp_path: Path) -> None:
    case = load(path).case
    as_workbook(case, tmp_path / "case.xlsx", "zh")
    assert load(tmp_path / "case.xlsx").case.hash == case.hash


def saved_as(soffice: str, book: Path, form: str) -> Path:
    """Open a book in the spreadsheet program and save it in another form, in a folder of its own."""
    folder = book.parent / f"as-{form}"
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(book)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{book.stem}.{form}"


def test_a_workbook_edited_in_a_spreadsheet_program_still_loads(soffice: str, tmp_path: Path) -> None:
    case = load(schemes.DATA / "fengjin").case
    book = tmp_path / "case.xlsx"
    as_workbook(case, book, "en")
    open_form = saved_as(soffice, book, "fods")
    text = open_form.read_text("utf-8")
    old = f"<text:p>{case.staff[0].name}</text:p>"
    assert old in text
    open_form.write_text(text.replace(old, "<text:p>新来的老师</text:p>"), "utf-8")
    edited = load(saved_as(soffice, open_form, "xlsx")).case
    renamed = case.staff[0].model_copy(update={"name": "新来的老师"})
    assert edited.hash == case.model_copy(update={"staff": (renamed, *case.staff[1:])}).hash

"""The report: a row for every case, totals at the end, cells that are text."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from solver import batch
from solver.batch.report import COLUMNS, HEADINGS
from tests.batch.conftest import SETTINGS, Rehearsal, badly, lost


def test_the_table_has_a_row_for_every_case_and_totals(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal({"a": badly, "c": lost}))
    with (out / "batch.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["folder"] for row in rows] == ["a", "b", "c", ""]
    assert [row["state"] for row in rows] == ["bad_input", "done", "failed", ""]
    assert (rows[1]["groups"], rows[1]["largest_deviation"], rows[1]["bound"]) == ("2", "0.25", "0")
    assert rows[0]["groups"] == ""
    assert (rows[-1]["groups"], rows[-1]["message_en"]) == ("2", "done 1, bad input 1, failed 1")


def test_no_cell_is_a_formula(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal({"a": badly}))
    assert b",'=1+1," in (out / "batch.csv").read_bytes()
    page = openpyxl.load_workbook(BytesIO((out / "batch.xlsx").read_bytes())).worksheets[0]
    cells = [cell for line in page.iter_rows() for cell in line]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_speaks_the_reader_s_language(county: Path, out: Path, lang) -> None:
    batch.run([county], out, SETTINGS.model_copy(update={"lang": lang}), Rehearsal())
    page = openpyxl.load_workbook(out / "batch.xlsx").worksheets[0]
    assert [cell.value for cell in page[4]] == [words.say(lang) for words, _ in HEADINGS]
    assert page.max_row == 4 + 3 + 1


def test_the_progress_names_every_end(county: Path, out: Path) -> None:
    said: list[str] = []
    ends = {"a": badly, "c": lost}
    outcome = batch.run([county], out, SETTINGS, Rehearsal(ends), listen=batch.Lines("en", said.append))
    text = "\n".join(said)
    assert "[1/3] School a: bad input" in text
    assert "c: gone; trying once more" in text
    assert "largest deviation 0.25" in text
    assert batch.closing_words(outcome, "en").startswith("3 schools: done 1, bad input 1, failed 1.")

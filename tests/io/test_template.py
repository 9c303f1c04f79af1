"""``afterbell new``: a folder and a workbook of one example, which loads."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from solver.base.errors import InputError
from solver.base.text import LANGS
from solver.domain.calendar import service_days
from solver.io import load
from solver.io.editing import examine
from solver.io.new_school.template import example_of, write_template
from solver.io.tables.catalogue import TABLES
from solver.reference.data_format import PAGE, markdown

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture
def template(tmp_path, lang):
    return write_template(tmp_path / "my school", lang)[0].parent


def test_folder_and_workbook_of_the_template_are_one_case(template):
    folder = load(template)
    book = load(template / "my-school.xlsx")
    assert folder.case.hash == book.case.hash
    assert folder.case.id == "my-school"
    assert (len(folder.case.groups), len(folder.case.staff), len(folder.case.gates)) == (2, 4, 1)
    assert len(service_days(folder.case)) > 10
    assert not book.notices
    assert len(folder.notices) == 2
    assert "my-school.xlsx" in "".join(notice.say("en") for notice in folder.notices)


def test_the_workbook_helps_whoever_fills_it(template, lang):
    book = openpyxl.load_workbook(template / "my-school.xlsx")
    assert book["_lists"].sheet_state == "hidden"
    for table in TABLES:
        sheet = book[table.title(lang)]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [column.header(lang) for column in table.columns]
        assert all(cell.comment and cell.comment.text for cell in sheet[1])
        sources = {
            str(rule.sqref).partition("2")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation
        }
        for at, column in enumerate(table.columns):
            letter = openpyxl.utils.get_column_letter(at + 1)
            if column.kind == "ref":
                assert sources[letter] == f"ids_{column.to}"
                assert f"ids_{column.to}" in book.defined_names
            if column.kind in {"choice", "yes_no"}:
                assert sources[letter] in book.defined_names


def test_the_template_is_in_one_language(template, lang):
    names = {path.stem for path in template.glob("*.csv")}
    assert names == {table.title(lang) for table in TABLES}


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="Choose another name"):
        write_template(tmp_path, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr("solver.io.new_school.template.files_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_template(tmp_path / "half", "en")
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_the_data_format_is_up_to_date():
    assert (ROOT / PAGE).read_text(encoding="utf-8") == markdown()


def test_the_page_lists_every_column():
    page = markdown()
    for table in TABLES:
        section = page.partition(f"\n## {table.name} ")[2].partition("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.key}` | {'、'.join(column.zh)} |" in section


def test_the_example_is_a_case_in_either_language_and_both_are_alike():
    sizes, terms = set(), set()
    for lang in LANGS:
        loaded = examine(example_of(lang)).loaded
        assert loaded is not None
        case = loaded.case
        sizes.add((len(case.staff), len(case.posts), len(case.clubs), len(case.wishes)))
        terms.add(case.term)
    assert sizes == {(4, 3, 1, 1)}
    assert len(terms) == 1

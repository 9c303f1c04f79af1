"""The report has two pages whatever it compares, and its folder appears whole or not at all."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdf
import pytest

from solver import scenarios, service
from solver.base.text import LANGS, Lang, Said, Words, literal
from solver.io import load
from solver.report import OutputError
from solver.scenarios import Comparison, Variant, compare, spent_words
from solver.scenarios.write import folder_names
from tests.scenarios.conftest import Planned

HOSTILE = "<b>#strong[甲]</b> {x} =cmd|'/c'!A1 ../.. 很长的标题 " + "长" * 150
NONE = Said(Words(zh="排班无解：硬性规则互相矛盾（已证明）", en="No roster exists (proven)"))


def pages(comparison: Comparison, lang: Lang) -> list[str]:
    pdf = scenarios.pdf_of(comparison, spent_words(60, None, lang), lang)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def many(planned: Planned) -> Comparison:
    """Six scenarios, as many as there may be: one has no plan, one a title that nobody wants to see."""
    base, more = planned("base"), planned("one_more")
    others = [replace(more, name=f"s{at}") for at in range(4)]
    none = Variant("none", literal("排不出的"), base.tables, refused=NONE)
    return compare(base, [*others, none, replace(more, name="../..", title=literal(HOSTILE))])


@pytest.mark.parametrize("lang", LANGS)
def test_it_has_two_pages(comparison: Comparison, planned: Planned, lang: Lang) -> None:
    few = compare(planned("base"), [planned("leave")])
    for found in (few, comparison, many(planned)):
        first, second = pages(found, lang)
        for column in found.others[:4]:
            assert column.variant.title.say(lang)[:6] in first
        assert {"zh": "证书", "en": "Certificates"}[lang] in second
        assert found.planned[0].variant.handout is not None
        assert found.planned[0].variant.handout.case.hash[:12] in second


def test_titles_are_text_and_nothing_else(planned: Planned) -> None:
    first, _ = pages(many(planned), "zh")
    assert "<b>#strong[甲]</b> {x}" in first.replace("\n", " ").replace("  ", " ")


def test_the_same_comparison_gives_the_same_bytes(comparison: Comparison) -> None:
    once, twice = (scenarios.pdf_of(comparison, "", "zh") for _ in range(2))
    assert once == twice


@pytest.fixture(scope="module")
def pair(planned: Planned) -> Comparison:
    """The tiny school beside one scenario."""
    return compare(planned("base"), [planned("one_more")])


@pytest.fixture(scope="module")
def written(pair: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder; nobody changes it."""
    return scenarios.write(pair, tmp_path_factory.mktemp("written") / "out", "", "en")


def test_the_folder_holds_report_plans_and_cases(pair: Comparison, written: Path) -> None:
    inside = {"comparison.pdf", "comparison.xlsx", "afterbell.json", "cases", "base", "one_more"}
    assert {path.name for path in written.iterdir()} == inside
    for column, name in zip(pair.columns, ("base", "one_more"), strict=True):
        assert column.variant.handout is not None
        case = load(written / "cases" / name).case
        assert case.hash == column.variant.handout.case.hash
        assert service.audit_folder(case, written / name).audit.doubts == ()
        assert service.show(written / name, "day", "zh")


def test_an_earlier_comparison_may_be_replaced_and_a_plan_may_not(written: Path) -> None:
    scenarios.may_write(written)
    plan = written / "base"
    assert json.loads((plan / "afterbell.json").read_bytes())["product"] == "afterbell plan folder"
    with pytest.raises(OutputError, match="comparison folder"):
        scenarios.may_write(plan)
    service.may_write(plan)


def test_the_workbook_has_everything_as_cells(written: Path) -> None:
    book = openpyxl.load_workbook(written / "comparison.xlsx")
    assert book.sheetnames == [
        "Measures",
        "Units per person",
        "In the case",
        "In the roster",
        "People to spare",
    ]
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert "多一名美术老师" in cells
    assert "32 / 32" in cells
    assert not any(cell.startswith("=") for cell in cells)


def test_nobody_elses_folder_is_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="comparison folder"):
        scenarios.may_write(tmp_path)


def test_no_half_folder_is_left(
    comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.report.files_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scenarios.write(comparison, tmp_path / "out", "", "zh")
    assert list(tmp_path.iterdir()) == []


def test_no_name_leads_out_of_the_folder_or_over_another(planned: Planned) -> None:
    base = planned("base")
    names = ("../..", "base", "cases", "Cases", "a/b", "comparison.pdf", "", "a/b")
    folders = folder_names(compare(base, [replace(base, name=name) for name in names]))
    assert folders[0] == "base"
    others = {folder.lower() for folder in folders[1:]}
    assert len(others - {"base", "cases", "comparison.pdf", "comparison.xlsx"}) == len(names)
    assert all(folder and "/" not in folder and not folder.startswith(".") for folder in folders)

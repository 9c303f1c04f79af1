"""What is a case in a folder, and what is none; keys are names as they are listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.base.errors import InputError
from solver.io.editing import CaseTables, workbook_bytes
from solver.io.new_school.form import NewSchool
from solver.office import Office, UnknownError
from solver.office.shelf import Shelf
from tests.office.conftest import case_of


def keys(office: Office) -> list[str]:
    return [card.key for card in office.cases()]


def test_a_card_tells_what_a_case_is(office: Office) -> None:
    (card,) = office.cases()
    assert (card.key, card.title, card.fault_count) == ("tiny", "小小学校", 0)
    assert card.counts["staff"] == 4
    assert (card.unsaved, card.changed_on_disk, card.last_plan, card.running) == (False, False, None, None)


def test_a_case_with_faults_is_listed_with_their_number(office: Office, root: Path) -> None:
    staff = root / "tiny/staff.csv"
    staff.write_text(staff.read_text("utf-8-sig").replace("own", "owl"), "utf-8")
    (card,) = office.cases()
    assert card.title == "小小学校"
    assert card.fault_count > 0
    assert card.counts == {}


def test_a_folder_that_can_not_be_read_is_listed_too(office: Office, root: Path) -> None:
    (root / "tiny/staff.csv").write_bytes(b"\0\0\0")
    (card,) = office.cases()
    assert (card.key, card.title, card.fault_count) == ("tiny", "tiny", 1)
    with pytest.raises(InputError):
        office.open("tiny")


def test_names_are_in_natural_order(office: Office, root: Path) -> None:
    for number in (10, 2, 1):
        shutil.copytree(root / "tiny", root / f"校{number}")
    assert keys(office) == ["tiny", "校1", "校2", "校10"]


def test_hidden_things_plans_and_other_folders_are_no_cases(office: Office, root: Path) -> None:
    shutil.copytree(root / "tiny", root / ".hidden")
    shutil.copytree(root / "tiny", root / "plan")
    (root / "plan/school.toml").unlink()
    (root / "plan/afterbell.json").write_text("{}")
    (root / "notes").mkdir()
    (root / "notes/readme.txt").write_text("nothing")
    (root / "~$open.xlsx").write_bytes(b"lock of a spreadsheet program")
    assert keys(office) == ["tiny"]


def test_links_that_lead_out_are_no_cases(office: Office, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tiny", tmp_path / "outside")
    (root / "link").symlink_to(tmp_path / "outside")
    (root / "circle").symlink_to(root / "circle")
    assert keys(office) == ["tiny"]
    with pytest.raises(UnknownError):
        office.open("link")


@given(
    st.one_of(st.text(max_size=20), st.sampled_from(["../tiny", "./tiny", "tiny/", "/etc", "", ".", ".."]))
)
def test_only_what_is_listed_can_be_asked_for(tmp_path_factory: pytest.TempPathFactory, key: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "shelf"
    (folder / "tiny").mkdir(parents=True, exist_ok=True)
    (folder / "tiny/school.toml").touch()
    shelf = Shelf(folder)
    if key != "tiny":
        with pytest.raises(UnknownError):
            shelf.path(key)


def test_a_card_is_worked_out_once(office: Office, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.cases()
    with monkeypatch.context() as patch:
        patch.delattr(service, "examine")
        assert office.cases() == first
        with Office(root, cores=1) as another:
            assert another.cases() == first
    toml = root / "tiny/school.toml"
    toml.write_text(toml.read_text("utf-8").replace("小小学校", "新名字"), "utf-8")
    assert office.cases()[0].title == "新名字"


def test_a_workbook_beside_the_cases_becomes_one_when_it_is_opened(office: Office, root: Path) -> None:
    tables = office.open("tiny").tables
    (root / "杨湾.xlsx").write_bytes(workbook_bytes(tables, "zh"))
    card = office.cases()[1]
    assert (card.key, card.book, card.title, card.fault_count) == ("杨湾.xlsx", True, "小小学校", 0)
    assert office.open("杨湾.xlsx").key == "杨湾"
    assert keys(office) == ["tiny", "杨湾"]
    assert case_of(office, "杨湾").staff == case_of(office, "tiny").staff
    assert (root / "杨湾.xlsx").exists()


def test_a_workbook_that_changed_since_is_listed_again(office: Office, root: Path) -> None:
    tables = office.open("tiny").tables
    book = root / "杨湾.xlsx"
    book.write_bytes(workbook_bytes(tables, "zh"))
    office.open(book.name)
    book.write_bytes(workbook_bytes(tables.with_cell("staff", 0, "name", "另一位"), "zh"))
    assert keys(office) == ["tiny", "杨湾", "杨湾.xlsx"]
    assert office.open(book.name).key == "杨湾-2"


def test_what_is_handed_in_becomes_a_case_with_a_harmless_name(office: Office, root: Path) -> None:
    content = workbook_bytes(office.open("tiny").tables, "en")
    key = office.take_in("../../<script>学校</script>.xlsx", content)
    assert keys(office) == sorted([key, "tiny"], key=lambda name: name != key)
    assert (root / key).parent == root
    assert not set(key) & set("<>/\\")


def test_what_can_not_be_read_is_not_stored(office: Office, root: Path) -> None:
    before = sorted(root.iterdir())
    with pytest.raises(InputError):
        office.take_in("school.xlsx", b"PK\x03\x04 no workbook")
    assert sorted(root.iterdir()) == before


def test_a_new_school_is_a_case_without_faults(office: Office) -> None:
    from datetime import date

    school = NewSchool(
        name="新学校",
        first=date(2026, 9, 1),
        last=date(2026, 10, 30),
        classes=(2, 2),
        start=15 * 60 + 30,
        ends=(17 * 60, 17 * 60),
        teachers=tuple(f"老师{number}" for number in range(1, 13)),
    )
    keys_made = [office.create(school), office.create(school)]
    assert keys_made == ["新学校", "新学校-2"]
    assert {card.fault_count for card in office.cases()} == {0}


def test_tables_of_an_unknown_case_are_not_kept(office: Office) -> None:
    with pytest.raises(UnknownError):
        office.keep("nowhere", CaseTables("nowhere", "", {}), 1)

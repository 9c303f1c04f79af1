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
from solver.io.new_school.school import NewSchool
from solver.io.new_school.tables import tables_for
from solver.workspace import UnknownError, Workspace
from solver.workspace.case_folder import CaseFolder
from tests.workspace.conftest import case_of


def keys(workspace: Workspace) -> list[str]:
    return [card.key for card in workspace.cases.cards()]


def test_a_card_tells_what_a_case_is(workspace: Workspace) -> None:
    (card,) = workspace.cases.cards()
    assert (card.key, card.title, card.fault_count) == ("tiny", "小小学校", 0)
    assert card.counts["staff"] == 4
    assert (card.unsaved, card.changed_on_disk, card.last_plan, card.running) == (False, False, None, None)


def test_a_case_with_faults_is_listed_with_their_number(workspace: Workspace, root: Path) -> None:
    staff = root / "tiny/staff.csv"
    staff.write_text(staff.read_text("utf-8-sig").replace("own", "owl"), "utf-8")
    (card,) = workspace.cases.cards()
    assert card.title == "小小学校"
    assert card.fault_count > 0
    assert card.counts == {}


def test_a_folder_that_can_not_be_read_is_listed_too(workspace: Workspace, root: Path) -> None:
    (root / "tiny/staff.csv").write_bytes(b"\0\0\0")
    (card,) = workspace.cases.cards()
    assert (card.key, card.title, card.fault_count) == ("tiny", "tiny", 1)
    with pytest.raises(InputError):
        workspace.drafts.open("tiny")


def test_names_are_in_natural_order(workspace: Workspace, root: Path) -> None:
    for number in (10, 2, 1):
        shutil.copytree(root / "tiny", root / f"校{number}")
    assert keys(workspace) == ["tiny", "校1", "校2", "校10"]


def test_hidden_things_plans_and_other_folders_are_no_cases(workspace: Workspace, root: Path) -> None:
    shutil.copytree(root / "tiny", root / ".hidden")
    shutil.copytree(root / "tiny", root / "plan")
    (root / "plan/school.toml").unlink()
    (root / "plan/afterbell.json").write_text("{}")
    (root / "notes").mkdir()
    (root / "notes/readme.txt").write_text("nothing")
    (root / "~$open.xlsx").write_bytes(b"lock of a spreadsheet program")
    assert keys(workspace) == ["tiny"]


def test_links_that_lead_out_are_no_cases(workspace: Workspace, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tiny", tmp_path / "outside")
    (root / "link").symlink_to(tmp_path / "outside")
    (root / "circle").symlink_to(root / "circle")
    assert keys(workspace) == ["tiny"]
    with pytest.raises(UnknownError):
        workspace.drafts.open("link")


@given(
    st.one_of(st.text(max_size=20), st.sampled_from(["../tiny", "./tiny", "tiny/", "/etc", "", ".", ".."]))
)
def test_only_what_is_listed_can_be_asked_for(tmp_path_factory: pytest.TempPathFactory, key: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "shelf"
    (folder / "tiny").mkdir(parents=True, exist_ok=True)
    (folder / "tiny/school.toml").touch()
    shelf = CaseFolder(folder)
    if key != "tiny":
        with pytest.raises(UnknownError):
            shelf.path(key)


def test_a_card_is_worked_out_once(workspace: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = workspace.cases.cards()
    with monkeypatch.context() as patch:
        patch.delattr(service, "examine")
        assert workspace.cases.cards() == first
        with Workspace(root, cores=1) as another:
            assert another.cases.cards() == first
    toml = root / "tiny/school.toml"
    toml.write_text(toml.read_text("utf-8").replace("小小学校", "新名字"), "utf-8")
    assert workspace.cases.cards()[0].title == "新名字"


def test_a_workbook_beside_the_cases_becomes_one_when_it_is_opened(workspace: Workspace, root: Path) -> None:
    tables = workspace.drafts.open("tiny").tables
    (root / "杨湾.xlsx").write_bytes(workbook_bytes(tables, "zh"))
    card = workspace.cases.cards()[1]
    assert (card.key, card.book, card.title, card.fault_count) == ("杨湾.xlsx", True, "小小学校", 0)
    assert workspace.drafts.open("杨湾.xlsx").key == "杨湾"
    assert keys(workspace) == ["tiny", "杨湾"]
    assert case_of(workspace, "杨湾").staff == case_of(workspace, "tiny").staff
    assert (root / "杨湾.xlsx").exists()


def test_a_workbook_that_changed_since_is_listed_again(workspace: Workspace, root: Path) -> None:
    tables = workspace.drafts.open("tiny").tables
    book = root / "杨湾.xlsx"
    book.write_bytes(workbook_bytes(tables, "zh"))
    workspace.drafts.open(book.name)
    book.write_bytes(workbook_bytes(tables.with_cell("staff", 0, "name", "另一位"), "zh"))
    assert keys(workspace) == ["tiny", "杨湾", "杨湾.xlsx"]
    assert workspace.drafts.open(book.name).key == "杨湾-2"


def test_what_is_handed_in_becomes_a_case_with_a_harmless_name(workspace: Workspace, root: Path) -> None:
    content = workbook_bytes(workspace.drafts.open("tiny").tables, "en")
    key = workspace.drafts.take_in("../../<script>学校</script>.xlsx", content)
    assert keys(workspace) == sorted([key, "tiny"], key=lambda name: name != key)
    assert (root / key).parent == root
    assert not set(key) & set("<>/\\")


def test_what_can_not_be_read_is_not_stored(workspace: Workspace, root: Path) -> None:
    before = sorted(root.iterdir())
    with pytest.raises(InputError):
        workspace.drafts.take_in("school.xlsx", b"PK\x03\x04 no workbook")
    assert sorted(root.iterdir()) == before


def test_a_new_school_is_a_case_without_faults(workspace: Workspace) -> None:
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
    keys_made = [
        workspace.drafts.add(tables_for(school), school.name),
        workspace.drafts.add(tables_for(school), school.name),
    ]
    assert keys_made == ["新学校", "新学校-2"]
    assert {card.fault_count for card in workspace.cases.cards()} == {0}


def test_tables_of_an_unknown_case_are_not_kept(workspace: Workspace) -> None:
    with pytest.raises(UnknownError):
        workspace.drafts.keep("nowhere", CaseTables("nowhere", "", {}), 1)

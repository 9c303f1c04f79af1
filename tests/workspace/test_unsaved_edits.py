"""Unsaved edits: kept at once, seen after a restart, never over anybody else's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from solver.io.editing import CaseTables, ChangedOnDiskError, open_tables
from solver.store import Database
from solver.store.schema import DraftRow
from solver.workspace import DamagedError, Draft, StaleDraftError, UnknownError, Workspace


def edited(workspace: Workspace, name: str = "新老师", key: str = "tiny") -> Draft:
    """The case with another name for its first person, kept but not saved."""
    draft = workspace.drafts.open(key)
    workspace.drafts.keep(key, draft.tables.with_cell("staff", 0, "name", name), draft.revision)
    return workspace.drafts.open(key)


def on_disk(root: Path) -> str:
    return (root / "tiny/staff.csv").read_text("utf-8-sig")


def touch(root: Path) -> None:
    """Somebody changes a file with another program."""
    toml = root / "tiny/school.toml"
    toml.write_text(toml.read_text("utf-8").replace("小小学校", "从 Excel 改的"), "utf-8")


def test_edits_are_seen_after_a_restart_and_the_files_are_untouched(workspace: Workspace, root: Path) -> None:
    before = on_disk(root)
    draft = edited(workspace)
    with Workspace(root, cores=1) as again:
        assert again.drafts.open("tiny") == draft
        assert again.cases.cards()[0].unsaved
    assert draft.unsaved
    assert draft.tables.tables["staff"][0]["name"] == "新老师"
    assert on_disk(root) == before


def test_saving_writes_them_and_nothing_is_unsaved(workspace: Workspace, root: Path) -> None:
    draft = edited(workspace)
    assert workspace.drafts.save("tiny") == draft.revision
    assert "新老师" in on_disk(root)
    after = workspace.drafts.open("tiny")
    assert (after.unsaved, after.changed_on_disk, after.revision) == (False, False, draft.revision)
    assert not workspace.cases.cards()[0].unsaved


def test_saving_nothing_changes_nothing(workspace: Workspace, root: Path) -> None:
    before = on_disk(root)
    workspace.drafts.save("tiny")
    assert on_disk(root) == before


def test_discarding_forgets_them(workspace: Workspace) -> None:
    before = workspace.drafts.open("tiny").tables
    edited(workspace)
    workspace.drafts.discard("tiny")
    assert workspace.drafts.open("tiny").tables == before
    assert not workspace.cases.cards()[0].unsaved


def test_undoing_by_hand_leaves_nothing_unsaved(workspace: Workspace) -> None:
    draft = edited(workspace)
    workspace.drafts.keep("tiny", draft.saved, draft.revision)
    assert not workspace.drafts.open("tiny").unsaved


def test_the_second_of_two_windows_is_told(workspace: Workspace) -> None:
    first, second = workspace.drafts.open("tiny"), workspace.drafts.open("tiny")
    workspace.drafts.keep("tiny", first.tables.with_cell("staff", 0, "name", "甲"), first.revision)
    with pytest.raises(StaleDraftError):
        workspace.drafts.keep("tiny", second.tables.with_cell("staff", 0, "name", "乙"), second.revision)
    assert workspace.drafts.open("tiny").tables.tables["staff"][0]["name"] == "甲"


def test_files_that_changed_before_the_first_edit_are_told(workspace: Workspace, root: Path) -> None:
    seen = workspace.drafts.open("tiny")
    touch(root)
    workspace.drafts.open("tiny")
    with pytest.raises(StaleDraftError):
        workspace.drafts.keep("tiny", seen.tables.with_cell("staff", 0, "name", "甲"), seen.revision)


def test_files_that_changed_meanwhile_are_not_written_over(workspace: Workspace, root: Path) -> None:
    edited(workspace)
    touch(root)
    draft = workspace.drafts.open("tiny")
    assert (draft.unsaved, draft.changed_on_disk) == (True, True)
    assert workspace.cases.cards()[0].changed_on_disk
    with pytest.raises(ChangedOnDiskError):
        workspace.drafts.save("tiny")
    assert "从 Excel 改的" in (root / "tiny/school.toml").read_text("utf-8")
    assert workspace.drafts.open("tiny").tables.tables["staff"][0]["name"] == "新老师"


def test_who_wants_to_writes_over_them(workspace: Workspace, root: Path) -> None:
    edited(workspace)
    touch(root)
    workspace.drafts.save("tiny", anyway=True)
    assert "小小学校" in (root / "tiny/school.toml").read_text("utf-8")
    assert "新老师" in on_disk(root)


def test_an_app_that_ends_between_saving_and_noting_it_leaves_nothing_unsaved(
    workspace: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(workspace)
    with monkeypatch.context() as patch:
        patch.setattr("solver.store.cases.Drafts.saved", lambda *_: None)
        workspace.drafts.save("tiny")
    with Workspace(root, cores=1) as again:
        draft = again.drafts.open("tiny")
    assert (draft.unsaved, draft.changed_on_disk) == (False, False)
    assert draft.tables.tables["staff"][0]["name"] == "新老师"


def test_edits_outlive_their_files(workspace: Workspace, root: Path) -> None:
    mine = edited(workspace).tables
    shutil.rmtree(root / "tiny")
    (card,) = workspace.cases.cards()
    assert (card.key, card.unsaved, card.changed_on_disk) == ("tiny", True, True)
    assert workspace.drafts.open("tiny").tables == mine
    workspace.drafts.save("tiny", anyway=True)
    assert workspace.drafts.open("tiny").tables.tables == mine.tables


def test_edits_outlive_files_that_nobody_can_read_any_more(workspace: Workspace, root: Path) -> None:
    draft = edited(workspace)
    (root / "tiny/posts.csv").write_bytes(b"\0\0")
    mine = workspace.drafts.open("tiny")
    assert (mine.tables, mine.unsaved, mine.changed_on_disk) == (draft.tables, True, True)
    more = mine.tables.with_cell("staff", 1, "name", "又一位")
    workspace.drafts.keep("tiny", more, mine.revision)
    with pytest.raises(ChangedOnDiskError):
        workspace.drafts.save("tiny")
    workspace.drafts.save("tiny", anyway=True)
    assert workspace.drafts.open("tiny").tables.tables == more.tables


def test_files_that_change_while_they_are_read_are_read_again(
    workspace: Workspace, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the new content would pass for that of the old files whenever these come back."""
    before = workspace.drafts.open("tiny").saved
    old = (root / "tiny/school.toml").read_bytes()
    with Workspace(root, cores=1) as another:

        def slow(path: Path) -> CaseTables:
            monkeypatch.setattr("solver.workspace.case_folder.open_tables", open_tables)
            touch(root)
            return open_tables(path)

        monkeypatch.setattr("solver.workspace.case_folder.open_tables", slow)
        assert "从 Excel 改的" in another.drafts.open("tiny").saved.settings
        (root / "tiny/school.toml").write_bytes(old)
        assert another.drafts.open("tiny").saved == before


def test_edits_never_lead_out_of_the_folder(workspace: Workspace, root: Path, tmp_path: Path) -> None:
    edited(workspace)
    (root / "tiny").rename(tmp_path / "outside")
    (root / "tiny").symlink_to(tmp_path / "outside")
    staff = tmp_path / "outside/staff.csv"
    before = staff.read_bytes()
    with pytest.raises(UnknownError):
        workspace.drafts.save("tiny", anyway=True)
    assert staff.read_bytes() == before


def test_damaged_edits_are_told_and_can_be_discarded(workspace: Workspace, root: Path) -> None:
    edited(workspace)
    database = Database(root / ".afterbell")
    with database.writing() as session:
        row = session.get(DraftRow, "tiny")
        assert row is not None
        assert row.content is not None
        row.content = row.content[:-3]
        row.digest = "other"
    database.close()
    with Workspace(root, cores=1) as again:
        assert again.cases.cards()[0].fault_count == 1
        with pytest.raises(DamagedError):
            again.drafts.open("tiny")
        again.drafts.discard("tiny")
        assert again.drafts.open("tiny").tables.tables["staff"][0]["name"] != "新老师"


def test_a_scenario_belongs_to_its_case(workspace: Workspace) -> None:
    workspace.scenarios.put("tiny", "多一名教练", "one = 1")
    workspace.scenarios.put("tiny", "多一名教练", "two = 2")
    workspace.scenarios.put("tiny", "关一间教室", "three = 3")
    assert [(each.name, each.text) for each in workspace.scenarios.of("tiny")] == [
        ("关一间教室", "three = 3"),
        ("多一名教练", "two = 2"),
    ]
    workspace.scenarios.drop("tiny", "关一间教室")
    assert [each.name for each in workspace.scenarios.of("tiny")] == ["多一名教练"]
    with pytest.raises(UnknownError):
        workspace.scenarios.put("nowhere", "x", "")

"""Unsaved edits: kept at once, seen after a restart, never over anybody else's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from solver.io.editing import CaseTables, ChangedOnDiskError, open_tables
from solver.office import DamagedError, Draft, Office, StaleDraftError, UnknownError
from solver.store import Database
from solver.store.schema import DraftRow


def edited(office: Office, name: str = "新老师", key: str = "tiny") -> Draft:
    """The case with another name for its first person, kept but not saved."""
    draft = office.open(key)
    office.keep(key, draft.tables.with_cell("staff", 0, "name", name), draft.revision)
    return office.open(key)


def on_disk(root: Path) -> str:
    return (root / "tiny/staff.csv").read_text("utf-8-sig")


def touch(root: Path) -> None:
    """Somebody changes a file with another program."""
    toml = root / "tiny/school.toml"
    toml.write_text(toml.read_text("utf-8").replace("小小学校", "从 Excel 改的"), "utf-8")


def test_edits_are_seen_after_a_restart_and_the_files_are_untouched(office: Office, root: Path) -> None:
    before = on_disk(root)
    draft = edited(office)
    with Office(root, cores=1) as again:
        assert again.open("tiny") == draft
        assert again.cases()[0].unsaved
    assert draft.unsaved
    assert draft.tables.tables["staff"][0]["name"] == "新老师"
    assert on_disk(root) == before


def test_saving_writes_them_and_nothing_is_unsaved(office: Office, root: Path) -> None:
    draft = edited(office)
    assert office.save("tiny") == draft.revision
    assert "新老师" in on_disk(root)
    after = office.open("tiny")
    assert (after.unsaved, after.changed_on_disk, after.revision) == (False, False, draft.revision)
    assert not office.cases()[0].unsaved


def test_saving_nothing_changes_nothing(office: Office, root: Path) -> None:
    before = on_disk(root)
    office.save("tiny")
    assert on_disk(root) == before


def test_discarding_forgets_them(office: Office) -> None:
    before = office.open("tiny").tables
    edited(office)
    office.discard("tiny")
    assert office.open("tiny").tables == before
    assert not office.cases()[0].unsaved


def test_undoing_by_hand_leaves_nothing_unsaved(office: Office) -> None:
    draft = edited(office)
    office.keep("tiny", draft.saved, draft.revision)
    assert not office.open("tiny").unsaved


def test_the_second_of_two_windows_is_told(office: Office) -> None:
    first, second = office.open("tiny"), office.open("tiny")
    office.keep("tiny", first.tables.with_cell("staff", 0, "name", "甲"), first.revision)
    with pytest.raises(StaleDraftError):
        office.keep("tiny", second.tables.with_cell("staff", 0, "name", "乙"), second.revision)
    assert office.open("tiny").tables.tables["staff"][0]["name"] == "甲"


def test_files_that_changed_before_the_first_edit_are_told(office: Office, root: Path) -> None:
    seen = office.open("tiny")
    touch(root)
    office.open("tiny")
    with pytest.raises(StaleDraftError):
        office.keep("tiny", seen.tables.with_cell("staff", 0, "name", "甲"), seen.revision)


def test_files_that_changed_meanwhile_are_not_written_over(office: Office, root: Path) -> None:
    edited(office)
    touch(root)
    draft = office.open("tiny")
    assert (draft.unsaved, draft.changed_on_disk) == (True, True)
    assert office.cases()[0].changed_on_disk
    with pytest.raises(ChangedOnDiskError):
        office.save("tiny")
    assert "从 Excel 改的" in (root / "tiny/school.toml").read_text("utf-8")
    assert office.open("tiny").tables.tables["staff"][0]["name"] == "新老师"


def test_who_wants_to_writes_over_them(office: Office, root: Path) -> None:
    edited(office)
    touch(root)
    office.save("tiny", anyway=True)
    assert "小小学校" in (root / "tiny/school.toml").read_text("utf-8")
    assert "新老师" in on_disk(root)


def test_who_wants_both_gets_both(office: Office, root: Path) -> None:
    mine = edited(office).tables
    touch(root)
    new = office.save_as("tiny")
    assert new == "tiny-2"
    assert office.open(new).tables.tables == mine.tables
    theirs = office.open("tiny")
    assert (theirs.unsaved, theirs.changed_on_disk) == (False, False)
    assert "从 Excel 改的" in theirs.tables.settings


def test_an_app_that_ends_between_saving_and_noting_it_leaves_nothing_unsaved(
    office: Office, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(office)
    with monkeypatch.context() as patch:
        patch.setattr("solver.store.drafts.Drafts.saved", lambda *_: None)
        office.save("tiny")
    with Office(root, cores=1) as again:
        draft = again.open("tiny")
    assert (draft.unsaved, draft.changed_on_disk) == (False, False)
    assert draft.tables.tables["staff"][0]["name"] == "新老师"


def test_edits_outlive_their_files(office: Office, root: Path) -> None:
    mine = edited(office).tables
    shutil.rmtree(root / "tiny")
    (card,) = office.cases()
    assert (card.key, card.unsaved, card.changed_on_disk) == ("tiny", True, True)
    assert office.open("tiny").tables == mine
    office.save("tiny", anyway=True)
    assert office.open("tiny").tables.tables == mine.tables


def test_edits_outlive_files_that_nobody_can_read_any_more(office: Office, root: Path) -> None:
    draft = edited(office)
    (root / "tiny/posts.csv").write_bytes(b"\0\0")
    mine = office.open("tiny")
    assert (mine.tables, mine.unsaved, mine.changed_on_disk) == (draft.tables, True, True)
    more = mine.tables.with_cell("staff", 1, "name", "又一位")
    office.keep("tiny", more, mine.revision)
    with pytest.raises(ChangedOnDiskError):
        office.save("tiny")
    office.save("tiny", anyway=True)
    assert office.open("tiny").tables.tables == more.tables


def test_saving_as_leaves_what_another_window_kept_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = edited(office, "甲")
    add = office._inputs.add

    def slow(tables: CaseTables, name: str) -> str:
        key = add(tables, name)
        office.keep("tiny", draft.tables.with_cell("staff", 0, "name", "乙"), draft.revision)
        return key

    monkeypatch.setattr(office._inputs, "add", slow)
    new = office.save_as("tiny")
    assert office.open(new).tables.tables["staff"][0]["name"] == "甲"
    assert office.open("tiny").tables.tables["staff"][0]["name"] == "乙"


def test_who_discards_does_not_discard_what_they_never_saw(office: Office) -> None:
    draft = edited(office, "甲")
    edited(office, "乙")
    with pytest.raises(StaleDraftError):
        office.discard("tiny", draft.revision)
    assert office.open("tiny").tables.tables["staff"][0]["name"] == "乙"


def test_files_that_change_while_they_are_read_are_read_again(
    office: Office, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the new content would pass for that of the old files whenever these come back."""
    before = office.open("tiny").saved
    old = (root / "tiny/school.toml").read_bytes()
    with Office(root, cores=1) as another:

        def slow(path: Path) -> CaseTables:
            monkeypatch.setattr("solver.office.files.open_tables", open_tables)
            touch(root)
            return open_tables(path)

        monkeypatch.setattr("solver.office.files.open_tables", slow)
        assert "从 Excel 改的" in another.open("tiny").saved.settings
        (root / "tiny/school.toml").write_bytes(old)
        assert another.open("tiny").saved == before


def test_edits_never_lead_out_of_the_folder(office: Office, root: Path, tmp_path: Path) -> None:
    edited(office)
    (root / "tiny").rename(tmp_path / "outside")
    (root / "tiny").symlink_to(tmp_path / "outside")
    staff = tmp_path / "outside/staff.csv"
    before = staff.read_bytes()
    with pytest.raises(UnknownError):
        office.save("tiny", anyway=True)
    assert staff.read_bytes() == before


def test_damaged_edits_are_told_and_can_be_discarded(office: Office, root: Path) -> None:
    edited(office)
    database = Database(root / ".afterbell")
    with database.writing() as session:
        row = session.get(DraftRow, "tiny")
        assert row is not None
        assert row.content is not None
        row.content = row.content[:-3]
        row.digest = "other"
    database.close()
    with Office(root, cores=1) as again:
        assert again.cases()[0].fault_count == 1
        with pytest.raises(DamagedError):
            again.open("tiny")
        again.discard("tiny")
        assert again.open("tiny").tables.tables["staff"][0]["name"] != "新老师"


def test_a_scenario_belongs_to_its_case(office: Office) -> None:
    office.put_scenario("tiny", "多一名教练", "one = 1")
    office.put_scenario("tiny", "多一名教练", "two = 2")
    office.put_scenario("tiny", "关一间教室", "three = 3")
    assert [(each.name, each.text) for each in office.scenarios("tiny")] == [
        ("关一间教室", "three = 3"),
        ("多一名教练", "two = 2"),
    ]
    office.drop_scenario("tiny", "关一间教室")
    assert [each.name for each in office.scenarios("tiny")] == ["多一名教练"]
    with pytest.raises(UnknownError):
        office.put_scenario("nowhere", "x", "")

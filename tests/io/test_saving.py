"""Saving: byte for byte where nothing changed, whole or not at all, never over what others wrote."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from pathlib import Path

import pytest

from solver.base import atomic_folder
from solver.base.errors import InputError
from solver.io import load
from solver.io.editing import (
    ChangedOnDiskError,
    NotSavedError,
    examine,
    fingerprint,
    open_tables,
    save,
)
from tests.written import as_workbook

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the smallest case, with a file of somebody else's and a folder."""
    shutil.copytree(DATA / "tiny", tmp_path / "tiny")
    (tmp_path / "tiny" / "letters").mkdir()
    (tmp_path / "tiny" / "letters" / "to parents.txt").write_text("…", encoding="utf-8")
    return tmp_path / "tiny"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_only_what_changed_is_written(tiny):
    before, tables = contents(tiny), open_tables(tiny)
    old = fingerprint(tiny)
    assert save(tables, tiny, expected=old) == old
    assert contents(tiny) == before
    new = save(tables.with_cell("staff", 0, "name", "=新名"), tiny, expected=old)
    assert new == fingerprint(tiny) != old
    after = contents(tiny)
    assert {name for name in {*before, *after} if before.get(name) != after.get(name)} == {"staff.csv"}
    assert "'=新名" in after["staff.csv"].decode("utf-8-sig")
    assert load(tiny).case.staff[0].name == "=新名"


def test_other_encodings_and_odd_spellings_stay_until_their_table_changes(tiny):
    staff = (tiny / "staff.csv").read_text("utf-8").replace("id,name", " 编号 ,姓名*").replace(",", ";")
    (tiny / "教师.csv").write_bytes(("\n" + staff).encode("gb18030"))
    (tiny / "staff.csv").unlink()
    toml = (tiny / "school.toml").read_text("utf-8").replace("\n", "\r\n").encode("utf-16")
    (tiny / "school.toml").write_bytes(toml)
    before = contents(tiny)
    tables = open_tables(tiny)
    printed = save(tables.with_cell("posts", 0, "need", "2"), tiny, expected=fingerprint(tiny))
    after = contents(tiny)
    assert (after["教师.csv"], after["school.toml"]) == (before["教师.csv"], before["school.toml"])
    save(tables.with_cell("staff", 0, "share", "0.5"), tiny, expected=printed)
    assert contents(tiny)["教师.csv"].decode("utf-8-sig").splitlines()[:2] == [
        "编号,姓名*,kind,subjects,share,pool",
        "T1,沈文静,own,语文,0.5,teachers",
    ]
    assert load(tiny).case.staff[0].share == pytest.approx(0.5)


def test_a_table_that_was_taken_away_goes(tiny):
    tables = open_tables(tiny)
    without = {name: rows for name, rows in tables.tables.items() if name != "absences"}
    tables = type(tables)(tables.id, tables.settings, without, tables.heads)
    save(tables, tiny, expected=fingerprint(tiny))
    assert not (tiny / "absences.csv").exists()
    assert load(tiny).case.absences == ()


def test_a_change_on_disk_is_noticed_and_left_alone(tiny):
    tables, old = open_tables(tiny), fingerprint(tiny)
    (tiny / "NOTES.md").write_text("mine", encoding="utf-8")
    assert fingerprint(tiny) == old
    (tiny / "staff.csv").write_bytes((tiny / "staff.csv").read_bytes() + b"T9,x,own,,1,\n")
    before = contents(tiny)
    with pytest.raises(ChangedOnDiskError) as caught:
        save(tables.with_cell("staff", 0, "name", "y"), tiny, expected=old)
    assert "没有保存" in caught.value.message.say("zh")
    with pytest.raises(ChangedOnDiskError):
        save(tables, tiny, expected=None)
    with pytest.raises(ChangedOnDiskError):
        save(tables, tiny.parent / "other", expected=old)
    assert contents(tiny) == before
    assert [path.name for path in tiny.parent.iterdir()] == ["tiny"]


def test_a_change_at_the_last_moment_is_noticed_too(tiny, monkeypatch):
    tables, old = open_tables(tiny), fingerprint(tiny)
    real = atomic_folder._swap

    def meanwhile(fresh: Path, out: Path, before: Path) -> Path | None:
        if fresh.name == "fresh" and out == tiny:
            (tiny / "staff.csv").unlink()
            (tiny / "staff.csv").write_text("id,name\nT1,theirs\n", encoding="utf-8")
            monkeypatch.setattr(atomic_folder, "_swap", real)
        return real(fresh, out, before)

    monkeypatch.setattr(atomic_folder, "_swap", meanwhile)
    with pytest.raises(ChangedOnDiskError):
        save(tables.with_cell("staff", 0, "name", "ours"), tiny, expected=old)
    assert (tiny / "staff.csv").read_text("utf-8") == "id,name\nT1,theirs\n"


def test_a_full_disk_leaves_the_old_case_and_says_so(tiny, monkeypatch):
    tables, old, before = open_tables(tiny), fingerprint(tiny), contents(tiny)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSavedError, match="No space left") as caught:
        save(tables.with_cell("staff", 0, "name", "y"), tiny, expected=old)
    assert "原来的文件没有变" in caught.value.message.say("zh")
    assert contents(tiny) == before
    assert [path.name for path in tiny.parent.iterdir()] == ["tiny"]


def test_of_two_savers_one_wins_and_the_other_is_told(tiny):
    tables, old = open_tables(tiny), fingerprint(tiny)
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def saver(name: str) -> None:
        ready.wait()
        try:
            save(tables.with_cell("staff", 0, "name", name), tiny, expected=old)
        except ChangedOnDiskError:
            outcomes.append("told")
        else:
            outcomes.append(name)

    threads = [threading.Thread(target=saver, args=(name,)) for name in ("a", "b", "c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = [name for name in outcomes if name != "told"]
    assert len(winner) == 1
    assert len(outcomes) == 4
    assert load(tiny).case.staff[0].name == winner[0]


def test_a_workbook_becomes_tables_and_stays_beside_them(tiny, tmp_path):
    case = load(tiny).case
    book = as_workbook(case, tmp_path / "box" / "tiny.xlsx", "zh")
    content = book.read_bytes()
    tables = open_tables(book.parent)
    save(tables.with_cell("staff", 0, "name", "新名"), book.parent, expected=fingerprint(book.parent))
    assert book.read_bytes() == content
    assert {"school.toml", "人员.csv", "岗位.csv"} <= {path.name for path in book.parent.iterdir()}
    assert load(book.parent).case.staff[0].name == "新名"
    again = open_tables(book.parent)
    assert save(again, book.parent, expected=fingerprint(book.parent)) == fingerprint(book.parent)


def test_a_folder_that_a_crash_left_aside_is_found_again(tiny):
    old, tables = fingerprint(tiny), open_tables(tiny)
    aside = tiny.parent / ".tiny.abcdefgh"
    aside.mkdir()
    tiny.rename(aside / "before")
    save(tables.with_cell("staff", 0, "name", "新名"), tiny, expected=old)
    assert examine(open_tables(tiny)).loaded is not None
    assert not aside.exists()
    assert (tiny / "NOTES.md").exists()


def test_what_killed_processes_left_goes_with_the_next_saving(tiny):
    left = tiny.parent / ".tiny.abcdefgh"
    shutil.copytree(tiny, left / "fresh")
    somebodys = tiny.parent / ".tiny.notours_"
    shutil.copytree(tiny, somebodys / "backup")
    save(open_tables(tiny), tiny, expected=fingerprint(tiny))
    assert {path.name for path in tiny.parent.iterdir()} == {"tiny", somebodys.name}


def test_who_may_read_a_table_stays_as_it_was(tiny):
    tiny.chmod(0o700)
    (tiny / "staff.csv").chmod(0o600)
    tables = open_tables(tiny).with_cell("staff", 0, "name", "新名")
    save(tables, tiny, expected=fingerprint(tiny))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tiny, tiny / "staff.csv")}
    assert modes == {0o700, 0o600}


def test_who_finds_the_folder_taken_for_long_is_told(tiny, monkeypatch):
    monkeypatch.setattr(atomic_folder, "PATIENCE", 0.1)
    tables, old = open_tables(tiny), fingerprint(tiny)
    with atomic_folder.alone_in(tiny.parent), pytest.raises(NotSavedError, match="timed out"):
        save(tables, tiny, expected=old)
    assert save(tables, tiny, expected=old) == old


def test_a_file_that_the_system_does_not_let_us_read_is_told(tiny, monkeypatch):
    real = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "staff.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    for ask in (fingerprint, open_tables, load):
        with pytest.raises(InputError, match=r"staff\.csv: The system does not let it be read: Permission"):
            ask(tiny)

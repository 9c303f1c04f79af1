"""The store's file: ours alone, never harmed, shared by many processes."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from solver.base import process
from solver.store import Cards, Database, Scenarios, StoreError, schema

WRITER = """
import sys
from pathlib import Path
from solver.store import Database, Drafts
home, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
drafts = Drafts(Database(home))
drafts.seen(name, "base")
print("ready", flush=True)
revision = 1
while revision <= times:
    revision = drafts.keep(name, revision, f"{name} {revision}".encode() * 2000, str(revision))
"""


def writer(home: Path, name: str, times: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(home), name, str(times)]
    return subprocess.Popen(
        command, env=process.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_only_its_owner_may_read_the_store(home: Path, database: Database) -> None:
    with database.writing():
        files = list(home.iterdir())
    assert {path.name for path in files} >= {"store.sqlite3", "store.sqlite3-wal"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_what_was_put_there_is_there_when_it_is_opened_again(home: Path) -> None:
    first = Database(home)
    Scenarios(first).put("tiny", "一名教练", "add = 1")
    first.close()
    again = Database(home)
    assert [row.text for row in Scenarios(again).of("tiny")] == ["add = 1"]
    again.close()


@pytest.mark.parametrize("name", ["学校 2026", "a#b?mode=memory&x=%41", "'; DROP TABLE runs; --", "a'b\"c"])
def test_the_folder_may_be_called_as_it_likes(tmp_path: Path, name: str) -> None:
    store = Database(tmp_path / name)
    Scenarios(store).put("tiny", "'; DROP TABLE runs; --", "kept")
    store.close()
    assert (tmp_path / name / "store.sqlite3").stat().st_size > 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_store_of_a_newer_product_is_refused_and_left_alone(home: Path) -> None:
    Database(home).close()
    file = home / "store.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError) as refused:
        Database(home)
    assert "先升级" in refused.value.message.say("zh")
    assert file.read_bytes() == before


def test_an_older_store_becomes_one_of_today_step_by_step(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Database(home)
    Scenarios(old).put("tiny", "a", "kept")
    old.close()
    steps = {schema.VERSION: ("CREATE TABLE later (id INTEGER PRIMARY KEY)",)}
    monkeypatch.setattr(schema, "STEPS", steps)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    new = Database(home)
    with new.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM later").scalar() == 0
    assert [row.text for row in Scenarios(new).of("tiny")] == ["kept"]
    new.close()


def test_a_step_that_fails_changes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(home).close()
    steps = {schema.VERSION: ("CREATE TABLE later (id INTEGER)", "CREATE TABLE later (id INTEGER)")}
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", steps)
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(Exception, match="already exists"):
            Database(home)
    today = Database(home)
    with today.reading() as session:
        tables = session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "later" not in tables
    today.close()


def test_another_programs_database_is_refused_and_left_alone(home: Path) -> None:
    home.mkdir(parents=True)
    with sqlite3.connect(home / "store.sqlite3") as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    before = (home / "store.sqlite3").read_bytes()
    with pytest.raises(StoreError, match="no store of afterbell"):
        Database(home)
    assert (home / "store.sqlite3").read_bytes() == before


@pytest.mark.parametrize("damage", ["not a database at all" * 100, "page"])
def test_a_damaged_store_is_told_and_left_alone(home: Path, damage: str) -> None:
    full = Database(home)
    for number in range(50):
        Scenarios(full).put("tiny", f"{number:03}", "x" * 1000)
    full.close()
    file = home / "store.sqlite3"
    content = bytearray(file.read_bytes())
    if damage == "page":
        content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    else:
        content[: len(damage)] = damage.encode()
    file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        Database(home)
    assert "已损坏" in refused.value.message.say("zh")
    assert file.read_bytes() == content


@pytest.mark.parametrize("instead", ["nothing", "an empty file", "another store"])
def test_a_store_that_is_taken_away_is_never_written_into_the_void(
    home: Path, database: Database, instead: str
) -> None:
    Scenarios(database).put("tiny", "a", "kept")
    home.rename(home.with_name("elsewhere"))
    if instead == "another store":
        Database(home).close()
        Scenarios(database).put("tiny", "b", "into the other one")
        with Database(home).reading() as session:
            assert session.query(schema.ScenarioRow.name).scalar() == "b"
        return
    home.mkdir()
    if instead == "an empty file":
        (home / "store.sqlite3").touch()
    with pytest.raises(StoreError, match="can't be used"):
        Scenarios(database).put("tiny", "b", "where to?")
    with pytest.raises(StoreError, match="can't be used"):
        Scenarios(database).of("tiny")


def test_as_many_as_come_read_at_once(database: Database) -> None:
    everybody = Barrier(30, timeout=10)

    def read(_: int) -> int:
        with database.reading() as session:
            found = session.query(schema.RunRow).count()
            everybody.wait()
            return found

    with ThreadPoolExecutor(30) as pool:
        assert sum(pool.map(read, range(30))) == 0


def test_a_place_that_cant_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="can't be used"):
        Database(tmp_path / "file")


def test_what_fails_halfway_is_not_there(database: Database) -> None:
    def fail_halfway() -> None:
        with database.writing() as session:
            session.add(schema.CardRow(key="half", digest="", content=""))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert Cards(database).all() == {}


def test_six_processes_write_side_by_side_without_an_error(home: Path) -> None:
    processes = [writer(home, f"case {number}", 20) for number in range(6)]
    for child in processes:
        _, complaints = child.communicate(timeout=60)
        assert (child.returncode, complaints) == (0, b"")
    shared = Database(home)
    with shared.reading() as session:
        rows = session.query(schema.DraftRow).all()
    assert {row.revision for row in rows} == {21}
    shared.close()


def test_a_writer_that_is_killed_leaves_whole_drafts(home: Path) -> None:
    from solver.store import Drafts
    from solver.store.cases import content_of

    revisions = []
    for pause in (0.0, 0.05, 0.2):
        process = writer(home, "case", 10_000)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        opened = Database(home)
        row = Drafts(opened).get("case")
        assert row is not None
        revisions.append(row.revision)
        if row.revision > 1:
            assert content_of(row) == f"case {row.revision - 1}".encode() * 2000
        Drafts(opened).discard("case", "base")
        with opened.writing() as session:
            again = session.get(schema.DraftRow, "case")
            assert again is not None
            again.revision = 1
        opened.close()
    assert max(revisions) > 1

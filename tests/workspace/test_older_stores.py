"""A store that an earlier version wrote, as SQL: all that is in it is there and can be gone on with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from solver.store.database import FILE, PRODUCT
from solver.workspace import Workspace
from solver.workspace.case_folder import home_of
from tests.workspace.conftest import opened

WRITTEN = Path(__file__).with_name("store_of_format_1.sql")


@pytest.fixture
def workspace(root: Path) -> Iterator[Workspace]:
    home_of(root).mkdir()
    with closing(sqlite3.connect(home_of(root) / FILE)) as old:
        old.executescript(WRITTEN.read_text("utf-8"))
        old.execute(f"PRAGMA application_id = {PRODUCT}")
        old.execute("PRAGMA user_version = 1")
    with Workspace(root, cores=1) as found:
        yield found


def test_unsaved_edits_and_scenarios_are_there(workspace: Workspace) -> None:
    draft = workspace.drafts.open("tiny")
    assert draft.unsaved
    assert draft.tables.tables["staff"][0]["name"] == "新老师"
    assert [row.text for row in workspace.scenarios.of("tiny")] == ['title = "多一名教练"']
    assert workspace.cases.cards()[0].unsaved


def test_runs_are_there_with_their_way(workspace: Workspace) -> None:
    stopped, done = workspace.runs.find("tiny")
    assert (stopped.state, stopped.scenario, stopped.batch) == ("cancelled", "多一名教练", "b")
    assert (done.state, done.digest, done.options.seed) == ("done", "digest of the inputs", 7)
    way = workspace.runs.get(done.id).points
    assert [point.stage for point in way[:3]] == ["timetable", "handover", "rotation"]
    assert (way[-1].step, way[-1].assigned, way[-1].seats) == ("done", 2, 2)
    assert {level.name: level.bound for level in way[-1].levels}["uncovered"] == 0


def test_plans_can_be_looked_at_and_edited(workspace: Workspace) -> None:
    edited, made = workspace.plans.of("tiny")
    assert (made.label.say("zh"), made.run_id, made.digest) == ("第 1 次排班", 1, "digest of the inputs")
    assert (edited.label.say("en"), edited.parent) == ("by hand", made.id)
    result = workspace.plans.result(made.id)
    assert len(result.plan.roster) == 2
    assert not result.audit.doubts
    again = workspace.plans.keep("tiny", result, parent=edited.id, label=made.label)
    assert workspace.plans.get(again).digest == made.digest


def test_a_new_store_has_the_same_tables_and_columns(root: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript(WRITTEN.read_text("utf-8"))
        before = old.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    with opened(root) as database, closing(sqlite3.connect(database.path)) as new:
        assert new.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before

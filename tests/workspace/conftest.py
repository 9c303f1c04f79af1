"""A folder of cases, a workspace on it, and waiting for runs: their processes are real."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from solver.base.text import Words
from solver.domain.case import Case
from solver.service import Options, Result
from solver.store import Database, Plans, Runs
from solver.workspace import RunView, Workspace
from solver.workspace.case_folder import home_of
from solver.workspace.plan_cache import plan_row
from solver.workspace.serialization import packed

QUICK = Options(effort=1, workers=1)
LONG = Options(seconds=300, workers=1)
NO_TIME = Options(seconds=0, workers=1)
LABEL = Words(zh="第一份", en="the first")
PATIENCE = 90.0
Until = Callable[[RunView], bool]


@pytest.fixture
def root(tmp_path: Path, repository: Path) -> Path:
    """A folder with the tiny school."""
    folder = tmp_path / "学校"
    shutil.copytree(repository / "data/tiny", folder / "tiny")
    return folder


@pytest.fixture
def workspace(root: Path) -> Iterator[Workspace]:
    with Workspace(root, cores=2) as found:
        yield found
        calm(found)


@pytest.fixture
def busy(root: Path, repository: Path) -> Path:
    """The same folder with a school that keeps a solver busy for minutes."""
    shutil.copytree(repository / "benchmarks/school/cases/small", root / "small")
    return root


def calm(workspace: Workspace) -> None:
    """Let no process outlive its test."""
    for run in workspace.runs.find():
        workspace.runs.cancel(run.id)
    for run in workspace.runs.find():
        waited(workspace, run.id)


def case_of(workspace: Workspace, key: str) -> Case:
    loaded = workspace.drafts.examine(workspace.drafts.open(key).tables).loaded
    assert loaded is not None
    return loaded.case


def submitted(workspace: Workspace, key: str, options: Options = QUICK, **more: str) -> int:
    draft = workspace.drafts.open(key)
    return workspace.runs.submit(key, case_of(workspace, key), options, digest=draft.tables.digest, **more)


def waited(workspace: Workspace, run_id: int, until: Until = lambda run: not run.open) -> RunView:
    """The run as it is once something holds of it."""
    end = time.monotonic() + PATIENCE
    while not until(run := workspace.runs.get(run_id)):
        assert time.monotonic() < end, run
        time.sleep(0.05)
    return run


def searching(run: RunView) -> bool:
    """Whether a run has a roster and looks for a better one."""
    return any(point.step == "search" for point in run.points) or not run.open


def running(run: RunView) -> bool:
    """Whether a run waits no more."""
    return run.state != "queued"


@contextmanager
def opened(root: Path) -> Iterator[Database]:
    """The store behind a folder of cases."""
    database = Database(home_of(root))
    yield database
    database.close()


def put_plan(root: Path, result: Result, scenario: str = "") -> int:
    """A plan in the store, as a run leaves it there."""
    pack = packed(result)
    row = plan_row("tiny", result, pack, LABEL)
    row.scenario = scenario
    with opened(root) as database:
        return Plans(database).add(row, pack.case, pack.files)


def begin(root: Path, run_id: int) -> None:
    """Take a run from the queue, as an app does right before it begins a process."""
    with opened(root) as database:
        assert Runs(database).begin(run_id)

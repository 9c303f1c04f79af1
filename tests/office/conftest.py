"""A folder of cases, an office on it, and waiting for runs: their processes are real."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from solver.domain.case import Case
from solver.office import Office, RunView
from solver.service import Options

QUICK = Options(seconds=20, workers=1)
LONG = Options(seconds=300, workers=1)
PATIENCE = 90.0
Until = Callable[[RunView], bool]


@pytest.fixture
def root(tmp_path: Path, repository: Path) -> Path:
    """A folder with the tiny school."""
    folder = tmp_path / "学校"
    shutil.copytree(repository / "data/tiny", folder / "tiny")
    return folder


@pytest.fixture
def office(root: Path) -> Iterator[Office]:
    with Office(root, cores=2) as opened:
        yield opened
        calm(opened)


@pytest.fixture
def busy(root: Path, repository: Path) -> Path:
    """The same folder with a school that keeps a solver busy for minutes."""
    shutil.copytree(repository / "benchmarks/school/cases/small", root / "small")
    return root


def calm(office: Office) -> None:
    """Let no process outlive its test."""
    for run in office.runs():
        office.cancel(run.id)
    for run in office.runs():
        waited(office, run.id)


def case_of(office: Office, key: str) -> Case:
    loaded = office.examine(office.open(key).tables).loaded
    assert loaded is not None
    return loaded.case


def submitted(office: Office, key: str, options: Options = QUICK, **more: str) -> int:
    draft = office.open(key)
    return office.submit(key, case_of(office, key), options, source_hash=draft.tables.digest, **more)


def waited(office: Office, run_id: int, until: Until = lambda run: not run.open) -> RunView:
    """The run as it is once something holds of it."""
    end = time.monotonic() + PATIENCE
    while not until(run := office.run(run_id)):
        assert time.monotonic() < end, run
        time.sleep(0.05)
    return run


def searching(run: RunView) -> bool:
    """Whether a run has a roster and looks for a better one."""
    return any(point.step == "search" for point in run.points) or not run.open

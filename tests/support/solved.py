"""Schools solved once for all tests, however many processes ask: folders of cases, each with a plan.

They are made by a run of the app, as its users make them, and stay under ``.pytest_cache`` until anything
changes that they are made of. Every test gets a copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import platform
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from solver.base.text import Words
from solver.io.editing import open_tables
from solver.service import Options, Result
from solver.store import Database, Plans
from solver.store.database import FILE
from solver.workspace import Workspace
from solver.workspace.case_folder import home_of
from solver.workspace.plan_cache import plan_row
from solver.workspace.serialization import packed
from tests.support import cases

CACHE = cases.ROOT / ".pytest_cache" / "solved"
OLD = 3600
"""Seconds after which what an older state of the product has made is not in use any more."""
NAME = Words(zh="第 1 次排班", en="Run 1")


class School(NamedTuple):
    """A case, and how it is solved: that there is a plan matters here, not how good it is."""

    case: Path
    options: Options


SCHOOLS: Mapping[str, School] = {
    "tiny": School(cases.DATA / "tiny", cases.QUICK),
    "small": School(cases.SCHOOLS / "small", Options(effort=3, workers=1)),
    "fengjin": School(cases.DATA / "fengjin", Options(effort=1, workers=1)),
}


def folder_of(name: str, folder: Path) -> Path:
    """Make a folder of cases with one school and the plan of a run."""
    return shutil.copytree(_ready(name), folder)


@cache
def result_of(name: str) -> Result:
    """Return a school with that plan."""
    with (
        tempfile.TemporaryDirectory() as place,
        Workspace(folder_of(name, Path(place) / "cases")) as workspace,
    ):
        return workspace.plans.result(workspace.plans.of(name)[0].id)


def keep(folder: Path, key: str, result: Result) -> int:
    """Put a plan into the store of a folder of cases, as a run would, and return it."""
    pack = packed(result)
    row = plan_row(key, result, pack, NAME)
    row.digest = open_tables(folder / key).digest
    database = Database(home_of(folder))
    try:
        return Plans(database).add(row, pack.case, pack.files)
    finally:
        database.close()


def _ready(name: str) -> Path:
    """Return the folder that is copied; it is made by whoever comes first, and the others wait."""
    ready = CACHE / name / _made_of(name)
    ready.parent.mkdir(parents=True, exist_ok=True)
    with ready.with_name("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            for older in ready.parent.glob("*/"):
                if older.stat().st_mtime < time.time() - OLD:
                    shutil.rmtree(older)
            with tempfile.TemporaryDirectory(dir=ready.parent, ignore_cleanup_errors=True) as place:
                making = _made(name, Path(place))
                making.rename(ready)
    return ready


def _made(name: str, place: Path) -> Path:
    """Let the app solve a school, and return a folder that holds the school and all that the app keeps."""
    school, running, making = SCHOOLS[name], place / "running", place / "making"
    cases.copied(school.case, running, name)
    with Workspace(running) as workspace:
        cases.solved(workspace, name, school.options)
    cases.copied(school.case, making, name)
    home_of(making).mkdir(mode=0o700)
    # The process that solved may not have closed the store yet: its file alone may not be all of it.
    stores = [sqlite3.connect(home_of(folder) / FILE) for folder in (running, making)]
    stores[0].backup(stores[1])
    for store in stores:
        store.close()
    return making


@cache
def _made_of(name: str) -> str:
    """Return the digest of all that a plan depends on: the product, the case, the packages."""
    digest = hashlib.sha256(f"{SCHOOLS[name]} {platform.python_version()} {version('ortools')}".encode())
    folders = (cases.ROOT / "solver", SCHOOLS[name].case)
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in [*files, cases.ROOT / "requirements.lock", Path(__file__), Path(cases.__file__)]:
        if path.suffix != ".pyc":
            digest.update(f"{path.relative_to(cases.ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]

"""Folders of cases for a driven app: copies, some with plans, one with faults, some with marked names."""

from __future__ import annotations

import csv
import io
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from solver.app.plan_picker import BASE
from solver.scenarios import Scenario, apply, case_of
from solver.service import Options
from solver.workspace import RunView, Workspace

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SCHOOLS = ROOT / "benchmarks" / "school" / "cases"
FAULTY = "faulty"
BATCH = "2026-11-22T08:00:00+00:00"
"""The pages call a comparison by the moment at which it was asked for."""
QUICK = Options(effort=5, workers=1)
"""As much work as the smallest case is worth where only a plan is needed, the same on any machine."""
POLL = 0.1
PATIENCE = 600.0


class UnpreparedError(Exception):
    """A case for the browser could not be solved."""


def copied(case: Path, folder: Path, name: str = "") -> Path:
    """Copy a case into a folder of cases."""
    return shutil.copytree(case, folder / (name or case.name))


def faulty(folder: Path) -> Path:
    """Make a case of which three cells are wrong: a share, a subject teacher's class, a room."""
    case = copied(DATA / "tiny", folder, FAULTY)
    rewritten(case / "staff.csv", "share", "1.4", rows=[1])
    rewritten(case / "teaching.csv", "group", "9-9", rows=[0])
    rewritten(case / "rooms.csv", "capacity", "many", rows=[0])
    settings = case / "school.toml"
    settings.write_text(settings.read_text("utf-8").replace("小小学校", "待改学校"), encoding="utf-8")
    return case


def marked(case: Path, folder: Path, mark: str) -> Path:
    """Copy a case whose people all carry a mark in their names."""
    copy = copied(case, folder, f"{case.name}-{mark}")
    for row, name in enumerate(column(copy / "staff.csv", "name")):
        rewritten(copy / "staff.csv", "name", f"{mark}{name}", rows=[row])
    return copy


def column(table: Path, name: str) -> list[str]:
    """Return a column of a table."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def rewritten(table: Path, name: str, text: str, *, rows: Iterable[int]) -> None:
    """Write a text into a column of some rows of a table."""
    read = csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))
    lines = list(read)
    for row in rows:
        lines[row][name] = text
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(read.fieldnames or ()), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def submitted(workspace: Workspace, key: str, options: Options) -> int:
    """Put a solve of a case as it is into the queue and return its run.

    Raises
    ------
    UnpreparedError
        If the case has faults.
    """
    draft = workspace.drafts.open(key)
    loaded = workspace.drafts.examine(draft.tables).loaded
    if loaded is None:
        message = f"{key} has faults"
        raise UnpreparedError(message)
    return workspace.runs.submit(key, loaded.case, options, digest=draft.tables.digest)


def solved(workspace: Workspace, key: str, options: Options) -> int:
    """Solve a case as it is and return its plan."""
    return _plan_of(workspace, submitted(workspace, key, options))


def _plan_of(workspace: Workspace, run_id: int) -> int:
    run = ended(workspace, run_id)
    if run.plan_id is None:
        message = f"{run.key}: {run.message.say('en') if run.message else run.state}"
        raise UnpreparedError(message)
    return run.plan_id


def under_way(workspace: Workspace, run_id: int) -> RunView:
    """Wait until a run has a roster, or is over."""
    end = time.monotonic() + PATIENCE
    while (run := workspace.runs.get(run_id)).open and time.monotonic() < end:
        if run.points and run.points[-1].assigned:
            break
        time.sleep(POLL)
    return run


def ended(workspace: Workspace, run_id: int) -> RunView:
    """Wait until a run is over."""
    end = time.monotonic() + PATIENCE
    while (run := workspace.runs.get(run_id)).open and time.monotonic() < end:
        time.sleep(POLL)
    return run


def compared(workspace: Workspace, key: str, scenarios: Iterable[Scenario], options: Options) -> None:
    """Store scenarios of a case and solve the case and each of them together, as the page does."""
    tables = workspace.drafts.open(key).tables
    loaded = workspace.drafts.examine(tables).loaded
    wanted = [(BASE, loaded.case, tables.digest)] if loaded else []
    for scenario in scenarios:
        workspace.scenarios.put(key, scenario.name, scenario.to_toml("zh"))
        applied = apply(tables, scenario)
        wanted.append((scenario.title, case_of(applied).case, applied.tables.digest))
    runs = [
        workspace.runs.submit(key, case, options, digest=digest, scenario=title, batch=BATCH)
        for title, case, digest in wanted
    ]
    for run in runs:
        _plan_of(workspace, run)

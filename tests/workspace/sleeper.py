"""Stands in for the worker where nothing needs to be solved: sleeps for as long as a solve is asked for."""

from __future__ import annotations

import json
import time
from pathlib import Path

from solver.base import process
from solver.jobs.process import line
from solver.store import Database, Runs
from solver.store.runs import Ending

MODULE = "tests.workspace.sleeper"


def main() -> int:
    """Hold the lock of a run and obey the store, as the worker does."""
    run_id, folder = json.loads(line())
    home = Path(folder) / ".afterbell"
    # Its own name of the lock: the package that knows it takes seconds to import.
    with (home / "runs" / f"{run_id}.lock").open("wb") as lock:
        while not process.locked(lock.fileno()):
            time.sleep(0.01)
        runs = Runs(Database(home))
        row = runs.get(run_id)
        assert row is not None
        end = time.monotonic() + json.loads(row.options)["seconds"]
        while time.monotonic() < end and row is not None and row.state == "running":
            time.sleep(0.05)
            row = runs.get(run_id)
        wished = row.state if row else "cancelling"
        runs.end(run_id, Ending("cancelled" if wished == "cancelling" else "done"))
    return 0

"""A process that is killed at any moment leaves what it had said was kept, and nothing half-written."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from solver.base import process
from solver.service import examine
from solver.workspace import Workspace
from tests.workspace.conftest import calm

BUSY = """
import sys
from pathlib import Path
from solver.workspace import Workspace
from solver.service import Options
workspace = Workspace(Path(sys.argv[1]), cores=1)
# Runs stay in the queue: what is tried here is what is kept.
workspace.scheduler.close()
case = workspace.drafts.examine(workspace.drafts.open("tiny").tables).loaded.case
for number in range(1, 10_000):
    draft = workspace.drafts.open("tiny")
    workspace.drafts.keep("tiny", draft.tables.with_cell("staff", 0, "name", f"第{number}位"), draft.revision)
    print("kept", number, flush=True)
    workspace.scenarios.put("tiny", "one", f"number = {number}")
    run = workspace.runs.submit("tiny", case, Options(), digest=str(number))
    print("submitted", run, flush=True)
    workspace.runs.cancel(run)
    workspace.drafts.save("tiny")
    print("saved", number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_whenever_it_is_killed_everything_said_is_there(root: Path, seed: int) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", BUSY, str(root)], env=process.environment(), stdout=subprocess.PIPE
    )
    assert app.stdout is not None
    first = app.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.0, 0.6))
    app.send_signal(signal.SIGKILL)
    said = (first + app.communicate()[0]).decode().splitlines()
    last = dict(line.split() for line in said if line.count(" ") == 1)
    with Workspace(root, cores=1) as workspace:
        draft = workspace.drafts.open("tiny")
        assert examine(draft.tables).loaded is not None
        assert examine(draft.saved).loaded is not None
        assert number_of(draft.tables.tables["staff"][0]["name"]) - int(last["kept"]) in {0, 1}
        assert number_of(draft.saved.tables["staff"][0]["name"]) - int(last.get("saved", 0)) in {0, 1}
        assert not draft.changed_on_disk
        assert {run.id for run in workspace.runs.find()} >= set(range(1, int(last.get("submitted", 0)) + 1))
        workspace.drafts.save("tiny")
        assert not workspace.drafts.open("tiny").unsaved
        calm(workspace)


def number_of(name: str) -> int:
    """The number in a name that was written, 0 for the name it had before."""
    digits = "".join(letter for letter in name if letter.isdigit())
    return int(digits or 0)

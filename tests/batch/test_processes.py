"""The real thing: every school in a process of its own, which may be killed or fail or be asked to end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from solver import batch
from solver.jobs.messages import Event, Row
from tests.batch.conftest import SETTINGS, Rehearsal, states

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")


class Sniped(batch.LocalExecutor):
    """Kills a school's process, by its id, as soon as the school is named in its news."""

    def __init__(self, victim: str, times: int) -> None:
        super().__init__(batch.WORKER, jobs=2)
        self.victim = victim
        self.times = times
        self.killed: set[int] = set()

    def events(self, wait: float) -> tuple[Event, ...]:
        pid = self.pids().get(self.victim)
        if pid is not None and pid not in self.killed and len(self.killed) < self.times:
            self.killed.add(pid)
            os.kill(pid, signal.SIGKILL)
        return super().events(wait)


def told(row: Row) -> Row:
    """A row without what a clock or a kill changes."""
    return row.model_copy(update={"seconds": 0.0, "tries": 1})


@posix
def test_a_killed_process_costs_nothing_but_time(county: Path, out: Path, tmp_path: Path) -> None:
    shutil.rmtree(county / "c")
    (county / "b" / "posts.csv").write_text("id\n")
    executor = Sniped("a", times=1)
    outcome = batch.run([county], out, SETTINGS, executor)
    assert len(executor.killed) == 1
    assert outcome.rows[0].tries == 2
    assert states(outcome) == {"a": "done", "b": "bad_input"}
    assert "posts.csv" in outcome.rows[1].message.en
    calm = batch.run([county / "a"], tmp_path / "calm", SETTINGS, batch.LocalExecutor(batch.WORKER, 1))
    assert told(calm.rows[0]) == told(outcome.rows[0])
    first, second = ({path.name: path.read_bytes() for path in (home / "a").glob("*.csv")}
                     for home in (out, tmp_path / "calm"))  # fmt: skip
    assert first == second
    assert outcome.rows[0].clean


@posix
def test_a_process_that_is_always_killed_is_a_row_that_says_so(county: Path, out: Path) -> None:
    outcome = batch.run([county / "a"], out, SETTINGS, Sniped("a", times=9))
    assert states(outcome) == {"a": "failed"}
    assert "SIGKILL" in outcome.rows[0].message.en
    assert not (out / "a").exists()


def test_a_process_that_fails_is_a_row_with_its_last_words(county: Path, out: Path, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "nonsense")
    outcome = batch.run([county / "a"], out, SETTINGS, batch.LocalExecutor(batch.WORKER, 1))
    assert states(outcome) == {"a": "failed"}
    assert "the process failed (1)" in outcome.rows[0].message.en


@posix
def test_ctrl_c_ends_every_process_and_a_second_call_goes_on(county: Path, out: Path) -> None:
    shutil.rmtree(county / "c")
    (county / "a" / "posts.csv").write_text("id\n")
    line = [sys.executable, "-m", "solver", "batch", str(county), "-o", str(out), "--jobs", "1"]
    line += ["--time", "600", "--lang", "en"]
    running = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # The bad school is first: once its record is there, the other one is being solved.
    wait_until((out / ".afterbell" / "rows" / "a.json").exists)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    words, progress = running.communicate(timeout=30)
    assert running.returncode == 130, progress
    assert "bad input 1, waiting 1" in words
    assert not (out / "b").exists()
    again = Rehearsal()
    batch.run([county], out, batch.Settings(seconds=600, lang="en"), again)
    assert again.submitted == {"b": 1}


@posix
def test_processes_end_when_the_batch_itself_is_killed(county: Path, out: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path; from solver import batch\n"
        "executor = batch.LocalExecutor(batch.WORKER, 1)\n"
        "def say(overview): print(*executor.pids().values(), flush=True)\n"
        "batch.run([Path(sys.argv[1])], Path(sys.argv[2]), batch.Settings(seconds=600),\n"
        "          executor, listen=say)\n"
    )
    line = [sys.executable, "-c", code, str(county / "a"), str(out)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(next(text for text in parent.stdout if text.strip()))
        parent.kill()
    wait_until(lambda: not alive(child))


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")

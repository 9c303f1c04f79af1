"""Ctrl-C keeps the best plan so far, a second one gives up, and no plan in time has a code of its own."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from solver import service
from solver.base.errors import NoPlanError
from solver.base.text import Words
from tests.cli.conftest import COMMAND, ROOT, Afterbell

TINY = ROOT / "data/tiny"
DEAF = """
import sys, time
from pathlib import Path
from solver.cli.progress import watched
from solver.engine.progress import Snapshot
from solver.io import load

def work(listen, stop):
    listen(Snapshot(stage="rotation", step="search"))
    time.sleep(60)

watched(load(Path(sys.argv[1])).case, "en", work)
"""
"""Work that does not hear that it should stop."""

unix = pytest.mark.skipif(os.name != "posix", reason="signals as Unix has them")


class Running:
    """A process under way whose progress is read line by line."""

    def __init__(self, line: list[str], cwd: Path) -> None:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            line, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self._lines.put(line)

    def until(self, word: str) -> None:
        while word not in self._lines.get(timeout=30):
            pass

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def one(*line: str | Path) -> Running:
        started.append(Running([str(word) for word in line], tmp_path))
        return started[-1]

    yield one
    for running in started:
        running.end()


@unix
def test_one_interrupt_keeps_the_best_plan_so_far(start: Start, tiny: Path, tmp_path: Path) -> None:
    # A whole term, so that there is something left to improve when the signal comes.
    toml = (tiny / "school.toml").read_text("utf-8")
    (tiny / "school.toml").write_text(toml.replace("2026-09-18", "2027-01-22"), encoding="utf-8")
    solving = start(*COMMAND, "solve", tiny, "-o", "plan", "--time", "600", "--lang", "en")
    solving.until("improving")
    solving.interrupt()
    solving.until("keeping the best")
    assert solving.process.wait(timeout=30) in {0, 1}
    assert (tmp_path / "plan/roster.xlsx").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"case", "plan"}


@unix
def test_a_second_interrupt_gives_up_at_once(start: Start) -> None:
    solving = start(sys.executable, "-c", DEAF, TINY)
    solving.until("improving")
    solving.interrupt()
    solving.until("keeping the best")
    assert solving.process.poll() is None
    solving.interrupt()
    assert solving.process.wait(timeout=5) == 130


@pytest.mark.parametrize(("proven", "code"), [(True, 1), (False, 3)])
def test_no_plan_at_all_is_told_by_its_code(
    afterbell: Afterbell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, proven: bool, code: int
) -> None:
    def nothing(*_args: object, **_more: object) -> None:
        raise NoPlanError(Words(zh="没有", en="There is none").with_(), proven=proven)

    monkeypatch.setattr(service, "solve", nothing)
    done = afterbell("solve", TINY, "-o", "plan", "--json")
    assert done.code == done.data["exit_code"] == code
    assert done.data["status"] == ("infeasible" if proven else "no_plan")
    assert done.err == "There is none\n"
    assert list(tmp_path.iterdir()) == []

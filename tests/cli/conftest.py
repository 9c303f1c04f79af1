"""The command line as a user meets it: words typed, two streams and an exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from solver.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "solver")


@dataclass(frozen=True)
class Said:
    """What a command said, and how it left."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Stdout as one JSON object."""
        return json.loads(self.out)


Afterbell = Callable[..., Said]


@pytest.fixture
def afterbell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Afterbell:
    """Run ``afterbell`` in an empty folder; keywords are variables of its environment."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path, **environment: str) -> Said:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as left:
                main([str(word) for word in words])
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Said(left.value.code, said.out, said.err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Afterbell:
    """Run ``afterbell`` as a process of its own, where streams, locale or speed are the matter."""

    def run(*words: str | Path, **environment: str) -> Said:
        line = [*COMMAND, *(str(word) for word in words)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        done = subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny case, to be spoilt."""
    return Path(shutil.copytree(ROOT / "data/tiny", tmp_path / "case"))


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder of the tiny case that nobody changes."""
    plan = tmp_path_factory.mktemp("solved") / "plan"
    with pytest.raises(SystemExit) as left:
        main(["solve", str(ROOT / "data/tiny"), "-o", str(plan), "--effort", "5", "--seed", "1"])
    assert left.value.code == 0
    return plan


@pytest.fixture
def plan(solved: Path, tmp_path: Path) -> Path:
    """A copy of the solved plan, to be spoilt."""
    return Path(shutil.copytree(solved, tmp_path / "plan"))

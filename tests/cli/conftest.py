"""The command line as a user meets it: a process of its own, two streams and an exit code."""

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


def run(cwd: Path, *words: str | Path, **environment: str) -> Said:
    """Run a command in a folder."""
    line = [*COMMAND, *(str(word) for word in words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(line, cwd=cwd, env=env, capture_output=True, timeout=60, check=False)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def afterbell(tmp_path: Path) -> Afterbell:
    """Run ``afterbell`` in an empty folder."""
    return lambda *words, **environment: run(tmp_path, *words, **environment)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the tiny case, to be spoilt."""
    return Path(shutil.copytree(ROOT / "data/tiny", tmp_path / "case"))


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder of the tiny case that nobody changes."""
    place = tmp_path_factory.mktemp("solved")
    done = run(place, "solve", ROOT / "data/tiny", "-o", "plan", "--effort", "5", "--seed", "1")
    assert done.code == 0, done.err
    return place / "plan"


@pytest.fixture
def plan(solved: Path, tmp_path: Path) -> Path:
    """A copy of the solved plan, to be spoilt."""
    return Path(shutil.copytree(solved, tmp_path / "plan"))

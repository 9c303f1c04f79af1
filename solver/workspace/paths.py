"""Where a workspace keeps its own things: a hidden folder beside the cases, for nobody else to read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

HOME, RUNS = ".afterbell", "runs"


def home_of(root: Path) -> Path:
    """Return the workspace's own folder."""
    return root / HOME


def run_lock(home: Path, run_id: int) -> Path:
    """Return the file that the worker of a run holds locked while it lives."""
    return home / RUNS / f"{run_id}.lock"


def run_log(home: Path, run_id: int) -> Path:
    """Return the file that takes what the worker of a run complains of."""
    return home / RUNS / f"{run_id}.log"


def run_files(home: Path) -> list[Path]:
    """Return all of these that are there."""
    return list((home / RUNS).iterdir()) if (home / RUNS).is_dir() else []


def private(path: Path) -> IO[bytes]:
    """Open a file of our own for writing, made if it is not there; only its owner may read it.

    Raises
    ------
    OSError
        If the folder of cases is gone: it is not made anew.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+b")

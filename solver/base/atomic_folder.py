"""A folder that changes as a whole: it is the old one or the new one, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from solver.base import process

PATIENCE = 30.0
"""Seconds to wait for others who are in a folder: a process that hangs there must not stop everybody."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextlib.contextmanager
def replacing(out: Path, accept: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Yield a fresh folder that takes the place of ``out`` at the end, or vanishes on any error.

    Parameters
    ----------
    accept
        Is shown the folder that was replaced, right afterwards. Where it raises, that one comes back.

    Raises
    ------
    OSError
        If the place can't be written; whatever was there is still there.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        fresh, before = workshop / "fresh", workshop / "before"
        fresh.mkdir()
        yield fresh
        for folder in (
            fresh,
            *(path for path in fresh.rglob("*") if path.is_dir() and not path.is_symlink()),
        ):
            _sync(folder)
        replaced = _swap(fresh, out, before)
        if accept is not None and replaced is not None:
            try:
                accept(replaced)
            except BaseException:
                _swap(replaced, out, workshop / "refused")
                raise
        _sync(out.parent)
    finally:
        mend(out)
        shutil.rmtree(workshop, ignore_errors=True)


def write(path: Path, content: bytes) -> None:
    """Write a new file and see it onto the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def keep(old: Path, fresh: Path, besides: frozenset[str] = frozenset()) -> None:
    """Give a fresh folder all that an old one holds, besides some files at its top."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return set(names) & besides if Path(folder) == old else set()

    shutil.copytree(old, fresh, symlinks=True, ignore=left_out, copy_function=_same, dirs_exist_ok=True)


def _same(source: str, target: str) -> str:
    # A second name for the same file costs nothing; the old folder goes and the file stays.
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)
    return target


def mend(out: Path) -> None:
    """Bring a folder back that a crash left aside, where folders can't change places in one step."""
    if out.exists() or not out.parent.is_dir():
        return
    for workshop in _workshops(out):
        before = workshop / "before"
        if before.is_dir():
            before.rename(out)
            shutil.rmtree(workshop, ignore_errors=True)
            return


def sweep(out: Path) -> None:
    """Throw away what killed processes left of a folder; only for who is alone in its parent."""
    if sys.platform == "win32":
        # Nobody is, there.
        return
    for workshop in _workshops(out):
        shutil.rmtree(workshop, ignore_errors=True)


def _workshops(out: Path) -> list[Path]:
    name = re.compile(rf"\.{re.escape(out.name)}\.[a-z0-9_]{{8}}")
    return [
        place
        for place in out.parent.iterdir()
        if name.fullmatch(place.name)
        and place.is_dir()
        and {each.name for each in place.iterdir()} <= {"fresh", "before", "refused"}
    ]


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep every other process and thread that asks for the same out of a folder until the end.

    Raises
    ------
    TimeoutError
        If others stay in it for too long.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while not process.locked(handle):
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(fresh: Path, out: Path, before: Path) -> Path | None:
    """Put ``fresh`` where ``out`` is. Return where what was there has gone."""
    if not out.exists():
        fresh.rename(out)
        return None
    if _exchange(fresh, out):
        return fresh
    # No exchange on this system: two renames, and the old folder comes back if the second fails.
    out.rename(before)
    try:
        fresh.rename(out)
    except OSError:
        before.rename(out)
        raise
    return before


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE)
    return done == 0

"""What an earlier call has done: recognised by inputs, version and settings, and by the plan being whole."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from solver import __version__
from solver.base import process
from solver.base.text import Words
from solver.jobs.messages import Job, Plain, Row
from solver.report import OutputError

HOME = ".afterbell"
MARKER = "afterbell.json"
INPUT_SUFFIXES = frozenset({".csv", ".toml", ".xlsx", ".xlsm", ".xls"})

NOT_OURS = Words(
    zh="{folder} 里已有别的文件，不是批量排班的结果文件夹。请换一个位置。",
    en="{folder} holds other files and is no folder of a batch. Choose another place.",
)
BUSY = Words(
    zh="{folder} 正被另一个批量排班使用。请等它结束，或换一个位置。",
    en="Another batch is at work in {folder}. Wait for its end, or choose another place.",
)
UNWRITABLE = Words(zh="无法写入 {folder}：{reason}。", en="{folder} can't be written: {reason}.")


class Kept(Plain):
    """A row, what it was made from, and the plan folder that belongs to it (by its marker file)."""

    key: str
    marker: str
    row: Row


def is_batch(folder: Path) -> bool:
    """Tell whether a folder is a batch's. The app keeps its store under the same name, and no rows."""
    return (folder / HOME / "rows").is_dir()


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Make ``out`` a batch's folder, ours alone while it lasts.

    Raises
    ------
    OutputError
        If the folder holds other things, or another batch is at work in it, or it can't be written.
    """
    home = out / HOME
    if out.is_symlink() or (out.exists() and not is_batch(out) and (not out.is_dir() or any(out.iterdir()))):
        raise OutputError(NOT_OURS.with_(folder=out.name))
    try:
        (home / "rows").mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("ab")
    except OSError as error:
        raise OutputError(UNWRITABLE.with_(folder=out.name, reason=error.strerror)) from error
    with lock:
        if not process.locked(lock.fileno()):
            raise OutputError(BUSY.with_(folder=out.name))
        yield


def key_of(job: Job) -> str | None:
    """Return the hash of all that decides a row: every byte that is read, version, settings.

    ``None`` where the inputs can't be read: then nothing is recognised.
    """
    total = hashlib.sha256()
    about = {"version": __version__, "stem": job.case.name, "settings": job.settings.model_dump(mode="json")}
    total.update(json.dumps(about, sort_keys=True).encode())
    files = [job.case]
    try:
        if job.case.is_dir():
            files = sorted(path for path in job.case.iterdir() if path.suffix.lower() in INPUT_SUFFIXES)
        for path in files:
            total.update(f"\n{path.name}\n{_hash(path)}".encode("utf-8", "surrogatepass"))
    except OSError:
        return None
    return total.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def recall(out: Path, job: Job, key: str | None) -> Row | None:
    """Return the row of an earlier call if it still stands, and its plan folder is as it was written."""
    try:
        kept = Kept.model_validate_json(_record(out, job).read_bytes())
    except (OSError, ValidationError):
        return None
    if key is None or kept.key != key or kept.row.name != job.name:
        return None
    if kept.row.state == "done" and not _whole(job.out, kept.marker):
        return None
    return kept.row


def remember(out: Path, job: Job, key: str | None, row: Row) -> None:
    """Keep a row for later calls; one that is not settled, or of unknown inputs, replaces what was kept."""
    record = _record(out, job)
    if key is None or not row.settled:
        record.unlink(missing_ok=True)
        return
    try:
        marker = _hash(job.out / MARKER) if row.state == "done" else ""
    except OSError:
        # Somebody took the plan folder away: then it is made again next time.
        record.unlink(missing_ok=True)
        return
    put(record, Kept(key=key, marker=marker, row=row).model_dump_json(indent=1).encode())


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _record(out: Path, job: Job) -> Path:
    return out / HOME / "rows" / f"{job.name}.json"


def _whole(folder: Path, marker: str) -> bool:
    try:
        if _hash(folder / MARKER) != marker:
            return False
        listed = json.loads((folder / MARKER).read_bytes())["files"]
        return all(_hash(folder / name) == value for name, value in listed.items())
    except OSError:
        return False

"""The folder of cases: what is a case in it and what its files hold, and what the workspace keeps there."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

from solver.base.errors import Fault, InputError
from solver.base.memo import Memo
from solver.base.text import Words
from solver.io.editing import CaseTables, fingerprint, open_tables
from solver.io.files.csv_folder import unreadable
from solver.io.settings.school import slug
from solver.report.roster_lines import natural
from solver.workspace.views import NO_CASE, NO_FOLDER, UnknownError

PLAN = "afterbell.json"
BOOKS = frozenset({".xlsx", ".xlsm"})
HIDDEN = (".", "~$")
MAX_NAME_BYTES = 180
"""Bytes of a new name: with what is put before and behind it a name has 255 at most."""
HOME, RUNS = ".afterbell", "runs"
MAX_OPEN_CASES = 12
MAX_TRIES = 5

MOVING = Words(zh="文件正被别的程序改写", en="The files are being written by another program.")
AGAIN = Words(zh="请稍等一下，再打开", en="Wait a moment and open it again.")


class CaseFolder:
    """The cases directly in a folder: folders with tables, and workbooks.

    A key is a name as the system lists it; nothing else ever becomes part of a path.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def paths(self) -> dict[str, Path]:
        """Return every case by its key, in natural order."""
        found = [entry for entry in self._entries() if self._is_case(entry)]
        return {entry.name: entry for entry in sorted(found, key=lambda entry: natural(entry.name))}

    def path(self, key: str) -> Path:
        """Return where a case is.

        Raises
        ------
        UnknownError
            If no case of that name is listed.
        """
        for entry in self._entries():
            if entry.name == key and self._is_case(entry):
                return entry
        raise UnknownError(NO_CASE.with_(key=key))

    def place(self, key: str) -> Path | None:
        """Return where a case of a name was and could be again; ``None`` where that is no name of a case."""
        place = self.root / key
        own = place.parent == self.root and place.name == key and "\0" not in key
        return place if own and not key.startswith(HIDDEN) and not place.is_symlink() else None

    def free(self, wanted: str) -> Path:
        """Return a place for a new case with a name like the wanted one."""
        taken = {entry.name.casefold() for entry in self._entries()}
        # Without dots: a folder must not look like a workbook.
        name = slug(unicodedata.normalize("NFC", wanted).replace(".", "-"))
        while len(os.fsencode(name)) > MAX_NAME_BYTES:
            name = name[:-1]
        number = 1
        candidate = name
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name}-{number}"
        return self.root / candidate

    def _entries(self) -> list[Path]:
        try:
            return list(self.root.iterdir())
        except OSError as error:
            raise UnknownError(NO_FOLDER.with_(folder=self.root.name)) from error

    def _is_case(self, entry: Path) -> bool:
        """Tell whether an entry is a case. Hidden ones, plans and links that lead out are none.

        Nor is one whose name is no text: neither the store nor a page could name it.
        """
        if entry.name.startswith(HIDDEN) or not _is_text(entry.name):
            return False
        try:
            if not entry.resolve().is_relative_to(self.root):
                return False
            if not entry.is_dir():
                return is_book(entry)
            names = [each.name for each in entry.iterdir() if not each.name.startswith(HIDDEN)]
        except (OSError, RuntimeError):
            return False
        if "school.toml" in map(str.lower, names):
            return True
        ends = [Path(name).suffix.lower() for name in names]
        return PLAN not in names and (".csv" in ends or len([end for end in ends if end in BOOKS]) == 1)


def is_book(path: Path) -> bool:
    """Tell whether there is a workbook."""
    return path.suffix.lower() in BOOKS and path.is_file()


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


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


class _MovedError(Exception):
    """Files changed while they were read."""


class CaseFiles:
    """The cases of a folder as their files have them."""

    def __init__(self) -> None:
        self._read: Memo[tuple[str, str], CaseTables] = Memo(MAX_OPEN_CASES)

    def of(self, key: str, path: Path) -> tuple[str, CaseTables]:
        """Return the digest of a case's files and what they hold, of one moment; nothing where they are gone.

        Raises
        ------
        InputError
            If they can't be read.
        """
        for _ in range(MAX_TRIES):
            digest = digest_of(path)
            if not digest and not path.exists():
                return digest, CaseTables(key, "", {})
            with suppress(_MovedError):
                return digest, self._read.get((key, digest), partial(_read_at, path, digest))
        raise InputError((Fault(MOVING.with_(), file=path.name, way_out=AGAIN.with_()),))


def _read_at(path: Path, digest: str) -> CaseTables:
    tables = open_tables(path)
    if digest_of(path) != digest:
        raise _MovedError
    return tables


def digest_of(path: Path) -> str:
    """Return the digest of a case's files, or of a workbook; "" where there are none.

    Raises
    ------
    InputError
        If they can't be read.
    """
    if not is_book(path):
        return fingerprint(path)
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError((unreadable(error, path.name),)) from error

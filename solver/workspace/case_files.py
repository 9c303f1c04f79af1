"""What the files of cases hold: read once for the same content, and never half old and half new."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import partial
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.memo import Memo
from solver.base.text import Words
from solver.io.editing import CaseTables, fingerprint, open_tables
from solver.io.files.csv_folder import unreadable
from solver.workspace.case_folder import is_book

OPEN = 12
TRIES = 5

MOVING = Words(zh="文件正被别的程序改写", en="The files are being written by another program.")
AGAIN = Words(zh="请稍等一下，再打开", en="Wait a moment and open it again.")


class _MovedError(Exception):
    """Files changed while they were read."""


class CaseFiles:
    """The cases of a folder as their files have them."""

    def __init__(self) -> None:
        self._read: Memo[tuple[str, str], CaseTables] = Memo(OPEN)

    def of(self, key: str, path: Path) -> tuple[str, CaseTables]:
        """Return the digest of a case's files and what they hold, of one moment; nothing where they are gone.

        Raises
        ------
        InputError
            If they can't be read.
        """
        for _ in range(TRIES):
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

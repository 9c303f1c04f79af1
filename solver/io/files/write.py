"""New folders of tables, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Lang, Words
from solver.io.files.csv_folder import guarded
from solver.io.tables.schema import Table

EXISTS = Words(zh="“{name}”已经存在，里面有文件", en="“{name}” is already there and holds files.")
OTHER_NAME = Words(zh="请换一个名字", en="Choose another name.")


def csv_of(table: Table, rows: Sequence[Mapping[str, str]], lang: Lang) -> bytes:
    """Return a table as CSV, UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow([column.header(lang) for column in table.columns])
    for row in rows:
        sheet.writerow([guarded(row.get(column.key, "")) for column in table.columns])
    return text.getvalue().encode("utf-8-sig")


@contextmanager
def whole_folder(directory: Path) -> Iterator[Path]:
    """Yield a fresh folder beside ``directory`` that takes its place at the end, or vanishes on any error.

    Raises
    ------
    InputError
        If the folder exists and holds anything, or is a file.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InputError(
            (Fault(EXISTS.with_(name=directory.name), file=directory.name, way_out=OTHER_NAME.with_()),)
        )
    directory.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield fresh
        umask = os.umask(0)
        os.umask(umask)
        fresh.chmod(0o777 & ~umask)
        if directory.exists():
            directory.rmdir()
        fresh.rename(directory)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise

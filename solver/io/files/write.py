"""Writing a case back to its tables, whole or not at all; loading it again gives an equal case."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Lang, Words
from solver.domain.case import Case
from solver.io.files.csv_folder import guarded
from solver.io.files.workbook_writer import write_book
from solver.io.tables.catalogue import TABLES
from solver.io.tables.schema import Table
from solver.io.tables.spelling import Row, settings_of, sheets_of, toml_of

EXISTS = Words(zh="“{name}”已经存在，里面有文件", en="“{name}” is already there and holds files.")
OCCUPIED = Words(zh="“{name}”已经存在", en="“{name}” is already there.")
OTHER_NAME = Words(zh="请换一个名字", en="Choose another name.")


def write_case(case: Case, directory: Path) -> list[Path]:
    """Write a case as a folder of CSV tables and ``school.toml``; empty tables are left out.

    Raises
    ------
    InputError
        If the folder exists and holds anything.
    """
    sheets = sheets_of(case, "en")
    with whole_folder(directory) as fresh:
        (fresh / "school.toml").write_text(toml_of(case), encoding="utf-8", newline="\n")
        for table in TABLES:
            if sheets[table.name]:
                (fresh / f"{table.name}.csv").write_bytes(csv_of(table, sheets[table.name], "en"))
    return sorted(directory.iterdir())


def write_workbook(case: Case, path: Path, lang: Lang) -> Path:
    """Write a case as one workbook with a sheet per table.

    Raises
    ------
    InputError
        If the file exists.
    """
    if path.exists():
        raise InputError((Fault(OCCUPIED.with_(name=path.name), file=path.name, way_out=OTHER_NAME.with_()),))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".afterbell-", dir=path.parent) as beside:
        fresh = Path(beside) / "case.xlsx"
        write_book(fresh, sheets_of(case, lang), settings_of(case), lang)
        fresh.replace(path)
    return path


def csv_of(table: Table, rows: list[Row], lang: Lang) -> bytes:
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

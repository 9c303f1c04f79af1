"""Typed text as files: saved into its folder, whole or not at all and never over what somebody else wrote
meanwhile; a new folder; a workbook.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

from solver.base import atomic_folder
from solver.base.errors import AfterbellError, Fault, InputError
from solver.base.text import Lang, Words
from solver.io.editing.case_tables import CaseTables, in_lang
from solver.io.editing.examine import file_of
from solver.io.editing.open_tables import columns_of, rows_of
from solver.io.files.csv_folder import case_files, decoded, guarded, read_csv, unreadable
from solver.io.files.settings_text import settings_of
from solver.io.files.workbook_writer import write_book
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE, TABLES, Row, Sheets
from solver.io.tables.raw import SETTINGS_FILE, Reading, table_named
from solver.io.tables.work import WEEK

CHANGED = Words(
    zh="“{name}”在磁盘上已被别的程序或别人改过，没有保存。请先看看那边的改动，再决定用哪一份",
    en="“{name}” was changed on disk meanwhile by another program or person, so nothing was saved. "
    "Look at what changed there, then decide which of the two to keep.",
)
UNWRITABLE = Words(
    zh="“{name}”没有保存成功：{reason}。原来的文件没有变",
    en="“{name}” could not be saved: {reason}. The files are as they were.",
)


EXISTS = Words(zh="“{name}”已经存在，里面有文件", en="“{name}” is already there and holds files.")
OTHER_NAME = Words(zh="请换一个名字", en="Choose another name.")


class NotSavedError(AfterbellError):
    """A case could not be saved; its folder is as it was."""


class ChangedOnDiskError(NotSavedError):
    """The folder is not what was opened any more."""


def fingerprint(folder: Path) -> str:
    """Return the hash of a case's files on disk, "" where there are none.

    Only what a case is read from counts: its tables and settings, or else its one workbook.

    Raises
    ------
    InputError
        If one of them can't be read.
    """
    try:
        return _hash(_contents(folder))
    except OSError as error:
        raise InputError((unreadable(error, folder.name),)) from error


def _contents(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in case_files(folder) if path.is_file()}


def _hash(contents: Mapping[str, bytes]) -> str:
    if not contents:
        return ""
    whole = hashlib.sha256()
    for name, content in sorted(contents.items()):
        whole.update(f"{len(name)}:{name}:{len(content)}:".encode("utf-8", "surrogateescape"))
        whole.update(content)
    return whole.hexdigest()


def save(tables: CaseTables, folder: Path, *, expected: str | None) -> str:
    """Write a case into its folder and return the new fingerprint.

    A file whose content has not changed stays byte for byte; changed tables are written as CSV in UTF-8 under
    the names and headers they had; everything else in the folder stays.

    Parameters
    ----------
    expected
        The fingerprint of what was opened; ``None`` where there must be no case yet.

    Raises
    ------
    ChangedOnDiskError
        If the folder's case is another than expected. Nothing was written.
    NotSavedError
        If it can't be written; the folder is as it was.
    """
    folder = folder.resolve()
    wanted = expected or ""

    def accept(replaced: Path) -> None:
        if _hash(_contents(replaced)) != wanted:
            raise ChangedOnDiskError(CHANGED.with_(name=folder.name))

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with atomic_folder.alone_in(folder.parent):
            atomic_folder.mend(folder)
            atomic_folder.sweep(folder)
            old = _contents(folder)
            if _hash(old) != wanted:
                raise ChangedOnDiskError(CHANGED.with_(name=folder.name))
            gone, written = _changes(tables, old)
            with atomic_folder.replacing(folder, accept) as fresh:
                if folder.exists():
                    atomic_folder.keep(folder, fresh, gone | written.keys())
                for name, content in written.items():
                    atomic_folder.write(fresh / name, content)
                    if name in old:
                        # Who had kept a table to themselves still does.
                        shutil.copymode(folder / name, fresh / name)
    except OSError as error:
        reason = error.strerror or str(error)[:200]
        raise NotSavedError(UNWRITABLE.with_(name=folder.name, reason=reason)) from error
    # Once there are tables, a workbook beside them does not count.
    kept = {
        name: content
        for name, content in old.items()
        if name not in gone and not name.lower().endswith(".xlsx")
    }
    return _hash(kept | written)


def _changes(tables: CaseTables, old: Mapping[str, bytes]) -> tuple[frozenset[str], dict[str, bytes]]:
    """Return the files to be taken away, and those to be written with their contents."""
    written: dict[str, bytes] = {}
    settings = next((name for name in old if name.lower() == SETTINGS_FILE), SETTINGS_FILE)
    before = decoded(old[settings]) if settings in old else None
    if before is None or before[0] != tables.settings:
        written[settings] = tables.settings.encode("utf-8")
    gone = set()
    files: dict[str, str] = {}
    for name in old:
        table = table_named(Path(name).stem) if name.lower().endswith(".csv") else None
        if table is None:
            continue
        if table.name in tables.tables:
            files.setdefault(table.name, name)
        else:
            gone.add(name)
    for table_name in tables.tables:
        name = files.get(table_name) or file_of(tables, table_name)
        if name not in old or not _is_same(tables, table_name, name, old[name]):
            written[name] = csv_of(tables, table_name)
    return frozenset(gone), written


def _is_same(tables: CaseTables, table: str, file: str, content: bytes) -> bool:
    """Tell whether a file already says what is to be saved."""
    reading = Reading(stem="", file="")
    raw = read_csv(content, table, file, reading)
    if raw is None or reading.faults:
        return False
    columns = columns_of(raw)
    rows = tuple(row for row in tables.tables[table] if row)
    return tuple(columns.values()) == tables.head(table) and rows_of(raw, columns) == rows


def csv_of(tables: CaseTables, table: str) -> bytes:
    """Return a table as CSV, UTF-8 with the mark by which Excel knows it."""
    head = tables.head(table)
    # Readers take the commonest sign of the header for what separates cells.
    delimiter = max(",;", key="".join(heading.text for heading in head).count)
    text = StringIO(newline="")
    sheet = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    sheet.writerow([guarded(heading.text) for heading in head])
    sheet.writerows([guarded(row.get(one.key, "")) for one in head] for row in tables.tables[table] if row)
    return text.getvalue().encode("utf-8-sig")


def files_of(tables: CaseTables) -> dict[str, bytes]:
    """Return the files of a case by name: its settings and its tables."""
    files = {SETTINGS_FILE: tables.settings.encode("utf-8")}
    return files | {file_of(tables, name): csv_of(tables, name) for name in tables.tables}


@contextmanager
def whole_folder(directory: Path) -> Iterator[Path]:
    """Yield a fresh folder that takes the place of ``directory`` at the end, or vanishes on any error.

    Raises
    ------
    InputError
        If the folder exists and holds anything, or is a file.
    """

    def accept(replaced: Path) -> None:
        if not replaced.is_dir() or any(replaced.iterdir()):
            way_out = OTHER_NAME.with_()
            raise InputError((Fault(EXISTS.with_(name=directory.name), directory.name, way_out=way_out),))

    if directory.exists():
        accept(directory)
    with atomic_folder.replacing(directory, accept) as fresh:
        yield fresh


def workbook_bytes(tables: CaseTables, lang: Lang) -> bytes:
    """Return a case's inputs as a workbook: headers and words of closed lists in ``lang``.

    A table of the week keeps its language, in which the names are that it stands for.

    Raises
    ------
    InputError
        If the text of the settings is no TOML.
    """
    by_week = bool(tables.tables.get(WEEK.name))
    lang = tables.lang_of(WEEK.name) if by_week else lang
    given = settings_of(tables.settings)
    settings = {"id": slug(tables.id), **given}
    sheets: Sheets = {name: [_row(name, row, lang) for row in rows] for name, rows in tables.tables.items()}
    # A table of the week stands for people and sessions: blank sheets of them would be faults.
    chosen = tuple(table for table in TABLES if table.name in sheets or not by_week)
    book = BytesIO()
    write_book(book, sheets, settings, lang, tables=chosen)
    return book.getvalue()


def _row(table: str, row: Mapping[str, str], lang: Lang) -> Row:
    columns = TABLE[table].column
    return {key: in_lang(columns[key], text, lang) if key in columns else text for key, text in row.items()}

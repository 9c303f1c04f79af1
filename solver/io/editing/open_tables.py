"""Files as typed text, ready to be edited: a folder, a workbook, or what somebody uploads, a zip too.

Nothing that the files hold is left out.
"""

from __future__ import annotations

import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Said, Words
from solver.io import read
from solver.io.editing.case_tables import CaseTables, Heading, Row, header_text
from solver.io.files import csv_folder, workbook
from solver.io.files.csv_folder import is_part, read_files
from solver.io.files.settings_text import text_of
from solver.io.files.workbook import read_workbook
from solver.io.files.zip_guard import RefusedError, check_entries
from solver.io.settings.safe_toml import BAD_TOML
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.raw import (
    CUT_DOWN,
    MOST_BYTES,
    SETTINGS_FILE,
    RawTable,
    Reading,
    column_letter,
    too_big,
)
from solver.io.tables.schema import plain

MENDABLE = (BAD_TOML, csv_folder.NO_SETTINGS, workbook.NO_SETTINGS, csv_folder.EMPTY_TABLE)
"""Faults of files that an editor shows and mends. All others leave something unread: it would be lost."""


def open_tables(path: Path) -> CaseTables:
    """Read a folder or a workbook as typed text.

    Raises
    ------
    InputError
        If anything of it can't be read, and so could not be kept.
    """
    return typed(read(path))


def typed(reading: Reading) -> CaseTables:
    """Return what was read as typed text; blank lines and columns are left out.

    Raises
    ------
    InputError
        If anything could not be read.
    """
    lost = tuple(fault for fault in reading.faults if fault.message.words not in MENDABLE)
    if lost:
        raise InputError(lost)
    rows = [(setting.key, str(setting.value)) for setting in reading.settings]
    settings = text_of(rows) if reading.text is None and rows else reading.text or ""
    raws = {raw.name: raw for raw in reading.tables}
    tables: dict[str, tuple[Row, ...]] = {}
    heads: dict[str, tuple[Heading, ...]] = {}
    for table in TABLES:
        raw = raws.get(table.name)
        if raw is not None:
            columns = columns_of(raw)
            heads[table.name] = tuple(columns.values())
            tables[table.name] = rows_of(raw, columns)
    return CaseTables(reading.stem, settings, tables, heads)


def columns_of(raw: RawTable) -> dict[int, Heading]:
    """Return the columns of a file by place: those of its table by their keys, others by their headers."""
    table = TABLE[raw.name]
    columns: dict[int, Heading] = {}
    taken = set(table.column)
    matched: set[str] = set()
    for at, text in enumerate(raw.header):
        column = table.by_header.get(plain(text)) if text is not None else None
        if column is not None and column.key not in matched:
            matched.add(column.key)
            columns[at] = Heading(column.key, header_text(str(text)))
        elif text is not None or any(cells[at] for _, cells in raw.rows):
            shown = "" if text is None else header_text(text)
            name = free(shown or column_letter(len(columns)), taken)
            taken.add(name)
            columns[at] = Heading(name, shown)
    return columns


def rows_of(raw: RawTable, columns: Mapping[int, Heading]) -> tuple[Row, ...]:
    """Return the rows of a file by the keys of its columns, without blank ones."""
    rows = (
        {one.key: text for at, one in columns.items() if (text := cells[at]) is not None}
        for _, cells in raw.rows
    )
    return tuple(row for row in rows if row)


def free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: itself, or with a number."""
    names = (name if number == 1 else f"{name} ({number})" for number in count(1))
    return next(name for name in names if name not in taken)


BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
WRONG_TYPE = Words(zh="“{name}”不是方案文件", en="“{name}” is not a file of a case.")
BRING = Words(
    zh="请选一个 .xlsx 工作簿，或把方案文件夹压缩成 .zip",
    en="Choose an .xlsx workbook, or a case folder packed as .zip.",
)
ONE_TABLE = Words(
    zh="请选整个工作簿；只有一张表时，可在表格里粘贴它的行",
    en="Choose a whole workbook; the rows of one table can be pasted into its grid.",
)
NOT_A_ZIP = Words(zh="这不是 .zip 文件，或者文件已损坏", en="This is no .zip file, or it is damaged.")
PACK_AGAIN = Words(zh="请重新压缩一次", en="Pack the folder again.")
LOCKED = Words(zh="压缩包加了密码", en="The zip has a password.")
NO_PASSWORD = Words(zh="请不带密码重新压缩", en="Pack it without a password.")
LINK = Words(zh="里面的“{name}”是链接，不是文件", en="“{name}” in it is a link and no file.")
SEVERAL = Words(zh="压缩包里有几个方案：{names}", en="The zip holds several cases: {names}.")
ONE_EACH = Words(zh="请一个一个上传", en="Upload them one by one.")
NOTHING = Words(zh="里面没有方案的表格", en="It holds no table of a case.")
MOST_UPLOADED = 300_000
"""Cells that an upload may have; a term of 200 people has about 30,000."""
_LINK, _KIND = 0o120000, 0o170000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def tables_from_bytes(name: str, content: bytes) -> CaseTables:
    """Read an uploaded workbook, or a zip of a case folder, as typed text. Nothing of it stays on the disk.

    Raises
    ------
    InputError
        If it is none, not safe to open, too large, or holds what could not be kept.
    """
    shown = _shown(name)
    suffix = Path(shown).suffix.lower()
    if suffix not in BOOKS and suffix != ".zip":
        raise _refused(
            shown, WRONG_TYPE.with_(name=shown), (ONE_TABLE if suffix == ".csv" else BRING).with_()
        )
    if len(content) > MOST_BYTES:
        raise _refused(shown, too_big(len(content)), CUT_DOWN.with_())
    reading = _of_zip(shown, content) if suffix == ".zip" else _of_book(shown, content)
    opened = typed(reading)
    if not opened.tables and not reading.asked and reading.text is None:
        raise _refused(shown, NOTHING.with_(), BRING.with_())
    return opened


def _shown(name: str) -> str:
    """Return a file's name as it can be shown: without folders, short and printable."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, dot, suffix = kept.rpartition(".")
    return f"{(stem if dot else kept)[:80]}{dot}{suffix[:10]}" if dot else kept[:80]


def _refused(name: str, message: Said, way_out: Said) -> InputError:
    return InputError((Fault(message, file=name, way_out=way_out),))


def _of_book(name: str, content: bytes) -> Reading:
    path = Path(name)
    with tempfile.TemporaryDirectory(prefix="afterbell-") as folder:
        # Not by its own name, which may be longer than names of files can be.
        file = Path(folder) / f"book{path.suffix.lower()}"
        file.write_bytes(content)
        try:
            reading = read_workbook(file, MOST_UPLOADED)
        except InputError as error:
            raise InputError(_in_file(name, error.faults)) from None
    reading.stem, reading.file = slug(path.stem), name
    reading.faults[:] = _in_file(name, reading.faults)
    return reading


def _in_file(name: str, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(replace(fault, file=name) for fault in faults)


def _of_zip(name: str, content: bytes) -> Reading:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return _read(name, packed)
    except RefusedError as refused:
        raise _refused(name, refused.message, refused.way_out) from None
    except _BROKEN:
        raise _refused(name, NOT_A_ZIP.with_(), PACK_AGAIN.with_()) from None


def _read(name: str, packed: zipfile.ZipFile) -> Reading:
    entries = {_name_of(entry): entry for entry in packed.infolist() if not entry.is_dir()}
    check_entries(packed.infolist())
    for inside, entry in entries.items():
        if (entry.external_attr >> 16) & _KIND == _LINK:
            raise RefusedError(LINK.with_(name=inside), PACK_AGAIN.with_())
        if entry.flag_bits & 1:
            raise RefusedError(LOCKED.with_(), NO_PASSWORD.with_())
    folder = _home(entries)
    if folder is None:
        books = [inside for inside in entries if inside.lower().endswith(".xlsx") and _counts(inside)]
        if len(books) != 1:
            raise RefusedError(NOTHING.with_(), BRING.with_())
        return _of_book(_shown(books[0]), packed.read(entries[books[0]]))
    siblings = {
        inside.rpartition("/")[2]: entry for inside, entry in entries.items() if _folder(inside) == folder
    }
    parts = {file: entry for file, entry in sorted(siblings.items()) if is_part(file)}
    size = sum(entry.file_size for entry in parts.values())
    if size > MOST_BYTES:
        raise RefusedError(too_big(size), CUT_DOWN.with_())
    stem = folder.rpartition("/")[2] or Path(name).stem
    reading = Reading(stem=stem, file=name, most=MOST_UPLOADED)
    read_files(((file, packed.read(entry)) for file, entry in parts.items()), reading)
    return reading


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; those that Windows packs in China are GB18030 and don't say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = entry.filename.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
            break
    return name.replace("\\", "/")


def _folder(inside: str) -> str:
    return inside.rpartition("/")[0]


def _counts(inside: str) -> bool:
    return not any(part.startswith((".", "__MACOSX", "~$")) for part in inside.split("/"))


def _home(entries: dict[str, zipfile.ZipInfo]) -> str | None:
    """Return the folder in which the case is, ``None`` where there is no table at all."""
    parts = [inside for inside in entries if _counts(inside) and is_part(inside.rpartition("/")[2])]
    settled = {_folder(inside) for inside in parts if inside.rpartition("/")[2].lower() == SETTINGS_FILE}
    folders = settled or {_folder(inside) for inside in parts}
    if len(folders) > 1:
        names = Listed(sorted(folder or "/" for folder in folders), most=5)
        raise RefusedError(SEVERAL.with_(names=names), ONE_EACH.with_())
    return next(iter(folders), None)

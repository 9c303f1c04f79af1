"""A folder of CSV tables and ``school.toml``: read as a spreadsheet program may have saved them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Words
from solver.io.settings.safe_toml import MOST_LETTERS, TomlError, tree_of_toml
from solver.io.tables.raw import (
    CUT_DOWN,
    MOST_BYTES,
    NUL,
    SETTINGS_FILE,
    RawTable,
    Reading,
    Rows,
    Setting,
    clean,
    table_from,
    table_named,
    table_names,
    too_big,
)

EMPTY_TABLE = Words(zh="表是空的，连表头也没有", en="The table is empty: it has not even a header.")
EMPTY_WAY = Words(
    zh="请写上表头；用不到的表可以删掉", en="Write a header; a table that is not needed may be deleted."
)
UNKNOWN_FILE = Words(zh="“{name}”不是任何一张表的名字", en="“{name}” is not the name of a table.")
RENAME = Words(zh="请改名，或移出这个文件夹", en="Rename it or move it elsewhere.")
TWICE = Words(
    zh="{table} 表有两份：{first} 和 {second}", en="The table {table} is there twice: {first} and {second}."
)
KEEP_ONE = Words(zh="请只留一份", en="Keep one of them.")
OUTSIDE = Words(
    zh="“{name}”不是文件夹里的普通文件，不读取", en="“{name}” is no plain file of the folder and is not read."
)
CANT_READ = Words(zh="系统不让读取：{reason}", en="The system does not let it be read: {reason}.")
MAY_READ = Words(
    zh="请关掉占用它的程序，或改一改它的权限",
    en="Close the program that holds it, or change its permissions.",
)
COPY_IN = Words(zh="请把文件复制进来", en="Copy the file into the folder.")
NO_TEXT = Words(zh="既不是 UTF-8 也不是 GB18030 编码", en="The text is neither UTF-8 nor GB18030.")
SAVE_UTF8 = Words(zh="请另存为“CSV UTF-8”", en="Save it as “CSV UTF-8”.")
BAD_CSV = Words(
    zh="第{row}行读不懂：引号没有配对", en="Row {row} can't be read: a quotation mark has no partner."
)
NO_SETTINGS = Words(
    zh="缺少 school.toml（学期起止日期）", en="school.toml is missing (the term's first and last day)."
)
NEW_HINT = Words(
    zh="afterbell new 文件夹 会写出一份模板", en="afterbell new DIR writes a template with all of it."
)
LONG_SETTINGS = Words(
    zh="school.toml 有 {size} KB，多于 {limit} KB，不像是设置",
    en="It has {size} KB, more than the {limit} KB that settings may have.",
)
KEEP_SETTINGS = Words(zh="请只留下设置", en="Keep what are settings, and nothing else.")
NOT_READ = Words(
    zh="文件夹里的工作簿 {name} 没有读取，读的是旁边的表；要用它请直接写它的名字",
    en="The workbook {name} in the folder was not read, the tables beside it were; name it to use it.",
)
MIXED = Words(zh="编码不是 UTF-8，按 GB18030 读取：{name}", en="{name} is not UTF-8; it was read as GB18030.")


def read_folder(path: Path) -> Reading:
    """Read every table of a folder; what can't be read becomes a fault."""
    reading = Reading(stem=path.resolve().name, file=path.name)
    read_files(_entries(path, reading), reading)
    books = (each.name for each in shown_files(path) if each.suffix.lower() in {".xlsx", ".xlsm", ".xls"})
    reading.notices += [NOT_READ.with_(name=name) for name in books]
    return reading


def shown_files(folder: Path) -> list[Path]:
    """Return what a person sees in a folder, in order: nothing hidden, no marks of programs that are open."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def case_files(folder: Path) -> list[Path]:
    """Return the files from which a case is read: its tables and settings, or else its workbooks."""
    files = shown_files(folder)
    tables = [path for path in files if path.suffix.lower() in {".csv", ".toml"}]
    return tables or [path for path in files if path.suffix.lower() == ".xlsx"]


def _entries(path: Path, reading: Reading) -> Iterator[tuple[str, bytes | None]]:
    """Yield the name and content of every file that may be part of a case; ``None`` if it can't be read."""
    root = path.resolve()
    for entry in sorted(path.iterdir()):
        if not is_part(entry.name):
            continue
        if _is_inside(entry, root):
            yield entry.name, content_of(entry, reading)
        else:
            reading.add(OUTSIDE.with_(name=entry.name), COPY_IN.with_(), file=entry.name)


def is_part(name: str) -> bool:
    """Tell by its name whether a file may be part of a case."""
    return name.lower().endswith((".csv", ".toml")) and not name.startswith(".")


def read_files(files: Iterable[tuple[str, bytes | None]], reading: Reading) -> None:
    """Read the tables and settings of a case from its files by name; faults go to ``reading``."""
    seen: dict[str, str] = {}
    settings = False
    for name, content in files:
        if name.lower() == SETTINGS_FILE:
            settings = True
            if content is not None:
                _settings(content, name, reading)
        elif name.lower().endswith(".csv"):
            _table(name, content, reading, seen)
    if not settings:
        reading.add(NO_SETTINGS.with_(), NEW_HINT.with_(), file=SETTINGS_FILE)


def _table(file: str, content: bytes | None, reading: Reading, seen: dict[str, str]) -> None:
    stem = file[: -len(".csv")]
    table = table_named(stem)
    if table is None:
        instead = way_out(file, [f"{name}.csv" for name in table_names()], RENAME.with_())
        reading.add(UNKNOWN_FILE.with_(name=file), instead, file=file, value=stem)
        return
    if table.name in seen:
        message = TWICE.with_(table=table.name, first=seen[table.name], second=file)
        reading.add(message, KEEP_ONE.with_(), file=file)
        return
    seen[table.name] = file
    if content is not None:
        raw = read_csv(content, table.name, file, reading)
        if raw is not None:
            reading.tables.append(raw)


def _is_inside(entry: Path, root: Path) -> bool:
    """Tell whether an entry is a plain file of the folder: no link outside or in a circle, no pipe."""
    try:
        return entry.resolve().is_relative_to(root) and entry.is_file()
    except (OSError, RuntimeError):
        return False


def content_of(entry: Path, reading: Reading) -> bytes | None:
    """Return what is in a file, ``None`` where it can't be read; faults go to ``reading``."""
    try:
        size = entry.stat().st_size
        content = entry.read_bytes() if size <= MOST_BYTES else None
    except OSError as error:
        reading.faults.append(unreadable(error, entry.name))
        return None
    if content is None:
        reading.add(too_big(size), CUT_DOWN.with_(), file=entry.name)
    return content


def unreadable(error: OSError, name: str) -> Fault:
    """Return the fault of what the system does not let us read; ``name`` where it does not say which file."""
    file = Path(str(error.filename)).name if error.filename else name
    reason = error.strerror or type(error).__name__
    return Fault(CANT_READ.with_(reason=reason), file=file, way_out=MAY_READ.with_())


def decoded(content: bytes) -> tuple[str, bool] | None:
    """Return the text of a file and whether it was GB18030; ``None`` if it is neither that nor Unicode."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding == "gb18030"
        except UnicodeDecodeError:
            continue
    return None


def read_csv(content: bytes, name: str, file: str, reading: Reading) -> RawTable | None:
    """Read one CSV file; faults go to ``reading``."""
    decoded_text = decoded(content)
    if decoded_text is None:
        reading.add(NO_TEXT.with_(), SAVE_UTF8.with_(), file=file)
        return None
    text, legacy = decoded_text
    if "\0" in text:
        reading.add(NUL.with_(), SAVE_UTF8.with_(), file=file)
        return None
    rows = _rows(text, file, reading)
    if rows is None:
        return None
    raw = table_from(name, file, "", rows)
    if raw is None:
        reading.add(EMPTY_TABLE.with_(), EMPTY_WAY.with_(), file=file)
    elif legacy:
        reading.notices.append(MIXED.with_(name=file))
    return raw


def _rows(text: str, file: str, reading: Reading) -> Rows | None:
    rows: Rows = []
    try:
        for number, cells in enumerate(_records(text), 1):
            if not reading.count(1, len(cells), file):
                return None
            rows.append((number, tuple(clean(unguarded(cell)) for cell in cells)))
    except csv.Error:
        row = len(rows) + 1
        reading.add(BAD_CSV.with_(row=row), SAVE_UTF8.with_(), file=file, row=row)
        return None
    # Short rows become as long as the longest: a few hundred letters could ask for gigabytes.
    width = max((len(cells) for _, cells in rows), default=0)
    added = sum(width - len(cells) for _, cells in rows if any(cells))
    return rows if reading.count(added, 1, file) else None


def _records(text: str) -> Iterator[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def guarded(text: str) -> str:
    """Return a cell's text for CSV so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if _may_run(text) and not _HARMLESS.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Undo ``guarded``."""
    return cell[1:] if cell.startswith("'") and _may_run(cell) else cell


def _may_run(text: str) -> bool:
    return text.lstrip("' ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


_HARMLESS = re.compile(r"[-－]|[+-]?\d+(\.\d+)?", re.ASCII)
"""Numbers, and the sign for nothing."""


def _settings(content: bytes, file: str, reading: Reading) -> None:
    found = decoded(content)
    if found is None:
        reading.add(NO_TEXT.with_(), SAVE_UTF8.with_(), file=file)
        return
    if len(found[0]) > MOST_LETTERS:
        size, limit = len(content) // 1000, MOST_LETTERS // 1000
        message = LONG_SETTINGS.with_(size=size, limit=limit)
        reading.add(message, KEEP_SETTINGS.with_(), file=file)
        return
    read_settings(found[0], file, reading)


def read_settings(text: str, file: str, reading: Reading) -> None:
    """Read the text of ``school.toml``; faults go to ``reading``."""
    reading.text = text
    try:
        tree = tree_of_toml(text)
    except TomlError as error:
        reading.faults.append(error.fault(file))
        return
    reading.asked = True
    reading.settings += [Setting(key, value, file) for key, value in flat(tree)]


def flat(tree: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the settings of a TOML tree by dotted key; ``[school]`` is the root, rules are by code."""
    for key, value in tree.items():
        if key == "rules" and isinstance(value, list):
            yield "rules", value
        elif isinstance(value, dict) and key in {"school", "term", "settings"}:
            head = "" if key == "school" else f"{key}."
            yield from ((f"{head}{inner}", part) for inner, part in value.items())
        else:
            yield key, value

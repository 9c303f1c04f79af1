"""Is this file safe to open as a workbook? Asked before any reader of spreadsheets sees it.

A workbook is a zip of XML: a small file can claim gigabytes, a single cell at the far corner makes a
reader allocate the whole sheet, a long shared text can be repeated a million times. Sizes that the
zip declares may lie, so every entry is unpacked once, in pieces, and counted.
"""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.io.tables.raw import CUT_DOWN, MOST_BYTES, MOST_CELLS, column_letter, too_big

MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 1000
MOST_RATIO = 250
SMALL_ENOUGH = 20 * 1024 * 1024
"""Below this an unusual ratio is harmless: blank sheets compress well."""
MOST_TEXT = 400_000_000
_PIECE = 1 << 20

NOT_A_BOOK = Words(
    zh="这不是 .xlsx 工作簿，或者文件已损坏", en="This is no .xlsx workbook, or it is damaged."
)
OLD_OR_LOCKED = Words(
    zh="这是旧格式（.xls、.et）或加了密码的工作簿",
    en="This is an old workbook (.xls, .et) or one with a password.",
)
OTHER_FORMAT = Words(zh="不读取 {suffix} 文件", en="{suffix} files are not read.")
SAVE_AS = Words(zh="请打开后另存为不带密码的 .xlsx", en="Open it and save it as .xlsx without a password.")
MACROS = Words(zh="工作簿带有宏，不予打开", en="The workbook holds macros and is not opened.")
SAVE_PLAIN = Words(zh="请另存为不带宏的 .xlsx", en="Save it as .xlsx, which holds no macros.")
BOMB = Words(
    zh="解压后超过 {limit} MB，不予打开", en="Unpacked it has more than {limit} MB; it is not opened."
)
RATIO = Words(
    zh="压缩得过于厉害（{ratio} 倍），不予打开",
    en="It is packed too tightly ({ratio} to 1); it is not opened.",
)
ENTRIES = Words(zh="里面有 {count} 个文件，多于 {limit}", en="It holds {count} files, more than {limit}.")
ESCAPES = Words(zh="里面有跑到外面的文件名“{name}”", en="It holds a file name that leads outside: “{name}”.")
FAR_CELL = Words(zh="{cell} 格有内容，离表太远", en="The cell {cell} is filled, far away from the table.")
DELETE_CELL = Words(
    zh="请删掉表格以外的行和列，再保存", en="Delete the rows and columns beyond the table and save again."
)
NO_RESULT = Words(zh="{cell} 格是公式，还没有算出结果", en="The cell {cell} is a formula without a result.")
LET_IT_COUNT = Words(
    zh="请用表格软件打开，保存一次再上传，或把公式粘贴为数值",
    en="Open the workbook in a spreadsheet program and save it, or paste the formulas as values.",
)
LONG_TEXTS = Words(zh="文字太多，不予打开", en="It holds too much text; it is not opened.")
NEW_BOOK = Words(zh="请把内容复制到新的工作簿", en="Copy the tables into a new workbook.")


class RefusedError(Exception):
    """A file that is not opened: why, and a way out."""

    def __init__(self, message: Said, way_out: Said, sheet: str = "") -> None:
        super().__init__(message.say("en"))
        self.message = message
        self.way_out = way_out
        self.sheet = sheet


def refusal(path: Path) -> Fault | None:
    """Return why a file must not be opened as a workbook, or ``None`` where it may."""
    try:
        _check(path)
    except RefusedError as refused:
        return Fault(refused.message, file=path.name, sheet=refused.sheet, way_out=refused.way_out)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, ValueError):
        return Fault(NOT_A_BOOK.with_(), file=path.name, way_out=SAVE_AS.with_())
    return None


def _check(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix == ".xlsm":
        raise RefusedError(MACROS.with_(), SAVE_PLAIN.with_())
    if suffix != ".xlsx":
        raise RefusedError(OTHER_FORMAT.with_(suffix=suffix), SAVE_AS.with_())
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise RefusedError(too_big(size), CUT_DOWN.with_())
    with path.open("rb") as stream:
        if stream.read(4) == b"\xd0\xcf\x11\xe0":
            raise RefusedError(OLD_OR_LOCKED.with_(), SAVE_AS.with_())
    with zipfile.ZipFile(path) as book:
        entries = book.infolist()
        _check_list(entries)
        _unpack(book, entries)


def _check_list(entries: list[zipfile.ZipInfo]) -> None:
    check_entries(entries)
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError(MACROS.with_(), SAVE_PLAIN.with_())
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(OLD_OR_LOCKED.with_(), SAVE_AS.with_())
    if len(names) < len(entries) or "xl/workbook.xml" not in names:
        raise RefusedError(NOT_A_BOOK.with_(), SAVE_AS.with_())


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip of too many files, of names that lead outside, or of more than it should hold.

    Raises
    ------
    RefusedError
        With the first reason found.
    """
    if len(entries) > MOST_ENTRIES:
        raise RefusedError(ENTRIES.with_(count=len(entries), limit=MOST_ENTRIES), NEW_BOOK.with_())
    for name in {entry.filename for entry in entries}:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or ":" in name:
            raise RefusedError(ESCAPES.with_(name=name), NEW_BOOK.with_())
    declared = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if declared > MOST_UNPACKED:
        raise RefusedError(BOMB.with_(limit=MOST_UNPACKED // 1024 // 1024), NEW_BOOK.with_())
    if declared > SMALL_ENOUGH and declared // packed > MOST_RATIO:
        raise RefusedError(RATIO.with_(ratio=declared // packed), NEW_BOOK.with_())


def _unpack(book: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    room = MOST_UNPACKED
    texts = _Texts()
    filled = 0
    for entry in entries:
        sheet = re.fullmatch(r"xl/worksheets/([^/]+)\.xml", entry.filename)
        extent = _Extent(sheet[1]) if sheet else None
        listener = texts if entry.filename == "xl/sharedStrings.xml" else extent
        # The size that the entry declares may lie: ask for more than there can be and count.
        whole = copy.copy(entry)
        whole.file_size = room + 2 * _PIECE
        with book.open(whole) as stream:
            while piece := stream.read(_PIECE):
                room -= len(piece)
                if room < 0:
                    raise RefusedError(BOMB.with_(limit=MOST_UNPACKED // 1024 // 1024), NEW_BOOK.with_())
                if listener is not None:
                    listener.feed(piece)
        if extent is not None:
            filled += extent.filled
    if filled * texts.longest > MOST_TEXT and texts.longest > 1000:
        raise RefusedError(LONG_TEXTS.with_(), NEW_BOOK.with_())


def _no_doctype(*_args: object) -> None:
    raise RefusedError(NOT_A_BOOK.with_(), SAVE_AS.with_())


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="|")
    # No spreadsheet program writes a document type; entities are the bombs of XML.
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


class _Texts:
    """The longest text of the shared texts."""

    def __init__(self) -> None:
        self.longest = 0
        self._length = 0
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name.endswith("|si"):
            self._length = 0

    def _characters(self, data: str) -> None:
        self._length += len(data)
        self.longest = max(self.longest, self._length)


class _Extent:
    """How far the filled cells of a sheet reach; refuses cells that are far from everything."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.filled = 0
        self._row = self._column = 0
        self._last_row = self._last_column = 1
        self._formula = False
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece)

    def _end(self, name: str) -> None:
        # Such a cell would be read as blank, and nobody would be told.
        if self._formula and name.endswith("|c"):
            raise RefusedError(NO_RESULT.with_(cell=self._cell()), LET_IT_COUNT.with_(), self.sheet)

    def _cell(self) -> str:
        return f"{column_letter(self._column - 1)}{self._row}"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("|")[2]
        if tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif tag == "c":
            address = attributes.get("r")
            if address is None:
                self._column += 1
            else:
                letters = address.rstrip("0123456789")
                self._row = int(address[len(letters) :] or self._row)
                self._column = _column_number(letters)
        elif tag == "f":
            self._formula = True
        elif tag in {"v", "is"}:
            self._formula = False
            self.filled += 1
            self._last_row = max(self._last_row, self._row)
            self._last_column = max(self._last_column, self._column)
            if self._last_row * self._last_column > MOST_CELLS or self.filled > MOST_CELLS:
                raise RefusedError(FAR_CELL.with_(cell=self._cell()), DELETE_CELL.with_(), self.sheet)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number

"""Tables as a workbook: one sheet each, drop-downs for closed lists and ids, a note on every header."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from solver.base.text import WEEKDAYS, Lang, Words
from solver.io.files.settings_text import Settings
from solver.io.settings.schema import SETTING
from solver.io.tables.catalogue import TABLE, TABLES, Sheets
from solver.io.tables.schema import KIND_WORDS, WORDS_OF, Column, Table
from solver.io.tables.vocabulary import spelt

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SETTINGS_SHEET = Words(zh="学校", en="school")
SETTINGS_HEAD = (Words(zh="设置", en="setting"), Words(zh="值", en="value"), Words(zh="说明", en="meaning"))
REQUIRED = Words(zh="必填", en="Required.")
BLANK_MEANS = Words(zh="空着表示：{default}", en="Blank: {default}.")
NOT_IN_LIST = Words(zh="请从下拉列表里选", en="Please choose from the list.")
TITLE_OF_ERROR = Words(zh="不在列表里", en="Not in the list")
GUIDE_SHEET = Words(zh="说明", en="readme")
LAST_ROW = 2000
"""The last row (from 0) that has drop-downs."""
LONGEST_CELL = 32767
"""Letters that a cell of a workbook can hold; no text of a case is as long."""
_LISTS = "_lists"
_CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(slots=True)
class _Book:
    book: Workbook
    lang: Lang
    formats: Mapping[str, Format]
    lists: Worksheet
    tables: frozenset[str]
    named: dict[str, str] = field(default_factory=dict)

    def list_of(self, name: str, words: list[str]) -> str:
        """Keep a list on the hidden sheet and return the formula that names it."""
        # Lists inside a drop-down end at 255 characters; a named range has no such end.
        if name not in self.named:
            at = len(self.named)
            for row, word in enumerate(words):
                self.lists.write_string(row, at, word)
            letter = chr(65 + at)
            self.book.define_name(name, f"={_LISTS}!${letter}$1:${letter}${len(words)}")
            self.named[name] = f"={name}"
        return self.named[name]


def write_book(
    target: Path | BinaryIO,
    sheets: Sheets,
    settings: Settings,
    lang: Lang,
    guide: tuple[Words, ...] = (),
    tables: tuple[Table, ...] = TABLES,
) -> None:
    """Write a workbook with a sheet for each table; ``guide`` is what a first sheet tells the reader."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target) as workbook:
        workbook.set_properties({"created": _CREATED.replace(tzinfo=None)})
        formats = {
            "text": workbook.add_format({"num_format": "@"}),
            "number": workbook.add_format({"num_format": "General"}),
            "head": workbook.add_format(
                {"bold": True, "bg_color": "#DDEBF7", "border": 1, "num_format": "@"}
            ),
            "must": workbook.add_format(
                {"bold": True, "bg_color": "#FCE4D6", "border": 1, "num_format": "@"}
            ),
            "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
        }
        if guide:
            _guide(workbook.add_worksheet(GUIDE_SHEET.say(lang)), guide, lang, formats)
        first = workbook.add_worksheet(SETTINGS_SHEET.say(lang))
        pages = {table: workbook.add_worksheet(table.title(lang)) for table in tables}
        lists = workbook.add_worksheet(_LISTS)
        lists.hide()
        book = _Book(workbook, lang, formats, lists, frozenset(table.name for table in tables))
        _settings(book, first, settings)
        for table in tables:
            if table.key == ("id",):
                title = table.title(lang)
                workbook.define_name(f"ids_{table.name}", f"='{title}'!$A$2:$A${LAST_ROW + 1}")
        for table, page in pages.items():
            _table(book, page, table, sheets.get(table.name, []))


def _guide(page: Worksheet, guide: tuple[Words, ...], lang: Lang, formats: Mapping[str, Format]) -> None:
    page.set_column(0, 0, 100, formats["wrap"])
    for row, words in enumerate(guide):
        page.write_string(row, 0, words.say(lang), formats["wrap"])


def _settings(book: _Book, page: Worksheet, settings: Settings) -> None:
    for at, words in enumerate(SETTINGS_HEAD):
        page.write_string(0, at, words.say(book.lang), book.formats["head"])
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 40, book.formats["text"])
    page.set_column(2, 2, 70)
    page.freeze_panes(1, 0)
    for row, key in enumerate(dict.fromkeys((*SETTING, *settings)), 1):
        setting = SETTING.get(key)
        page.write_string(row, 0, setting.header(book.lang) if setting else key)
        page.write_string(row, 1, settings.get(key, ""), book.formats["text"])
        page.write_string(row, 2, setting.meaning.say(book.lang) if setting else "")


def _table(book: _Book, page: Worksheet, table: Table, rows: Sequence[Mapping[str, str]]) -> None:
    page.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        header = column.header(book.lang)
        page.write_string(0, at, header, book.formats["must" if column.required else "head"])
        page.write_comment(0, at, note(column, book.lang), {"x_scale": 2})
        width = max([8, _width(header) + 2, *(_width(row.get(column.key, "")) + 1 for row in rows[:50])])
        numeric = column.kind in {"int", "decimal"}
        page.set_column(at, at, min(width, 40), book.formats["number" if numeric else "text"])
        _drop_down(book, page, at, table, column)
        for number, row in enumerate(rows, 1):
            if text := row.get(column.key):
                _write(page, number, at, text, numeric=numeric)

    foreign = dict.fromkeys(key for row in rows for key in row if key not in table.column)
    for at, key in enumerate(foreign, len(table.columns)):
        page.write_string(0, at, key, book.formats["head"])
        page.set_column(at, at, 16, book.formats["text"])
        for number, row in enumerate(rows, 1):
            page.write_string(number, at, row.get(key, ""))


def _write(page: Worksheet, row: int, at: int, text: str, *, numeric: bool) -> None:
    # A number that a spreadsheet would round is kept as text, and so is what is no number.
    plain_number = numeric and re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text)
    if plain_number and Decimal(f"{float(text):.15g}") == Decimal(text):
        page.write_number(row, at, float(text))
    else:
        page.write_string(row, at, text[:LONGEST_CELL])


def _width(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def note(column: Column, lang: Lang) -> str:
    """Return what a header's note says: meaning, what a cell holds, what a blank cell means."""
    to = TABLE[column.to].title(lang) if column.to else ""
    lines = [column.meaning.say(lang), KIND_WORDS[column.kind].say(lang, to=to)]
    if column.choices:
        lines.append(" | ".join(spelt(value, column.choices, lang) for value in column.choices))
    if column.required:
        lines.append(REQUIRED.say(lang))
    default = blank_means(column, lang)
    if default:
        lines.append(BLANK_MEANS.say(lang, default=default))
    return "\n".join(lines)


def blank_means(column: Column, lang: Lang) -> str:
    """Return what a blank cell of a column stands for, in words."""
    if column.default_words is not None:
        return column.default_words.say(lang)
    return spelt(column.default, column.closed, lang)


def _drop_down(book: _Book, page: Worksheet, at: int, table: Table, column: Column) -> None:
    lang = book.lang
    words = [spelt(value, column.closed, lang) for value in column.closed]
    if column.kind == "choice":
        source = book.list_of(f"list_{table.name}_{column.key}", words)
    elif column.kind in WORDS_OF:
        source = book.list_of(f"list_{column.kind}", words)
    elif column.kind == "weekday":
        source = book.list_of("list_weekday", [words.say(lang) for words in WEEKDAYS.values()])
    elif column.kind == "ref" and column.to in book.tables:
        source = f"=ids_{column.to}"
    else:
        return
    options: dict[str, Any] = {
        "validate": "list",
        "source": source,
        "ignore_blank": False,
        "error_title": TITLE_OF_ERROR.say(lang),
        "error_message": NOT_IN_LIST.say(lang),
        "error_type": "information" if column.kind == "rotation" else "stop",
    }
    page.data_validation(1, at, LAST_ROW, at, options)

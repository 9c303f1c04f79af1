"""Typed text as one workbook with drop-downs, to be filled in or kept: loading it gives the same case."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from solver.base.text import Lang
from solver.io.editing.case_tables import CaseTables
from solver.io.editing.dropdowns import in_lang
from solver.io.files.settings_text import settings_of
from solver.io.files.workbook_writer import write_book
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE, TABLES
from solver.io.tables.spelling import Row, Sheets
from solver.io.tables.work import WEEK


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

"""The workbook that a teacher opens, prints and posts."""

from __future__ import annotations

from solver.report.book import Book
from solver.report.handout import Handout
from solver.report.lines import Line
from solver.report.notice import first_week, notice_of
from solver.report.sheets_about import write_about
from solver.report.sheets_notice import notice_name, write_notice
from solver.report.sheets_rest import write_findings, write_handover, write_units
from solver.report.sheets_roster import write_matrix
from solver.report.views import BYS, Names, matrix
from solver.text import Lang


def workbook_of(handout: Handout, shown: tuple[Line, ...], lang: Lang) -> bytes:
    """Return ``roster.xlsx``: about, notices, four views, units, hand-over, certificate and findings."""
    book = Book(handout, lang)
    names = Names.of(handout)
    kinds = list(dict.fromkeys("missing" if line.missing else line.kind for line in shown))
    notices = [notice_of(handout, date, lang) for date in first_week(handout)]
    write_about(book, kinds, [notice_name(book, notice) for notice in notices])
    for by in BYS:
        write_matrix(book, matrix(shown, by, names, lang))
    write_units(book)
    write_handover(book)
    write_findings(book)
    for notice in notices:
        write_notice(book, notice)
    return book.bytes()

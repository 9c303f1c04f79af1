"""The workbook that a teacher opens, prints and posts."""

from __future__ import annotations

from solver.base.text import Lang
from solver.report.day_notice import first_week, notice_of
from solver.report.duty_cells import BYS, Names
from solver.report.matrix import matrix
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, kinds_of
from solver.report.sheets.about import write_about
from solver.report.sheets.notice import notice_name, write_notice
from solver.report.sheets.other import write_findings, write_handover, write_units
from solver.report.sheets.roster import write_matrix
from solver.report.workbook_format import Book


def workbook_of(handout: PlanView, shown: tuple[RosterLine, ...], lang: Lang) -> bytes:
    """Return ``roster.xlsx``: about, notices, four views, units, hand-over, certificate and findings."""
    book = Book(handout, lang)
    names = Names.of(handout)
    kinds = kinds_of(shown)
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

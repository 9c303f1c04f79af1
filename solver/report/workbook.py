"""The workbook that a teacher opens, prints and posts."""

from __future__ import annotations

from typing import Any

from solver.report.book import LINE_HEIGHT, Book, lines_in
from solver.report.handout import Handout
from solver.report.lines import Line
from solver.report.notice import Notice, first_week, notice_of
from solver.report.palette import HEAD, fill
from solver.report.sheets_rest import write_about, write_findings, write_handover, write_units
from solver.report.sheets_roster import write_matrix
from solver.report.views import BYS, Names, matrix
from solver.text import Lang


def workbook_of(handout: Handout, shown: tuple[Line, ...], lang: Lang) -> bytes:
    """Return ``roster.xlsx``: about, notices, four views, units, hand-over, certificate and findings."""
    book = Book(handout, lang)
    names = Names.of(handout)
    kinds = list(dict.fromkeys("missing" if line.missing else line.kind for line in shown))
    notices = [notice_of(handout, date, lang) for date in first_week(handout)]
    write_about(book, kinds, [_notice_name(book, notice) for notice in notices])
    for by in BYS:
        write_matrix(book, matrix(shown, by, names, lang))
    write_units(book)
    write_handover(book)
    write_findings(book)
    for notice in notices:
        _write_notice(book, notice)
    return book.bytes()


def _notice_name(book: Book, notice: Notice) -> str:
    return book.say("sheet_notice", date=f"{notice.date.month}-{notice.date.day}")


def _write_notice(book: Book, notice: Notice) -> None:
    """Write one day on one upright A4 page, whatever the size of the school."""
    sheet = book.sheet(_notice_name(book, notice), book.say("title_notice"), landscape=False)
    widths = [15.0, 13.0, 14.0, 22.0, 18.0, 18.0]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    last = len(widths) - 1
    big = book.look(bold=True, font_size=20, align="center", font_color=HEAD)
    day = book.look(bold=True, font_size=13, align="center")
    sheet.merge_range(0, 0, 0, last, "", big)
    sheet.write_string(0, 0, f"{book.handout.case.title} · {book.say('title_notice')}", big)
    sheet.set_row(0, 36)
    sheet.merge_range(1, 0, 1, last, "", day)
    sheet.write_string(1, 0, notice.heading, day)
    sheet.set_row(1, 24)
    row = 2
    if notice.classes:
        row = _section(book, sheet, row, "classes")
        keys = ("time", "group", "room", "person", "fine_leave", "rain_leave")
        rows = [(own.time, own.group, own.room, own.staff, own.fine, own.rain) for own in notice.classes]
        first = row + 1
        strong = book.cell(bold=True, font_size=11, bg_color=fill("care"))
        row = book.table(sheet, row, [book.say(key) for key in keys], rows, widths, {3: strong})
        for place, own in enumerate(notice.classes, start=first):
            if own.missing:
                sheet.write_string(place, 3, own.staff, book.cell(bold=True, bg_color=fill("missing")))
    if notice.posts:
        row = _section(book, sheet, row, "other_posts")
        for column, key in ((0, "time"), (1, "post"), (3, "room"), (4, "person")):
            sheet.write_string(row, column, book.say(key), book.head)
        sheet.merge_range(row, 1, row, 2, book.say("post"), book.head)
        sheet.merge_range(row, 4, row, last, book.say("person"), book.head)
        for row, post in enumerate(notice.posts, start=row + 1):
            colour = book.cell(bg_color=fill(post.kind))
            names = book.cell(bold=True, font_size=11, bg_color=fill("missing" if post.missing else post.kind))
            sheet.write_string(row, 0, post.time, book.cell())
            sheet.merge_range(row, 1, row, 2, "", colour)
            sheet.write_string(row, 1, post.post, colour)
            sheet.write_string(row, 3, post.place, book.cell())
            sheet.merge_range(row, 4, row, last, "", names)
            sheet.write_string(row, 4, post.staff, names)
            deep = max(lines_in(post.staff, 34), lines_in(post.post, 25), lines_in(post.place, 22))
            sheet.set_row(row, LINE_HEIGHT * deep + 3)
        row += 1
    sheet.write_string(row, 0, book.say("cover_note"), book.small)
    sheet.set_header("")
    sheet.print_area(0, 0, row, last)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _section(book: Book, sheet: Any, row: int, key: str) -> int:
    look = book.look(bold=True, font_size=11, font_color=HEAD)
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, book.say(key), look)
    return row + 1

"""The sheets to be posted: one day on one upright A4 page, whatever the size of the school."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from solver.report.day_notice import Notice, PostRow
from solver.report.palette import HEAD, fill
from solver.report.workbook_format import LINE_HEIGHT, Book, lines_in, set_widths, write_across

WIDTHS = (12.0, 14.0, 15.0, 22.0, 18.0, 18.0)
LAST = len(WIDTHS) - 1
NAMES = 3
"""The column of the names in the table of classes."""


def notice_name(book: Book, notice: Notice) -> str:
    """Return the name of a day's sheet."""
    return book.say("sheet_notice", date=f"{notice.date.month}-{notice.date.day}")


def write_notice(book: Book, notice: Notice) -> None:
    """Write one day."""
    sheet = book.sheet(notice_name(book, notice), book.say("title_notice"), landscape=False)
    set_widths(sheet, WIDTHS)
    small = book.look(font_size=11, align="center", font_color=HEAD)
    big = book.look(bold=True, font_size=20, align="center", font_color=HEAD)
    day = book.look(bold=True, font_size=13, align="center")
    lines = (
        (book.handout.case.title, small, 20),
        (book.say("title_notice"), big, 34),
        (notice.heading, day, 24),
    )
    for place, (text, look, height) in enumerate(lines):
        write_across(sheet, (place, 0, place, LAST), text, look)
        sheet.set_row(place, height)
    row = len(lines)
    if notice.classes:
        row = _classes(book, sheet, row, notice)
    if notice.posts:
        row = _posts(book, sheet, row, notice.posts)
    sheet.write_string(row, 0, book.say("cover_note"), book.small)
    sheet.set_header("")
    sheet.print_area(0, 0, row, LAST)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _classes(book: Book, sheet: Worksheet, row: int, notice: Notice) -> int:
    keys = ("time", "group", "room", "person", "fine_leave", "rain_leave")
    rows = [(own.time, own.group, own.room, own.staff, own.fine, own.rain) for own in notice.classes]
    row = _section(book, sheet, row, "classes")
    names = book.cell(bold=True, font_size=11, bg_color=fill("care"))
    end = book.table(sheet, row, [book.say(key) for key in keys], rows, WIDTHS, {NAMES: names})
    hole = book.cell(bold=True, font_size=11, bg_color=fill("missing"))
    for place, own in enumerate(notice.classes, start=row + 1):
        if own.missing:
            sheet.write_string(place, NAMES, own.staff, hole)
    return end


def _posts(book: Book, sheet: Worksheet, row: int, posts: tuple[PostRow, ...]) -> int:
    row = _section(book, sheet, row, "other_posts")
    sheet.write_string(row, 0, book.say("time"), book.head)
    write_across(sheet, (row, 1, row, 2), book.say("post"), book.head)
    sheet.write_string(row, 3, book.say("room"), book.head)
    write_across(sheet, (row, 4, row, LAST), book.say("person"), book.head)
    for place, post in enumerate(posts, start=row + 1):
        colour = book.cell(bg_color=fill(post.kind))
        names = book.cell(bold=True, font_size=11, bg_color=fill("missing" if post.missing else post.kind))
        sheet.write_string(place, 0, post.time, book.cell())
        write_across(sheet, (place, 1, place, 2), post.post, colour)
        sheet.write_string(place, 3, post.place, book.cell())
        write_across(sheet, (place, 4, place, LAST), post.staff, names)
        deep = max(lines_in(post.staff, 34), lines_in(post.post, 28), lines_in(post.place, 22))
        sheet.set_row(place, LINE_HEIGHT * deep + 3)
    return row + 1 + len(posts)


def _section(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, book.say(key), book.section)
    return row + 1

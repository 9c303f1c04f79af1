"""The first sheet: what this is, whether it may be published, what each sheet is for."""

from __future__ import annotations

from collections.abc import Sequence

from solver.report.certificate_words import about_rows, status_words
from solver.report.palette import HEAD
from solver.report.workbook_format import LINE_HEIGHT, Book, set_widths, write_across

GUIDE = ("day", "person", "group", "room", "units", "handover", "findings")


def write_about(book: Book, kinds: Sequence[str], notices: Sequence[str]) -> None:
    """Write the first sheet; ``notices`` are the names of the sheets to be posted."""
    sheet = book.sheet(book.say("sheet_cover"), book.say("roster"), landscape=False)
    set_widths(sheet, (18, 72))
    status = book.cell(bold=True, font_size=11)
    write_across(sheet, (2, 0, 2, 1), status_words(book.handout, book.lang), status)
    sheet.set_row(2, LINE_HEIGHT * 2)
    facts = about_rows(book.handout, book.lang)
    for place, (name, value) in enumerate(facts, start=4):
        sheet.write_string(place, 0, name, book.label)
        sheet.write_string(place, 1, value, book.cell())
    row = 4 + len(facts) + 1
    sheet.write_string(row, 0, book.say("contents"), book.section)
    guide = [(book.say(f"sheet_{key}"), book.say(f"for_{key}")) for key in GUIDE]
    guide += [(name, book.say("for_notice")) for name in notices]
    for place, (name, purpose) in enumerate(guide, start=row + 1):
        # The names of sheets are this product's own words, never a school's.
        sheet.write_url(place, 0, f"internal:'{name}'!A1", book.cell(font_color=HEAD, underline=1), name)
        sheet.write_string(place, 1, purpose, book.cell())
    end = book.legend(sheet, row + len(guide) + 2, 0, kinds)
    sheet.print_area(0, 0, end - 1, 1)
    sheet.fit_to_pages(1, 0)

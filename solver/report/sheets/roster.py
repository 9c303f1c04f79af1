"""The roster sheets: rows against every date of the term, one teaching week to a printed page."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from solver.report.matrix import Matrix
from solver.report.palette import HEAD, fill
from solver.report.workbook_format import (
    HEAD_MARGIN,
    LINE_HEIGHT,
    MARGIN,
    PAGE_INCHES,
    Book,
    lines_in,
    set_widths,
    wide,
    write_across,
)

TOP = 1
"""Rows of the heading: title, then week, date and weekday."""
BODY = TOP + 3
HEADING_HEIGHTS = (18.0, 18.0, 32.0)
READABLE = 0.62
"""The smallest scale at which a posted page can still be read from arm's length."""
MOST_PAGES = 4
POINTS = 72.0


def write_matrix(book: Book, view: Matrix) -> None:
    """Write one view: labels frozen at the left, dates frozen at the top, a page break after each week."""
    sheet = book.sheet(book.say(f"sheet_{view.by}"), book.say(f"title_{view.by}"))
    left = len(view.headings)
    widths = _label_widths(view)
    set_widths(sheet, widths)
    for column, heading in enumerate(view.headings):
        write_across(sheet, (TOP, column, TOP + 2, column), heading, book.head)
    date_width = _date_width(view)
    if view.dates:
        sheet.set_column(left, left + len(view.dates) - 1, date_width)
    for row, height in enumerate(HEADING_HEIGHTS, start=TOP):
        sheet.set_row(row, height)
    breaks = _week_headings(book, sheet, view, left)
    points = sum(HEADING_HEIGHTS)
    first_of_week = {dates[0].date for dates in view.weeks().values()}
    empty = {first: book.cell(**_edge(first=first)) for first in (False, True)}
    for row, line in enumerate(view.rows, start=BODY):
        label = book.cell(bg_color=fill(line.kind)) if line.kind else book.label
        lines = max(map(lines_in, line.labels, widths))
        for column, text in enumerate(line.labels):
            sheet.write_string(row, column, text, label)
        for column, date in enumerate(view.dates, start=left):
            first = date.date in first_of_week
            cells = line.cells.get(date.date)
            if not cells:
                sheet.write_blank(row, column, None, empty[first])
                continue
            text = view.text(line, date)
            kind = "missing" if any(cell.missing for cell in cells) else cells[0].kind
            look = book.cell(bg_color=fill(kind), align="center", **_edge(first=first))
            sheet.write_string(row, column, text, look)
            lines = max(lines, lines_in(text, date_width))
        sheet.set_row(row, lines * LINE_HEIGHT + 3)
        points += lines * LINE_HEIGHT + 3
    bottom = BODY + len(view.rows)
    end = book.legend(sheet, bottom, left - 1 if left == 1 else 1, view.kinds)
    points += (end - bottom) * LINE_HEIGHT
    sheet.freeze_panes(BODY, left)
    sheet.repeat_rows(TOP, BODY - 1)
    sheet.repeat_columns(0, left - 1)
    sheet.print_area(TOP, 0, end - 1, max(left + len(view.dates) - 1, left))
    sheet.set_v_pagebreaks(breaks[:-1])
    longest = max((len(dates) for dates in view.weeks().values()), default=1)
    landscape, scale = _page(sum(widths) + longest * date_width, left + longest, points)
    sheet.set_print_scale(scale)
    if not landscape:
        sheet.set_portrait()


def _week_headings(book: Book, sheet: Worksheet, view: Matrix, left: int) -> list[int]:
    """Write week, date and weekday above each column; return where each week ends."""
    column, ends = left, []
    for week, dates in view.weeks().items():
        week_title = book.say("week", week=week)
        write_across(sheet, (TOP, column, TOP, column + len(dates) - 1), week_title, book.band)
        for place, date in enumerate(dates, start=column):
            for row, text in enumerate(date.heading(book.lang), start=TOP + 1):
                sheet.write_string(row, place, text, book.head)
        column += len(dates)
        ends.append(column)
    return ends


def _edge(*, first: bool) -> dict[str, object]:
    return {"left": 2, "left_color": HEAD} if first else {}


def _label_widths(view: Matrix) -> list[float]:
    longest = [
        max([wide(heading), *(wide(row.labels[column]) for row in view.rows)])
        for column, heading in enumerate(view.headings)
    ]
    return [min(max(width + 2, 8), 36) for width in longest]


def _date_width(view: Matrix) -> float:
    longest = max((wide(view.text(row, date)) for row in view.rows for date in view.dates), default=0)
    return float(min(max(longest + 2, 10), 22))


def _page(characters: float, columns: int, points: float) -> tuple[bool, int]:
    """Return whether the page lies and the print scale at which one week is one page wide.

    As few pages high as can be read, and the way round that prints larger.
    """
    inches_wide = (characters * 7 + columns * 5) / 96
    best = (0.0, False)
    for pages in range(1, MOST_PAGES + 1):
        options = []
        for landscape in (False, True):
            across, down = reversed(PAGE_INCHES) if landscape else PAGE_INCHES
            # Where Arial is missing, columns are up to a fifth wider than planned.
            fits_width = (across - 2 * MARGIN) / inches_wide * 0.8
            fits_height = (down - HEAD_MARGIN - 0.6) * POINTS * pages / points * 0.96
            options.append((min(fits_width, fits_height, 1.0), landscape))
        best = max(options)
        if best[0] >= READABLE:
            break
    return best[1], max(20, int(best[0] * 100))

"""The workbook that a teacher opens, prints and posts: a function for each of its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from solver.base.text import Lang, Listed
from solver.base.units import clock
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.report.day_notice import Notice, PostRow, first_week, handover_rows, notice_of
from solver.report.duty_cells import BYS, Names
from solver.report.matrix import Matrix, matrix
from solver.report.palette import BAR_LESS, BAR_MORE, HEAD, fill
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, kinds_of
from solver.report.summary import about_rows, proofs_of, status_words
from solver.report.units_account import AccountLine, account_lines
from solver.report.words import VARIANTS, pool_name
from solver.report.workbook_format import (
    LINE_HEIGHT,
    Book,
    lines_in,
    page_fit,
    set_widths,
    wide,
    write_across,
)

DEVIATION_COLUMN = 9
"""The column of the deviation in the units account."""
NOTICE_WIDTHS = (12.0, 14.0, 15.0, 22.0, 18.0, 18.0)
NOTICE_LAST = len(NOTICE_WIDTHS) - 1
NOTICE_NAMES = 3
"""The column of the names in the table of classes."""
HEADING_TOP = 1
"""Rows of the heading: title, then week, date and weekday."""
FIRST_ROW = HEADING_TOP + 3
HEADING_HEIGHTS = (18.0, 18.0, 32.0)
GUIDED_SHEETS = ("day", "person", "group", "room", "units", "handover", "findings")


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


def write_units(book: Book) -> None:
    """Write the units account: who is due what, does what, carries what forward."""
    sheet = book.sheet(book.say("sheet_units"), book.say("title_units"), landscape=False)
    amounts = ("weight", "due", "reachable", "target", "opening", "load", "deviation", "closing")
    keys = ("account", "person", "pool", *amounts)
    headings = [book.say(key) for key in keys]
    lines = account_lines(book.handout)
    rows = [_account_row(book, line) for line in lines]
    widths = [12.0, _width([line.staff_name for line in lines], 10, 22), _width([r[2] for r in rows], 10, 16)]
    widths += [10.0] * 8
    sheet.write_string(1, 0, book.say("units_note"), book.small)
    number = book.cell(num_format="#,##0.00", align="right")
    end = book.table(sheet, 2, headings, rows, widths, dict.fromkeys(range(3, 11), number))
    if rows:
        bars = {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": BAR_MORE,
            "bar_negative_color": BAR_LESS,
            "bar_axis_position": "middle",
        }
        first = 3
        for account in dict.fromkeys(line.account for line in lines):
            count = sum(line.account == account for line in lines)
            sheet.conditional_format(first, DEVIATION_COLUMN, first + count - 1, DEVIATION_COLUMN, bars)
            first += count
        sheet.autofilter(2, 0, end - 1, len(keys) - 1)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.print_area(1, 0, end - 1, len(keys) - 1)
    sheet.fit_to_pages(1, 0)


def write_handover(book: Book) -> None:
    """Write the hand-over plan: each group on one row, fine and rain side by side."""
    sheet = book.sheet(book.say("sheet_handover"), book.say("title_handover"))
    headings, rows = handover_rows(book.handout, book.lang)
    widths = [
        _width([headings[c], *(str(row[c]) for row in rows)], 9, 24) for c in range(len(headings))
    ]  # fmt: skip
    for number, variant in enumerate(("fine", "rain")):
        first = 2 + 4 * number
        write_across(sheet, (1, first, 1, first + 3), VARIANTS[variant].say(book.lang), book.band)
    centre = book.cell(align="center")
    end = book.table(sheet, 2, headings, rows, widths, dict.fromkeys(range(2, 12), centre))
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(1, 2)
    sheet.print_area(1, 0, end - 1, len(headings) - 1)
    sheet.fit_to_pages(1, 0)


def write_findings(book: Book) -> None:
    """Write what was proven, in words, and what was found."""
    sheet = book.sheet(book.say("sheet_findings"), book.say("title_findings"))
    widths = [18.0, 12.0, 8.0, 24.0, 20.0, 70.0]
    set_widths(sheet, widths)
    last, total = len(widths) - 1, sum(widths)
    row = _sentence(sheet, 1, status_words(book.handout, book.lang), book.look(bold=True), last, total)
    for proof in proofs_of(book.handout, book.lang):
        title = book.section
        row = _sentence(sheet, row, f"{book.say('certificate')} · {proof.title}", title, last, total)
        for sentence in proof.sentences:
            row = _sentence(sheet, row, sentence, book.look(text_wrap=True), last, total)
    row += 1
    if book.handout.told:
        headings = [book.say(key) for key in ("rule", "level", "price", "who", "when", "what")]
        end = book.table(sheet, row, headings, finding_rows(book), widths)
        sheet.repeat_rows(row)
    else:
        end = _sentence(sheet, row, book.say("no_findings"), book.look(), last, total)
    sheet.freeze_panes(1, 0)
    sheet.print_area(1, 0, end - 1, last)
    sheet.fit_to_pages(1, 0)


def finding_rows(book: Book) -> list[list[str | int | None]]:
    """Return the findings as rows, hard ones first."""
    handout = book.handout
    rows: list[list[str | int | None]] = []
    for finding in sorted(handout.told, key=lambda finding: not finding.hard):
        level = short_level_words(finding.level).say(book.lang) if finding.level else book.say("hard")
        times = "" if finding.start is None else f" {clock(finding.start)}"
        times += "" if finding.end is None else f"–{clock(finding.end)}"
        names = Listed(handout.shown_name(who) for who in finding.staff).say(book.lang)
        when = f"{finding.date.isoformat() if finding.date else ''}{times}".strip()
        rows.append([finding.rule, level, finding.price, names, when, finding.say(book.lang)])
    return rows


def _sentence(sheet: Worksheet, row: int, text: str, look: Format, last: int, width: float) -> int:
    write_across(sheet, (row, 0, row, last), text, look)
    sheet.set_row(row, LINE_HEIGHT * lines_in(text, width * 0.9) + 4)
    return row + 1


def _account_row(book: Book, line: AccountLine) -> list[str | Fraction | None]:
    account = account_words(line.account).say(book.lang)
    pool = pool_name(line.pool, book.lang) or book.say("outside")
    return [account, book.handout.shown_name(line.staff), pool, *line.amounts]


def _width(texts: Sequence[object], low: float, high: float) -> float:
    return min(max([low, *(float(wide(str(text)) + 2) for text in texts)]), high)


def notice_name(book: Book, notice: Notice) -> str:
    """Return the name of a day's sheet."""
    return book.say("sheet_notice", date=f"{notice.date.month}-{notice.date.day}")


def write_notice(book: Book, notice: Notice) -> None:
    """Write one day."""
    sheet = book.sheet(notice_name(book, notice), book.say("title_notice"), landscape=False)
    set_widths(sheet, NOTICE_WIDTHS)
    small = book.look(font_size=11, align="center", font_color=HEAD)
    big = book.look(bold=True, font_size=20, align="center", font_color=HEAD)
    day = book.look(bold=True, font_size=13, align="center")
    lines = (
        (book.handout.case.title, small, 20),
        (book.say("title_notice"), big, 34),
        (notice.heading, day, 24),
    )
    for line, (text, look, height) in enumerate(lines):
        write_across(sheet, (line, 0, line, NOTICE_LAST), text, look)
        sheet.set_row(line, height)
    row = len(lines)
    if notice.classes:
        row = _class_table(book, sheet, row, notice)
    if notice.posts:
        row = _post_table(book, sheet, row, notice.posts)
    sheet.write_string(row, 0, book.say("cover_note"), book.small)
    sheet.set_header("")
    sheet.print_area(0, 0, row, NOTICE_LAST)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()


def _class_table(book: Book, sheet: Worksheet, row: int, notice: Notice) -> int:
    keys = ("time", "group", "room", "person", "fine_leave", "rain_leave")
    rows = [(each.time, each.group, each.room, each.staff, each.fine, each.rain) for each in notice.classes]
    row = _section(book, sheet, row, "classes")
    names = book.cell(bold=True, font_size=11, bg_color=fill("care"))
    end = book.table(sheet, row, [book.say(key) for key in keys], rows, NOTICE_WIDTHS, {NOTICE_NAMES: names})
    hole = book.cell(bold=True, font_size=11, bg_color=fill("missing"))
    for place, each in enumerate(notice.classes, start=row + 1):
        if each.missing:
            sheet.write_string(place, NOTICE_NAMES, each.staff, hole)
    return end


def _post_table(book: Book, sheet: Worksheet, row: int, posts: tuple[PostRow, ...]) -> int:
    row = _section(book, sheet, row, "other_posts")
    sheet.write_string(row, 0, book.say("time"), book.head)
    write_across(sheet, (row, 1, row, 2), book.say("post"), book.head)
    sheet.write_string(row, 3, book.say("room"), book.head)
    write_across(sheet, (row, 4, row, NOTICE_LAST), book.say("person"), book.head)
    for place, post in enumerate(posts, start=row + 1):
        colour = book.cell(bg_color=fill(post.kind))
        names = book.cell(bold=True, font_size=11, bg_color=fill("missing" if post.missing else post.kind))
        sheet.write_string(place, 0, post.time, book.cell())
        write_across(sheet, (place, 1, place, 2), post.post, colour)
        sheet.write_string(place, 3, post.place, book.cell())
        write_across(sheet, (place, 4, place, NOTICE_LAST), post.staff, names)
        deep = max(lines_in(post.staff, 34), lines_in(post.post, 28), lines_in(post.place, 22))
        sheet.set_row(place, LINE_HEIGHT * deep + 3)
    return row + 1 + len(posts)


def _section(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, book.say(key), book.section)
    return row + 1


def write_matrix(book: Book, view: Matrix) -> None:
    """Write one view: labels frozen at the left, dates frozen at the top, a page break after each week."""
    sheet = book.sheet(book.say(f"sheet_{view.by}"), book.say(f"title_{view.by}"))
    left = len(view.headings)
    widths = _label_widths(view)
    set_widths(sheet, widths)
    for column, heading in enumerate(view.headings):
        write_across(sheet, (HEADING_TOP, column, HEADING_TOP + 2, column), heading, book.head)
    date_width = _date_width(view)
    if view.dates:
        sheet.set_column(left, left + len(view.dates) - 1, date_width)
    for row, height in enumerate(HEADING_HEIGHTS, start=HEADING_TOP):
        sheet.set_row(row, height)
    breaks = _week_headings(book, sheet, view, left)
    points = sum(HEADING_HEIGHTS)
    first_of_week = {dates[0].date for dates in view.weeks().values()}
    empty = {first: book.cell(**_week_edge(first=first)) for first in (False, True)}
    for row, line in enumerate(view.rows, start=FIRST_ROW):
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
            look = book.cell(bg_color=fill(kind), align="center", **_week_edge(first=first))
            sheet.write_string(row, column, text, look)
            lines = max(lines, lines_in(text, date_width))
        sheet.set_row(row, lines * LINE_HEIGHT + 3)
        points += lines * LINE_HEIGHT + 3
    bottom = FIRST_ROW + len(view.rows)
    end = book.legend(sheet, bottom, left - 1 if left == 1 else 1, view.kinds)
    points += (end - bottom) * LINE_HEIGHT
    sheet.freeze_panes(FIRST_ROW, left)
    sheet.repeat_rows(HEADING_TOP, FIRST_ROW - 1)
    sheet.repeat_columns(0, left - 1)
    sheet.print_area(HEADING_TOP, 0, end - 1, max(left + len(view.dates) - 1, left))
    sheet.set_v_pagebreaks(breaks[:-1])
    longest = max((len(dates) for dates in view.weeks().values()), default=1)
    landscape, scale = page_fit(sum(widths) + longest * date_width, left + longest, points)
    sheet.set_print_scale(scale)
    if not landscape:
        sheet.set_portrait()


def _week_headings(book: Book, sheet: Worksheet, view: Matrix, left: int) -> list[int]:
    """Write week, date and weekday above each column; return where each week ends."""
    column, ends = left, []
    for week, dates in view.weeks().items():
        week_title = book.say("week", week=week)
        write_across(
            sheet, (HEADING_TOP, column, HEADING_TOP, column + len(dates) - 1), week_title, book.band
        )
        for date_column, date in enumerate(dates, start=column):
            for row, text in enumerate(date.heading(book.lang), start=HEADING_TOP + 1):
                sheet.write_string(row, date_column, text, book.head)
        column += len(dates)
        ends.append(column)
    return ends


def _week_edge(*, first: bool) -> dict[str, object]:
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


def write_about(book: Book, kinds: Sequence[str], notices: Sequence[str]) -> None:
    """Write the first sheet; ``notices`` are the names of the sheets to be posted."""
    sheet = book.sheet(book.say("sheet_cover"), book.say("roster"), landscape=False)
    set_widths(sheet, (18, 72))
    status = book.cell(bold=True, font_size=11)
    write_across(sheet, (2, 0, 2, 1), status_words(book.handout, book.lang), status)
    sheet.set_row(2, LINE_HEIGHT * 2)
    facts = about_rows(book.handout, book.lang)
    for line, (name, value) in enumerate(facts, start=4):
        sheet.write_string(line, 0, name, book.label)
        sheet.write_string(line, 1, value, book.cell())
    row = 4 + len(facts) + 1
    sheet.write_string(row, 0, book.say("contents"), book.section)
    guide = [(book.say(f"sheet_{key}"), book.say(f"for_{key}")) for key in GUIDED_SHEETS]
    guide += [(name, book.say("for_notice")) for name in notices]
    for line, (name, purpose) in enumerate(guide, start=row + 1):
        # The names of sheets are this product's own words, never a school's.
        sheet.write_url(line, 0, f"internal:'{name}'!A1", book.cell(font_color=HEAD, underline=1), name)
        sheet.write_string(line, 1, purpose, book.cell())
    end = book.legend(sheet, row + len(guide) + 2, 0, kinds)
    sheet.print_area(0, 0, end - 1, 1)
    sheet.fit_to_pages(1, 0)

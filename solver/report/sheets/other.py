"""The sheets beside the roster: units account, hand-over, certificate and findings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from solver.base.text import Listed
from solver.base.units import clock
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.report.certificate_words import proofs_of, status_words
from solver.report.day_notice import handover_rows
from solver.report.palette import BAR_LESS, BAR_MORE
from solver.report.units_account import AccountLine, account_lines
from solver.report.words import VARIANTS, pool_name
from solver.report.workbook_format import LINE_HEIGHT, Book, lines_in, set_widths, wide, write_across

BARRED = 9
"""The column of the deviation in the units account."""


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
            sheet.conditional_format(first, BARRED, first + count - 1, BARRED, bars)
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
    for place, variant in enumerate(("fine", "rain")):
        first = 2 + 4 * place
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

"""A workbook whose cells hold text and numbers only, with the few looks that all sheets share."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from solver.base.text import Lang
from solver.report.palette import BAND, HEAD, HEAD_TEXT, LABEL, LINE, MUTED, fill
from solver.report.plan_view import PlanView
from solver.report.words import TEXT, kind_name

A4 = 9
LINE_HEIGHT = 14.5
PAGE_INCHES = (8.27, 11.69)
MARGIN = 0.4
HEAD_MARGIN = 0.75
FONT = "Microsoft YaHei"
SMALLEST_SCALE = 0.62
"""The smallest scale at which a posted page can still be read from arm's length."""
MAX_PAGES = 4
POINTS_AN_INCH = 72.0


def _options() -> dict[str, object]:
    # A fresh dictionary each time: the package writes into it.
    return {
        "in_memory": True,
        # Columns are measured in digits of the default font: Arial or its twin is on every machine.
        "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_scheme": False},
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set how wide the first columns are."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def write_across(sheet: Worksheet, box: tuple[int, int, int, int], text: str, look: Format) -> None:
    """Write text over cells from first row and column to last: as text, whatever it looks like."""
    if box[:2] != box[2:]:
        # Merged empty first, so that a name goes in as text and nothing else.
        sheet.merge_range(*box, "", look)
    sheet.write_string(box[0], box[1], text, look)


def wide(text: str) -> int:
    """Return how many narrow characters wide a text is in its widest line: Chinese counts two."""
    return max(
        (sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
         for line in text.split("\n")), default=0,
    )  # fmt: skip


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    return sum(max(1, ceil(wide(line) / max(width - 0.8, 1))) for line in text.split("\n"))


def page_fit(characters: float, columns: int, points: float) -> tuple[bool, int]:
    """Return whether the page lies and the print scale at which one week is one page wide.

    As few pages high as can be read, and the way round that prints larger.
    """
    inches_wide = (characters * 7 + columns * 5) / 96
    best = (0.0, False)
    for pages in range(1, MAX_PAGES + 1):
        options = []
        for landscape in (False, True):
            across, down = reversed(PAGE_INCHES) if landscape else PAGE_INCHES
            # Where Arial is missing, columns are up to a fifth wider than planned.
            fits_width = (across - 2 * MARGIN) / inches_wide * 0.8
            fits_height = (down - HEAD_MARGIN - 0.6) * POINTS_AN_INCH * pages / points * 0.96
            options.append((min(fits_width, fits_height, 1.0), landscape))
        best = max(options)
        if best[0] >= SMALLEST_SCALE:
            break
    return best[1], max(20, int(best[0] * 100))


class Book:
    """The workbook being written."""

    def __init__(self, handout: PlanView, lang: Lang) -> None:
        self.handout = handout
        self.lang: Lang = lang
        self._bytes = io.BytesIO()
        self.file = xlsxwriter.Workbook(self._bytes, _options())
        # The term's first day: a fixed stamp, so that the same plan gives the same bytes.
        created = dt.datetime.combine(handout.case.term.start, dt.time())
        self.file.set_properties(
            {
                "title": self.say("roster"),
                "comments": handout.made_from_words(lang),
                "keywords": f"{handout.certificate.case_hash} {handout.certificate.version}",
                "created": created,
            }
        )
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def say(self, key: str, **values: object) -> str:
        """Return a word of the catalogue in the book's language."""
        return TEXT[key].say(self.lang, **values)

    def bytes(self) -> bytes:
        """Close the book and return it."""
        self.file.close()
        return self._bytes.getvalue()

    def look(self, **traits: object) -> Format:
        """Return a format; equal traits are one format."""
        key = tuple(sorted(traits.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(
                {"font_name": FONT, "font_size": 10, "valign": "vcenter", **traits}
            )
        return self._formats[key]

    @cached_property
    def title(self) -> Format:
        """The look of a sheet's title."""
        return self.look(bold=True, font_size=16, font_color=HEAD)

    @cached_property
    def small(self) -> Format:
        """The look of what is said in passing."""
        return self.look(font_size=9, font_color=MUTED)

    @cached_property
    def head(self) -> Format:
        """The look of a column heading."""
        return self.cell(bold=True, bg_color=HEAD, font_color=HEAD_TEXT, align="center")

    @cached_property
    def band(self) -> Format:
        """The look of a heading over several columns."""
        return self.cell(bold=True, bg_color=BAND, font_color=HEAD, align="center")

    @cached_property
    def section(self) -> Format:
        """The look of a heading within a sheet."""
        return self.look(bold=True, font_color=HEAD, font_size=11)

    def cell(self, **traits: object) -> Format:
        """Return the look of a cell of a table."""
        return self.look(**{"border": 1, "border_color": LINE, "text_wrap": True, **traits})

    @cached_property
    def label(self) -> Format:
        """The look of a row's label."""
        return self.cell(bg_color=LABEL)

    def sheet(self, name: str, title: str, *, landscape: bool = True) -> Worksheet:
        """Start a sheet with its title, its page, and where it comes from in the footer."""
        sheet = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=MARGIN, right=MARGIN, top=HEAD_MARGIN, bottom=0.6)
        school = self.handout.case.title.replace("&", "&&").replace("\n", " ")[:80]
        # A digit right behind the size code would be read as part of it.
        sheet.set_header(f"&L&12 {title} · {school}", {"margin": 0.35})
        page = self.say("page", page="&P", pages="&N")
        sheet.set_footer(f"&L&8 {self.handout.made_from_words(self.lang)}&R&8 {page}", {"margin": 0.3})
        sheet.write_string(0, 0, f"{title} · {self.handout.case.title}", self.title)
        sheet.set_row(0, 28)
        return sheet

    def table(
        self,
        sheet: Worksheet,
        top: int,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | int | Fraction | None]],
        widths: Sequence[float],
        looks: Mapping[int, Format] | None = None,
    ) -> int:
        """Write a table and return the row below it. Rows are as high as their text needs."""
        plain = self.cell()
        set_widths(sheet, widths)
        sheet.set_row(top, LINE_HEIGHT * max(map(lines_in, headings, widths)) + 6)
        for column, heading in enumerate(headings):
            sheet.write_string(top, column, heading, self.head)
        for row, cells in enumerate(rows, start=top + 1):
            texts = [cell if isinstance(cell, str) else "" for cell in cells]
            sheet.set_row(row, LINE_HEIGHT * max(map(lines_in, texts, widths)) + 3)
            for column, cell in enumerate(cells):
                look = (looks or {}).get(column, plain)
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell, look)
                elif cell is None:
                    sheet.write_blank(row, column, None, look)
                else:
                    sheet.write_number(row, column, float(cell), look)
        return top + 1 + len(rows)

    def legend(self, sheet: Worksheet, row: int, column: int, kinds: Sequence[str]) -> int:
        """Write the colours of the kinds of post, one below the other, and return the row below."""
        sheet.write_string(row, column, self.say("legend"), self.small)
        for place, kind in enumerate(kinds, start=row + 1):
            look = self.cell(bg_color=fill(kind), align="center")
            sheet.write_string(place, column, kind_name(kind).say(self.lang), look)
        end = row + 1 + len(kinds)
        sheet.write_string(end, column, self.say("cover_note"), self.small)
        return end + 1

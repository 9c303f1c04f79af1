"""The report of a batch: ``batch.csv`` for programs, ``batch.xlsx`` for people; totals at the end."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solver import __version__
from solver.base.text import Lang, Listed, Words
from solver.base.units import show_units
from solver.jobs.messages import Row, Sentence, Settings, State
from solver.report import Sheet
from solver.report.palette import BAND, HEAD, HEAD_TEXT, LINE, fill

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_000
COUNTS = ("groups", "pupils", "staff", "duties", "uncovered", "findings", "custody_gaps")
COLUMNS = (
    "folder",
    "school",
    *COUNTS,
    "largest_deviation",
    "bound",
    "seconds",
    "state",
    "message_zh",
    "message_en",
    "case_id",
    "case_hash",
    "file",
)
"""Of ``batch.csv``: a contract."""
STATES: dict[State, Words] = {
    "done": Words(zh="已排好", en="done"),
    "bad_input": Words(zh="资料有误", en="bad input"),
    "no_plan": Words(zh="没有方案", en="no plan"),
    "failed": Words(zh="没有完成", en="failed"),
    "waiting": Words(zh="还没排", en="waiting"),
}
HEADINGS = (
    (Words(zh="结果文件夹", en="Folder"), 18),
    (Words(zh="学校", en="School"), 34),
    (Words(zh="班级", en="Groups"), 8),
    (Words(zh="学生", en="Pupils"), 9),
    (Words(zh="人员", en="Staff"), 8),
    (Words(zh="班次", en="Duties"), 9),
    (Words(zh="空缺席位", en="Uncovered"), 10),
    (Words(zh="问题", en="Findings"), 10),
    (Words(zh="看护断档", en="Custody gaps"), 12),
    (Words(zh="最大偏差", en="Largest deviation"), 12),
    (Words(zh="下界（已证明）", en="Proven bound"), 14),
    (Words(zh="秒", en="Seconds"), 9),
    (Words(zh="结果", en="Outcome"), 11),
    (Words(zh="说明", en="Message"), 70),
)
TOTAL = Words(zh="合计：{count} 所", en="Total: {count} schools")
TITLE = Words(zh="批量排班结果", en="Batch report")
MADE = Words(
    zh="afterbell {version}，每所 {limit}，种子 {seed}。偏差以工作量为单位。",
    en="afterbell {version}, {limit} a school, seed {seed}. Deviations are in work units.",
)
LIMIT_TIME = Words(zh="至多 {seconds} 秒", en="at most {seconds} s")
LIMIT_EFFORT = Words(zh="计算量 {effort}", en="effort {effort}")


def sheet_of(rows: Sequence[Row]) -> Sheet:
    """Return the report as a table; its last row holds the totals and has no folder."""
    title = f"{TOTAL.say('zh', count=len(rows))} {TOTAL.say('en', count=len(rows))}"
    cells = [_cells(row, row.state) for row in rows]
    return Sheet("batch", COLUMNS, (*cells, _cells(_total(rows, title), None)))


def _total(rows: Sequence[Row], title: str) -> Row:
    """Return the totals of some rows, and how many ended how, as one more row."""
    counts = {name: sum(getattr(row, name) or 0 for row in rows) for name in COUNTS}
    return Row(
        name="",
        state="waiting",
        school=title,
        largest=max((row.largest for row in rows if row.largest is not None), default=None),
        bound=max((row.bound for row in rows if row.bound is not None), default=None),
        seconds=sum(row.seconds for row in rows),
        message=Sentence(zh=states_said(rows, "zh"), en=states_said(rows, "en")),
    ).model_copy(update=counts)


def _cells(row: Row, state: State | None) -> tuple[str | int | Fraction | None, ...]:
    return (
        row.name or None,
        row.school,
        *(getattr(row, name) for name in COUNTS),
        row.largest,
        row.bound,
        Fraction(round(row.seconds * 10), 10),
        state,
        row.message.zh,
        row.message.en,
        row.case_id,
        row.case_hash,
        row.source,
    )


def states_said(rows: Iterable[Row], lang: Lang) -> str:
    """Return how many schools ended how."""
    counts = Counter(row.state for row in rows)
    parts = (f"{words.say(lang)} {counts[state]}" for state, words in STATES.items() if counts[state])
    return Listed(parts, "，").say(lang)


def book_of(rows: Sequence[Row], settings: Settings) -> bytes:
    """Return the report as a workbook; schools with something to see to are marked."""
    import xlsxwriter

    lang = settings.lang
    content = io.BytesIO()
    plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(content, {"in_memory": True, **plain_text})
    file.set_properties(
        {"title": TITLE.say(lang), "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)}
    )
    page = file.add_worksheet(TITLE.say(lang))
    head = file.add_format(
        {
            "bold": True,
            "bg_color": HEAD,
            "font_color": HEAD_TEXT,
            "text_wrap": True,
            "border": 1,
            "valign": "vcenter",
        }
    )
    last = file.add_format({"bold": True, "bg_color": BAND, "border": 1})
    usual = file.add_format({"border": 1, "border_color": LINE})
    marked = file.add_format({"border": 1, "border_color": LINE, "bg_color": fill("gate")})
    if settings.effort is None:
        limit = LIMIT_TIME.with_(seconds=f"{settings.seconds:g}")
    else:
        limit = LIMIT_EFFORT.with_(effort=settings.effort)
    page.write_string(0, 0, TITLE.say(lang), file.add_format({"bold": True, "font_size": 16}))
    page.write_string(1, 0, MADE.say(lang, version=__version__, limit=limit, seed=settings.seed))
    for column, (words, width) in enumerate(HEADINGS):
        page.set_column(column, column, width)
        page.write_string(3, column, words.say(lang), head)
    for line, row in enumerate(rows, 4):
        _write(page, line, _shown(row, STATES[row.state].say(lang), lang), usual if row.clean else marked)
    end = 4 + len(rows)
    total = _total(rows, TOTAL.say(lang, count=len(rows)))
    _write(page, end, _shown(total, "", lang), last)
    page.freeze_panes(4, 2)
    page.autofilter(3, 0, max(end - 1, 3), len(HEADINGS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    file.close()
    return content.getvalue()


def _shown(row: Row, state: str, lang: Lang) -> tuple[str | int | float, ...]:
    counts = (getattr(row, name) for name in COUNTS)
    return (
        row.name,
        row.school or row.source,
        *("" if count is None else count for count in counts),
        _units(row.largest),
        _units(row.bound),
        round(row.seconds, 1),
        state,
        row.message.say(lang),
    )


def _write(page: Worksheet, line: int, cells: Iterable[str | int | float], look: Format) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            page.write_string(line, column, cell[:LONGEST_CELL], look)
        else:
            page.write_number(line, column, cell, look)


def _units(amount: Fraction | None) -> str:
    return "" if amount is None else show_units(amount, 4)

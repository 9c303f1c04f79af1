"""Where the tables of a sheet are: their captions, the rows and columns of their headings, their bodies.

Weekdays stand in one row (a class per sheet, or classes down the side and weekday × period across), or down
one column (classes across). A sheet may hold several tables, one below the other or side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from solver.io.class_timetable.headings import Head, head_of, tight, time_in, weekday_in
from solver.io.class_timetable.sheets import Sheet
from solver.io.class_timetable.vocabulary import DEFAULT_BELLS, words
from solver.io.tables.dates_times import WEEKDAY_WORDS

LABEL_WORDS = words(
    """
    节次 节 课节 节数 节课 时间 上课时间 作息时间 时段 午别 星期 周次 日期 班级 年级
    班 上课 下课 开始 结束 开始时间 结束时间 人数 学生数 教室 地点 场地 备注 序号
    班主任 科目 课程 学科
    """
)
"""Headings of the columns beside a table, not of its body."""
OTHER_WORDS = ("人数", "学生数", "教室", "地点", "场地", "备注", "序号")
HEAD_TEACHER = "班主任"
_CAPTION_WORDS = re.compile("[班级表]|学期|学年")


@dataclass(frozen=True)
class Frame:
    """One table: rows of its caption, of its headings, of its body; columns of its labels and of its body."""

    caption: range
    headings: range
    body: range
    labels: tuple[int, ...]
    columns: tuple[int, ...]
    loose: bool
    """Whether 101 may be a class beside this table: periods stand above it."""
    bare_weekdays: bool = False

    @property
    def left(self) -> int:
        """The first column."""
        return min((*self.labels, *self.columns))


def frames_of(sheet: Sheet) -> tuple[Frame, ...]:
    """Return the timetables of a sheet, none where it holds no weekdays."""
    rows = [row for row in sheet.rows if len(set(_weekdays(sheet, row).values())) > 1]
    if rows:
        return tuple(_across(sheet, rows, _weekdays, bare=False))
    down = _weekday_column(sheet)
    if down is not None:
        return tuple(_down(sheet, down))
    bare = [row for row in sheet.rows if len(_bare_weekdays(sheet, row)) > 2]
    return tuple(_across(sheet, bare[:1], _bare_weekdays, bare=True))


def _weekdays(sheet: Sheet, row: int) -> dict[int, int]:
    found = {column: weekday_in(text) for column, text in sheet.row(row)}
    return {column: weekday for column, weekday in found.items() if weekday is not None}


def _bare_weekdays(sheet: Sheet, row: int) -> dict[int, int]:
    """Return 一 二 三 四 五 of a row by column, where they stand side by side in order."""
    found = {column: text for column, text in sheet.row(row) if len(tight(text)) == 1}
    days = {column: WEEKDAY_WORDS.get(tight(text), 0) for column, text in found.items() if not text.isascii()}
    in_order = list(days.values()) == list(range(1, len(days) + 1))
    return days if in_order else {}


def _weekday_column(sheet: Sheet) -> int | None:
    days: dict[int, set[int]] = {}
    for (_, column), text in sheet.cells.items():
        if (weekday := weekday_in(text)) is not None:
            days.setdefault(column, set()).add(weekday)
    most = max(days, key=lambda column: (len(days[column]), -column), default=None)
    return most if most is not None and len(days[most]) > 1 else None


def _blocks(rows: Iterable[int]) -> list[list[int]]:
    """Return runs of neighbouring rows."""
    found: list[list[int]] = []
    for row in rows:
        if found and found[-1][-1] == row - 1:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _across(
    sheet: Sheet, rows: list[int], weekdays: Callable[[Sheet, int], dict[int, int]], *, bare: bool
) -> Iterable[Frame]:
    headings: list[tuple[int, int, list[int]]] = []
    for block in _blocks(rows):
        first, last = block[0], block[-1]
        columns = sorted({column for row in block for column in weekdays(sheet, row)})
        while _is_heading(sheet, last + 1, columns):
            last += 1
        if first > 0 and len({head.group for head in _heads(sheet, first - 1, columns) if head.group}) > 1:
            first -= 1
        headings.append((first, last, columns))
    for at, (first, last, columns) in enumerate(headings):
        floor = headings[at - 1][1] + 1 if at else 0
        top = _caption_top(sheet, first, floor) if at else 0
        bottom = sheet.height
        if at + 1 < len(headings):
            bottom = _caption_top(sheet, headings[at + 1][0], last + 1)
        loose = any(head.periods for row in range(first, last + 1) for head in _heads(sheet, row, columns))
        for labels, run in _runs(columns):
            yield Frame(
                range(top, first), range(first, last + 1), range(last + 1, bottom), labels, run, loose, bare
            )


def _runs(columns: list[int]) -> Iterable[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the tables that stand side by side: label columns, then body columns."""
    end = -1
    for block in _blocks(columns):
        yield tuple(range(end + 1, block[0])), tuple(block)
        end = block[-1]


def _heads(sheet: Sheet, row: int, columns: Iterable[int]) -> list[Head]:
    texts = [text for column in columns if (text := sheet.text(row, column))]
    return [head_of(text, bare=True, loose=True) for text in texts]


def _is_heading(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Tell whether a row below the weekdays is a heading too: periods, minutes or classes across."""
    heads = _heads(sheet, row, columns)
    names = [head for head in heads if head.periods or head.block or head.span or head.group or head.grade]
    return bool(names) and all(head in names or head.idle for head in heads)


def _caption_top(sheet: Sheet, first: int, floor: int) -> int:
    """Return the first row of the titles above a heading row."""
    top = first
    for row in range(first - 1, floor - 1, -1):
        if row not in sheet.rows:
            continue
        if not _is_caption(sheet, row):
            break
        top = row
    return top


def _is_caption(sheet: Sheet, row: int) -> bool:
    origins = {sheet.origin((row, column)): text for column, text in sheet.row(row)}
    heads = [head_of(text, bare=False) for text in origins.values()]
    return (
        len(origins) < 4
        and not any(head.says_when or head.weekday for head in heads)
        and any(_CAPTION_WORDS.search(text) for text in origins.values())
    )


def _down(sheet: Sheet, days: int) -> Iterable[Frame]:
    rows = [row for row in sheet.rows if _is_top(sheet, row, days)]
    blocks = [block for block in _blocks(rows) if _days_follow(sheet, block, days)]
    for at, block in enumerate(blocks):
        first, last = block[0], block[-1]
        columns = sorted({column for row in block for column in _body_columns(sheet, row, days)})
        top = blocks[at - 1][-1] + 1 if at else 0
        top = _caption_top(sheet, first, top) if at else 0
        bottom = _caption_top(sheet, blocks[at + 1][0], last + 1) if at + 1 < len(blocks) else sheet.height
        labels = tuple(range(columns[0]))
        yield Frame(
            range(top, first),
            range(first, last + 1),
            range(last + 1, bottom),
            labels,
            tuple(columns),
            loose=False,
        )


def _days_follow(sheet: Sheet, block: list[int], days: int) -> bool:
    last = min(sheet.height, block[-1] + 2 + len(DEFAULT_BELLS))
    return any(weekday_in(sheet.text(row, days)) for row in range(block[-1] + 1, last))


def _body_columns(sheet: Sheet, row: int, days: int) -> list[int]:
    cells = [(column, text) for column, text in sheet.row(row) if column > days]
    named = [
        (column, head_of(text, bare=True, loose=True))
        for column, text in cells
        if tight(text) not in LABEL_WORDS
    ]
    first = next((column for column, head in named if head.group or head.grade or head.says_when), None)
    return [] if first is None else [column for column, _ in named if column >= first]


def _is_top(sheet: Sheet, row: int, days: int) -> bool:
    """Tell whether a row without a weekday heads the columns: classes, grades or periods across."""
    beside = [sheet.text(row, column) for column in range(days + 1)]
    if any(weekday_in(text) for text in beside):
        return False
    texts = [text for column, text in sheet.row(row) if column > days and tight(text) not in LABEL_WORDS]
    heads = [head_of(text, bare=True, loose=True) for text in texts]
    named = sum(bool(head.group or head.grade or head.says_when) for head in heads)
    idle = sum(head.idle for head in heads)
    return named > idle and 2 * named >= len(heads) and not any(map(time_in, beside))

"""What a heading says: weekday, period, part of the day, minutes, class, or that nobody teaches then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from solver.base.units import Minutes
from solver.io.class_timetable.class_names import ClassName, class_in, class_name, grade_of, number
from solver.io.class_timetable.vocabulary import IDLE
from solver.io.tables.cell_error import WIDE
from solver.io.tables.dates_times import WEEKDAY_WORDS

Span = tuple[Minutes, Minutes]
"""Start and end of a period."""

_BRACKETS = str.maketrans("【】[]\u3014\u3015「」", "()()()()")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2})(?::00)?|[点时](?:(\d{1,2})分?|(半))?)"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-+|[–—－~～至到]+)\s*{_CLOCK}")
_TIME = re.compile(rf"^{_CLOCK}$")
_BLOCKS = {
    **dict.fromkeys(("上午", "早上", "早晨", "午前"), "am"),
    **dict.fromkeys(("下午", "午后"), "pm"),
    **dict.fromkeys(("晚上", "晚间", "夜晚"), "night"),
}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PERIOD = re.compile(
    rf"^(?P<block>{'|'.join(_BLOCKS)})?(?:节次)?(?P<ord>第)?(?P<a>{_NUMBER})(?:[-、,~至](?P<b>{_NUMBER}))?(?P<unit>节?课?)$"
)
MOST_PERIODS = 16
WEEKS = re.compile(
    r"^(?:(?P<odd>单(?:数)?周?|奇(?:数)?周|odd)|(?P<even>双(?:数)?周?|偶(?:数)?周|even)|(?P<all>单双周?|每周)|"
    r"第?(?P<first>\d{1,2})[-~至](?P<last>\d{1,2})周)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What headings say of a row, a column or a whole table; what is ``None`` or empty was not said."""

    weekday: int | None = None
    periods: tuple[int, ...] = ()
    block: str = ""
    span: Span | None = None
    group: ClassName | None = None
    grade: int | None = None
    idle: bool = False
    weeks: str = ""

    def over(self, other: Head) -> Head:
        """Return this heading, with what it leaves unsaid taken from another."""
        gaps = {
            field.name: getattr(other, field.name) for field in fields(self) if not getattr(self, field.name)
        }
        return replace(self, **gaps)

    @property
    def says_when(self) -> bool:
        """Whether it names a period, minutes, or a part of the day without lessons."""
        return bool(self.periods or self.span or self.idle)

    @property
    def says_which(self) -> bool:
        """Whether it tells rows or columns apart at all."""
        return self.says_when or bool(self.weekday or self.group)


def tight(text: str) -> str:
    """Return a text without any blanks, in narrow signs."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text.translate(WIDE).translate(_BRACKETS))


def weekday_in(text: str) -> int | None:
    """Return the weekday that a heading names, such as 星期一 or 周一 or Mon; a bare 一 is none."""
    plain = re.sub(r"\(.*?\)", "", tight(text)).lower()
    for word in (plain, re.sub(r"[a-z.]+$", "", plain)):
        if len(word) > 1 and word in WEEKDAY_WORDS:
            return WEEKDAY_WORDS[word]
    return None


def span_in(text: str, block: str = "") -> Span | None:
    """Return the minutes that a text such as 8：00—8：40 names; 2:00 is in the afternoon."""
    found = _SPAN.search(tight(text))
    if not found:
        return None
    start, end = _minutes(found.groups()[:4], block), _minutes(found.groups()[4:], block)
    return (start, end) if start is not None and end is not None and start < end else None


def time_in(text: str) -> Minutes | None:
    """Return the minute that a cell names which holds a time of day and nothing else."""
    found = _TIME.match(tight(text))
    return _minutes(found.groups(), "") if found else None


def _minutes(parts: tuple[str | None, ...], block: str) -> Minutes | None:
    hour = int(parts[0] or 0)
    minute = 30 if parts[3] else int(parts[1] or parts[2] or 0)
    # Nobody teaches before six in the morning: 2:00 is how people write 14:00.
    if hour < 6 or (block in {"pm", "night"} and hour < 12):
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def weeks_in(text: str) -> str | None:
    """Return the weeks that a word such as 单周 selects, "" for every week, ``None`` for any other word."""
    found = WEEKS.match(tight(text).strip("()").lower())
    if not found:
        return None
    if found["first"]:
        first, last = int(found["first"]), int(found["last"])
        return f"{first}-{last}" if 1 <= first <= last <= 60 else None
    return "odd" if found["odd"] else "even" if found["even"] else ""


def periods_in(text: str, *, bare: bool) -> tuple[tuple[int, ...], str]:
    """Return the numbers of the periods that a heading names, and the part of the day.

    ``bare``: a number alone is the number of a period.
    """
    plain = re.sub(r"[()]", "", _SPAN.sub("", tight(text)))
    matched = _PERIOD.match(plain)
    if not matched or not (bare or matched["ord"] or matched["unit"] or matched["block"]):
        return (), ""
    first = number(matched["a"])
    last = number(matched["b"]) if matched["b"] else first
    if first is None or last is None or not 1 <= first <= last <= MOST_PERIODS:
        return (), ""
    return tuple(range(first, last + 1)), _BLOCKS.get(matched["block"] or "", "")


@lru_cache(maxsize=8192)
def head_of(text: str, *, bare: bool = True, loose: bool = False) -> Head:
    """Return what one heading says.

    ``bare``: a number alone is a period. ``loose``: 101 and 1.1 are classes.
    """
    if (weekday := weekday_in(text)) is not None:
        return Head(weekday=weekday)
    if (weeks := weeks_in(text)) and not tight(text).isdecimal():
        return Head(weeks=weeks)
    if block := _BLOCKS.get(tight(text)):
        return Head(block=block)
    group = class_name(text, loose=loose)
    if group is not None:
        return Head(group=group)
    if (grade := grade_of(text)) is not None:
        return Head(grade=grade)
    periods, block = periods_in(text, bare=bare)
    idle = not periods and any(word in tight(text) for word in IDLE)
    return Head(periods=periods, block=block, span=span_in(text, block), idle=idle)


def continued(heads: Sequence[Head]) -> list[Head]:
    """Number periods on where the afternoon begins again with 1; each weekday and class for itself."""
    numbered: list[Head] = []
    key: tuple[object, ...] | None = None
    base, last, block = 0, 0, ""
    for head in heads:
        here = (head.weekday, head.group)
        if here != key:
            key, base, last, block = here, 0, 0, head.block
        if head.periods:
            first = head.periods[0] + base
            if (first < last and head.periods[0] == 1) or (first <= last and head.block != block):
                base = last
            block = head.block
            last = head.periods[-1] + base
            numbered.append(replace(head, periods=tuple(number + base for number in head.periods)))
        else:
            numbered.append(head)
    return numbered


def caption_of(texts: list[str]) -> Head:
    """Return what titles say of the table below them: its class, if they name just one, or its grade."""
    groups = {found for text in texts for found in class_in(text)}
    grades = {grade for text in texts if (grade := grade_of(text, within=True)) is not None}
    group = groups.pop() if len(groups) == 1 else None
    return Head(group=group, grade=grades.pop() if len(grades) == 1 else None)

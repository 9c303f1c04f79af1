"""What people type into the form of a new school: classes by grade, times by grade, pasted names."""

from __future__ import annotations

import datetime as dt
import re

from solver.base.text import Lang, Words
from solver.base.units import Minutes, clock
from solver.io.tables.cell_error import CellError, split
from solver.io.tables.cells import text_of, whole
from solver.io.tables.dates_times import grades_of, time_of_day
from solver.io.tables.raw import cell_text

FEW_GRADES = Words(
    zh="请按年级写班数，如 3,3,3,2,2,2（一年级 3 个班……）",
    en="Write the number of classes grade by grade, such as 3,3,3,2,2,2.",
)
OUT_OF_RANGE = Words(zh="{value} 不在 {low} 到 {high} 之间", en="{value} is not between {low} and {high}.")
NO_CLASS = Words(zh="至少要有一个班", en="There must be at least one class.")
MANY_CLASSES = Words(zh="有 {count} 个班，多于 {limit}", en="There are {count} classes, more than {limit}.")
END_FIRST = Words(
    zh="最后一天 {last} 早于第一天 {first}", en="The last day, {last}, is before the first, {first}."
)
LONG_TERM = Words(zh="从第一天到最后一天超过一年", en="The first and last day are more than a year apart.")
NO_END = Words(zh="{grade} 年级没有写结束时间", en="Grade {grade} has no time at which it ends.")
ENDS_FORM = Words(
    zh="写一个时间（17:30），或按年级写：1-2=16:30; 3-6=17:30",
    en="Write one time (17:30), or times by grade: 1-2=16:30; 3-6=17:30.",
)
ODD_HOURS = Words(
    zh="{start}–{end} 不是课后服务的时间：至少 20 分钟，至多 6 小时",
    en="{start}–{end} can't be after-school service: it lasts from 20 minutes to 6 hours.",
)
TEACHER = Words(zh="教师{number}", en="Teacher {number}")
LEADER = Words(zh="领导{number}", en="Leader {number}")

MOST_CLASSES, MOST_STAFF, LONGEST_NAME = 120, 600, 40


def within(value: int, low: int, high: int) -> int:
    """Return a value that is neither too small nor too large."""
    if not low <= value <= high:
        raise CellError(OUT_OF_RANGE.with_(value=value, low=low, high=high))
    return value


def classes_of(text: str) -> tuple[int, ...]:
    """Return the number of classes grade by grade."""
    parts = split(text, also=",， ")
    try:
        found = tuple(within(whole(part), 0, 30) for part in parts)
    except CellError as error:
        raise CellError(error.message, FEW_GRADES.with_()) from None
    if len(found) > 12:
        raise CellError(OUT_OF_RANGE.with_(value=len(found), low=1, high=12), FEW_GRADES.with_())
    if not sum(found):
        raise CellError(NO_CLASS.with_(), FEW_GRADES.with_())
    if sum(found) > MOST_CLASSES:
        raise CellError(MANY_CLASSES.with_(count=sum(found), limit=MOST_CLASSES))
    return found


def ends_of(text: str, classes: tuple[int, ...]) -> tuple[Minutes, ...]:
    """Return when service ends: one time for all, times by grade ``1-2=16:30``, or a time for each grade."""
    grades = range(1, len(classes) + 1)
    parts = split(text, also=",，")
    if len(parts) == 1 and "=" not in text.replace("＝", "="):
        return (time_of_day(parts[0]),) * max(len(classes), 1)
    found: dict[int, Minutes] = {}
    for at, part in enumerate(parts, 1):
        left, sign, right = part.replace("＝", "=").partition("=")
        for grade in grades_of(left) if sign else (at,):
            found[grade] = time_of_day(right if sign else part)
    for grade in grades:
        if classes[grade - 1] and grade not in found:
            raise CellError(NO_END.with_(grade=grade), ENDS_FORM.with_())
    latest = max(found.values())
    return tuple(found.get(grade, latest) for grade in grades)


def check_term(first: dt.date, last: dt.date) -> None:
    """Refuse a term that ends before it begins, or lasts for more than a year."""
    if last < first:
        raise CellError(END_FIRST.with_(first=first, last=last))
    if (last - first).days > 366:
        raise CellError(LONG_TERM.with_())


def check_hours(start: Minutes, ends: tuple[Minutes, ...]) -> None:
    """Refuse hours that are too short or too long."""
    for end in ends:
        if not 20 <= end - start <= 360:
            raise CellError(ODD_HOURS.with_(start=clock(start), end=clock(end)), ENDS_FORM.with_())


def people_of(text: str, numbered: Words, lang: Lang) -> tuple[str, ...]:
    """Return the names in a pasted text, or as many made-up ones as a number asks for.

    Names stand on lines of their own or are separated by commas, semicolons or 、; Chinese names also by
    spaces, but a name spread out to three letters' width (王　芳) stays one.
    """
    if re.fullmatch(r"\s*\d{1,4}\s*", text):
        count = within(int(text), 1, MOST_STAFF)
        return tuple(numbered.say(lang, number=number) for number in range(1, count + 1))
    names = [name for part in re.split(r"[\r\n\t;；,，、]+", text) for name in _names(cell_text(part))]
    if len(names) > MOST_STAFF:
        raise CellError(OUT_OF_RANGE.with_(value=len(names), low=1, high=MOST_STAFF))
    return tuple(text_of(name[:LONGEST_NAME]) for name in names)


def _names(part: str) -> list[str]:
    pieces = part.split()
    chinese = all(re.fullmatch(r"[\u3400-\u9fff·]+", piece) for piece in pieces)
    if not chinese or len(pieces) < 2:
        return [part] if part else []
    if any(len(piece) == 1 for piece in pieces):
        return ["".join(pieces)]
    return pieces

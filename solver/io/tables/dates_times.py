"""Cells that say when: times, dates, weekdays, teaching weeks; and grades, which are listed alike."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from solver.base.text import Words
from solver.base.units import Minutes
from solver.domain.calendar import parse_weeks
from solver.io.tables.cell_error import WIDE, WRITE, CellError, split

NOT_TIME = Words(zh="“{value}”不是时刻", en="“{value}” is not a time of day.")
NOT_DATE = Words(zh="“{value}”不是日期", en="“{value}” is not a date.")
NOT_WEEKDAY = Words(zh="“{value}”不是星期", en="“{value}” is not a weekday.")
NOT_GRADE = Words(zh="“{value}”不是年级", en="“{value}” is not a grade.")
NOT_WEEKS = Words(zh="“{value}”不是教学周", en="“{value}” does not name teaching weeks.")
NOT_MONTH_END = Words(zh="“{value}”这一天不存在", en="There is no such day as “{value}”.")
WEEKDAY_WORDS: Mapping[str, int] = {
    **{f"{head}{day}": at for head in ("周", "星期", "礼拜") for at, day in enumerate("一二三四五六日", 1)},
    **{f"{head}天": 7 for head in ("周", "星期", "礼拜")},
    **{day: at for at, day in enumerate("一二三四五六日", 1)},
    **{
        word: at
        for at, day in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 1
        )
        for word in (day, day[:3])
    },
    **{str(at): at for at in range(1, 8)},
}


def time_of_day(text: str, last: Minutes = 24 * 60) -> Minutes:
    """Read a time: ``14:35``, ``14：35``, ``14点35分``, or the part of a day that a spreadsheet keeps."""
    plain_text = text.translate(WIDE).replace(" ", "")
    if re.fullmatch(r"0?\.\d+", plain_text):
        return round(Decimal(plain_text) * 24 * 60)
    found = re.fullmatch(r"(\d{1,2})(?::(\d{2})(?::00)?|[点时](?:(\d{1,2})分?)?)", plain_text)
    if found:
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if minute < 60 and hour * 60 + minute <= last:
            return hour * 60 + minute
    raise CellError(NOT_TIME.with_(value=text), WRITE.with_(example="14:35"))


def date_of(text: str) -> dt.date:
    """Read a date: ``2026-09-01``, ``2026/9/1``, ``2026.9.1`` or ``2026年9月1日``."""
    plain_text = text.translate(WIDE).replace(" ", "")
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(T?00:00(:00)?)?", plain_text)
    if not found:
        raise CellError(NOT_DATE.with_(value=text), WRITE.with_(example="2026-09-01"))
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise CellError(NOT_MONTH_END.with_(value=text), WRITE.with_(example="2026-09-30")) from None


def dates_of(text: str) -> tuple[dt.date, ...]:
    """Read dates and ranges such as ``2027-01-01..2027-01-03``; sorted, each once."""
    found: set[dt.date] = set()
    for part in split(text, also=","):
        first, dots, last = re.sub(r"\.{2,}|…+|~|至", "..", part).partition("..")
        begin = date_of(first)
        end = date_of(last) if dots else begin
        if end < begin or (end - begin).days > 366:
            raise CellError(NOT_DATE.with_(value=part), WRITE.with_(example="2027-01-01..2027-01-03"))
        found.update(begin + dt.timedelta(days=ahead) for ahead in range((end - begin).days + 1))
    return tuple(sorted(found))


def weekday_of(text: str) -> int:
    """Read a weekday: 1 to 7, 周一, Mon."""
    found = WEEKDAY_WORDS.get(text.translate(WIDE).strip().lower())
    if found is None:
        raise CellError(NOT_WEEKDAY.with_(value=text), WRITE.with_(example="1, 周一, Mon"))
    return found


def weekdays_of(text: str) -> tuple[int, ...]:
    """Read weekdays: ``1;3;5``, ``1-5``, ``周一;周三``, ``周一至周五``, ``Mon-Fri``; sorted, each once."""
    found: set[int] = set()
    for part in split(text.translate(WIDE), also=", "):
        first, dash, last = re.sub(r"至|到|~|–", "-", part).partition("-")
        begin = weekday_of(first)
        end = weekday_of(last) if dash else begin
        if end < begin:
            raise CellError(NOT_WEEKDAY.with_(value=part), WRITE.with_(example="1-5"))
        found.update(range(begin, end + 1))
    return tuple(sorted(found))


def grades_of(text: str) -> tuple[int, ...]:
    """Read grades: ``1;2``, ``1-4``, ``1-4年级``; sorted, each once."""
    found: set[int] = set()
    for part in split(text.translate(WIDE).replace("年级", ""), also=", "):
        matched = re.fullmatch(r"(\d{1,2})(?:[-–~至](\d{1,2}))?", part)
        if not matched or int(matched[2] or matched[1]) < int(matched[1]):
            raise CellError(NOT_GRADE.with_(value=part), WRITE.with_(example="1;2 / 1-4"))
        found.update(range(int(matched[1]), int(matched[2] or matched[1]) + 1))
    return tuple(sorted(found))


def weeks_of(text: str) -> str:
    """Read a selection of teaching weeks into the domain's spelling."""
    plain_text = text.translate(WIDE).strip().lower()
    known = {"单周": "odd", "双周": "even", "单": "odd", "双": "even", "odd": "odd", "even": "even"}
    if plain_text in known:
        return known[plain_text]
    spelt = ",".join(
        re.sub(r"[第周\s]", "", re.sub(r"[–~至]", "-", part)) for part in split(plain_text, also=",")
    )
    try:
        parse_weeks(spelt)
    except ValueError:
        raise CellError(NOT_WEEKS.with_(value=text), WRITE.with_(example="odd, even, 1-8;10")) from None
    return spelt

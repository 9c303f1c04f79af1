"""What a table is: its name, its columns, what each cell holds and means. The tables themselves stand beside.

A column is declared once. Reading, checking, writing, the templates with their drop-downs and the
page ``docs/data_format.md`` all follow from the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from solver.base.text import Lang, Words, both
from solver.io.tables.vocabulary import FEE_PER, ROTATIONS, YES_NO, Choices

Ids = Literal["id", "post_id", "ref", "refs", "groups", "post"]
Texts = Literal["text", "texts", "word", "choice", "yes_no", "pool", "who", "grades"]
Numbers = Literal["int", "decimal", "walks", "pay"]
Times = Literal["time", "date", "dates", "weekday", "weekdays", "weeks", "rotation", "makeup"]
Kind = Ids | Texts | Numbers | Times | Literal["levels"]
"""What a cell holds."""

KIND_WORDS: Mapping[Kind, Words] = {
    "id": Words(zh="编号", en="id"),
    "post_id": Words(zh="编号", en="id"),
    "text": Words(zh="文字", en="text"),
    "texts": Words(zh="若干词，用 ; 隔开", en="words, separated by ;"),
    "ref": Words(zh="编号，见 {to} 表", en="id in {to}"),
    "refs": Words(zh="若干编号，用 ; 隔开，见 {to} 表", en="ids in {to}, separated by ;"),
    "groups": Words(
        zh="班级编号，一个或几个（; 隔开），或“每班”", en="one group id, several separated by ;, or each"
    ),
    "post": Words(zh="岗位编号或岗位类别", en="post id or kind of post"),
    "pool": Words(zh="文字；- 表示没有", en="text; - means none"),
    "int": Words(zh="整数", en="whole number"),
    "decimal": Words(zh="数", en="number"),
    "time": Words(zh="时刻，如 14:35", en="time such as 14:35"),
    "date": Words(
        zh="日期，如 2026-09-01、2026/9/1、2026年9月1日",
        en="date: 2026-09-01, 2026/9/1 or 2026年9月1日",
    ),
    "dates": Words(zh="若干日期，用 ; 隔开", en="dates, separated by ;"),
    "weekday": Words(zh="星期，1–7 或 周一", en="weekday: 1–7 or Mon"),
    "weekdays": Words(zh="若干星期，如 1;3;5、1-5、周一;周三", en="weekdays: 1;3;5, 1-5, Mon;Wed, Mon-Fri"),
    "grades": Words(zh="若干年级，如 1;2 或 1-4", en="grades: 1;2 or 1-4"),
    "weeks": Words(zh="教学周：odd（单周）、even（双周）或 1-8;10", en="teaching weeks: odd, even or 1-8;10"),
    "choice": Words(zh="选一个", en="one of"),
    "word": Words(zh="一个词", en="a word"),
    "yes_no": Words(zh="是/否", en="yes or no"),
    "who": Words(zh="人员条件", en="people expression"),
    "rotation": Words(
        zh="每天轮换、按星期固定、每周轮换、每N周轮换、整学期",
        en="daily, weekday, weekly, weeks:N, term",
    ),
    "walks": Words(zh="区域编号:分钟，用 ; 隔开", en="zone:minutes, separated by ;"),
    "makeup": Words(
        zh="日期=星期，用 ; 隔开，如 2026-10-10=3", en="date=weekday, separated by ;: 2026-10-10=3"
    ),
    "pay": Words(
        zh="身份=元，用 ; 隔开，如 校外人员=120", en="kind=yuan, separated by ;: external=120; own=45"
    ),
    "levels": Words(zh="层用 ; 隔开，同层用 + 相连", en="levels separated by ;, parts of one joined by +"),
}


WORDS_OF: Mapping[Kind, Choices] = {"yes_no": YES_NO, "rotation": ROTATIONS}
"""The words of kinds that are closed lists by themselves; rotations may be other words, too."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` is its English header, ``zh`` its Chinese headers (the first is the one written).

    ``fills`` is the field of the domain class where it differs from ``key``; ``dates.x`` means a field of
    the row's dates. ``default`` is the cell text that a blank cell stands for, "" for nothing.
    ``default_words`` says it where it is not a fixed text.
    """

    key: str
    zh: tuple[str, ...]
    kind: Kind
    meaning: Words
    required: bool = False
    default: str = ""
    default_words: Words | None = None
    fills: str = ""
    to: str = ""
    choices: Choices = field(default_factory=dict)
    above: int | None = None
    low: int | None = None
    high: int | None = None
    places: int | None = None

    @property
    def words(self) -> Words:
        """The header in either language."""
        return both(self.zh[0], self.key)

    def header(self, lang: Lang) -> str:
        """Return the header as it is written in a language."""
        return self.words.say(lang)

    @property
    def closed(self) -> Choices:
        """The closed list of words that a cell may hold; none where it is free."""
        return self.choices or WORDS_OF.get(self.kind, {})

    @property
    def target(self) -> str:
        """The domain field that the cell fills."""
        return self.fills or self.key


@dataclass(frozen=True, eq=False)
class Table:
    """One table: ``name`` is its file or sheet name in English, ``zh`` those in Chinese.

    ``make`` is the domain class of a row. An ``open`` table may have columns that nobody declared.
    """

    name: str
    zh: tuple[str, ...]
    meaning: Words
    make: type[Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    open: bool = False

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Columns by every header that means them, plainly spelt."""
        return {plain(text): column for column in self.columns for text in (column.key, *column.zh)}

    @cached_property
    def column(self) -> dict[str, Column]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    @property
    def words(self) -> Words:
        """The name of the sheet in either language."""
        return both(self.zh[0], self.name)

    def title(self, lang: Lang) -> str:
        """Return the name of the sheet in a language."""
        return self.words.say(lang)


def plain(text: str) -> str:
    """Return a header or name without what people add: case, spaces, line breaks, stars, underscores."""
    return re.sub(r"[\s*＊_]+", "", text).lower()


DATES = (
    Column(
        "weekdays",
        ("星期", "周几"),
        "weekdays",
        Words(zh="只在这些星期；空为全部", en="Only on these weekdays; blank for all."),
        fills="dates.weekdays",
    ),
    Column(
        "weeks",
        ("教学周", "周次"),
        "weeks",
        Words(zh="只在这些教学周；空为全部", en="Only in these teaching weeks; blank for all."),
        fills="dates.weeks",
    ),
    Column(
        "from",
        ("起始日期", "开始日期"),
        "date",
        Words(zh="从这天起；空为学期开始", en="From this day on; blank for the term's first."),
        fills="dates.first",
    ),
    Column(
        "to",
        ("截止日期", "结束日期"),
        "date",
        Words(zh="到这天止；空为学期结束", en="Up to this day; blank for the term's last."),
        fills="dates.last",
    ),
    Column(
        "extra",
        ("另加日期", "增加日期"),
        "dates",
        Words(zh="另外增加的日期", en="Dates added whatever the other columns say."),
        fills="dates.extra",
    ),
    Column(
        "except",
        ("除外日期", "不含日期"),
        "dates",
        Words(zh="去掉的日期（优先）", en="Dates removed; this wins."),
        fills="dates.without",
    ),
)
"""What selects service dates; each row's ``dates``."""
DATES_BUT_WEEKDAYS = DATES[1:]

FEES = (
    Column(
        "fee",
        ("收费", "收费元"),
        "decimal",
        Words(zh="每个学生交多少元；空为不收费", en="What a pupil pays, in yuan; blank for nothing."),
        low=0,
    ),
    Column(
        "fee_per",
        ("收费单位", "按什么收"),
        "choice",
        Words(zh="按月、按天还是按课时收", en="Whether the fee is per month, day or period."),
        default="month",
        choices=FEE_PER,
    ),
)
"""What a pupil pays; a column each of sessions and clubs."""

ID = Words(zh="编号，不可重复", en="Its id, unique in the table.")
NAME = Words(zh="名称", en="Its name, as people read it.")
NAME_ZH = ("名称", "姓名")
START_ZH, END_ZH = ("开始时间", "开始"), ("结束时间", "结束")
HOURS = (
    Column("start", START_ZH, "time", Words(zh="开始", en="When it begins."), required=True),
    Column("end", END_ZH, "time", Words(zh="结束", en="When it ends."), required=True),
)
SESSION_HOURS = (
    replace(HOURS[0], required=False, default_words=Words(zh="时段的开始", en="the session's")),
    replace(HOURS[1], required=False, default_words=Words(zh="时段的结束", en="the session's")),
)
"""Hours of what runs as long as its session where nobody says otherwise."""
GRADES = Column(
    "grades", ("年级",), "grades", Words(zh="哪些年级；空为全部", en="For which grades; blank for all.")
)
PUPILS = Column(
    "pupils",
    ("学生数", "人数"),
    "int",
    Words(zh="学生数", en="How many pupils."),
    required=True,
    low=0,
    high=5000,
)


def ref(
    key: str,
    zh: tuple[str, ...],
    to: str,
    meaning: Words,
    *,
    required: bool = False,
    default_words: Words | None = None,
) -> Column:
    """Return a column of ids of another table."""
    return Column(key, zh, "ref", meaning, required=required, default_words=default_words, to=to)


def kind_column(
    zh: tuple[str, ...], meaning: Words, choices: Choices, *, default: str = "", required: bool = False
) -> Column:
    """Return the column of a row's kind."""
    return Column("kind", zh, "choice", meaning, required=required, default=default, choices=choices)


def staff_column(meaning: Words, *, required: bool = True) -> Column:
    """Return the column of a person's id."""
    return ref("staff", ("人员", "教师", "工号"), "staff", meaning, required=required)


def group_column(meaning: Words) -> Column:
    """Return the column of a class's id, which must be there."""
    return ref("group", ("班级", "班级编号"), "groups", meaning, required=True)

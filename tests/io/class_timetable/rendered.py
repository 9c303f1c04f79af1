"""A random week of a school, and the many ways in which a school writes it down."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.io.class_timetable.books import Rows

NAMES = (
    "张三",
    "李四",
    "王小五",
    "欧阳修",
    "陈静",
    "赵六1",
    "赵六2",
    "周八(大)",
    "钱老师",
    "史丽",
    "Wang Fang",
)
SUBJECTS = ("语文", "数学", "英语", "音乐", "美术", "体育", "道德与法治", "信息科技", "科学")
IDLE = ("早读", "午休", "大课间", "眼保健操", "班会", "升旗仪式", "课后服务", "自习")
NUMBERS = "一二三四五六七八九十"
SPANS = tuple((hour * 60, hour * 60 + 40) for hour in (8, 9, 10, 11, 14, 15))

Part = tuple[str, tuple[str, ...], str]
"""Subject, teachers, weeks."""
Cell = tuple[Part, ...] | str
"""Lessons, or a text that is none ("" for a blank cell)."""


@dataclass(frozen=True)
class Week:
    """What every class has on every weekday in every period."""

    classes: tuple[tuple[int, int], ...]
    days: int
    periods: int
    cells: dict[tuple[tuple[int, int], int, int], Cell]

    def lessons(self) -> set[tuple[str, int, int, int, str]]:
        """Who is busy when."""
        return {
            (name, day, *SPANS[period - 1], weeks)
            for (_, day, period), cell in self.cells.items()
            if not isinstance(cell, str)
            for _, names, weeks in cell
            for name in names
        }

    def teaching(self) -> set[tuple[str, str, str]]:
        """Who teaches which class what."""
        return {
            (name, f"{group[0]}-{group[1]}", subject)
            for (group, _, _), cell in self.cells.items()
            if not isinstance(cell, str)
            for subject, names, _ in cell
            for name in names
        }


def _parts() -> st.SearchStrategy[Cell]:
    names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple)
    one = st.tuples(st.sampled_from(SUBJECTS), names, st.just("")).map(lambda part: (part,))
    pair = st.tuples(
        st.lists(st.sampled_from(SUBJECTS), min_size=2, max_size=2, unique=True),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True),
        st.sampled_from([("", ""), ("odd", "even"), ("even", "odd")]),
    ).map(lambda two: tuple((two[0][at], (two[1][at],), two[2][at]) for at in (0, 1)))
    return st.one_of(one, one, pair)


@st.composite
def weeks(draw: Any) -> Week:
    """Weeks of one to three classes with at least one lesson."""
    classes = draw(
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 12)), min_size=1, max_size=3, unique=True)
    )
    days, periods = draw(st.integers(2, 5)), draw(st.integers(2, 6))
    cell = st.one_of(_parts(), _parts(), st.sampled_from(IDLE), st.just(""))
    cells = {
        (group, day, period): draw(cell)
        for group in classes
        for day in range(1, days + 1)
        for period in range(1, periods + 1)
    }
    cells[classes[0], 1, 1] = (("语文", ("张三",), ""),)
    return Week(tuple(classes), days, periods, cells)


class Pen:
    """Writes cells and headings, each time in another of the spellings that schools use."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def one_of(self, *choices: str) -> str:
        """Choose a spelling."""
        return self._dice.choice(choices)

    def cell(self, cell: Cell) -> str:
        """Write a cell."""
        if isinstance(cell, str):
            return cell or self.one_of("", "", "/")
        if len(cell) == 1:
            return self.part(cell[0])
        if cell[0][2]:
            between = self.one_of("；", "\n", " / ")
            marked = self.one_of("before", "inside", "after")
            return between.join(self.in_weeks(part, marked) for part in cell)
        return self.one_of("、", "\n", "；", "/").join(self.spaced(part) for part in cell)

    def spaced(self, part: Part) -> str:
        """Write one of several parts: each in brackets or with a blank."""
        subject, (name,), _ = part
        return self.one_of(f"{subject} {name}", f"{subject}({name})", f"{subject}（{name}）")

    def in_weeks(self, part: Part, marked: str) -> str:
        """Write a part that is held in odd or even weeks."""
        subject, (name,), weeks = part
        sign = "单" if weeks == "odd" else "双"
        if marked == "before":
            return f"{sign}周{self.one_of(':', '：')}{subject} {name}"
        if marked == "inside":
            return f"{subject}({sign}) {name}"
        return f"{subject} {name}（{sign}周）"

    def part(self, part: Part) -> str:
        """Write a lesson."""
        subject, names, _ = part
        people = self.one_of("/", "、", "，").join(names)
        order = self.one_of(" ", "\n", "/", "()", "（）", "-", "：", "back")
        if order in {"()", "（）"}:
            return f"{subject}{order[0]}{people}{order[1]}"
        # Behind a Latin name a dash could be part of it.
        return f"{people} {subject}" if order == "back" else f"{subject}{order}{people}"

    def group(self, group: tuple[int, int]) -> str:
        """Write the name of a class."""
        grade, number = group
        zh = NUMBERS[grade - 1]
        spelt = [
            f"{zh}年级{number}班",
            f"{zh}({number})班",
            f"{zh}（{number}）班",
            f"{grade}.{number}班",
            f"{grade}{number:02}班",
        ]
        if grade > 6:
            spelt.append(f"初{NUMBERS[grade - 7]}{number}班")
        if number < 10:
            spelt.append(f"{zh}年{NUMBERS[number - 1]}班")
        return self.one_of(*spelt)

    def day(self, day: int) -> str:
        """Write a weekday."""
        return self.one_of("星期", "周", "礼拜") + NUMBERS[day - 1]

    def period(self, period: int) -> str:
        """Write the number of a period."""
        return self.one_of(f"第{period}节", f"第{NUMBERS[period - 1]}节", str(period))

    def time(self, period: int) -> str:
        """Write the minutes of a period."""
        start, end = SPANS[period - 1]
        colon, dash = self.one_of(":", "："), self.one_of("-", "—", "~", "－")
        return f"{start // 60}{colon}{start % 60:02}{dash}{end // 60}{colon}{end % 60:02}"


def by_class(week: Week, pen: Pen) -> dict[str, Rows]:
    """A sheet per class: periods down, weekdays across."""
    return {pen.group(group): one_class(week, group, pen) for group in week.classes}


def one_class(week: Week, group: tuple[int, int], pen: Pen) -> Rows:
    """The week of a class."""
    days = range(1, week.days + 1)
    rows: Rows = [["节次", "时间", *(pen.day(day) for day in days)]]
    for period in range(1, week.periods + 1):
        cells = [pen.cell(week.cells[group, day, period]) for day in days]
        rows += [[]] if pen.one_of("", "", "blank row") else []
        rows.append([pen.period(period), pen.time(period), *cells])
        rows += [["午休"]] if period == 4 else []
    return rows


def stacked(week: Week, pen: Pen) -> dict[str, Rows]:
    """All classes in one sheet, one below the other, each with a title."""
    rows: Rows = []
    for group in week.classes:
        rows += [[f"{pen.group(group)}课程表"], *one_class(week, group, pen), []]
    return {"课表": rows}


def turned(week: Week, pen: Pen) -> dict[str, Rows]:
    """A sheet per class: weekdays down, periods across."""
    periods = range(1, week.periods + 1)
    sheets = {}
    for group in week.classes:
        rows: Rows = [["星期", *(f"第{period}节\n{pen.time(period)}" for period in periods)]]
        for day in range(1, week.days + 1):
            rows.append([pen.day(day), *(pen.cell(week.cells[group, day, period]) for period in periods)])
        sheets[pen.group(group)] = rows
    return sheets


def classes_down(week: Week, pen: Pen) -> dict[str, Rows]:
    """One wide sheet: a row per class, weekdays and periods across."""
    hours = [(day, period) for day in range(1, week.days + 1) for period in range(1, week.periods + 1)]
    rows: Rows = [
        ["", *(pen.day(day) for day, _ in hours)],
        ["班级", *(pen.period(period) for _, period in hours)],
        ["", *(pen.time(period) for _, period in hours)],
    ]
    for group in week.classes:
        rows.append([pen.group(group), *(pen.cell(week.cells[group, day, period]) for day, period in hours)])
    return {"总课表": rows}


def classes_across(week: Week, pen: Pen) -> dict[str, Rows]:
    """One wide sheet: weekdays and periods down, a column per class."""
    rows: Rows = [["全校总课表"], ["星期", "节次", "时间", *(pen.group(group) for group in week.classes)]]
    for day in range(1, week.days + 1):
        for period in range(1, week.periods + 1):
            cells = [pen.cell(week.cells[group, day, period]) for group in week.classes]
            rows.append([pen.day(day), pen.period(period), pen.time(period), *cells])
    return {"总课表": rows}


LAYOUTS = (by_class, stacked, turned, classes_down, classes_across)

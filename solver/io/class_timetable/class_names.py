"""Names of classes in their many spellings: 一年级1班, 一(1)班, 1.1班, 七(3)班, 初一3班, 101班."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from solver.io.tables.cell_error import WIDE

DIGITS = {letter: at for at, letter in enumerate("一二三四五六七八九", 1)}
STAGES = {"小": 0, "小学": 0, "初": 6, "初中": 6, "高": 9, "高中": 9}
LAST_GRADE = {0: 6, 6: 3, 9: 3}

_ZH = "[一二三四五六七八九十]"
_N = rf"(?P<n>\d{{1,2}}|{_ZH}{{1,3}}|[A-Z])"
_STAGE = "(?P<stage>小学?|初中?|高中?)?"
_CLEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_STAGE}(?P<g>\d{{1,2}}|{_ZH}{{1,2}})年级?\(?{_N}\)?班?$",
        rf"^{_STAGE}(?P<g>\d{{1,2}}|{_ZH}{{1,2}})级?\({_N}\)班?$",
        rf"^{_STAGE}\((?P<g>\d{{1,2}}|{_ZH}{{1,2}})\){_N}班$",
        rf"^{_STAGE}(?P<g>\d{{1,2}}|{_ZH}{{1,2}})[.．。\-–—_·]{_N}班$",
        rf"^(?P<stage>小学?|初中?|高中?)(?P<g>[1-6]|{_ZH}){_N}班$",
        r"^(?P<stage>)(?P<g>[1-9]|1[0-2])(?P<n>\d\d)班$",
        r"^(?P<stage>)(?P<g>[一二三四五六七八九])(?P<n>\d{1,2}|[A-Z])班$",
        r"^(?P<stage>)(?P<g>[一二三四五六七八九])(?P<n>[一二三四五六七八九])班$",
    )
)
_LOOSE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<stage>)(?P<g>\d{{1,2}}|{_ZH}{{1,2}})[.．。\-–—_·]{_N}$",
        r"^(?P<stage>)(?P<g>[1-9]|1[0-2])(?P<n>\d\d)$",
        rf"^{_STAGE}(?P<g>[一二三四五六七八九])(?P<n>\d{{1,2}}|[A-Z])$",
        rf"^(?P<stage>小学?|初中?|高中?)(?P<g>[1-6]|{_ZH})[.\-]?{_N}$",
    )
)
_PART = re.compile(rf"^\(?{_N}\)?班$")
_GRADE = re.compile(rf"(?P<stage>小学?|初中?|高中?)?(?P<g>\d{{1,2}}|{_ZH}{{1,2}})(?P<unit>年级|年)?")
_WITHIN = re.compile(
    rf"(?<![\d第])(?:小学?|初中?|高中?)?(?:\d{{1,3}}|\(?{_ZH}{{1,2}}\)?)(?:年级?)?[.\-]?\(?(?:\d{{1,2}}|{_ZH}{{1,3}}|[A-Z])?\)?班"
)


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class: its grade (``None`` where the name leaves it to a heading above), its number, its spelling."""

    grade: int | None
    number: str
    name: str = field(compare=False)

    @property
    def id(self) -> str:
        """The id of its group: ``3-2``."""
        return f"{self.grade}-{self.number}"

    @property
    def order(self) -> tuple[int, bool, int, str]:
        """Where it stands among the classes: 3-2 before 3-10 before 3-A."""
        digits = self.number.isdecimal()
        return (self.grade or 0, not digits, int(self.number) if digits else 0, self.number)

    def within(self, grade: int | None) -> ClassName | None:
        """Return the class with its grade, taken from a heading where the name has none."""
        if self.grade is not None:
            return self
        return None if grade is None else ClassName(grade, self.number, f"{grade}年级{self.name}")


def number(text: str) -> int | None:
    """Return the number that digits or Chinese numerals up to 99 spell."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text)
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def _plain(text: str) -> str:
    brackets = str.maketrans("【】[]\u3014\u3015", "()()()")
    return re.sub(r"[\s\u200b\ufeff]+", "", text.translate(WIDE).translate(brackets))


@lru_cache(maxsize=8192)
def class_name(text: str, *, loose: bool = False) -> ClassName | None:
    """Return the class that a text names and nothing else; ``loose``: 101, 1.1 and 一1 do too."""
    plain = _plain(text)
    for pattern in (*_CLEAR, *(_LOOSE if loose else ())):
        if (found := pattern.match(plain)) and (read := _read(found, plain)) is not None:
            return read
    part = _PART.match(plain)
    spelt = _number_of(part["n"]) if part else None
    return ClassName(None, spelt, plain) if spelt else None


def _read(found: re.Match[str], plain: str) -> ClassName | None:
    grade = _grade(found["stage"] or "", found["g"])
    spelt = _number_of(found["n"])
    return ClassName(grade, spelt, plain) if grade is not None and spelt else None


def _number_of(text: str) -> str | None:
    if text.isascii() and text.isalpha():
        return text
    value = number(text)
    return str(value) if value else None


def _grade(stage: str, text: str) -> int | None:
    value = number(text)
    if value is None:
        return None
    if not stage:
        return value if 1 <= value <= 12 else None
    above = STAGES[stage]
    return above + value if 1 <= value <= LAST_GRADE[above] else None


@lru_cache(maxsize=8192)
def grade_of(text: str, *, within: bool = False) -> int | None:
    """Return the grade that a heading such as 一年级 or 初二 names; ``within``: somewhere in a title."""
    plain = _plain(text)
    if within:
        found = re.search(rf"(?<!第)(?P<stage>)(?P<g>\d{{1,2}}|{_ZH}{{1,2}})年级", plain)
        return _grade("", found["g"]) if found else None
    whole = _GRADE.fullmatch(plain)
    if not whole or not (whole["stage"] or whole["unit"] == "年级"):
        return None
    return _grade(whole["stage"] or "", whole["g"])


def class_in(text: str) -> frozenset[ClassName]:
    """Return the classes that a title such as 三(2)班课程表 names."""
    whole = class_name(text, loose=True)
    if whole is not None:
        return frozenset({whole})
    classes = set()
    for match in _WITHIN.finditer(_plain(text)):
        # In 枫津小学三(2)班 the 小学 is the school's.
        read = class_name(match[0].removeprefix("小学"))
        if read is not None:
            classes.add(read)
    # 一年级：(3)班 reads as a grade and a class of no grade: one class.
    return frozenset(group for group in classes if group.grade is not None) or frozenset(classes)

"""How the stories read: write a workbook, read it, look at it in a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver.base.errors import Fault
from solver.base.units import clock
from solver.io.class_timetable import ClassTimetable, read
from tests.io.class_timetable.books import DAYS, Rows, book


@pytest.fixture
def reads(tmp_path: Path) -> Callable[..., ClassTimetable]:
    """Write sheets as a workbook and read it."""

    def reading(sheets: dict[str, Rows], times: str = "", **how: Any) -> ClassTimetable:
        path = book(tmp_path / "课表.xlsx", sheets, **how)
        if not times:
            return read(path)
        (tmp_path / "times.toml").write_text(times, encoding="utf-8")
        return read(path, times=tmp_path / "times.toml")

    return reading


@pytest.fixture
def cell(reads: Callable[..., ClassTimetable]) -> Callable[[str], ClassTimetable]:
    """Read a week in which one cell, Monday's first period, is as given; 语文 is 张三's on Tuesday."""
    return lambda text: reads({"三(2)班": [["节次", *DAYS], ["第1节", text, "语文 张三"]]})


def busy(found: ClassTimetable) -> list[str]:
    """Who is busy when, in words: ``张三 1 08:20-09:00 odd``."""
    return [
        f"{row.staff} {row.weekday} {clock(row.start)}-{clock(row.end)} {row.weeks}".strip()
        for row in found.lessons
    ]


def taught(found: ClassTimetable) -> list[str]:
    """Who teaches which class what: ``张三 3-2 语文``."""
    return [f"{row.staff} {row.group} {row.subject}".strip() for row in found.teaching]


def said(faults: tuple[Fault, ...], lang: str = "en") -> list[str]:
    """The faults as a reader sees them."""
    return [fault.say("zh" if lang == "zh" else "en") for fault in faults]

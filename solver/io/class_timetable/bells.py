"""When periods are held: as a sheet 作息时间, labels of timetables or a TOML file say, or assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Said, Words
from solver.base.units import clock
from solver.io import CHECK_PATH, NOTHING
from solver.io.class_timetable.headings import MOST_PERIODS, Head, Span, continued, head_of, span_in, time_in
from solver.io.class_timetable.meaning import Problem
from solver.io.class_timetable.sheets import Sheet, address
from solver.io.class_timetable.vocabulary import DEFAULT_BELLS
from solver.io.files.csv_folder import NO_TEXT, SAVE_UTF8, decoded
from solver.io.settings.safe_toml import TomlError, tree_of_toml

NO_PERIOD = Words(
    zh="“{value}”这一格对不上第几节", en="“{value}” stands beside no period (第几节) that could be read."
)
WRITE_PERIOD = Words(
    zh="请在这一行（列）的开头写“第1节”，或时间如“8:00-8:40”",
    en="Begin its row (or column) with “第1节” or with the minutes, such as “8:00-8:40”.",
)
NO_TIME = Words(
    zh="“{value}”在第{period}节，但没有写第{period}节几点上课",
    en="“{value}” is in period {period}, but nothing says when period {period} is held.",
)
WRITE_TIME = Words(
    zh="请在课表或作息时间表里写上这一节的时间，或用 --times 给出",
    en="Write its minutes into the timetable or a sheet 作息时间, or give them with --times.",
)
TWO_TIMES = Words(
    zh="第{period}节有两个时间：{first} 和 {second}",
    en="Period {period} is held at two times: {first} and {second}.",
)
ONE_TIME = Words(
    zh="请用 --times 给出各年级的时间", en="Give the times with --times, by grade where they differ."
)
ASSUMED_TIMES = Words(
    zh="课表没有写上课时间，暂按常见作息：{times}。请核对，或用 --times 给出",
    en="Nothing says when periods are held; these times are assumed: {times}. Check them, or give your own "
    "with --times.",
)
BAD_TIMES = Words(zh="“{value}”不是上课时间", en="“{value}” does not say when a period is held.")
TIMES_FORM = Words(
    zh='请写成 [periods] 下面 1 = "08:00-08:40"；某个年级不同的，写在 [grade.1] 下面',
    en='Write 1 = "08:00-08:40" under [periods]; where a grade differs, under [grade.1].',
)
NO_TIMES = Words(zh="文件里没有一节课的时间", en="The file gives no period a time.")


@dataclass(frozen=True)
class Bells:
    """The minutes of each period; ``grades`` holds those of grades that differ."""

    periods: Mapping[int, Span] = field(default_factory=dict)
    grades: Mapping[int, Mapping[int, Span]] = field(default_factory=dict)

    def at(self, period: int, grade: int | None) -> Span | None:
        """Return when a period is held for a grade, ``None`` where nobody said."""
        own = self.grades.get(grade, {}) if grade is not None else {}
        return own.get(period, self.periods.get(period))


MOST_BYTES = 1 << 20
_TABLES = ("periods", "grade")
USUAL_BELLS = Bells({at: span for at, text in enumerate(DEFAULT_BELLS, 1) if (span := span_in(text))})


def shown(span: Span) -> str:
    """Return a period's minutes for a reader: ``08:20-09:00``."""
    return f"{clock(span[0])}-{clock(span[1])}"


def read_times(path: Path) -> Bells:
    """Read the times of periods from a TOML file.

    Raises
    ------
    InputError
        With every value that is no time.
    """
    if not path.is_file():
        raise InputError((Fault(NOTHING.with_(name=path.name), way_out=CHECK_PATH.with_()),))
    if path.stat().st_size > MOST_BYTES:
        raise InputError((Fault(NO_TIMES.with_(), file=path.name, way_out=TIMES_FORM.with_()),))
    content = decoded(path.read_bytes())
    if content is None:
        raise InputError((Fault(NO_TEXT.with_(), file=path.name, way_out=SAVE_UTF8.with_()),))
    try:
        tree = tree_of_toml(content[0])
    except TomlError as error:
        raise InputError((error.fault(path.name, TIMES_FORM),)) from None
    faults: list[Fault] = []
    grades: dict[int, dict[int, Span]] = {}
    by_grade = tree.get("grade", {})
    if not isinstance(by_grade, dict):
        faults.append(_fault("grade", str(by_grade), path.name))
        by_grade = {}
    for name, table in by_grade.items():
        if name.isdecimal():
            grades[int(name)] = _periods(table, f"grade.{name}", path.name, faults)
        else:
            faults.append(_fault(f"grade.{name}", str(table), path.name))
    periods = _periods(tree.get("periods", {}), "periods", path.name, faults)
    faults += [_fault(key, str(value), path.name) for key, value in tree.items() if key not in _TABLES]
    if not faults and not periods and not any(grades.values()):
        faults.append(Fault(NO_TIMES.with_(), file=path.name, way_out=TIMES_FORM.with_()))
    if faults:
        raise InputError(tuple(faults))
    return Bells(periods, grades)


def _periods(table: object, where: str, file: str, faults: list[Fault]) -> dict[int, Span]:
    found: dict[int, Span] = {}
    if not isinstance(table, dict):
        faults.append(_fault(where, str(table), file))
        return found
    for key, value in table.items():
        span = span_in(value) if isinstance(value, str) else None
        if span is None or not str(key).isdecimal() or not 1 <= int(key) <= MOST_PERIODS:
            faults.append(_fault(f"{where}.{key}", str(value), file))
        else:
            found[int(key)] = span
    return found


def _fault(where: str, value: str, file: str) -> Fault:
    message = BAD_TIMES.with_(value=value)
    return Fault(message, file=file, column=where, value=value, way_out=TIMES_FORM.with_())


def bells_of(sheet: Sheet) -> dict[int, Span] | None:
    """Return the times of a sheet of times (作息时间), or ``None`` where it is none.

    Raises
    ------
    InputError
        If it gives one period two times.
    """
    for turned in (sheet, sheet.turned):
        for bare in (False, True):
            rows = [row for line in turned.rows if (row := _row(turned, line, bare=bare)) is not None]
            if sum(1 for _, head in rows if head.periods and head.span) > 1:
                return _times(rows, sheet, is_turned=turned is not sheet)
    return None


def _row(sheet: Sheet, row: int, *, bare: bool) -> tuple[int, Head] | None:
    heads = [head_of(text, bare=bare) for _, text in sheet.row(row)]
    times = [time for _, text in sheet.row(row) if (time := time_in(text)) is not None]
    row_head = Head()
    for head in heads:
        if head.periods or head.block or head.span:
            row_head = row_head.over(head)
    if any(head.idle for head in heads) and not any(head.periods for head in heads if head.span is None):
        row_head = replace(row_head, periods=())
    if row_head.span is None and len(times) > 1 and times[0] < times[1]:
        row_head = replace(row_head, span=(times[0], times[1]))
    if row_head.span is not None and row_head.block in {"pm", "night"} and row_head.span[0] < 12 * 60:
        row_head = replace(row_head, span=(row_head.span[0] + 720, row_head.span[1] + 720))
    return (row, row_head) if row_head != Head() else None


def _times(rows: list[tuple[int, Head]], sheet: Sheet, *, is_turned: bool) -> dict[int, Span]:
    found: dict[int, Span] = {}
    for (row, _), head in zip(rows, continued([head for _, head in rows]), strict=True):
        if head.span is None or len(head.periods) != 1:
            continue
        period = head.periods[0]
        if found.setdefault(period, head.span) != head.span:
            message = TWO_TIMES.with_(period=period, first=shown(found[period]), second=shown(head.span))
            place = address((0, row) if is_turned else (row, 0))
            raise InputError((Fault(message, sheet=sheet.name, column=place, way_out=ONE_TIME.with_()),))
    return found


def agreed(told: Iterable[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """Yield the periods that timetables give one time, and no other."""
    times: dict[int, set[Span]] = {}
    for period, span in told:
        times.setdefault(period, set()).add(span)
    yield from ((period, spans.pop()) for period, spans in sorted(times.items()) if len(spans) == 1)


USUAL_FIRST = {"pm": 5, "night": 9}
"""Of the usual times, the first of the afternoon and the first of the evening."""


class Hours:
    """``--times`` knows best, then a slot's own label, a sheet of times, other labels, what is usual."""

    def __init__(self, given: Bells | None) -> None:
        self._given = given or Bells()
        self._told: dict[int, Span] = {}
        self._assumed: dict[int, Span] = {}
        self._first: dict[str, int] = {}

    def learn(self, told: Iterable[tuple[int, Span]]) -> None:
        """Learn the times of periods from a sheet or from labels; what was learnt before stands."""
        for period, span in agreed(told):
            self._told.setdefault(period, span)

    def sort(self, heads: Iterable[Head]) -> None:
        """Learn with which periods afternoon and evening begin, for the times that may have to be assumed."""
        for head in heads:
            for period in head.periods if head.block in USUAL_FIRST else ():
                self._first[head.block] = min(period, self._first.get(head.block, period))

    def held(self, head: Head, grade: int | None, value: str) -> tuple[Span, ...] | Problem:
        """Return when a slot is held, each of its periods; or why that can't be said."""
        if not head.periods and head.span is None:
            return Problem(NO_PERIOD.with_(value=value), WRITE_PERIOD.with_())
        given = [self._given.at(period, grade) for period in head.periods]
        if head.span is not None and (not given or None in given):
            return (head.span,)
        spans: list[Span] = []
        for period, given_span in zip(head.periods, given, strict=True):
            span = given_span or self._told.get(period) or self._usual(period, head.block)
            if span is None:
                return Problem(NO_TIME.with_(value=value, period=period), WRITE_TIME.with_())
            spans.append(span)
        return tuple(spans)

    def _usual(self, period: int, block: str) -> Span | None:
        # Assumed times would not fit between times that the school told.
        if self._told or self._given != Bells():
            return None
        ahead = USUAL_FIRST[block] - self._first[block] if block in self._first else 0
        usual = USUAL_BELLS.at(period + ahead, None)
        if usual is not None:
            self._assumed[period] = usual
        return usual

    def notices(self) -> tuple[Said, ...]:
        """Return what was assumed."""
        times = Listed(f"{period} {shown(span)}" for period, span in sorted(self._assumed.items()))
        return (ASSUMED_TIMES.with_(times=times),) if times else ()

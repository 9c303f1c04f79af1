"""When periods are held: as a sheet 作息时间, labels of timetables or a TOML file say, or assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.units import clock
from solver.io import CHECK_PATH, NOTHING
from solver.io.class_timetable.headings import MOST_PERIODS, Head, Span, continued, head_of, span_in, time_in
from solver.io.class_timetable.messages import BAD_TIMES, NO_TIMES, ONE_TIME, TIMES_FORM, TWO_TIMES
from solver.io.class_timetable.sheets import Sheet, address
from solver.io.class_timetable.vocabulary import DEFAULT_BELLS
from solver.io.files.csv_folder import BAD_TOML, NO_TEXT, SAVE_UTF8, decoded
from solver.io.settings.safe_toml import TomlError, tree_of_toml


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
DEFAULT = Bells({at: span for at, text in enumerate(DEFAULT_BELLS, 1) if (span := span_in(text))})


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
    found = decoded(path.read_bytes())
    if found is None:
        raise InputError((Fault(NO_TEXT.with_(), file=path.name, way_out=SAVE_UTF8.with_()),))
    try:
        tree = tree_of_toml(found[0])
    except TomlError as error:
        fault = Fault(BAD_TOML.with_(why=str(error)), file=path.name, way_out=TIMES_FORM.with_())
        raise InputError((fault,)) from None
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
    for turned in (sheet, _turned(sheet)):
        for bare in (False, True):
            rows = [row for line in turned.rows if (row := _row(turned, line, bare=bare)) is not None]
            if sum(1 for _, head in rows if head.periods and head.span) > 1:
                return _times(rows, sheet, is_turned=turned is not sheet)
    return None


def _turned(sheet: Sheet) -> Sheet:
    cells = {(column, row): text for (row, column), text in sheet.cells.items()}
    return Sheet(sheet.name, cells, {})


def _row(sheet: Sheet, row: int, *, bare: bool) -> tuple[int, Head] | None:
    heads = [head_of(text, bare=bare) for _, text in sheet.row(row)]
    times = [time for _, text in sheet.row(row) if (time := time_in(text)) is not None]
    found = Head()
    for head in heads:
        if head.periods or head.block or head.span:
            found = found.over(head)
    if any(head.idle for head in heads) and not any(head.periods for head in heads if head.span is None):
        found = replace(found, periods=())
    if found.span is None and len(times) > 1 and times[0] < times[1]:
        found = replace(found, span=(times[0], times[1]))
    if found.span is not None and found.block in {"pm", "night"} and found.span[0] < 12 * 60:
        found = replace(found, span=(found.span[0] + 720, found.span[1] + 720))
    return (row, found) if found != Head() else None


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

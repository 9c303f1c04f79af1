"""From a table to its slots: each cell of its body with its weekday, its period and its class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from solver.io.class_timetable.class_names import ClassName, class_in, class_name
from solver.io.class_timetable.frames import HEAD_TEACHER, OTHER_WORDS, Frame, frames_of
from solver.io.class_timetable.headings import Head, caption_of, continued, head_of, tight, time_in
from solver.io.class_timetable.sheets import Place, Sheet
from solver.io.tables.dates_times import WEEKDAY_WORDS

_WEEK_WORDS = {"odd": "单周", "even": "双周"}
_HEAD_NAME = re.compile(rf"{HEAD_TEACHER}(?:老师|教师)?\s*[:：]?\s*(\S.*)?$")


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table's body (or several, one below the other, where a period has several rows)."""

    places: tuple[Place, ...]
    text: str
    head: Head
    label: str = ""
    """The heading that should have named the class, where it could not be read."""


@dataclass(slots=True)
class Layout:
    """The slots of a sheet, the places of its headings, and head teachers as they are written."""

    slots: list[Slot] = field(default_factory=list)
    headings: set[Place] = field(default_factory=set)
    heads: list[tuple[Place, ClassName, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """The rows that one period (or class) takes, and what their labels say."""

    rows: tuple[int, ...]
    head: Head
    label: str


def layout_of(sheet: Sheet) -> Layout:
    """Return the slots of every timetable of a sheet."""
    layout = Layout()
    earlier: list[_Row] = []
    for frame in frames_of(sheet):
        caption = _caption(sheet, frame, layout)
        rows = list(_rows(sheet, frame, earlier, layout))
        earlier = rows
        columns = _columns(sheet, frame)
        _heads(sheet, frame, caption, columns, layout)
        for row in rows:
            for column, head in columns.items():
                _slot(sheet, row, column, head.over(caption), layout)
    return layout


def _caption(sheet: Sheet, frame: Frame, layout: Layout) -> Head:
    """Read the titles above a table; of tables side by side each has its own."""
    texts: dict[Place, str] = {}
    for row in frame.caption:
        for column, text in sheet.row(row):
            texts.setdefault(sheet.origin((row, column)), text)
            layout.headings.add((row, column))
    right = max(frame.columns)
    above = [text for (_, column), text in texts.items() if frame.left <= column <= right]
    named = Head(group=next(iter(class_in(sheet.name)), None), grade=caption_of([sheet.name]).grade)
    caption = caption_of(above).over(caption_of(list(texts.values()))).over(named)
    if caption.group is not None and caption.group.grade is None:
        caption = replace(caption, group=caption.group.within(caption.grade))
    cells = sorted(texts.items())
    for at, (cell, text) in enumerate(cells):
        name = _HEAD_NAME.search(text)
        if name and caption.group is not None:
            after = cells[at + 1][1] if at + 1 < len(cells) and cells[at + 1][0][0] == cell[0] else ""
            layout.heads.append((cell, caption.group, re.split(r"\s{2,}|[,，;；]", name[1] or after)[0]))
    return caption


def _columns(sheet: Sheet, frame: Frame) -> dict[int, Head]:
    heads: dict[int, Head] = {}
    for column in frame.columns:
        head = Head()
        for row in frame.headings:
            text = sheet.text(row, column)
            if frame.bare_weekdays and row == frame.headings[0]:
                head = Head(weekday=WEEKDAY_WORDS.get(tight(text)))
            elif text:
                head = head.over(head_of(text, bare=True, loose=True))
        heads[column] = _with_grade(head)
    numbered = continued(list(heads.values()))
    return dict(zip(heads, numbered, strict=True))


def _with_grade(head: Head) -> Head:
    if head.group is not None and head.group.grade is None and head.grade is not None:
        return replace(head, group=head.group.within(head.grade))
    return head


def _rows(sheet: Sheet, frame: Frame, earlier: list[_Row], layout: Layout) -> Iterator[_Row]:
    """Yield the rows of a table; a table without labels of its own has those of the one to its left."""
    for row in frame.headings:
        layout.headings.update((row, column) for column, _ in sheet.row(row))
    if not any(sheet.text(row, column) for row in frame.body for column in frame.labels) and earlier:
        yield from earlier
        return
    raw: list[tuple[list[int], tuple[Place, ...], Head, str]] = []
    for row in frame.body:
        head, origins, label = _row_head(sheet, frame, row)
        # A remark under the classes is no class: it is left to be reported.
        label = label if any(sheet.text(row, column) for column in frame.columns) else ""
        if head.says_which or label:
            if raw and origins == raw[-1][1] and row == raw[-1][0][-1] + 1:
                raw[-1][0].append(row)
            else:
                raw.append(([row], origins, head, label))
            layout.headings.update((row, column) for column in frame.labels if sheet.text(row, column))
        elif raw and row == raw[-1][0][-1] + 1 and _continues(sheet, frame, row):
            raw[-1][0].append(row)
    for (rows, _, _, label), head in zip(raw, continued([part[2] for part in raw]), strict=True):
        yield _Row(tuple(rows), head, label)


def _continues(sheet: Sheet, frame: Frame, row: int) -> bool:
    beside = any(sheet.text(row, column) for column in frame.labels)
    origins = {sheet.origin((row, column)) for column in frame.columns if sheet.text(row, column)}
    return not beside and bool(frame.labels) and len(origins) > 1


def _row_head(sheet: Sheet, frame: Frame, row: int) -> tuple[Head, tuple[Place, ...], str]:
    """Return what the labels of a row say, where those labels stand, and a class that can't be read."""
    head, origins, label = Head(), [], ""
    times = []
    for column in frame.labels:
        text = sheet.text(row, column)
        above = "".join(tight(sheet.text(line, column)) for line in frame.headings)
        if not text or HEAD_TEACHER in above or any(word in above for word in OTHER_WORDS):
            continue
        if HEAD_TEACHER in tight(text):
            return Head(), (), ""
        of_class = "班" in above and "节" not in above
        read = head_of(text, bare=not of_class, loose=of_class or frame.loose)
        if read == Head() and of_class:
            label = text
        if (time := time_in(text)) is not None:
            times.append(time)
        if read != Head() or time is not None:
            origins.append(sheet.origin((row, column)))
        head = head.over(read)
    if len(times) == 2 and times[0] < times[1] and head.span is None:
        head = replace(head, span=(times[0], times[1]))
    return _with_grade(head), tuple(origins), label


def _heads(sheet: Sheet, frame: Frame, caption: Head, columns: dict[int, Head], layout: Layout) -> None:
    """Collect head teachers: a column of them beside the classes, or a row of them below."""
    for column in range(sheet.width):
        above = {tight(sheet.text(row, column)) for row in frame.headings}
        if any(word.endswith(HEAD_TEACHER) for word in above):
            for row in frame.body:
                groups = [class_name(sheet.text(row, label), loose=True) for label in frame.labels]
                group = next((named for named in groups if named is not None), None)
                group = group.within(caption.grade) if group else None
                if (text := sheet.text(row, column)) and group is not None:
                    layout.heads.append(((row, column), group, text))
                    layout.headings.add((row, column))
        elif any(word in text for text in above for word in OTHER_WORDS) and column not in frame.columns:
            layout.headings.update((row, column) for row in frame.body if sheet.text(row, column))
    for row in frame.body:
        if any(tight(sheet.text(row, label)).endswith(HEAD_TEACHER) for label in frame.labels):
            layout.headings.update((row, column) for column, _ in sheet.row(row))
            for column, head in columns.items():
                group = head.over(caption).group
                if (text := sheet.text(row, column)) and group is not None:
                    layout.heads.append(((row, column), group, text))


def _slot(sheet: Sheet, row: _Row, column: int, above: Head, layout: Layout) -> None:
    head = _with_grade(row.head.over(above))
    texts = {sheet.origin((line, column)): sheet.text(line, column) for line in row.rows}
    text = "\n".join(one for one in texts.values() if one)
    if text and row.head.weeks:
        text = f"{_WEEK_WORDS.get(row.head.weeks, f'{row.head.weeks}周')}:{text}"
    places = tuple((line, column) for line in row.rows)
    if row.label and row.head.group is None:
        head = replace(head, group=None)
    layout.slots.append(Slot(places, text, head, row.label))

"""Dates that must fit together: sessions of one grade apart, merged groups apart, something on every one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from solver.base.errors import Fault
from solver.base.text import Words
from solver.base.units import clock
from solver.domain.calendar import Day, days_of, selects, serves
from solver.domain.case import Enrolment, Group, Pin, Session
from solver.io.case_builder import Draft, Placed

OVERLAP = Words(
    zh="{grade}的时段“{first}”和“{second}”在 {date} 重叠（{start}–{end}）",
    en="{grade} in “{first}” and “{second}” at once on {date}, {start}–{end}.",
)
GRADE = Words(zh="{grade}年级", en="Grade {grade} is")
ALL_GRADES = Words(zh="所有年级", en="All grades are")
PART_TIMES = Words(zh="请错开时间、年级或日期", en="Part them by time, grade or dates.")
NEVER = Words(zh="时段“{session}”在学期内没有一天", en="The session “{session}” has no date within the term.")
NO_DAYS = Words(zh="整个学期没有一个服务日", en="The term has no service date at all.")
CHECK_DATES = Words(
    zh="请核对星期、教学周、起止日期和停课日", en="Check weekdays, weeks, from, to and the closed days."
)
NESTED = Words(zh="“{group}”也是合并班，不能再合并", en="“{group}” is a merged group itself.")
ONLY_CLASSES = Words(zh="只写班级", en="Name classes only.")
TWICE_MERGED = Words(
    zh="班级“{part}”在 {date} 同时属于“{first}”和“{second}”",
    en="On {date} “{part}” is in the merged groups “{first}” and “{second}” at once.",
)
PART_DATES = Words(
    zh="请错开两个合并班的日期或时段", en="Give the merged groups different dates or sessions."
)
NOT_MERGED = Words(zh="“{group}”不是合并班，不能写时段", en="“{group}” is no merged group.")
NAME_PARTS = Words(
    zh="请写明由哪些班合并，或清空时段", en="Name its classes under of, or leave sessions blank."
)
PULLED_APART = Words(
    zh="“{group}”在“{merged}”合并，在“{apart}”却分开，而其中有学生转到延时托管",
    en="“{group}” is merged in “{merged}” and apart in “{apart}”, though pupils go on to extended care.",
)
MERGE_BOTH = Words(zh="请把这两个时段都写上，或都不写", en="Name both sessions or neither.")
PIN_NOWHERE = Words(zh="这些日期里没有服务日", en="There is no service date among its dates.")


def _days(draft: Draft) -> tuple[Day, ...]:
    return days_of(draft.school.term) if draft.school.term is not None else ()


def _sessions(draft: Draft) -> Iterator[Fault]:
    """Yield a fault for sessions without dates and for two at once of one grade."""
    days = _days(draft)
    rows = draft.of(Session)
    if not days and draft.school.term is None:
        return
    running = {placed.item.id: [day for day in days if serves(placed.item, day)] for placed in rows}
    if rows and not any(running.values()):
        yield Fault(NO_DAYS.with_(), file=rows[0].record.raw.file, way_out=CHECK_DATES.with_())
        return
    for placed in rows:
        if not running[placed.item.id]:
            yield placed.record.fault(NEVER.with_(session=placed.item.name), "id", CHECK_DATES.with_())
    for first, second in combinations(rows, 2):
        yield from _at_once(first, second, running)


def _at_once(
    first: Placed[Session], second: Placed[Session], running: dict[str, list[Day]]
) -> Iterator[Fault]:
    a, b = first.item, second.item
    start, end = max(a.start, b.start), min(a.end, b.end)
    grades = set(a.grades) & set(b.grades) if a.grades and b.grades else set(a.grades or b.grades)
    if start >= end or (a.grades and b.grades and not grades) or _receives(a, b) or _receives(b, a):
        return
    common = {day.date for day in running[a.id]}.intersection(day.date for day in running[b.id])
    if common:
        grade = GRADE.with_(grade=min(grades)) if grades else ALL_GRADES.with_()
        message = OVERLAP.with_(
            grade=grade, first=a.name, second=b.name, date=min(common), start=clock(start), end=clock(end)
        )
        yield second.record.fault(message, "start", PART_TIMES.with_())


def _receives(extended: Session, other: Session) -> bool:
    """Tell whether extended care takes over from another session, which may end while it already runs."""
    return (
        extended.kind == "extended" != other.kind
        and other.start < extended.start
        and other.end < extended.end
    )


def _merged(draft: Draft) -> Iterator[Fault]:
    merged = [placed for placed in draft.of(Group) if placed.item.parts]
    names = {placed.item.id: placed.item.name for placed in draft.of(Group)}
    ids = {placed.item.id for placed in merged}
    for placed in merged:
        for part in ids.intersection(placed.item.parts):
            yield placed.record.fault(NESTED.with_(group=names[part]), "of", ONLY_CLASSES.with_())
    days = _days(draft)
    for first, second in combinations(merged, 2):
        shared = set(first.item.parts) & set(second.item.parts)
        in_one = first.item.sessions and second.item.sessions
        if not shared or (in_one and set(first.item.sessions).isdisjoint(second.item.sessions)):
            continue
        day = next(
            (day for day in days if selects(first.item.dates, day) and selects(second.item.dates, day)), None
        )
        if day is not None:
            message = TWICE_MERGED.with_(
                part=names.get(min(shared), min(shared)),
                date=day.date,
                first=first.item.name,
                second=second.item.name,
            )
            yield second.record.fault(message, "of", PART_DATES.with_())


def _merged_sessions(draft: Draft) -> Iterator[Fault]:
    """Yield a fault where sessions are named of a class, or where a group that goes on to extended care
    would change on the way there.
    """
    sessions = draft.items(Session)
    enrolled: dict[str, set[str]] = {}
    for row in draft.items(Enrolment):
        enrolled.setdefault(row.session, set()).add(row.group)
    for placed in draft.of(Group):
        group = placed.item
        if group.sessions and not group.parts:
            yield placed.record.fault(
                NOT_MERGED.with_(group=group.name), "sessions", NAME_PARTS.with_(), value=group.name
            )
        attended = [
            row
            for row in sessions
            if row.ends != "lesson" and not enrolled.get(row.id, set()).isdisjoint(group.parts)
        ]
        merged = [row for row in attended if row.id in group.sessions]
        apart = [row for row in attended if row.id not in group.sessions]
        if merged and apart and any(row.kind == "extended" for row in attended):
            message = PULLED_APART.with_(group=group.name, merged=merged[0].name, apart=apart[0].name)
            yield placed.record.fault(message, "sessions", MERGE_BOTH.with_())


def _pins(draft: Draft) -> Iterator[Fault]:
    if draft.school.term is None:
        return
    sessions = draft.items(Session)
    served = [day for day in _days(draft) if any(serves(session, day) for session in sessions)]
    for placed in draft.of(Pin):
        pin = placed.item
        dated = pin.first is not None or pin.last is not None or pin.weekday is not None
        if dated and not any(
            (pin.first is None or pin.first <= day.date)
            and (pin.last is None or day.date <= pin.last)
            and pin.weekday in {None, day.weekday}
            for day in served
        ):
            column = next(
                (key for key in ("date", "from", "to", "weekday") if key in placed.record.texts), ""
            )
            yield placed.record.fault(PIN_NOWHERE.with_(), column, CHECK_DATES.with_())


DAY_CHECKS: tuple[tuple[frozenset[str], Callable[[Draft], Iterator[Fault]]], ...] = (
    (frozenset({"sessions"}), _sessions),
    (frozenset({"groups"}), _merged),
    (frozenset({"groups", "sessions", "enrolment"}), _merged_sessions),
    (frozenset({"sessions"}), _pins),
)

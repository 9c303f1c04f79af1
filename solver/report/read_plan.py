"""Plans read back from their folder, and rosters that somebody made by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from solver.base.text import Words
from solver.domain import Assignment, Case, Departure, Duty, Meeting, Plan, Work
from solver.domain.plan import Variant
from solver.report.plan_tables import ROSTER_COLUMNS
from solver.report.reader import BLANK, Reader, Row
from solver.report.roster_lines import RosterLine

CHINESE = {
    "日期": "date",
    "周次": "week",
    "教学周": "week",
    "星期": "weekday",
    "岗位": "post",
    "岗位编号": "post",
    "岗位名称": "post_name",
    "开始": "start",
    "结束": "end",
    "班级": "group",
    "场地": "room",
    "人员": "staff",
    "工号": "staff",
    "人员编号": "staff",
    "姓名": "staff_name",
    "代班": "cover",
}
_FINE: dict[str, Variant] = {"fine": "fine", "rain": "rain"}

_NEITHER = Words(zh="需要“{a}”或“{b}”列", en="a column {a} or {b} is needed")
_NAMES_NEED_CASE = Words(
    zh="只有姓名或岗位名称时，须同时给出方案才能对上号", en="names alone can't be matched without the case"
)
_UNKNOWN = Words(zh="方案里没有“{name}”", en="the case knows no {name}")
_SEVERAL = Words(zh="“{name}”不止一个：{ids}", en="{name} could be any of these: {ids}")
_USE_ID = Words(zh="请改用编号", en="Write the id instead.")


def read_roster(path: Path, case: Case | None = None, work: Work | None = None) -> tuple[Assignment, ...]:
    """Read a roster, written by this product or by hand.

    Needed columns are ``date``, ``post`` (or ``post_name``) and ``staff`` (or ``staff_name``), in English or
    Chinese; ``cover`` and ``start`` are used where they are there, all others are ignored. A cell under
    ``post`` or ``staff`` that is no id of the case may also hold a name.

    Parameters
    ----------
    case, work
        Whom and which posts the names stand for. Without them only ids can be read.

    Returns
    -------
    tuple of Assignment
        Sorted, repeated rows included.

    Raises
    ------
    InputError
        With every fault, by row and column.
    """
    reader = Reader(path.name)
    rows = reader.rows(path, ("date",), CHINESE)
    if rows:
        there = rows[0][1].values
        for first, second in (("post", "post_name"), ("staff", "staff_name")):
            if first not in there and second not in there:
                reader.fault(_NEITHER.with_(a=first, b=second), row=1)
        reader.done()
    people: dict[str, list[str]] = defaultdict(list)
    for person in case.staff if case else ():
        people[person.name].append(person.id)
    found = [
        Assignment(
            date=row.date("date"),
            post=_post(reader, row, work),
            staff=_id(reader, row, "staff", case.person if case else None, people),
            cover=row.flag("cover"),
        )
        for _, row in rows
    ]
    reader.done()
    return tuple(sorted(found))


def read_lines(path: Path) -> tuple[RosterLine, ...]:
    """Read a ``roster.csv`` of this product back, with all it says.

    Raises
    ------
    InputError
        If the file is not such a table.
    """
    reader = Reader(path.name)
    found = [
        RosterLine(
            date=row.date("date"),
            week=row.whole("week"),
            weekday=row.weekday("weekday"),
            post=row.text("post", blank=False),
            post_name=row.text("post_name"),
            kind=row.text("kind"),
            session=row.text("session"),
            start=row.minutes("start"),
            end=row.minutes("end"),
            group=row.text("group"),
            room=row.text("room"),
            staff=row.text("staff", blank=False),
            staff_name=row.text("staff_name"),
            units=row.number_of("units"),
            cover=row.flag("cover"),
        )
        for _, row in reader.rows(path, ROSTER_COLUMNS, {})
    ]
    reader.done()
    return tuple(found)


def read_plan(folder: Path) -> Plan:
    """Read the plan of a folder back, its parts sorted; accounts are left to be recomputed.

    Raises
    ------
    InputError
        With every fault of the first table that has any.
    """
    return replace(read_before_rotation(folder), roster=read_roster(folder / "roster.csv"))


def read_before_rotation(folder: Path) -> Plan:
    """Read timetable and hand-over of a folder back, sorted.

    Raises
    ------
    InputError
        With every fault of the first table that has any.
    """
    return Plan(timetable=_timetable(folder / "timetable.csv"), handover=_handover(folder / "handover.csv"))


def _timetable(path: Path) -> tuple[Meeting, ...]:
    reader = Reader(path.name)
    found = [
        Meeting(
            club=row.text("club", blank=False),
            weekday=row.weekday("weekday", blank=False),
            session=row.text("session", blank=False),
            room=row.text("room", blank=False),
        )
        for _, row in reader.rows(path, ("club", "weekday", "session", "room"), CHINESE)
    ]
    reader.done()
    return tuple(sorted(found))


def _handover(path: Path) -> tuple[Departure, ...]:
    needed = ("session", "group", "variant", "gate", "leave", "arrive", "released", "heads")
    reader = Reader(path.name)
    found = [
        Departure(
            session=row.text("session", blank=False),
            group=row.text("group", blank=False),
            variant=row.choice("variant", _FINE, "fine"),
            gate=row.text("gate", blank=False),
            leave=row.minutes("leave") or 0,
            arrive=row.minutes("arrive") or 0,
            released=row.minutes("released") or 0,
            heads=row.whole("heads"),
            extended=row.whole("extended"),
        )
        for _, row in reader.rows(path, needed, CHINESE)
    ]
    reader.done()
    return tuple(sorted(found))


def _id(
    reader: Reader, row: Row, column: str, ids: Mapping[str, object] | None, names: Mapping[str, list[str]]
) -> str:
    """Return the id that a row means, by id or by name."""
    own = row.values.get(column, "")
    if own and (ids is None or own in ids):
        return own
    name = own.strip() or row.values.get(f"{column}_name", "").strip()
    if own.strip() and ids is not None and own.strip() in ids:
        return own.strip()
    candidates = names.get(name, [])
    if not name:
        reader.fault(BLANK.with_(), row=row.number, column=column)
    elif ids is None:
        reader.fault(_NAMES_NEED_CASE.with_(), row=row.number, column=column, value=name)
    elif not candidates:
        reader.fault(_UNKNOWN.with_(name=name), row=row.number, column=column, value=name)
    elif len(candidates) > 1:
        several = _SEVERAL.with_(name=name, ids=", ".join(sorted(candidates)))
        reader.fault(several, row=row.number, column=column, value=name, way_out=_USE_ID.with_())
    else:
        return candidates[0]
    return own


def _post(reader: Reader, row: Row, work: Work | None) -> str:
    """Return the post that a row means. Of posts with one name, that which has a duty then is meant."""
    if work is None:
        return _id(reader, row, "post", None, {})
    own = row.values.get("post", "")
    if own in work.posts:
        return own
    name = own.strip() or row.values.get("post_name", "").strip()
    start = row.minutes("start")
    date = row.date("date")
    named = [post.id for post in work.posts.values() if post.name == name]
    on_date: list[Duty] = [duty for duty in work.on.get(date, ()) if duty.post in named]
    then = [duty.post for duty in on_date if start is None or duty.start == start]
    return _id(reader, row, "post", work.posts, {name: then or [duty.post for duty in on_date] or named})

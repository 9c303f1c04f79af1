"""Plans read back from their folder, and rosters that somebody made by hand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Words
from solver.domain import Assignment, Case, Departure, Meeting, Plan, Work
from solver.io.files.csv_folder import content_of, read_csv
from solver.io.tables.raw import Reading
from solver.io.tables.records import BLANK_CELL, Record, records_of
from solver.io.tables.schema import Table
from solver.report.plan_tables import HANDOVER, ROSTER, TIMETABLE
from solver.report.roster_lines import RosterLine

_BY_HAND = ("date", "post", "post_name", "staff", "staff_name", "start", "cover")
HAND_MADE = replace(
    ROSTER,
    columns=tuple(replace(ROSTER.column[key], required=key == "date") for key in _BY_HAND),
)
"""A roster as people write it: ids or names; whatever else they note down is not looked at."""

_MISSING_FILE = Words(zh="找不到这个文件", en="there is no such file")
_NEITHER = Words(zh="需要“{a}”或“{b}”列", en="a column {a} or {b} is needed")
_NAMES_NEED_CASE = Words(
    zh="只有姓名或岗位名称时，须同时给出方案才能对上号", en="names alone can't be matched without the case"
)
_UNKNOWN = Words(zh="方案里没有“{name}”", en="the case has no {name}")
_SEVERAL = Words(zh="“{name}”不止一个：{ids}", en="{name} could be any of these: {ids}")
_USE_ID = Words(zh="请改用编号", en="Write the id instead.")
_OTHER_CASE = Words(
    zh="这个方案文件夹可能属于另一份方案，或方案在排班后改过",
    en="Perhaps the plan belongs to another case, or the case has changed since.",
)


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
    records, faults = _records(path, HAND_MADE)
    for first, second in (("post", "post_name"), ("staff", "staff_name")):
        if records and not {first, second} & records[0].headers.keys():
            message = _NEITHER.with_(a=first, b=second)
            raise InputError((*faults, Fault(message, file=path.name, row=records[0].raw.header_row)))
    people: dict[str, list[str]] = defaultdict(list)
    for person in case.staff if case else ():
        people[person.name].append(person.id)

    def named(name: str) -> Sequence[str]:
        return people.get(name, ())

    roster = []
    for record in records:
        post = _meant(record, "post", work.posts if work else None, _posts(record, work), faults)
        staff = _meant(record, "staff", case.person if case else None, named, faults)
        date = record.get("date", dt.date)
        if date is not None:
            roster.append(Assignment(date, post, staff, cover=bool(record.values["cover"])))
    _refuse(faults)
    return tuple(sorted(roster))


def read_lines(path: Path) -> tuple[RosterLine, ...]:
    """Read a ``roster.csv`` of this product back, with all it says.

    Raises
    ------
    InputError
        If the file is not such a table.
    """
    lines: Iterator[RosterLine] = _rows(path, ROSTER)
    return tuple(
        replace(
            line,
            post_name=line.post_name or line.post,
            staff_name=line.staff_name or line.staff,
            units=Fraction(line.units),
        )
        for line in lines
    )


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
    timetable: Iterator[Meeting] = _rows(folder / "timetable.csv", TIMETABLE)
    handover: Iterator[Departure] = _rows(folder / "handover.csv", HANDOVER)
    return Plan(timetable=tuple(sorted(timetable)), handover=tuple(sorted(handover)))


def refuse_strangers(case: Case, plan: Plan) -> None:
    """Refuse a plan that names clubs, groups, sessions or places that the case does not have.

    Raises
    ------
    InputError
        Naming every stranger, with the file it stands in.
    """
    known: dict[str, tuple[tuple[object, ...], dict[str, Container[str]]]] = {
        "timetable.csv": (plan.timetable, {"club": case.club, "session": case.session, "room": case.room}),
        "handover.csv": (plan.handover, {"group": case.group, "session": case.session, "gate": case.zone}),
        "roster.csv": (plan.roster, {"staff": case.person}),
    }
    faults = []
    for file, (rows, columns) in known.items():
        named = [(getattr(row, column), ids) for column, ids in columns.items() for row in rows]
        for name in dict.fromkeys(name for name, ids in named if name not in ids):
            message = _UNKNOWN.with_(name=name)
            faults.append(Fault(message, file=file, value=name, way_out=_OTHER_CASE.with_()))
    _refuse(faults)


def _rows(path: Path, table: Table) -> Iterator[Any]:
    """Yield the rows of a table as what they are in the plan; a blank text is an empty one."""
    records, faults = _records(path, table)
    _refuse(faults)
    known = {field.name for field in fields(table.make)}
    columns = [column for column in table.columns if column.key in known]
    blank = {column.key: "" if column.kind == "text" else None for column in columns}
    for record in records:
        filled = {key: value for key, value in record.values.items() if key in blank and value is not None}
        yield table.make(**blank | filled)


def _records(path: Path, table: Table) -> tuple[list[Record], list[Fault]]:
    """Return the rows of a file, and what is wrong with them."""
    reading = Reading(stem=path.stem, file=path.name)
    if not _is_there(path):
        return [], [Fault(_MISSING_FILE.with_(), file=path.name)]
    content = content_of(path, reading)
    raw = None if content is None else read_csv(content, table.name, path.name, reading)
    records = [] if raw is None else records_of(raw, table, reading.faults)
    return records, reading.faults


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InputError(tuple(sorted(faults, key=lambda fault: fault.row or 0)))


def _meant(
    record: Record,
    column: str,
    ids: Container[str] | None,
    named: Callable[[str], Sequence[str]],
    faults: list[Fault],
) -> str:
    """Return the id that a row means, by id or by name; faults are added to ``faults``."""
    written = record.texts.get(column, "")
    if written and (ids is None or written in ids):
        return written
    name = written or record.texts.get(f"{column}_name", "")
    candidates = named(name)
    if len(candidates) == 1:
        return candidates[0]
    if not name:
        faults.append(record.fault(BLANK_CELL.with_(), column))
    elif ids is None:
        faults.append(record.fault(_NAMES_NEED_CASE.with_(), column, value=name))
    elif not candidates:
        faults.append(record.fault(_UNKNOWN.with_(name=name), column, value=name))
    else:
        several = _SEVERAL.with_(name=name, ids=Listed(sorted(candidates)))
        faults.append(record.fault(several, column, _USE_ID.with_(), name))
    return written


def _posts(record: Record, work: Work | None) -> Callable[[str], Sequence[str]]:
    """Return the posts of a name. Of several of one name, that which has a duty then is meant."""

    def named(name: str) -> Sequence[str]:
        if work is None:
            return ()
        start, date = record.get("start", int), record.get("date", dt.date)
        posts = [post.id for post in work.posts.values() if post.name == name]
        on_date = [duty for duty in (work.on.get(date, ()) if date else ()) if duty.post in posts]
        then = [duty.post for duty in on_date if start is None or duty.start == start]
        return then or [duty.post for duty in on_date] or posts

    return named

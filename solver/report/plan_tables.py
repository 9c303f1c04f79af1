"""The plan as plain tables, for other programs and for reading back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.custody import CUSTODY_COLUMNS
from solver.custody.legs import rows_of as custody_rows_of
from solver.domain import Departure, Finding, Meeting
from solver.io.files.csv_folder import guarded
from solver.io.tables.schema import Column, Kind, Table
from solver.io.tables.vocabulary import Choices
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, exact, lines_of
from solver.report.units_account import account_lines

Cell = str | int | Fraction | dt.date | None
Row = TypeVar("Row")
MIDNIGHT_AFTER = 48 * 60 - 1
"""An evening's last release may lie behind midnight."""
TIMES = frozenset({"start", "end", "leave", "arrive", "released"})
"""Columns of minutes of the day."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to be written: its file name without ending, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> bytes:
        """Return the table as UTF-8 with a byte-order mark, the same bytes for the same cells."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([write_cell(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def write_cell(cell: Cell) -> str:
    """Return a cell as text: numbers exactly, and text that a spreadsheet would run gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else exact(cell)


def _column(
    key: str,
    headers: str,
    kind: Kind,
    zh: str,
    en: str,
    *,
    required: bool = False,
    default: str = "",
    choices: Choices = MappingProxyType({}),
) -> Column:
    high = MIDNIGHT_AFTER if kind == "time" else None
    meaning = Words(zh=zh, en=en)
    return Column(key, tuple(headers.split()), kind, meaning, required, default, choices=choices, high=high)


ROSTER = Table(
    "roster",
    ("排班表",),
    Words(zh="谁在哪天上哪个岗位", en="Who serves which post on which date."),
    RosterLine,
    (
        _column("date", "日期", "date", "哪一天", "The date of the duty.", required=True),
        _column("week", "周次 教学周", "int", "教学周", "The teaching week.", default="0"),
        _column("weekday", "星期", "weekday", "按周几的课表", "Whose lessons apply: 1 to 7.", required=True),
        _column("post", "岗位 岗位编号", "text", "岗位编号", "The id of the post.", required=True),
        _column("post_name", "岗位名称", "text", "岗位名称", "The name of the post."),
        _column("kind", "类别", "text", "岗位类别", "The kind of post."),
        _column("session", "时段", "text", "时段编号", "The id of the session."),
        _column("start", "开始", "time", "几点开始", "When the duty starts."),
        _column("end", "结束", "time", "几点结束", "When the duty ends."),
        _column("group", "班级", "text", "班级编号", "The id of the group."),
        _column("room", "场地", "text", "场地或区域编号", "The id of the room or zone."),
        _column("staff", "人员 工号 人员编号", "text", "人员编号", "The id of the person.", required=True),
        _column("staff_name", "姓名", "text", "人员姓名", "The name of the person."),
        _column("units", "工作量", "decimal", "值多少工作量", "What the duty is worth.", default="0"),
        _column(
            "cover",
            "代班",
            "yes_no",
            "是否只代这一天",
            "Not the holder, just this date.",
            default="0",
            choices={"yes": ("1", "是", "代", "代班", "true"), "no": ("0", "否", "false")},
        ),
    ),
    open=True,
)
TIMETABLE = Table(
    "timetable",
    ("社团课表",),
    Words(zh="社团在周几、哪个时段、哪个场地", en="On which weekday, in which session and room clubs meet."),
    Meeting,
    (
        _column("club", "社团", "text", "社团编号", "The id of the club.", required=True),
        _column("club_name", "社团名称", "text", "社团名称", "The name of the club."),
        _column("weekday", "星期", "weekday", "周几", "The weekday, 1 to 7.", required=True),
        _column("session", "时段", "text", "时段编号", "The id of the session.", required=True),
        _column("session_name", "时段名称", "text", "时段名称", "The name of the session."),
        _column("start", "开始", "time", "几点开始", "When the meeting starts."),
        _column("end", "结束", "time", "几点结束", "When the meeting ends."),
        _column("room", "场地", "text", "场地编号", "The id of the room.", required=True),
        _column("room_name", "场地名称", "text", "场地名称", "The name of the room."),
        _column("pupils", "人数", "int", "社团人数", "How many pupils come."),
    ),
    open=True,
)
HANDOVER = Table(
    "handover",
    ("放学交接",),
    Words(zh="各班怎样离校", en="How each group leaves."),
    Departure,
    (
        _column("session", "时段", "text", "时段编号", "The id of the session.", required=True),
        _column("group", "班级", "text", "班级编号", "The id of the group.", required=True),
        _column("group_name", "班级名称", "text", "班级名称", "The name of the group."),
        _column(
            "variant",
            "天气",
            "choice",
            "晴天或雨天",
            "On a fine or a rainy day.",
            required=True,
            choices={"fine": ("晴天",), "rain": ("雨天",)},
        ),
        _column("gate", "校门", "text", "校门编号", "The id of the gate.", required=True),
        _column("gate_name", "校门名称", "text", "校门名称", "The name of the gate."),
        _column("leave", "离班", "time", "几点离班", "When the line leaves its room.", required=True),
        _column("arrive", "到达", "time", "几点到校门", "When it is at the gate.", required=True),
        _column("released", "放完", "time", "几点放完", "When the last pupil is fetched.", required=True),
        _column("heads", "人数", "int", "放学人数", "How many leave by the gate.", required=True),
        _column("extended", "留托", "int", "留下的人数", "How many stay in extended care.", default="0"),
    ),
    open=True,
)
UNITS_COLUMNS = (
    "account",
    "staff",
    "staff_name",
    "pool",
    "weight",
    "due",
    "reachable",
    "target",
    "opening_balance",
    "load",
    "deviation",
    "closing_balance",
)
FINDINGS_COLUMNS = (
    "rule",
    "stage",
    "level",
    "hard",
    "price",
    "amount",
    "date",
    "start",
    "end",
    "staff",
    "staff_names",
    "post",
    "group",
    "room",
    "message_zh",
    "message_en",
)


def tables_of(handout: PlanView) -> tuple[Sheet, ...]:
    """Return every table of a plan folder."""
    others = (_timetable, _handover, _custody, _units, _findings)
    return (roster_table(lines_of(handout)), *(_stamped(handout, make(handout)) for make in others))


def roster_table(lines: tuple[RosterLine, ...]) -> Sheet:
    """Return the roster, one row per assignment."""
    return _sheet("roster", keys(ROSTER), lines, {})


def keys(table: Table) -> tuple[str, ...]:
    """Return the headers of a table of a plan folder: they are a contract."""
    return tuple(column.key for column in table.columns)


def _stamped(handout: PlanView, sheet: Sheet) -> Sheet:
    stamp = handout.made_from
    return Sheet(sheet.name, (*sheet.columns, "made_from"), tuple((*row, stamp) for row in sheet.rows))


def _sheet(
    name: str, columns: tuple[str, ...], rows: Iterable[Row], made: Mapping[str, Callable[[Row], Cell]]
) -> Sheet:
    """Return a table whose cells are what the rows have under its columns, or what is made of them."""

    def cell(row: Row, column: str) -> Cell:
        value: Cell = made[column](row) if column in made else getattr(row, column)
        return clock(value) if column in TIMES and isinstance(value, int) else value

    return Sheet(name, columns, tuple(tuple(cell(row, column) for column in columns) for row in rows))


def _timetable(handout: PlanView) -> Sheet:
    case = handout.case

    def time(meeting: Meeting, end: str) -> Minutes | None:
        """Return a time of the club's own, else of its session."""
        owners = (case.club.get(meeting.club), case.session.get(meeting.session))
        times: list[Minutes | None] = [getattr(owner, end) for owner in owners if owner]
        return next((minute for minute in times if minute is not None), None)

    made: dict[str, Callable[[Meeting], Cell]] = {
        "club_name": lambda row: case.club[row.club].name if row.club in case.club else row.club,
        "session_name": lambda row: handout.session_name(row.session),
        "start": lambda row: time(row, "start"),
        "end": lambda row: time(row, "end"),
        "room_name": lambda row: handout.place_name(row.room),
        "pupils": lambda row: sum(member.pupils for member in case.members if member.club == row.club),
    }
    return _sheet("timetable", keys(TIMETABLE), sorted(handout.plan.timetable), made)


def _handover(handout: PlanView) -> Sheet:
    made: dict[str, Callable[[Departure], Cell]] = {
        "group_name": lambda row: handout.group_name(row.group),
        "gate_name": lambda row: handout.place_name(row.gate),
    }
    return _sheet("handover", keys(HANDOVER), sorted(handout.plan.handover), made)


def _custody(handout: PlanView) -> Sheet:
    return Sheet("custody", CUSTODY_COLUMNS, tuple(custody_rows_of(handout.case, handout.custody)))


def _units(handout: PlanView) -> Sheet:
    made = {"opening_balance": attrgetter("opening"), "closing_balance": attrgetter("closing")}
    return _sheet("units", UNITS_COLUMNS, account_lines(handout), made)


def _findings(handout: PlanView) -> Sheet:
    made: dict[str, Callable[[Finding], Cell]] = {
        "hard": lambda row: int(row.hard),
        "staff": lambda row: ";".join(row.staff),
        "staff_names": lambda row: ";".join(map(handout.staff_name, row.staff)),
        "message_zh": lambda row: row.say("zh"),
        "message_en": lambda row: row.say("en"),
    }
    return _sheet("findings", FINDINGS_COLUMNS, handout.told, made)

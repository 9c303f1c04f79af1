"""The plan as plain tables, for other programs and for reading back."""

from __future__ import annotations

from solver.base.units import Minutes, clock
from solver.custody import CUSTODY_COLUMNS
from solver.custody.rows import rows_of as custody_rows_of
from solver.report.csv_cells import Cell, Sheet, joined
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, lines_of
from solver.report.units_account import account_lines

ROSTER_COLUMNS = (
    "date",
    "week",
    "weekday",
    "post",
    "post_name",
    "kind",
    "session",
    "start",
    "end",
    "group",
    "room",
    "staff",
    "staff_name",
    "units",
    "cover",
)
TIMETABLE_COLUMNS = (
    "club",
    "club_name",
    "weekday",
    "session",
    "session_name",
    "start",
    "end",
    "room",
    "room_name",
    "pupils",
)
HANDOVER_COLUMNS = (
    "session",
    "group",
    "group_name",
    "variant",
    "gate",
    "gate_name",
    "leave",
    "arrive",
    "released",
    "heads",
    "extended",
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
    return (
        roster_table(lines_of(handout)),
        _stamped(handout, _timetable(handout)),
        _stamped(handout, _handover(handout)),
        _stamped(handout, _custody(handout)),
        _stamped(handout, _units(handout)),
        _stamped(handout, _findings(handout)),
    )


def roster_table(lines: tuple[RosterLine, ...]) -> Sheet:
    """Return the roster, one row per assignment; its columns are a contract."""
    rows = tuple(
        (
            line.date.isoformat(),
            line.week,
            line.weekday,
            line.post,
            line.post_name,
            line.kind,
            line.session,
            _time(line.start),
            _time(line.end),
            line.group,
            line.room,
            line.staff,
            line.staff_name,
            line.units,
            int(line.cover),
        )
        for line in lines
    )
    return Sheet("roster", ROSTER_COLUMNS, rows)


def _stamped(handout: PlanView, sheet: Sheet) -> Sheet:
    stamp = handout.made_from
    return Sheet(sheet.name, (*sheet.columns, "made_from"), tuple((*row, stamp) for row in sheet.rows))


def _timetable(handout: PlanView) -> Sheet:
    case = handout.case
    rows: list[tuple[Cell, ...]] = []
    for meeting in sorted(handout.plan.timetable):
        club, session = case.club.get(meeting.club), case.session.get(meeting.session)
        start = club.start if club and club.start is not None else session.start if session else None
        end = club.end if club and club.end is not None else session.end if session else None
        rows.append(
            (
                meeting.club,
                club.name if club else meeting.club,
                meeting.weekday,
                meeting.session,
                session.name if session else meeting.session,
                _time(start),
                _time(end),
                meeting.room,
                handout.place_name(meeting.room),
                sum(row.pupils for row in case.members if row.club == meeting.club),
            )
        )
    return Sheet("timetable", TIMETABLE_COLUMNS, tuple(rows))


def _handover(handout: PlanView) -> Sheet:
    rows = tuple(
        (
            row.session,
            row.group,
            handout.group_name(row.group),
            row.variant,
            row.gate,
            handout.place_name(row.gate),
            clock(row.leave),
            clock(row.arrive),
            clock(row.released),
            row.heads,
            row.extended,
        )
        for row in sorted(handout.plan.handover)
    )
    return Sheet("handover", HANDOVER_COLUMNS, rows)


def _custody(handout: PlanView) -> Sheet:
    return Sheet("custody", CUSTODY_COLUMNS, tuple(custody_rows_of(handout.case, handout.custody)))


def _units(handout: PlanView) -> Sheet:
    rows = tuple(
        (line.account, line.staff, line.staff_name, line.pool, *line.amounts)
        for line in account_lines(handout)
    )
    return Sheet("units", UNITS_COLUMNS, rows)


def _findings(handout: PlanView) -> Sheet:
    rows = tuple(
        (
            row.rule,
            row.stage,
            row.level,
            int(row.hard),
            row.price,
            row.amount,
            row.date.isoformat() if row.date else None,
            _time(row.start),
            _time(row.end),
            joined(row.staff),
            joined([handout.staff_name(staff) for staff in row.staff]),
            row.post,
            row.group,
            row.room,
            row.say("zh"),
            row.say("en"),
        )
        for row in handout.told
    )
    return Sheet("findings", FINDINGS_COLUMNS, rows)


def _time(minutes: Minutes | None) -> str | None:
    return None if minutes is None else clock(minutes)

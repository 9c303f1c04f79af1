"""Every table of the data format, in the order in which they are read and written."""

from __future__ import annotations

from solver.intake.columns import Table
from solver.intake.tables_people import ENROLMENT, GROUPS, LESSONS, STAFF, TEACHING
from solver.intake.tables_places import ROOMS, SESSIONS, ZONES
from solver.intake.tables_week import WEEK
from solver.intake.tables_wishes import ABSENCES, HISTORY, PINS, WISHES
from solver.intake.tables_work import CLUBS, MEMBERS, POSTS

TABLES: tuple[Table, ...] = (
    STAFF,
    GROUPS,
    ENROLMENT,
    TEACHING,
    LESSONS,
    SESSIONS,
    ROOMS,
    ZONES,
    POSTS,
    CLUBS,
    MEMBERS,
    ABSENCES,
    WISHES,
    PINS,
    HISTORY,
    WEEK,
)

TABLE: dict[str, Table] = {table.name: table for table in TABLES}

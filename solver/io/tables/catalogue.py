"""Every table of the data format, in the order in which they are read and written."""

from __future__ import annotations

from solver.io.tables.people import ENROLMENT, GROUPS, LESSONS, STAFF, TEACHING
from solver.io.tables.places import ROOMS, SESSIONS, ZONES
from solver.io.tables.requests import ABSENCES, HISTORY, PINS, WISHES
from solver.io.tables.schema import Table
from solver.io.tables.work import CLUBS, MEMBERS, POSTS, WEEK

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

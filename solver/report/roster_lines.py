"""The roster as lines: one assignment with all that a reader of the table wants to know about it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from solver.base.text import Lang
from solver.base.units import Minutes, clock
from solver.domain import Duty, DutyKey
from solver.domain.calendar import day_of, week_of
from solver.report.plan_view import PlanView
from solver.report.words import TEXT

About = Literal["person", "group", "room"]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person in one seat of one duty; a seat that nobody holds has no ``staff`` and is ``missing``.

    ``weekday`` is the weekday whose lessons apply. Minutes are ``None`` where the post has no duty on
    that date (a plan with findings may say so).
    """

    date: dt.date
    week: int
    weekday: int
    post: str
    post_name: str
    kind: str
    session: str
    start: Minutes | None
    end: Minutes | None
    group: str
    room: str
    staff: str
    staff_name: str
    units: Fraction
    cover: bool
    missing: int = 0

    @property
    def time(self) -> str:
        """From when to when, for a reader."""
        if self.start is None or self.end is None:
            return ""
        return f"{clock(self.start)}–{clock(self.end)}"

    @property
    def tint(self) -> str:
        """The kind of post that colours the line, ``missing`` for a hole."""
        return "missing" if self.missing else self.kind

    def of(self, kind: About) -> str:
        """Return the id of what a line is about; empty where it is about no such thing."""
        return {"person": self.staff, "group": self.group, "room": self.room}[kind]


def lines_of(handout: PlanView) -> tuple[RosterLine, ...]:
    """Return every assignment as a line, by date, time and post."""
    duty = handout.work.duty
    lines = [
        _line(handout, row.date, row.post, duty.get(DutyKey(row.date, row.post)), row.staff, cover=row.cover)
        for row in handout.plan.roster
    ]
    return tuple(sorted(lines, key=reading_order))


def shown_lines(handout: PlanView) -> tuple[RosterLine, ...]:
    """Return the lines for a reader: people of one name told apart, and a line for every hole.

    A duty that lacks needed heads has one line that is ``missing`` them.
    """
    lines = [replace(line, staff_name=handout.shown_name(line.staff)) for line in lines_of(handout)]
    lines += [
        _line(handout, duty.date, duty.post, duty, "", cover=False, missing=handout.short(duty))
        for duty in handout.work.duties
        if handout.short(duty)
    ]
    return tuple(sorted(lines, key=reading_order))


def told_apart(lines: tuple[RosterLine, ...]) -> tuple[RosterLine, ...]:
    """Return the lines with the id behind every name that several people of the lines have."""
    people: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        people[line.staff_name].add(line.staff)
    return tuple(
        replace(line, staff_name=f"{line.staff_name} ({line.staff})")
        if len(people[line.staff_name]) > 1
        else line
        for line in lines
    )


def kinds_of(lines: Iterable[RosterLine]) -> list[str]:
    """Return the kinds of post that some lines show, holes among them, in their order."""
    return list(dict.fromkeys(line.tint for line in lines))


def by_session(
    handout: PlanView, lines: Iterable[RosterLine], lang: Lang
) -> list[tuple[str, tuple[RosterLine, ...]]]:
    """Return the lines of each session with its name, in the order in which the school lists them."""
    of_session: dict[str, list[RosterLine]] = defaultdict(list)
    for line in lines:
        of_session[line.session].append(line)
    known = handout.case.session
    return [
        (handout.session_name(session) or TEXT["no_session"].say(lang), tuple(of_session[session]))
        for session in (*known, *sorted(of_session.keys() - known.keys()))
        if session in of_session
    ]


def reading_order(line: RosterLine) -> tuple[object, ...]:
    """Sort lines as they are read: date, time, post, person."""
    start = -1 if line.start is None else line.start
    return (line.date, start, natural(line.post), natural(line.staff), line.post, line.staff, line.cover)


@lru_cache(maxsize=4096)
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which room 2 comes before room 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts)


def exact(value: Fraction | int) -> str:
    """Return a number exactly: a decimal where one says it, else a mixed number such as ``-2 1/3``.

    A bare ``7/3`` would be read as a date by spreadsheets.
    """
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(Fraction(value)), 1)
    if not rest:
        return f"{sign}{whole}"
    # A decimal says it if nothing but twos and fives divide it; none needs more places than it has digits.
    most = rest.denominator.bit_length()
    if 10**most % rest.denominator:
        return f"{sign}{whole} {rest}"
    places = next(places for places in range(most + 1) if 10**places % rest.denominator == 0)
    return f"{sign}{whole}.{int(rest * 10**places):0{places}d}"


def _line(
    handout: PlanView,
    date: dt.date,
    post_id: str,
    duty: Duty | None,
    staff: str,
    *,
    cover: bool,
    missing: int = 0,
) -> RosterLine:
    case, post = handout.case, handout.work.posts.get(post_id)
    day = duty.day if duty else day_of(case).get(date)
    return RosterLine(
        date=date,
        week=day.week if day else week_of(case.term, date),
        weekday=day.weekday if day else date.isoweekday(),
        post=post_id,
        post_name=post.name if post else post_id,
        kind=post.kind if post else "",
        session=post.session if post else "",
        start=duty.start if duty else None,
        end=duty.end if duty else None,
        group=(duty.group if duty else post.group if post else None) or "",
        room=(duty.room or duty.zone_from if duty else post.room if post else None) or "",
        staff=staff,
        staff_name=handout.staff_name(staff) if staff else "",
        units=Fraction(post.units) if post else Fraction(Decimal(0)),
        cover=cover,
        missing=missing,
    )

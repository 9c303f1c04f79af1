"""A shortage planted into a school: on some dates fewer people may do a thing than are needed.

Two kinds. On three dates all leaders are at a meeting, so that nobody is leader on duty: plain. On four
others all floaters and all but one of those who teach either of two classes are away: one person for
both at once.
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from benchmarks.school.people import FLOATER
from benchmarks.school.size import Size, Tables, is_low

WITHOUT_LEADER, WITHOUT_TEACHERS = 3, 4
PLANTED = {"uncovered_pupils": WITHOUT_TEACHERS, "uncovered": WITHOUT_LEADER}
"""Seats by level that nobody can fill: no plan leaves fewer empty, and some plan no more."""


def plant(tables: Tables, size: Size) -> None:
    """Send people away on dates spread over the term."""
    count = WITHOUT_LEADER + WITHOUT_TEACHERS
    dates = [size.dates[(2 * place + 1) * size.days // (2 * count)] for place in range(count)]
    staff = tables["staff"]
    leaders = {row["id"] for row in staff if row["kind"] == "leader"}
    floaters = {row["id"] for row in staff if FLOATER in row["qualifications"].split(";")}
    for date in dates[:WITHOUT_LEADER]:
        _send_away(tables, leaders, date, "校长会议")
    for date in dates[WITHOUT_LEADER:]:
        _send_away(tables, floaters | _of_two_classes(tables, size, date), date, "集体培训")


def _of_two_classes(tables: Tables, size: Size, date: dt.date) -> set[str]:
    """Return the teachers of two classes but for one who teaches both and is there, such that the class
    that is left with the fewest of its own has as many as can be.
    """
    there = {row["id"] for row in tables["staff"] if str(date.isoweekday()) in (row["weekdays"] or "12345")}
    there -= _on_leave(tables, date)
    own = {
        group: {row["staff"] for row in tables["teaching"] if row["group"] == group} & there
        for group in size.classes
    }

    def gone(pair: tuple[str, str]) -> set[str]:
        one, other = (own[group] for group in pair)
        return (one | other) - {min(one & other)}

    def left(pair: tuple[str, str]) -> list[int]:
        return sorted(len(own[group] - gone(pair)) for group in size.classes if group not in pair)

    pairs = combinations(filter(is_low, size.classes), 2)
    return gone(max((pair for pair in pairs if own[pair[0]] & own[pair[1]]), key=left))


def _on_leave(tables: Tables, date: dt.date) -> set[str]:
    return {row["staff"] for row in tables["absences"] if row["from"] <= str(date) <= row["to"]}


def _send_away(tables: Tables, people: set[str], date: dt.date, reason: str) -> None:
    """Add leave on a date for people; those who have leave then keep it."""
    day = str(date)
    for person in sorted(people - _on_leave(tables, date)):
        tables["absences"].append({"staff": person, "from": day, "to": day, "reason": reason})

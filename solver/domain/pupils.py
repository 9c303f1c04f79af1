"""How many pupils of a group are where: enrolled in a session, members of a club."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from solver.domain.calendar import Day, in_care, serves
from solver.domain.case import Case, Group, Session


@lru_cache(maxsize=64)
def _enrolment_rows(case: Case) -> dict[tuple[str, str], dict[int | None, int]]:
    rows: dict[tuple[str, str], dict[int | None, int]] = defaultdict(dict)
    for row in case.enrolment:
        rows[row.group, row.session][row.weekday] = row.pupils
    return rows


def pupils_of(case: Case, group: Group, session: str, weekday: int) -> int:
    """Return how many pupils of a group are enrolled; a merged group has those of its parts."""
    if group.parts:
        return sum(pupils_of(case, case.group[part], session, weekday) for part in group.parts)
    by_weekday = _enrolment_rows(case).get((group.id, session), {})
    return by_weekday.get(weekday, by_weekday.get(None, 0))


def present(case: Case, session: Session, group: Group, day: Day) -> int:
    """Return how many pupils of a group are in a session on a day; none while another group stands for it."""
    if not serves(session, day) or not in_care(case, group, session.id, day):
        return 0
    return pupils_of(case, group, session.id, day.weekday)


@lru_cache(maxsize=64)
def _member_rows(case: Case) -> dict[tuple[str, str], int]:
    return {(row.club, row.group): row.pupils for row in case.members}


def members_of(case: Case, club: str, group: Group) -> int:
    """Return how many pupils of a group belong to a club; a merged group has those of its parts."""
    if group.parts:
        return sum(members_of(case, club, case.group[part]) for part in group.parts)
    return _member_rows(case).get((club, group.id), 0)

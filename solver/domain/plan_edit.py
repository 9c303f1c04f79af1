"""A roster with a few seats taken otherwise, and the facts of it worked out from those of the old one."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection
from dataclasses import replace

from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, Facts, facts, know_facts
from solver.domain.plan import Assignment, Plan


def reseated(case: Case, plan: Plan, gone: Collection[Assignment], come: Collection[Assignment]) -> Plan:
    """Return a plan without some assignments and with others.

    A term has thousands of duties and an edit touches a few: what follows from the roster is carried over
    for all others.

    Raises
    ------
    ValueError
        If an assignment is of no duty or nobody of the case.
    """
    seen = facts(case, plan)
    by_person, crew = dict(seen.by_person), dict(seen.crew)
    rows = list(plan.roster) if not gone else [row for row in plan.roster if row not in gone]
    for row in gone:
        key = _key(case, seen, row)
        crew[key] = tuple([other for other in crew.get(key, ()) if other != row])
    for row in come:
        key = _key(case, seen, row)
        insort(rows, row)
        crew[key] = tuple(sorted((*crew.get(key, ()), row)))
    keys = {_key(case, seen, row) for row in (*gone, *come)}
    for staff in {row.staff for row in (*gone, *come)}:
        own = [duty for duty in by_person.get(staff, ()) if duty.key not in keys]
        own += [seen.work.duty[key] for key in keys for row in crew[key] if row.staff == staff]
        by_person[staff] = tuple(sorted(own, key=_time))
    # Whoever is not there any more is not named, as if never assigned.
    crew = {key: there for key, there in crew.items() if there}
    by_person = {staff: own for staff, own in by_person.items() if own}
    changed = replace(plan, roster=tuple(rows))
    know_facts(case, changed, Facts(seen.work, by_person, crew, seen.stray))
    return changed


def _key(case: Case, seen: Facts, row: Assignment) -> DutyKey:
    key = DutyKey(row.date, row.post)
    if key not in seen.work.duty or row.staff not in case.person:
        msg = f"no duty or person for {row}"
        raise ValueError(msg)
    return key


def _time(duty: Duty) -> tuple[object, int, str]:
    return duty.date, duty.start, duty.post

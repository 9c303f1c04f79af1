"""Rosters changed by hand: who could do a duty, with whom to exchange it, and the audit of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from solver import explain
from solver.audit.plan import audit, audit_again, doubts_about
from solver.domain.carried_bounds import carried
from solver.domain.duties import DutyKey
from solver.domain.plan import Plan
from solver.rules import rules_of
from solver.service.plans import measured, unproven
from solver.service.result import Result


def candidates(
    result: Result, duty: DutyKey, leaving: str | None = None, *, whole: bool = False
) -> explain.Candidates:
    """Return everybody who could do a duty, ranked, with what would change; and everybody who can't, and why.

    Raises
    ------
    EditError
        If there is no such duty, no empty seat, or the one who leaves is not there.
    """
    found = result.audit.findings
    return explain.candidates(result.case, result.plan, duty, leaving, whole=whole, known=found)


def swaps(result: Result, duty: DutyKey, staff: str, dates: Collection[dt.date]) -> tuple[explain.Swap, ...]:
    """Return with whom a person could exchange a duty for one on these dates, breaking no hard rule, ranked.

    Raises
    ------
    EditError
        If the person is not on that duty.
    """
    return explain.swaps(result.case, result.plan, duty, staff, dates, known=result.audit.findings)


def edited(result: Result, plan: Plan) -> Result:
    """Return an audited plan changed by hand, with what is still proven about it.

    Where only the roster differs nothing is worked out again that can't have changed: what is found is the
    same as in a full audit, in a fraction of the time.
    """
    case, before = result.case, result.plan
    if (plan.timetable, plan.handover) != (before.timetable, before.handover):
        plan, shortfalls = measured(case, plan)
        return Result(case, plan, unproven(case), audit(case, plan), shortfalls)
    if plan.accounts != before.accounts:
        plan = replace(plan, accounts=before.accounts)
    found = audit_again(case, plan, before, result.audit)
    peaks = {charge.level for rule in rules_of(case) for charge in rule.charges if charge.peak}
    certificate = carried(result.certificate, plan, found.levels, peaks)
    doubts = (*doubts_about(case, plan, found.levels, certificate), *found.unfair)
    return Result(case, plan, certificate, replace(found, doubts=doubts), result.shortfalls)

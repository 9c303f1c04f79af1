"""A plan read from files must be about the case at hand."""

from __future__ import annotations

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.domain.case import Case
from solver.domain.plan import Plan

UNKNOWN = Words(zh="方案里没有“{name}”", en="the case has no {name}")
OTHER_CASE = Words(
    zh="这个方案文件夹可能属于另一份方案，或方案在排班后改过",
    en="Perhaps the plan belongs to another case, or the case has changed since.",
)


def refuse_strangers(case: Case, plan: Plan) -> None:
    """Refuse a plan that names clubs, groups, sessions or places that the case does not have.

    Raises
    ------
    InputError
        Naming every stranger, with the file it stands in.
    """
    strangers = {
        "timetable.csv": [
            *(row.club for row in plan.timetable if row.club not in case.club),
            *(row.session for row in plan.timetable if row.session not in case.session),
            *(row.room for row in plan.timetable if row.room not in case.room),
        ],
        "handover.csv": [
            *(row.group for row in plan.handover if row.group not in case.group),
            *(row.session for row in plan.handover if row.session not in case.session),
            *(row.gate for row in plan.handover if row.gate not in case.zone),
        ],
        "roster.csv": [row.staff for row in plan.roster if row.staff not in case.person],
    }
    faults = [
        Fault(UNKNOWN.with_(name=name), file=file, value=name, way_out=OTHER_CASE.with_())
        for file, names in strangers.items()
        for name in dict.fromkeys(names)
    ]
    if faults:
        raise InputError(tuple(faults))

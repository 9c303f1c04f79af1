"""Who is in a room beside the clubs, as a check sees it: posts with pupils, and classes cared for at home."""

from __future__ import annotations

from solver.base.units import Minutes
from solver.domain.calendar import Day, in_care, serves
from solver.domain.case import Case
from solver.domain.duties import Duty, facts
from solver.domain.plan import Plan
from solver.domain.pupils import pupils_of


def beside(case: Case, plan: Plan, day: Day, minute: Minutes, room: str) -> list[tuple[str, int]]:
    """Return the classes and posts, other than placed clubs, in a room at a minute, with their heads."""
    posted = [
        duty
        for duty in facts(case, plan).work.on.get(day.date, ())
        if duty.post in case.post and (duty.holds_pupils or duty.kind == "tutoring")
    ]
    there: dict[str, int] = {}
    for duty in posted:
        if duty.room == room and duty.start <= minute < duty.end:
            name = duty.post if duty.group is None else duty.group
            there[name] = max(duty.pupils, there.get(name, 0))
    for group in case.groups:
        if group.room == room:
            for session in case.sessions:
                at_home = (
                    session.kind != "extended"
                    and session.start <= minute < session.end
                    and serves(session, day)
                    and in_care(case, group, session.id, day)
                    and not _is_posted(posted, session.id, group.id)
                )
                heads = pupils_of(case, group, session.id, day.weekday) if at_home else 0
                if heads:
                    there[group.id] = max(heads, there.get(group.id, 0))
    return sorted(there.items())


def _is_posted(posted: list[Duty], session: str, group: str) -> bool:
    return any(duty.session == session and duty.group in {group, None} for duty in posted)

"""What all rules of the timetable stage share: whom they concern, and how a plan's meetings are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from solver.base.units import Minutes
from solver.domain.calendar import Day, selects, session_days
from solver.domain.case import Case
from solver.domain.duties import club_post
from solver.domain.plan import Meeting, Plan
from solver.rules.rule import Params, Rule

P = TypeVar("P", bound=Params)


class ClubRule(Rule[P]):
    """A rule of the timetable stage. ``posts`` narrows it to clubs by their ids, ``first`` and
    ``last`` to dates.
    """

    stage = "timetable"

    def about(self, club: str) -> bool:
        """Tell whether the rule is about this club."""
        return not self.params.posts or "club" in self.params.posts or club in self.params.posts

    def dated(self, date: dt.date) -> bool:
        """Tell whether the rule is about this date."""
        first, last = self.params.first, self.params.last
        return (first is None or first <= date) and (last is None or date <= last)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of a plan with the minutes and the days on which it is held."""

    meeting: Meeting
    start: Minutes
    end: Minutes
    days: tuple[Day, ...]


def held(case: Case, plan: Plan) -> tuple[Held, ...]:
    """Return the meetings of a plan, for checks: rules that make plans ask the model instead."""
    found = []
    for meeting in sorted(plan.timetable):
        post = club_post(case.club[meeting.club], meeting)
        session = case.session[meeting.session]
        days = tuple(day for day in session_days(case, meeting.session) if selects(post.dates, day))
        found.append(Held(meeting, *session.hours(post), days))
    return tuple(found)


def under_way(case: Case, plan: Plan) -> Iterator[tuple[Day, Minutes, tuple[Held, ...]]]:
    """Yield day by day every minute at which a club or a session begins, with the meetings under way."""
    all_held = held(case, plan)
    begins = [club.start for club in case.clubs] + [session.start for session in case.sessions]
    minutes = sorted({minute for minute in begins if minute is not None})
    for day in sorted({day for one in all_held for day in one.days}):
        today = [one for one in all_held if day in one.days]
        for minute in minutes:
            there = tuple(one for one in today if one.start <= minute < one.end)
            if there:
                yield day, minute, there

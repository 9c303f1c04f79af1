"""Which duty a finding is about, so that it can be seen in every view."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.domain import DutyKey, Finding
from solver.report import PlanView

Place = tuple[dt.date, str, str]
"""A date, a post and a person; the post or the person may be empty where a finding leaves it open."""


@dataclass(frozen=True)
class Marks:
    """The findings of a plan by the duties and by the people that they speak of."""

    findings: tuple[Finding, ...]
    placed: Mapping[Place, tuple[Finding, ...]]
    dated: Mapping[dt.date, tuple[Finding, ...]]
    people: Mapping[str, tuple[Finding, ...]]

    @staticmethod
    def of(handout: PlanView) -> Marks:
        """Return the findings of a plan laid onto its duties."""
        placed: dict[Place, list[Finding]] = defaultdict(list)
        dated: dict[dt.date, list[Finding]] = defaultdict(list)
        people: dict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(handout.findings, key=lambda finding: not finding.hard):
            for staff in finding.staff:
                people[staff].append(finding)
            if finding.date is None:
                continue
            dated[finding.date].append(finding)
            for place in _places(handout, finding, finding.date):
                placed[place].append(finding)
        return Marks(
            handout.findings,
            {place: tuple(found) for place, found in placed.items()},
            {date: tuple(found) for date, found in dated.items()},
            {staff: tuple(found) for staff, found in people.items()},
        )

    def on_duty(self, duty: DutyKey, staff: Iterable[str]) -> tuple[Finding, ...]:
        """Return what was found about a duty, or about one of these people on it."""
        found = list(self.placed.get((duty.date, duty.post, ""), ()))
        for person in filter(None, staff):
            found += self.placed.get((duty.date, duty.post, person), ())
            found += self.placed.get((duty.date, "", person), ())
        return tuple(found)


def _places(handout: PlanView, finding: Finding, date: dt.date) -> list[Place]:
    if finding.post is not None:
        on_post = [person for person in finding.staff if _serves(handout, date, finding.post, person)]
        # Nobody of the crew is named: it is the duty itself, such as an empty seat.
        return [(date, finding.post, person) for person in on_post or [""]]
    if finding.group is not None or finding.room is not None:
        return [
            (date, duty.post, "")
            for duty in handout.work.on.get(date, ())
            if (finding.group is None or duty.group == finding.group)
            and (finding.room is None or duty.room == finding.room)
            and _meets(finding, duty.start, duty.busy_until)
        ]
    return [(date, "", person) for person in finding.staff if finding.rule != "shortage"]


def _meets(finding: Finding, start: int, end: int) -> bool:
    if finding.start is None or finding.end is None:
        return True
    return finding.start <= end and start <= finding.end


def _serves(handout: PlanView, date: dt.date, post: str, staff: str) -> bool:
    return any(row.staff == staff for row in handout.crew.get(DutyKey(date, post), ()))

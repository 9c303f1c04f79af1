"""Who is there: the crews of one date, minute by minute, without those who are away."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from solver.base.units import Minutes
from solver.domain import Absence, Case, Duty, Plan, Work
from solver.domain.duties import LINE_KINDS

CARE_KINDS = frozenset({"care", "tutoring", "arrival", "lunch", "nap", "evening"})
"""Kinds of post whose crew holds the group that the post names."""

SHARED_KINDS = CARE_KINDS - {"tutoring"}
"""Those that hold a whole session where the post names no group; a tutor for all visits classes in care."""

END_OF_DAY: Minutes = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """The same adults are in one place for a while (half-open)."""

    start: Minutes
    end: Minutes
    place: str
    staff: tuple[str, ...]


class Crews:
    """Who is assigned to what, and who is away when, over the whole term."""

    def __init__(self, case: Case, plan: Plan) -> None:
        assigned: dict[tuple[dt.date, str], set[str]] = defaultdict(set)
        for row in plan.roster:
            if row.staff in case.person:
                assigned[row.date, row.post].add(row.staff)
        self._assigned = {key: tuple(sorted(staff)) for key, staff in assigned.items()}
        self._absences: dict[str, list[Absence]] = defaultdict(list)
        for absence in case.absences:
            if absence.away:
                self._absences[absence.staff].append(absence)

    def of(self, duty: Duty) -> tuple[str, ...]:
        """Return the people of the case who are assigned to a duty, present or not, sorted."""
        return self._assigned.get((duty.date, duty.post), ())

    def away(self, staff: str, date: dt.date) -> tuple[tuple[Minutes, Minutes], ...]:
        """Return the minutes of a date in which a person is away."""
        return tuple(
            (0 if row.start is None else row.start, END_OF_DAY if row.end is None else row.end)
            for row in self._absences.get(staff, ())
            if row.first <= date <= row.last
        )


def place_of(duty: Duty) -> str:
    """Return where a duty's pupils are: its room, else its zone."""
    return duty.room or duty.zone_from or ""


def zone_of(case: Case, place: str) -> str | None:
    """Return the zone of a place, which may be a room or itself a zone."""
    if place in case.room:
        return case.room[place].zone
    return place if place in case.zone else None


class Watch:
    """The crews of one date."""

    def __init__(self, case: Case, crews: Crews, work: Work, date: dt.date) -> None:
        self.date = date
        self.duties = work.on.get(date, ())
        self._case = case
        self._crews = crews
        self._own: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        self._shared: dict[str, list[Duty]] = defaultdict(list)
        for duty in self.duties:
            if duty.kind in CARE_KINDS:
                if duty.group is not None:
                    self._own[duty.session, duty.group].append(duty)
                elif duty.kind in SHARED_KINDS:
                    self._shared[duty.session].append(duty)

    def crew(self, duty: Duty) -> tuple[str, ...]:
        """Return the people of the case who are assigned to a duty, present or not, sorted."""
        return self._crews.of(duty)

    def present(self, crew: Iterable[str], start: Minutes, end: Minutes) -> tuple[str, ...]:
        """Return those of a crew who are there through all these minutes."""
        return tuple(
            staff
            for staff in crew
            if not any(gone < end and start < back for gone, back in self._crews.away(staff, self.date))
        )

    def holders(self, session: str, group: str, minute: Minutes) -> tuple[Duty, ...]:
        """Return the duties that hold a group in care at a minute: its own, else those for the whole session.

        After its end a group's last care duty goes on until the last pupil is with a receiver.
        """
        own = self._own.get((session, group), ())
        found = tuple(duty for duty in own if _holds(duty, own, minute))
        shared = self._shared.get(session, ())
        return found or tuple(duty for duty in shared if duty.start <= minute < duty.end)

    def care(self, session: str, group: str, start: Minutes, end: Minutes, place: str = "") -> list[Span]:
        """Return who holds a group in care from ``start`` to ``end``, and where.

        ``place`` says where they are if it is not the place of the duty itself: on the way out.
        """
        own = (*self._own.get((session, group), ()), *self._shared.get(session, ()))
        cuts = self._cuts(own, start, end)
        room = self._case.group[group].room or ""
        spans = []
        for first, last in pairwise(cuts):
            holding = self.holders(session, group, first)
            where = place or (place_of(holding[0]) if holding else room)
            spans.append(Span(first, last, where, self._together(holding, first, last)))
        return joined(spans)

    def crewed(self, duties: Sequence[Duty], start: Minutes, end: Minutes, place: str) -> list[Span]:
        """Return who of some duties' crews is there from ``start`` to ``end``."""
        cuts = self._cuts(duties, start, end)
        spans = []
        for first, last in pairwise(cuts):
            on = [duty for duty in duties if duty.start <= first < duty.end]
            spans.append(Span(first, last, place, self._together(on, first, last)))
        return joined(spans)

    def home(self, session: str, group: str, minute: Minutes) -> str | None:
        """Return the zone in which a group is cared for at a minute."""
        holding = self.holders(session, group, minute)
        if holding:
            return holding[0].zone_from
        return zone_of(self._case, self._case.group[group].room or "")

    def _together(self, duties: Iterable[Duty], start: Minutes, end: Minutes) -> tuple[str, ...]:
        crews = {staff for duty in duties for staff in self.crew(duty)}
        return self.present(sorted(crews), start, end)

    def _cuts(self, duties: Iterable[Duty], start: Minutes, end: Minutes) -> list[Minutes]:
        """Return the minutes between ``start`` and ``end`` at which those present may change."""
        cuts = {start, end}
        for duty in duties:
            cuts.update((duty.start, duty.end, duty.busy_until))
            for staff in self.crew(duty):
                cuts.update(minute for gap in self._crews.away(staff, self.date) for minute in gap)
        return sorted(minute for minute in cuts if start <= minute <= end) if start < end else []


def _holds(duty: Duty, own: Iterable[Duty], minute: Minutes) -> bool:
    if duty.start <= minute < duty.end:
        return True
    leading = [other.end for other in own if other.kind in LINE_KINDS]
    last = duty.kind in LINE_KINDS and duty.end == max(leading)
    return last and duty.end <= minute < duty.busy_until


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans with neighbours that say the same made one."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before and (before.end, before.place, before.staff) == (span.start, span.place, span.staff):
            found[-1] = Span(before.start, span.end, span.place, span.staff)
        else:
            found.append(span)
    return found

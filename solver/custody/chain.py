"""The chain itself: from stays and crews to legs without a hole between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from solver.base.units import Minutes
from solver.custody.crews import Crews, Span, Watch, place_of, zone_of
from solver.custody.legs import How, Leg
from solver.custody.stays import Sending, Stay, extended_duties, stays
from solver.domain import Case, Departure, Plan, Variant, Work, service_days
from solver.domain.duties import expand
from solver.domain.plan import VARIANTS

FROM_HOME = frozenset({"arrival", "weekend", "holiday"})
"""Kinds of session before which no lesson's teacher holds the pupils: they come from home."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One date: the crews, and what each group's pupils do."""

    watch: Watch
    stays: tuple[Stay, ...]


Departures = dict[tuple[str, str, Variant], Departure]


def departures(plan: Plan) -> Departures:
    """Return departures by session, group and variant."""
    return {(row.session, row.group, row.variant): row for row in plan.handover}


def scenes(case: Case, plan: Plan, dates: Collection[dt.date] | None = None) -> Iterator[Scene]:
    """Yield the scene of every service date, or of those among ``dates``."""
    work: Work = expand(case, plan.timetable, plan.handover)
    crews = Crews(case, plan)
    for day in service_days(case):
        if dates is None or day.date in dates:
            watch = Watch(case, crews, work, day.date)
            yield Scene(watch, stays(case, watch, day))


def legs_of(case: Case, scene: Scene, leaving: Departures) -> Iterator[Leg]:
    """Yield every leg of a date, for the fine and the rainy day."""
    for stay in scene.stays:
        for variant in VARIANTS:
            departure = leaving.get((stay.session.id, stay.group.id, variant))
            yield from _Trail(case, scene.watch, stay, variant, departure).legs()


def gate_zone(case: Case, departure: Departure) -> str:
    """Return where a line is released: the gate, in the rain its place for rainy days."""
    gate = case.zone.get(departure.gate)
    sheltered = gate.rain_zone if gate is not None and departure.variant == "rain" else None
    return sheltered or departure.gate


class _Trail:
    """The legs of one stay in one variant."""

    def __init__(
        self, case: Case, watch: Watch, stay: Stay, variant: Variant, departure: Departure | None
    ) -> None:
        self.case, self.watch, self.stay = case, watch, stay
        self.departure = departure if stay.session.ends == "gate" else None
        self.start = stay.session.start + stay.session.grace
        leave = self.departure.leave if self.departure else stay.session.end
        # A line planned to leave before care has begun is too early, but nobody leaves twice.
        self.close = max(self.start, leave)
        self.variant = variant

    def leg(
        self,
        party: str,
        span: Span,
        heads: int,
        how: How,
        *,
        receiver: str = "",
        session: str = "",
    ) -> Leg:
        return Leg(
            self.stay.day.date,
            session or self.stay.session.id,
            self.stay.group.id,
            party,
            self.variant,
            span.start,
            span.end,
            span.place,
            span.staff,
            heads,
            how,
            receiver,
        )

    def legs(self) -> Iterator[Leg]:
        session, group = self.stay.session, self.stay.group.id
        if session.grace and session.kind not in FROM_HOME:
            room = self.case.group[group].room or ""
            yield self.leg(group, Span(session.start, self.start, room, ()), self.stay.pupils, "lesson")
        if session.kind == "extended":
            yield from self._straight_to_extended()
            return
        yield from self._in_care()
        yield from self._in_clubs()
        yield from self._home()

    def _in_care(self) -> Iterator[Leg]:
        outings = self.stay.outings
        cuts = {minute for outing in outings for minute in (outing.collected, outing.returned)}
        for span in self.watch.care(self.stay.session.id, self.stay.group.id, self.start, self.close):
            inside = [span.start, *sorted(cut for cut in cuts if span.start < cut < span.end), span.end]
            for start, end in pairwise(inside):
                out = sum(outing.heads for outing in outings if outing.collected <= start < outing.returned)
                if self.stay.pupils > out:
                    piece = Span(start, end, span.place, span.staff)
                    yield self.leg(self.stay.group.id, piece, self.stay.pupils - out, "care")

    def _in_clubs(self) -> Iterator[Leg]:
        for outing in self.stay.outings:
            party = f"{self.stay.group.id}/{outing.duty.club}"
            zone = outing.duty.zone_from or outing.place
            ways: tuple[tuple[Minutes, Minutes, str, How], ...] = (
                (outing.collected, outing.arrived, zone, "walk"),
                (outing.arrived, outing.left, outing.place, "club"),
                (outing.left, outing.returned, zone, "walk"),
            )
            for start, end, place, how in ways:
                # A line that has left takes its club pupils along; that it left too early is a finding.
                for span in self.watch.crewed((outing.duty,), start, min(end, self.close), place):
                    if outing.heads:
                        yield self.leg(party, span, outing.heads, how)

    def _home(self) -> Iterator[Leg]:
        line, departure = self.stay.line, self.departure
        zone = self.watch.home(self.stay.session.id, self.stay.group.id, self.stay.session.end - 1)
        minute = self.close
        for sending in self.stay.sendings:
            if sending.heads:
                at = minute + self.case.walk_minutes(zone, sending.zone)
                if at > minute:
                    yield from self._lead(minute, at, sending.zone or sending.place, self._with_line(sending))
                yield from self._extended(sending, at)
                minute, zone = at, sending.zone
        if departure is None:
            if self.stay.session.ends != "gate" and line:
                end = self.stay.session.end
                yield from self._received(end, self.case.group[self.stay.group.id].room or "")
            return
        if not line:
            return
        gate = gate_zone(self.case, departure)
        arrive = max(departure.arrive, minute)
        released = max(departure.released, arrive)
        yield from self._lead(minute, arrive, gate, line)
        for span in self.watch.care(self.stay.session.id, self.stay.group.id, arrive, released, gate):
            yield self.leg(self.stay.group.id, span, line, "gate")
        yield from self._received(released, gate)

    def _with_line(self, sending: Sending) -> int:
        """Return how many walk as far as this extended care: those for it, for the next, and the line."""
        rest = self.stay.sendings[self.stay.sendings.index(sending) :]
        walking = sum(other.heads for other in rest)
        return walking + (self.stay.line if self.departure else 0)

    def _lead(self, start: Minutes, end: Minutes, place: str, heads: int) -> Iterator[Leg]:
        session, group = self.stay.session.id, self.stay.group.id
        spans = self.watch.care(session, group, start, end, place)
        if self.departure is None and start < end:
            # No line to the gate: whoever held them at the end walks them over.
            last = self.watch.care(session, group, self.stay.session.end - 1, self.stay.session.end)
            crew = last[-1].staff if last else ()
            spans = [Span(start, end, place, self.watch.present(crew, start, end))]
        for span in spans:
            yield self.leg(group, span, heads, "walk")

    def _extended(self, sending: Sending, at: Minutes) -> Iterator[Leg]:
        party = f"{self.stay.group.id}/{sending.session.id}"
        # Whoever comes after the end still needs an adult: one minute shows that nobody is there.
        end = max(sending.session.end, at + 1)
        for span in self.watch.crewed(sending.duties, at, end, sending.place):
            yield self.leg(party, span, sending.heads, "extended", session=sending.session.id)
        gone = Span(end, end, sending.place, ())
        yield self.leg(party, gone, sending.heads, "receiver", receiver="parent", session=sending.session.id)

    def _straight_to_extended(self) -> Iterator[Leg]:
        """Yield the legs of those who come to extended care from a lesson, with no session before it."""
        session = self.stay.session
        duties = extended_duties(self.watch, session.id, self.stay.group.id)
        place = place_of(duties[0]) if duties else ""
        zone = zone_of(self.case, place)
        sending = Sending(session, self.stay.pupils, self.stay.pupils, duties, place, zone)
        yield from self._extended(sending, self.start)

    def _received(self, minute: Minutes, place: str) -> Iterator[Leg]:
        for receiver, heads in self.stay.receivers:
            span = Span(minute, minute, place, ())
            yield self.leg(self.stay.group.id, span, heads, "receiver", receiver=receiver)

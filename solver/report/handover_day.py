"""The end of one day: each class's line to its gate, the gate minute by minute, in whose hands a class is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from solver import custody
from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes
from solver.custody import Leg
from solver.custody.legs import party_name
from solver.domain import Finding
from solver.domain.case import Zone
from solver.domain.plan import Variant
from solver.report.plan_view import PlanView
from solver.report.roster_lines import natural

NOBODY = Words(zh="无人", en="nobody")
TEACHER = Words(zh="任课教师", en="the lesson's teacher")
RECEIVERS = {
    "parent": Words(zh="家长", en="parent"),
    "bus": Words(zh="校车", en="bus"),
    "route": Words(zh="路队", en="route line"),
    "self": Words(zh="自行离校", en="goes alone"),
    "lesson": TEACHER,
}
TOLD_ONCE = frozenset({"custody_heads", "line_early", "departure_missing", "club_walk"})
"""Findings that are told once, on their first date, though they hold on others too."""
WALK_PAST = 10
"""Minutes after a session's end in which those who stay on are seen to be handed over."""


@dataclass(frozen=True, slots=True)
class LineOut:
    """One class's line on one day: ``heads`` pupils from its room to the gate; ``staff`` leads it.

    ``ready`` is the session's end: from then until ``leave`` the pupils wait for their turn.
    """

    session: str
    group: str
    gate: str
    place: str
    ready: Minutes
    leave: Minutes
    arrive: Minutes
    released: Minutes
    heads: int
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateMinute:
    """So many pupils of a group go through a gate in this minute; ``crowded``: with others beside them."""

    minute: Minutes
    group: str
    heads: int
    crowded: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """A party is in these hands for a while; ``receiver`` and no length: it leaves the school's hands.

    ``alone``: no named adult is there, and one must be. ``giver`` is who hands the pupils over at ``start``.
    """

    party: str
    start: Minutes
    end: Minutes
    place: str
    how: str
    heads: int
    adults: str
    giver: str
    receiver: str
    alone: bool


@dataclass(frozen=True)
class HandoverDay:
    """The custody chain of one date in one weather."""

    handout: PlanView
    date: dt.date
    variant: Variant

    @cached_property
    def lines(self) -> tuple[LineOut, ...]:
        """The lines of the day, gate by gate, in the order in which they leave."""
        sessions = self.handout.case.session
        planned = {(row.session, row.group, row.variant): row for row in self.handout.plan.handover}
        heads: dict[tuple[str, str, Variant], int] = defaultdict(int)
        leaders: dict[tuple[str, str, Variant], set[str]] = defaultdict(set)
        places: dict[tuple[str, str, Variant], str] = {}
        for leg in self._legs:
            key = leg.session, leg.group, leg.variant
            row = planned.get(key)
            if row is None or leg.party != leg.group or sessions[leg.session].ends != "gate":
                continue
            if leg.how == "receiver":
                heads[key] += leg.heads
                places[key] = leg.place
            elif leg.start >= row.leave:
                leaders[key].update(leg.staff)
        lines = (
            LineOut(
                session=row.session,
                group=row.group,
                gate=row.gate,
                place=places[key],
                ready=sessions[row.session].end,
                leave=row.leave,
                arrive=max(row.arrive, row.leave),
                released=max(row.released, row.arrive, row.leave),
                heads=heads[key],
                staff=tuple(sorted(leaders[key])),
            )
            for key, row in planned.items()
            if heads[key]
        )
        return tuple(
            sorted(lines, key=lambda line: (natural(line.gate), line.leave, line.arrive, natural(line.group)))
        )

    @property
    def groups(self) -> Collection[str]:
        """The groups that somebody holds on that day."""
        return {leg.group for leg in self._legs}

    @property
    def broken(self) -> Collection[str]:
        """The groups that nobody holds at some minute."""
        return {leg.group for leg in self._legs if leg.needs_adult and not leg.staff}

    def throughput(self, gate: str) -> int | None:
        """Return the pupils a minute that a gate releases in this weather; ``None``: nobody has said."""
        return throughput_of(self.handout.case.zone.get(gate), self.variant)

    def spans(self, group: str) -> dict[str, tuple[Minutes, Minutes]]:
        """Return from when to when each session holds a group, until its pupils are received.

        The whole day stands first, under an empty name.
        """
        legs = self._of(group)
        spans = {"": (min(leg.start for leg in legs), max(leg.end for leg in legs))}
        for session in self.handout.case.sessions:
            held = [leg for leg in legs if leg.session == session.id]
            if held and session.kind != "extended":
                last = max(leg.end for leg in held)
                # Those who stay on are handed over as the line walks past: that belongs to the session's end.
                past = (leg.end for leg in legs if leg.how == "extended" and leg.start <= last)
                ends = max([last, *(min(end, last + WALK_PAST) for end in past)])
                spans[session.id] = min(leg.start for leg in held), ends
        return spans

    def holds(self, group: str, lang: Lang) -> tuple[Hold, ...]:
        """Return the chain of one group as it is read: by minute and party."""
        legs = sorted(self._of(group), key=lambda leg: (leg.start, leg.end, leg.party, leg.receiver))
        givers = custody.givers(legs)
        return tuple(self._hold(leg, givers[leg], lang) for leg in legs)

    @cached_property
    def _legs(self) -> tuple[Leg, ...]:
        return tuple(
            leg for leg in self.handout.custody if leg.date == self.date and leg.variant == self.variant
        )

    def _of(self, group: str) -> list[Leg]:
        return [leg for leg in self._legs if leg.group == group]

    def _hold(self, leg: Leg, givers: Iterable[str], lang: Lang) -> Hold:
        alone = leg.needs_adult and not leg.staff
        adults = Listed(map(self.handout.shown_name, leg.staff)).say(lang)
        if alone:
            adults = NOBODY.say(lang)
        elif leg.how == "lesson":
            adults = TEACHER.say(lang)
        return Hold(
            party=party_name(self.handout.case, leg.group, leg.party),
            start=leg.start,
            end=leg.end,
            place=self.handout.place_name(leg.place),
            how=leg.how,
            heads=leg.heads,
            adults=adults,
            giver=Listed(map(self.handout.shown_name, givers)).say(lang),
            receiver=RECEIVERS[leg.receiver].say(lang) if leg.receiver else "",
            alone=alone,
        )


def throughput_of(gate: Zone | None, variant: Variant) -> int | None:
    """Return the pupils a minute that a gate releases in some weather; ``None``: nobody has said."""
    if gate is None:
        return None
    wet = variant == "rain" and gate.rain_throughput is not None
    return gate.rain_throughput if wet else gate.throughput


def gate_minutes(lines: Iterable[LineOut], throughput: int | None) -> tuple[GateMinute, ...]:
    """Return who goes through one gate when.

    A line is released as quickly as the gate can, from its arrival on; where the plan leaves too few minutes
    for that, the rest goes in the last of them and is seen to be too much.
    """
    released: list[tuple[Minutes, str, int]] = []
    there: list[tuple[Minutes, Minutes]] = []
    for line in lines:
        left, end = line.heads, max(line.released, line.arrive + 1)
        there.append((line.arrive, end))
        for minute in range(line.arrive, end):
            last = minute + 1 >= line.released
            going = left if last or throughput is None else min(left, throughput)
            if going:
                released.append((minute, line.group, going))
            left -= going
    return tuple(
        GateMinute(minute, group, heads, sum(first <= minute < last for first, last in there) > 1)
        for minute, group, heads in sorted(released)
    )


def broken_dates(handout: PlanView) -> Collection[dt.date]:
    """Return the dates on which the custody chain has a finding."""
    return {finding.date for finding in handout.findings if finding.rule in custody.CODES and finding.date}


def custody_findings(handout: PlanView, date: dt.date) -> tuple[Finding, ...]:
    """Return what was found about custody on a date, what is told once only on its first date included."""
    return tuple(
        finding
        for finding in handout.findings
        if finding.rule in custody.CODES
        and finding.date is not None
        and (finding.date == date or (finding.rule in TOLD_ONCE and finding.date <= date))
    )

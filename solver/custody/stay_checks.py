"""What stays and departures show before any minute is looked at: heads, rounds, lines.

A cause that comes back every week is told once, with its first date and the number of its days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from solver.base.text import WEEKDAYS, Said, Words
from solver.base.units import Minutes, clock
from solver.custody.chain import Departures
from solver.custody.legs import weather
from solver.custody.stays import Outing, Stay
from solver.domain import Case, Departure, Finding, Variant
from solver.domain.levels import Stage
from solver.domain.plan import VARIANTS

TOO_MANY = Words(
    zh="{group}{weekday}{session}只有{there}名学生可去“{into}”，名单上却有{claimed}名（{date}起，共{days}天）",
    en="{group}, {weekday} {session}: {claimed} pupils are named for {into} but only {there} are there to go "
    "(from {date}, {days} days)",
)
RECEIVERS = Words(
    zh="{group}{weekday}{session}从校门离开的只有{there}名学生，校车、路队、自行离校却共{claimed}名（{date}起，共{days}天）",
    en="{group}, {weekday} {session}: only {there} pupils leave by the gate, but bus, route line and "
    "self-release add up to {claimed} (from {date}, {days} days)",
)
RUSHED = Words(
    zh="“{into}”{start}–{end}的时间不够到各班接送学生（{date}起，共{days}天）",
    en="{into}, {start}–{end}, is too short to collect its pupils and bring them back "
    "(from {date}, {days} days)",
)
MISSING = Words(
    zh="{group}{session}有学生离校，却没有交接安排{weather}（{date}起，共{days}天）",
    en="{group}, {session}: pupils go home but no departure is planned{weather} (from {date}, {days} days)",
)
EARLY = Words(
    zh="{group}{leave}离开，早于{session}结束时间{end}{weather}（{date}起，共{days}天）",
    en="{group} leaves at {leave}, before {session} ends at {end}{weather} (from {date}, {days} days)",
)
CLUB_OUT = Words(
    zh="{group}{leave}离开时，“{into}”的{heads}名学生要到{end}才回来{weather}（{date}起，共{days}天）",
    en="{group} leaves at {leave}, but {heads} pupils come back from {into} only at {end}{weather} "
    "(from {date}, {days} days)",
)


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, said without the days and the weather in which it is."""

    rule: str
    stage: Stage
    said: Said
    amount: int = 1
    group: str | None = None
    post: str | None = None
    start: Minutes | None = None
    end: Minutes | None = None


@dataclass(slots=True)
class _Times:
    """When a cause is met: its dates in order, and the weather of its plans."""

    dates: list[dt.date] = field(default_factory=list)
    variants: set[Variant] = field(default_factory=set)


class Causes:
    """Gathers causes over the term."""

    def __init__(self, case: Case, leaving: Departures) -> None:
        self._case = case
        self._leaving = leaving
        self._met: dict[Cause, _Times] = {}

    def look(self, stay: Stay) -> None:
        """Look at one stay, on both its fine and its rainy day."""
        for variant in VARIANTS:
            departure = self._leaving.get((stay.session.id, stay.group.id, variant))
            for cause in _causes(self._case, stay, departure):
                times = self._met.setdefault(cause, _Times())
                times.variants.add(variant)
                if stay.day.date not in times.dates[-1:]:
                    times.dates.append(stay.day.date)

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for every cause, in the order in which they were met."""
        for cause, times in self._met.items():
            first = times.dates[0]
            message = cause.said.words.with_(
                **dict(cause.said.values),
                date=first.isoformat(),
                days=len(times.dates),
                weather=weather(times.variants),
            )
            yield Finding(
                rule=cause.rule,
                message=message,
                stage=cause.stage,
                amount=cause.amount,
                post=cause.post,
                group=cause.group,
                date=first,
                start=cause.start,
                end=cause.end,
            )


def _causes(case: Case, stay: Stay, departure: Departure | None) -> Iterator[Cause]:
    yield from _heads(case, stay)
    yield from _rounds(case, stay)
    if stay.session.ends != "gate" or stay.session.kind == "extended":
        yield from _clubs_back(case, stay, stay.session.end)
    elif departure is None:
        if stay.line:
            yield _missing(stay)
    elif departure.leave < stay.session.end:
        yield _early(stay, departure)
    else:
        yield from _clubs_back(case, stay, departure.leave)


def _heads(case: Case, stay: Stay) -> Iterator[Cause]:
    going = [(outing.claimed, outing.heads, _club(case, outing)) for outing in stay.outings]
    going += [(sending.claimed, sending.heads, sending.session.name) for sending in stay.sendings]
    going.append((stay.met, min(stay.met, stay.line), ""))
    for claimed, there, into in going:
        if claimed > there:
            said = (TOO_MANY if into else RECEIVERS).with_(
                group=stay.group.name,
                weekday=WEEKDAYS[stay.day.weekday],
                session=stay.session.name,
                claimed=claimed,
                there=there,
                into=into,
            )
            stage: Stage = "timetable" if into else "handover"
            yield Cause("custody_heads", stage, said, amount=claimed - there, group=stay.group.id)


def _rounds(case: Case, stay: Stay) -> Iterator[Cause]:
    for outing in stay.outings:
        if outing.rushed:
            duty = outing.duty
            said = RUSHED.with_(into=_club(case, outing), start=clock(duty.start), end=clock(duty.end))
            yield Cause("club_walk", "timetable", said, post=duty.post, start=duty.start, end=duty.end)


def _missing(stay: Stay) -> Cause:
    said = MISSING.with_(group=stay.group.name, session=stay.session.name)
    return Cause("departure_missing", "handover", said, group=stay.group.id, start=stay.session.end)


def _early(stay: Stay, departure: Departure) -> Cause:
    leave, end = departure.leave, stay.session.end
    said = EARLY.with_(group=stay.group.name, session=stay.session.name, leave=clock(leave), end=clock(end))
    return Cause("line_early", "handover", said, end - leave, stay.group.id, start=leave, end=end)


def _clubs_back(case: Case, stay: Stay, leave: Minutes) -> Iterator[Cause]:
    for outing in stay.outings:
        back = outing.returned
        if outing.heads and back > leave:
            said = CLUB_OUT.with_(
                group=stay.group.name,
                into=_club(case, outing),
                heads=outing.heads,
                leave=clock(leave),
                end=clock(back),
            )
            group, post = stay.group.id, outing.duty.post
            yield Cause("line_early", "handover", said, back - leave, group, post, leave, back)


def _club(case: Case, outing: Outing) -> str:
    return case.club[outing.duty.club].name if outing.duty.club else ""

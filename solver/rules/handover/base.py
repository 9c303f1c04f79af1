"""What all rules of the hand-over stage share: whom they concern, which lines could leave when while a
hand-over is being made, and how a plan's lines are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from solver.base.text import UNSAID, Said, Words
from solver.base.units import Minutes
from solver.domain import Case, Day, Departure, Group, Plan, Session, Variant, Zone, session_days
from solver.domain.presence import present
from solver.rules.model_builder import LinearExpr, ModelBuilder
from solver.rules.rule import Params, Rule

P = TypeVar("P", bound=Params)

LineKey = tuple[str, str]
"""Session and group."""
WEATHER = {"fine": UNSAID, "rain": Words(zh="（雨天）", en=" (in the rain)")}


class LineRule(Rule[P]):
    """A rule of the hand-over stage. ``posts`` narrows it to lines by the ids of their groups or sessions."""

    stage = "handover"

    def about(self, session: str, group: str) -> bool:
        """Tell whether the rule is about the line of a group after a session."""
        return not self.params.posts or group in self.params.posts or session in self.params.posts

    def not_before(self, model: ModelBuilder, earliest: Mapping[LineKey, Minutes]) -> None:
        """Refuse departures before some minute, or price each minute."""
        for row, lin in model.departures():
            early = earliest.get((row.session, row.group), 0) - row.leave
            if early > 0 and self.about(row.session, row.group):
                self.limit(model, lin, 0, price=early)

    def led(self, case: Case, plan: Plan) -> Iterator[Led]:
        """Yield the departures of a plan that the rule is about, for checks: ``post`` asks the model."""
        for row in sorted(plan.handover):
            if self.about(row.session, row.group):
                session, group = case.session[row.session], case.group[row.group]
                days = (day for day in session_days(case, session.id) if present(case, session, group, day))
                yield Led(row, session, group, case.zone[row.gate], tuple(days))


@dataclass(frozen=True, slots=True)
class Led:
    """A departure of a plan with the days on which its line leaves."""

    departure: Departure
    session: Session
    group: Group
    gate: Zone
    days: tuple[Day, ...]

    def named(self) -> dict[str, Said | str]:
        """Return what every sentence about the line says."""
        return line_named(self.session, self.group, self.departure.variant)

    @property
    def place(self) -> str:
        """Where the line is released: the gate, or its shelter in the rain."""
        wet = self.departure.variant == "rain"
        return (self.gate.rain_zone or self.gate.id) if wet else self.gate.id

    @property
    def throughput(self) -> int | None:
        """Pupils a minute whom the gate releases in this weather; ``None``: no limit."""
        wet = self.departure.variant == "rain" and self.gate.rain_throughput is not None
        return self.gate.rain_throughput if wet else self.gate.throughput


def line_named(session: Session, group: Group, variant: Variant) -> dict[str, Said | str]:
    """Return what every sentence about a line says: its group, session and weather."""
    return {"group": group.name, "session": session.name, "weather": WEATHER[variant].with_()}


def options(model: ModelBuilder) -> dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]]:
    """Return the possible departures of each session, group and variant."""
    found: dict[tuple[str, str, Variant], list[tuple[Departure, LinearExpr]]] = defaultdict(list)
    for departure, lin in model.departures():
        found[departure.session, departure.group, departure.variant].append((departure, lin))
    return found


@lru_cache(maxsize=32)
def leaving_days(case: Case) -> dict[LineKey, tuple[Day, ...]]:
    """Return the days on which each line leaves: its group is in care and has pupils in the session."""
    found: dict[LineKey, tuple[Day, ...]] = {}
    for session in case.sessions:
        if session.ends != "gate" or session.kind == "extended":
            continue
        for group in case.groups:
            days = tuple(day for day in session_days(case, session.id) if present(case, session, group, day))
            if days:
                found[session.id, group.id] = days
    return found

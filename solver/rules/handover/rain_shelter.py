"""In the rain pupils are released where it is dry."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Departure, Finding, Plan
from solver.domain.example_cases import at, lines, sketch, two_gates
from solver.rules.handover.base import LineRule
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params, Price

OUTSIDE = Words(
    zh="{group}{session}雨天从{gate}离校，那里没有避雨处",
    en="{group}, {session}: leaves by {gate} in the rain, which has no shelter",
)


class RainShelterParams(Params):
    """One a line."""

    cost: Price = 1


class RainShelter(LineRule[RainShelterParams]):
    """On rainy days lines leave by gates that have a place for rain."""

    code = "rain_shelter"
    title = Words(zh="雨天有避雨处", en="Shelter in the rain")
    meaning = Words(
        zh="雨天从有避雨处（雨天放行区域）的校门离校。",
        en="On rainy days lines leave by gates that have a zone for rain.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each line at a gate without shelter."""
        for row, lin in model.departures():
            if (
                row.variant == "rain"
                and not case.zone[row.gate].rain_zone
                and self.about(row.session, row.group)
            ):
                self.limit(model, lin, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at the gate of every line in the rain."""
        for led in self.led(case, plan):
            wet = led.departure.variant == "rain"
            if wet and led.gate.rain_zone is None:
                values = {"group": led.group.name, "session": led.session.name, "gate": led.gate.name}
                yield self.finding(OUTSIDE.with_(**values), group=led.group.id)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a gate with a hall beside it and one without."""
        case = sketch(zones=two_gates(rain_zone="b"), walks=(), days=1)

        def leaves(gate: str) -> Plan:
            return lines(Departure("pm", "c1", "rain", gate, at(18), at(18, 3), at(18, 4), 10))

        return (Example(case, leaves("g"), leaves("h")),)

"""A group leaves by the same gate on fine and on rainy days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from solver.base.text import Listed, Words
from solver.domain import Case, Departure, Finding, Plan, Variant
from solver.domain.example_cases import at, lines, sketch, two_gates
from solver.rules.handover.base import LineRule, options
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price

OTHER = Words(
    zh="{group}{session}晴天从{fine}离校，雨天却从{rain}",
    en="{group}, {session}: leaves by {fine} on fine days, but by {rain} in the rain",
)


class SameGateParams(Params):
    """One a line, counted with the minutes of waiting."""

    cost: Price = 1
    level: str = "waiting"


class SameGate(LineRule[SameGateParams]):
    """The gate of a line does not depend on the weather: parents know where to wait."""

    code = "same_gate"
    title = Words(zh="晴雨同门", en="Same gate")
    meaning = Words(
        zh="一个班晴天和雨天走同一校门，家长不必找。",
        en="A group leaves by the same gate on fine and rainy days, so that parents know where to wait.",
    )
    # Each counts as a minute of somebody's waiting.
    measures = "minutes"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Limit each gate on fine days together with all others in the rain."""
        if len(case.gates) < 2:
            return
        possible = options(model)
        for session, group, variant in possible:
            if variant != "fine" or not self.about(session, group):
                continue
            fine: dict[str, list[LinearExpr]] = defaultdict(list)
            for row, lin in possible[session, group, "fine"]:
                fine[row.gate].append(lin)
            wet = possible.get((session, group, "rain"), [])
            for gate, lins in fine.items():
                elsewhere = [lin for row, lin in wet if row.gate != gate]
                self.limit(model, total([*lins, *elsewhere]), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Compare the gates of each line."""
        gates: dict[tuple[str, str], dict[Variant, Counter[str]]] = defaultdict(dict)
        for row in plan.handover:
            own = gates[row.session, row.group].setdefault(row.variant, Counter())
            own[row.gate] += 1
        for (session, group), by_weather in sorted(gates.items()):
            fine, rain = by_weather.get("fine", Counter()), by_weather.get("rain", Counter())
            if not self.about(session, group) or len(case.gates) < 2:
                continue
            for gate in [zone.id for zone in case.gates]:
                others = [other for other in sorted(rain) if other != gate]
                more = fine[gate] + sum(rain[other] for other in others) - 1
                if more > 0:
                    message = OTHER.with_(
                        group=case.group[group].name,
                        session=case.session[session].name,
                        fine=case.zone[gate].name,
                        rain=Listed(case.zone[other].name for other in others or [gate]),
                    )
                    yield self.finding(message, amount=more, group=group)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a school with two gates at the same distance."""
        case = sketch(zones=two_gates(), walks=(), days=1)

        def leaves(fine: str, rain: str) -> Plan:
            times = (at(18), at(18, 3), at(18, 4), 10)
            return lines(
                Departure("pm", "c1", "fine", fine, *times), Departure("pm", "c1", "rain", rain, *times)
            )

        return (
            Example(case, leaves("g", "g"), leaves("g", "h")),
            Example(case, leaves("h", "h"), leaves("h", "g"), {"cost": 5}),
        )

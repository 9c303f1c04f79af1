"""At a gate lines are released one after the other, as quickly as the gate can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from solver.base.text import Listed, Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Day, Enrolment, Finding, Plan, Variant
from solver.domain.example_cases import line, lines, sketch, whole
from solver.rules.handover.base import WEATHER, Led, LineKey, LineRule, leaving_days
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params

AT_ONCE = Words(
    zh="{gate}{start}起{minutes}分钟内同时放行{lines}{weather}（{date}起，共{days}天）",
    en="{gate}: {lines} are released at the same time for {minutes} minutes from {start}{weather} "
    "(from {date}, {days} days)",
)


class GateThroughput(LineRule[Params]):
    """Between a line's arrival and its last release no other line is at its gate.

    Lines that never leave on the same day, and gates without a throughput, don't queue.
    """

    code = "gate_throughput"
    title = Words(zh="校门错峰", en="Gate throughput")
    meaning = Words(
        zh="同一校门同一分钟只放行一支队伍，放行时间按校门每分钟人数计；不同时段只要同日相遇也一样。",
        en="A gate releases one line at a time, as quickly as its throughput lets it; lines of "
        "different sessions queue as "
        "well where they meet on a day.",
    )
    source = "S5"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """At every gate and minute at most one line."""
        days = leaving_days(case)
        kinds: Counter[frozenset[LineKey]] = Counter()
        on: dict[Day, set[LineKey]] = defaultdict(set)
        for key, own in days.items():
            if self.about(*key):
                for day in own:
                    on[day].add(key)
        for own_keys in on.values():
            kinds[frozenset(own_keys)] += 1
        if self.params.cost is None:
            # Who is apart on the fullest days is apart on all.
            kinds = Counter({keys: 1 for keys in kinds if not any(keys < other for other in kinds)})
        for minutes in self._at_gates(case, model).values():
            for at in sorted(minutes):
                for keys, times in kinds.items():
                    lins = [lin for key, lin in minutes[at] if key in keys]
                    if len(lins) > 1:
                        self.limit(model, total(lins), 1, price=times)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at every gate minute by minute, day by day."""
        queues: dict[tuple[str, Variant], list[Led]] = defaultdict(list)
        for led in self.led(case, plan):
            if led.throughput is not None:
                queues[led.gate.id, led.departure.variant].append(led)
        for (gate, variant), queue in queues.items():
            clashes: dict[tuple[int, ...], list[tuple[Day, Minutes]]] = defaultdict(list)
            for day in sorted({day for led in queue for day in led.days}):
                at: dict[Minutes, list[int]] = defaultdict(list)
                for index, led in enumerate(queue):
                    if day in led.days:
                        for minute in range(led.departure.arrive, led.departure.released):
                            at[minute].append(index)
                for minute in sorted(at):
                    if len(at[minute]) > 1:
                        clashes[tuple(at[minute])].append((day, minute))
            for together, times in clashes.items():
                days = sorted({day.date for day, _ in times})
                minutes = sorted({minute for _, minute in times})
                message = AT_ONCE.with_(
                    gate=case.zone[gate].name,
                    start=clock(minutes[0]),
                    minutes=len(minutes),
                    lines=Listed(queue[index].group.name for index in together),
                    weather=WEATHER[variant].with_(),
                    date=days[0],
                    days=len(days),
                )
                yield self.finding(
                    message,
                    amount=(len(together) - 1) * len(times),
                    group=queue[together[-1]].group.id,
                    date=days[0],
                    start=minutes[0],
                    end=minutes[-1] + 1,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two lines that reach the gate in the same minute, in the rain only, and on the
        last day only.
        """
        apart = [Enrolment(group=group, session="pm", pupils=10) for group in ("c1", "c2")]
        apart += [Enrolment(group=f"c{2 - day}", session="pm", weekday=day + 1, pupils=0) for day in (0, 1)]
        return (
            Example(sketch(days=1), whole(5, 0), whole(7, 0)),
            Example(sketch(), whole(0, 0), whole(8, 0)),
            Example(sketch(), whole(0, 0), lines(line("c1", 6, "rain"), line("c2", 0, "rain")), {"cost": 2}),
            Example(sketch(enrolment=apart, days=3), whole(0, 0), whole(7, 0), {"cost": 3}),
            Example(
                sketch(enrolment=apart), whole(7, 0), lines(line("c1", 0, "rain"), line("c1", 1, "rain"))
            ),
        )

    @staticmethod
    def _at_gates(
        case: Case, model: ModelBuilder
    ) -> dict[tuple[str, Variant], dict[Minutes, list[tuple[LineKey, LinearExpr]]]]:
        """Return by gate and weather, minute by minute, the departures that would be released then."""
        found: dict[tuple[str, Variant], dict[Minutes, list[tuple[LineKey, LinearExpr]]]] = {}
        for row, lin in model.departures():
            gate = case.zone[row.gate]
            if gate.throughput is None and (row.variant == "fine" or gate.rain_throughput is None):
                continue
            minutes = found.setdefault((row.gate, row.variant), defaultdict(list))
            for minute in range(row.arrive, row.released):
                minutes[minute].append(((row.session, row.group), lin))
        return found

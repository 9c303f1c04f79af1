"""What was decided by hand about a group's leaving stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.base.units import clock
from solver.domain import Case, Departure, Finding, Pin, Plan
from solver.domain.example_cases import at, line, lines, sketch, whole
from solver.domain.requests import forbids
from solver.rules.handover.base import LineRule
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params

GATE = Words(
    zh="{group}定在{pinned}离校，却安排在{gate}{weather}",
    en="{group} is pinned to {pinned}, but leaves by {gate}{weather}",
)
MINUTE = Words(
    zh="{group}定在{pinned}离开，却安排在{leave}",
    en="{group} is pinned to leave at {pinned}, but leaves at {leave}",
)
UNWANTED = Words(
    zh="{group}不得在{leave}从{gate}离校{weather}", en="{group} must not leave by {gate} at {leave}{weather}"
)


class LinePins(LineRule[Params]):
    """Pinned gates and minutes are kept, forbidden ones avoided.

    A minute is that of leaving the room on a fine day: in the rain gates are slower, and lines
    leave when they can.
    """

    code = "line_pins"
    title = Words(zh="离校手工指定", en="Pinned lines")
    meaning = Words(
        zh="手工指定或禁止的校门和离开时刻照办；时刻只管晴天，雨天放行慢，只管校门。",
        en="Gates and leaving minutes that were pinned or forbidden by hand hold; a minute holds on "
        "fine days only, because "
        "gates are slower in the rain.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Refuse departures that a pin excludes."""
        pins = [
            pin for pin in case.pins if pin.group and not (pin.staff or pin.club) and (pin.gate or pin.minute)
        ]
        for row, lin in model.departures():
            if self.about(row.session, row.group) and any(_excludes(pin, row) for pin in pins):
                model.forbid(lin)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Compare each departure with the pins of its group."""
        for led in self.led(case, plan):
            row = led.departure
            for pin in case.pins:
                other = pin.staff is not None or pin.club is not None or pin.group != row.group
                if other or pin.session not in {None, row.session}:
                    continue
                minute = pin.minute if row.variant == "fine" else None
                if pin.action == "assign" and pin.gate is not None and pin.gate != row.gate:
                    message = GATE.with_(**led.named(), pinned=case.zone[pin.gate].name, gate=led.gate.name)
                    yield self.finding(message, group=row.group)
                if pin.action == "assign" and minute is not None and minute != row.leave:
                    message = MINUTE.with_(group=led.group.name, pinned=clock(minute), leave=clock(row.leave))
                    yield self.finding(message, group=row.group, start=row.leave)
                if pin.action == "forbid" and forbids(pin, row):
                    message = UNWANTED.with_(**led.named(), gate=led.gate.name, leave=clock(row.leave))
                    yield self.finding(message, group=row.group, start=row.leave)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a pinned and a forbidden minute, and a forbidden gate."""
        first = sketch(pins=[Pin(group="c1", minute=at(18, 2))])
        never = sketch(pins=[Pin(action="forbid", group="c1", session="pm", gate="g")])
        not_then = sketch(pins=[Pin(action="forbid", group="c1", minute=at(18, 1), gate="g")])
        return (
            Example(first, whole(2, 0, wet1=5), whole(3, 0)),
            Example(never, lines(line("c2", 0)), whole(0, 0)),
            Example(not_then, whole(2, 0, wet1=1), whole(1, 0)),
        )


def _excludes(pin: Pin, row: Departure) -> bool:
    """Tell whether a pin rules a departure out."""
    if pin.group != row.group or (pin.session and pin.session != row.session):
        return False
    if pin.action == "forbid":
        return forbids(pin, row)
    wrong_gate = pin.gate is not None and pin.gate != row.gate
    return wrong_gate or (row.variant == "fine" and pin.minute is not None and pin.minute != row.leave)

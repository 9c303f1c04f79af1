"""Small cases of lines that leave, drawn in a few words, for the examples of the hand-over rules."""

from __future__ import annotations

from solver.base.units import Minutes
from solver.domain.plan import Departure, Plan, Variant
from solver.rules.example_cases import at

WALK: dict[str, Minutes] = {"c1": 2, "c2": 9}
"""Minutes from the classes of a sketch to its gate."""


def line(group: str, minute: Minutes, variant: Variant = "fine") -> Departure:
    """Return the departure of a sketch's class at so many minutes past 18:00.

    The gate releases its ten pupils in one minute, in the rain in two.
    """
    arrive = at(18, minute) + WALK[group]
    release = 1 if variant == "fine" else 2
    return Departure("pm", group, variant, "g", at(18, minute), arrive, arrive + release, 10)


def lines(*rows: Departure) -> Plan:
    """Return a plan with these departures."""
    return Plan(handover=tuple(sorted(rows)))


def whole(c1: Minutes = 0, c2: Minutes = 0, **rain: Minutes) -> Plan:
    """Return a plan in which both classes leave at these minutes past 18:00, in the rain at others
    where told.
    """
    return lines(
        line("c1", c1),
        line("c2", c2),
        line("c1", rain.get("wet1", c1), "rain"),
        line("c2", rain.get("wet2", c2), "rain"),
    )

"""Gate duty: where a gate is staffed at all, somebody is there from the first line to the last release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.custody.said import place_name, weather
from solver.custody.trail import Departures, Scene, gate_zone
from solver.domain.case import Case
from solver.domain.plan import VARIANTS, Finding, Variant
from solver.text import Words
from solver.units import Minutes, clock

GATE = Words(
    zh="{date} {start}–{end}，{gate}有队伍离校，却无人值守{weather}",
    en="{date} {start}–{end}: lines are at {gate} and nobody is on gate duty{weather}",
)


def gates(case: Case, scene: Scene, leaving: Departures) -> Iterator[Finding]:
    """Yield a finding for every stretch with lines at a gate that has gate duty, and nobody there."""
    seen: dict[tuple[str, Minutes, Minutes], set[Variant]] = defaultdict(set)
    for (gate, variant), (first, last, zone) in _lines(case, scene, leaving).items():
        on = [duty for duty in scene.watch.duties if duty.kind == "gate" and duty.zone_from in {gate, zone}]
        if on:
            for span in scene.watch.crewed(on, first, last, zone):
                if not span.staff:
                    seen[gate, span.start, span.end].add(variant)
    for (gate, start, end), variants in seen.items():
        date = scene.watch.date
        message = GATE.with_(
            date=date.isoformat(),
            start=clock(start),
            end=clock(end),
            gate=place_name(case, gate),
            weather=weather(variants),
        )
        yield Finding(rule="receiver_late", message=message, date=date, start=start, end=end)


def _lines(
    case: Case, scene: Scene, leaving: Departures
) -> dict[tuple[str, Variant], tuple[Minutes, Minutes, str]]:
    """Return by gate and variant when the first line arrives, when the last is released, and where."""
    found: dict[tuple[str, Variant], tuple[Minutes, Minutes, str]] = {}
    for stay in scene.stays:
        for variant in VARIANTS:
            row = leaving.get((stay.session.id, stay.group.id, variant))
            if row is not None and stay.line:
                place = (row.gate, variant)
                first, last, _ = found.get(place, (row.arrive, row.released, ""))
                found[place] = (min(first, row.arrive), max(last, row.released), gate_zone(case, row))
    return found

"""Gate duty: where a gate is staffed at all, somebody is there from the first line to the last release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.custody.chain import Departures, Scene, gate_zone
from solver.custody.wording import place_name, weather
from solver.domain.case import Case
from solver.domain.plan import VARIANTS, Finding, Variant

GATE = Words(
    zh="{date} {start}–{end}，{gate}有队伍离校，却无人值守{weather}",
    en="{date} {start}–{end}: lines are at {gate} and nobody is on gate duty{weather}",
)


def gates(case: Case, scene: Scene, leaving: Departures) -> Iterator[Finding]:
    """Yield a finding for every stretch with lines at a gate that has gate duty, and nobody there."""
    seen: dict[tuple[str, Minutes, Minutes], set[Variant]] = defaultdict(set)
    for (gate, variant), (zone, stretches) in _lines(case, scene, leaving).items():
        on = [duty for duty in scene.watch.duties if duty.kind == "gate" and duty.zone_from in {gate, zone}]
        for first, last in stretches if on else ():
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
) -> dict[tuple[str, Variant], tuple[str, list[tuple[Minutes, Minutes]]]]:
    """Return by gate and variant where lines are released, and from when to when there are any.

    A session's lines are one stretch, from its first arrival to its last release; stretches of sessions that
    meet are one.
    """
    found: dict[tuple[str, Variant], str] = {}
    of_session: dict[tuple[str, Variant], dict[str, tuple[Minutes, Minutes]]] = defaultdict(dict)
    for stay in scene.stays:
        for variant in VARIANTS:
            row = leaving.get((stay.session.id, stay.group.id, variant))
            if row is not None and stay.line:
                place = (row.gate, variant)
                found[place] = gate_zone(case, row)
                first, last = of_session[place].get(stay.session.id, (row.arrive, row.released))
                of_session[place][stay.session.id] = (min(first, row.arrive), max(last, row.released))
    return {place: (zone, _joined(of_session[place].values())) for place, zone in found.items()}


def _joined(stretches: Iterable[tuple[Minutes, Minutes]]) -> list[tuple[Minutes, Minutes]]:
    joined: list[tuple[Minutes, Minutes]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined

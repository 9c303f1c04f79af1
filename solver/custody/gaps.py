"""What the chain itself shows: minutes without an adult, adults in two places, gates without gate duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.custody.chain import Departures, Scene, gate_zone
from solver.custody.crews import zone_of
from solver.custody.legs import Leg, party_name, place_name, staff_name, weather
from solver.domain import Case, Finding, Variant
from solver.domain.plan import VARIANTS

GAP = Words(
    zh="{date} {start}–{end}，{party}的{heads}名学生在{place}无人看管{weather}",
    en="{date} {start}–{end}: {heads} pupils of {party} in {place} are with nobody{weather}",
)
LATE = Words(
    zh="{date} {party}的{heads}名学生{start}到达{place}，接收人{end}才到{weather}",
    en="{date}: {heads} pupils of {party} reach {place} at {start}, the receiver only at {end}{weather}",
)
TWICE = Words(
    zh="{date} {start}–{end}，{staff}同时带{one}（{here}）和{other}（{there}）{weather}",
    en="{date} {start}–{end}: {staff} holds {one} ({here}) and {other} ({there}) at once{weather}",
)


def gaps(case: Case, legs: Iterable[Leg]) -> Iterator[Finding]:
    """Yield a finding for every stretch in which a party has no adult, or its receiver comes late."""
    seen: dict[tuple[str, str, Minutes], dict[Variant, tuple[Leg, bool]]] = defaultdict(dict)
    for leg, late in _alone(legs):
        seen[leg.session, leg.party, leg.start][leg.variant] = (leg, late)
    for variants in seen.values():
        # The stretch on a fine and on a rainy day may end at different minutes: the longer one is told.
        leg, late = max(variants.values(), key=lambda found: found[0].end)
        message = (LATE if late else GAP).with_(
            date=leg.date.isoformat(),
            start=clock(leg.start),
            end=clock(leg.end),
            party=party_name(case, leg.group, leg.party),
            heads=leg.heads,
            place=place_name(case, leg.place),
            weather=weather(variants),
        )
        yield Finding(
            rule="receiver_late" if late else "custody_gap",
            message=message,
            amount=leg.heads,
            group=leg.group,
            room=leg.place if leg.place in case.room else None,
            date=leg.date,
            start=leg.start,
            end=leg.end,
        )


def _alone(legs: Iterable[Leg]) -> Iterator[tuple[Leg, bool]]:
    """Yield stretches without an adult, neighbours made one; true where extended care begins too late."""
    parties: dict[tuple[Variant, str, str], list[Leg]] = defaultdict(list)
    for leg in legs:
        if leg.needs_adult:
            parties[leg.variant, leg.session, leg.party].append(leg)
    for party in parties.values():
        party.sort(key=lambda leg: leg.start)
        alone: list[tuple[Leg, bool]] = []
        for index, leg in enumerate(party):
            if leg.staff:
                continue
            if alone and alone[-1][0].end == leg.start:
                first = alone[-1][0]
                alone[-1] = (replace(first, end=leg.end, heads=max(first.heads, leg.heads)), False)
            else:
                late = leg.how == "extended" and index == 0 and len(party) > 1
                alone.append((leg, late))
        yield from alone


def twice(case: Case, legs: Iterable[Leg]) -> Iterator[Finding]:
    """Yield a finding for every stretch in which a person holds parties in two zones."""
    held: dict[tuple[str, Variant], list[tuple[Leg, str]]] = defaultdict(list)
    for leg in legs:
        zone = zone_of(case, leg.place)
        if zone is not None and leg.needs_adult:
            for staff in leg.staff:
                held[staff, leg.variant].append((leg, zone))
    seen: dict[tuple[str, Minutes], dict[Variant, _Clash]] = defaultdict(dict)
    for (staff, variant), own in held.items():
        if len({zone for _, zone in own}) > 1:
            for clash in _clashes(own):
                seen[staff, clash.start][variant] = clash
    for (staff, _), variants in seen.items():
        longest = max(variants.values(), key=lambda clash: clash.end)
        yield _twice(case, staff, longest, variants)


@dataclass(frozen=True, slots=True)
class _Clash:
    """From ``start`` to ``end`` one person holds parties in two zones; the legs are the first two."""

    start: Minutes
    end: Minutes
    one: Leg
    other: Leg


def _clashes(own: list[tuple[Leg, str]]) -> list[_Clash]:
    """Return the stretches of contradiction in one person's day, neighbours made one."""
    own.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].party))
    found: list[_Clash] = []
    pairs = [
        _Clash(max(leg.start, other.start), min(leg.end, other.end), leg, other)
        for (leg, zone), (other, elsewhere) in combinations(own, 2)
        if zone != elsewhere and max(leg.start, other.start) < min(leg.end, other.end)
    ]
    for clash in sorted(pairs, key=lambda clash: (clash.start, clash.end)):
        if found and clash.start <= found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, clash.end))
        else:
            found.append(clash)
    return found


def _twice(case: Case, staff: str, clash: _Clash, variants: Collection[Variant]) -> Finding:
    one, other = clash.one, clash.other
    message = TWICE.with_(
        date=one.date.isoformat(),
        start=clock(clash.start),
        end=clock(clash.end),
        staff=staff_name(case, staff),
        one=party_name(case, one.group, one.party),
        here=place_name(case, one.place),
        other=party_name(case, other.group, other.party),
        there=place_name(case, other.place),
        weather=weather(variants),
    )
    return Finding(
        rule="custody_twice",
        message=message,
        amount=clash.end - clash.start,
        staff=(staff,),
        group=one.group,
        date=one.date,
        start=clash.start,
        end=clash.end,
    )


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

"""How the custody findings speak: names instead of ids, and which weather they are true for."""

from __future__ import annotations

from collections.abc import Collection

from solver.base.text import UNSAID, Words
from solver.domain.case import Case
from solver.domain.plan import Variant

WEATHER: dict[Variant, Words] = {
    "fine": Words(zh="（晴天方案）", en=" (fine-day plan)"),
    "rain": Words(zh="（雨天方案）", en=" (rain plan)"),
}


def weather(variants: Collection[Variant]) -> Words:
    """Return for which weather something is true: nothing where it is true for both."""
    return WEATHER[next(iter(variants))] if len(set(variants)) == 1 else UNSAID


def place_name(case: Case, place: str | None) -> str:
    """Return the name of a room or zone; ids that the case does not have stay as they are."""
    if place in case.room:
        return case.room[place].name
    if place in case.zone:
        return case.zone[place].name
    return place or "—"


def staff_name(case: Case, person: str) -> str:
    """Return the name of a person; an id that the case does not have stays as it is."""
    return case.person[person].name if person in case.person else person


def party_name(case: Case, group: str, party: str) -> str:
    """Return the name of a party: the group, with the club or the extended care it is in."""
    name = case.group[group].name if group in case.group else group
    _, _, part = party.removeprefix(group).partition("/")
    if part in case.club:
        return f"{name}·{case.club[part].name}"
    if part in case.session:
        return f"{name}·{case.session[part].name}"
    return name

"""A club's round: its crew collects the members zone by zone, and brings them back the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from solver.base.units import Minutes
from solver.custody.crews import Watch, place_of
from solver.domain.case import Case
from solver.domain.duties import Duty
from solver.domain.pupils import members_of


@dataclass(frozen=True, slots=True)
class Outing:
    """The members of one group at one meeting of a club.

    With the club's crew from ``collected`` to ``returned``, in the club's place from ``arrived`` to ``left``.
    ``claimed`` is how many members the club counts, ``heads`` how many of them are there to go.
    ``rushed``: the meeting is too short for the round; then the way is left out.
    """

    duty: Duty
    session: str
    group: str
    claimed: int
    heads: int
    collected: Minutes
    arrived: Minutes
    left: Minutes
    returned: Minutes
    rushed: bool = False

    @property
    def place(self) -> str:
        """Where the club meets."""
        return place_of(self.duty)


def outings_of(
    case: Case, watch: Watch, here: Mapping[str, Mapping[str, int]]
) -> dict[tuple[str, str], list[Outing]]:
    """Return the outings of a date by (session, group); ``here`` is pupils by session and group."""
    found: dict[tuple[str, str], list[Outing]] = defaultdict(list)
    for duty in watch.duties:
        if duty.kind == "club" and duty.club is not None:
            for outing in _round(case, watch, duty, here.get(duty.session, {})):
                place = (outing.session, outing.group)
                left = here[outing.session][outing.group] - _already_out(found[place], outing)
                found[place].append(replace(outing, heads=min(outing.claimed, left)))
    return found


def _round(case: Case, watch: Watch, duty: Duty, here: Mapping[str, int]) -> list[Outing]:
    club = duty.club or ""
    begin = max(duty.start, case.session[duty.session].start + duty.grace)
    members = {group: members_of(case, club, case.group[group]) for group in here}
    zones = {group: watch.home(duty.session, group, begin) for group, heads in members.items() if heads}
    if not zones:
        return []
    # Farthest first, so that the round comes nearer to the club; names break ties, so that runs repeat.
    far = {zone: case.walk_minutes(zone, duty.zone_from) for zone in zones.values()}
    stops = sorted(far, key=lambda zone: (-far[zone], zone or ""))
    after: dict[str | None, Minutes] = {}
    minutes = 0
    for stop, following in zip(stops, [*stops[1:], duty.zone_from], strict=True):
        after[stop] = minutes
        minutes += case.walk_minutes(stop, following)
    rushed = begin + 2 * minutes >= duty.end
    way = 0 if rushed else minutes
    end = max(begin, duty.end)
    return [
        Outing(
            duty=duty,
            session=duty.session,
            group=group,
            claimed=members[group],
            heads=members[group],
            collected=begin + (0 if rushed else after[zone]),
            arrived=begin + way,
            left=end - way,
            returned=end - (0 if rushed else after[zone]),
            rushed=rushed,
        )
        for group, zone in zones.items()
    ]


def _already_out(others: list[Outing], outing: Outing) -> int:
    """Return the most pupils of the group who are in other clubs at one minute of this outing."""
    later = [other.collected for other in others if outing.collected < other.collected < outing.returned]
    return max(
        sum(other.heads for other in others if other.collected <= minute < other.returned)
        for minute in (outing.collected, *later)
    )

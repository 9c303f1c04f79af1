"""The custody chain: for every party, date and minute the named adult, from the case and the plan alone.

The model of how pupils move, in one page: ``docs/custody.md``. In short:

- A **party** is the pupils of one group who are in one place. From the session's start until its grace
  is over the lesson's teacher holds them; then the crew of the group's care post does.
- A **club**'s crew collects its members on a round, from the farthest zone towards the club, and brings
  them back the same way so that the last are handed back at the club's end. Who is not collected yet, or
  is back already, is with the crew of care: at every minute the heads of a group's parties are its enrolment.
- At the **end** the crew of care leads the line past extended care, whose crew must be there, to the gate,
  and stays until the last pupil is with a receiver, on a fine day and on a rainy one.

Nothing here asks the solver: no pairs, no model. A minute without an adult is a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from solver.custody.chain import departures, legs_of, scenes
from solver.custody.gaps import gaps, gates, twice
from solver.custody.legs import CUSTODY_COLUMNS as CUSTODY_COLUMNS
from solver.custody.legs import How as How
from solver.custody.legs import Leg as Leg
from solver.custody.legs import givers as givers
from solver.custody.legs import rows_of as rows_of
from solver.custody.stay_checks import Causes
from solver.domain import Case, Finding, Plan

CODES = (
    "custody_gap",
    "custody_twice",
    "custody_heads",
    "receiver_late",
    "line_early",
    "departure_missing",
    "club_walk",
)
"""The rule codes of the findings made here; all of them are hard."""
OF_CREWS = frozenset({"custody_gap", "custody_twice", "receiver_late"})
"""Those that depend on who is on duty, each date by itself; the others follow from what pupils do."""


def chain(case: Case, plan: Plan, *, dates: Collection[dt.date] | None = None) -> tuple[Leg, ...]:
    """Return every leg of the chain, by date, session, group, party, variant and minute.

    Parameters
    ----------
    dates
        Only these dates; all service dates if ``None``.
    """
    leaving = departures(plan)
    legs = [leg for scene in scenes(case, plan, dates) for leg in legs_of(case, scene, leaving)]
    return tuple(sorted(legs, key=_order))


def findings(case: Case, plan: Plan, *, dates: Collection[dt.date] | None = None) -> Iterator[Finding]:
    """Yield every breach of custody: gaps and contradictions date by date, then their causes in the plan."""
    leaving = departures(plan)
    causes = Causes(case, leaving)
    for scene in scenes(case, plan, dates):
        legs = tuple(legs_of(case, scene, leaving))
        yield from gaps(case, legs)
        yield from twice(case, legs)
        yield from gates(case, scene, leaving)
        for stay in scene.stays:
            causes.look(stay)
    yield from causes.findings()


def _order(leg: Leg) -> tuple[dt.date, str, str, str, str, int, int]:
    return leg.date, leg.session, leg.group, leg.party, leg.variant, leg.start, leg.end

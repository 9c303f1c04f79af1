"""Instances of the peers' format, made on the spot: tiny ones that tell a story, and random ones."""

from __future__ import annotations

import json
import random
from typing import Any

from benchmarks.peers.instance import Instance, parse

Raw = dict[str, Any]
TIMES = (
    (695, 770, 770, "midday"),
    (860, 880, 880, "midday"),
    (870, 930, 930, "pm"),
    (900, 960, 970, "pm"),
    (940, 1000, 1000, "pm"),
)
"""Windows that follow one another, overlap, lie too far apart, and a midday that runs into the afternoon."""


def duty(number: int, when: tuple[int, int, int, str], *, day: int = 0, units: int = 10) -> Raw:
    start, end, busy_end, session = when
    times = {"start": start, "end": end, "busy_end": busy_end, "session": session}
    return {
        "id": f"D{number}",
        "day": day,
        "week": day // 5,
        "kind": "care",
        "set": "all",
        "units": units,
    } | times


def person(name: str, *, target: int = 10) -> Raw:
    about = {"id": name, "share": 1.0, "group": "general", "target": target, "max_per_week": 3}
    return about | {"unavailable": [], "prefer_not": []}


def as_instance(raw: Raw) -> Instance:
    """The instance as a file would give it: shares are decimals."""
    return parse(json.loads(json.dumps(raw).replace('"share": 1.0', '"share": 1')))


def random_school(seed: int, staff: int = 4, duties: int = 8, days: int = 2) -> Raw:
    dice = random.Random(seed)
    names = [f"S{number}" for number in range(staff)]
    people = [person(name, target=dice.randint(0, 30)) for name in names]
    for each in people:
        each["unavailable"] = [[dice.randrange(days), "pm"]] if dice.random() < 0.3 else []
        each["prefer_not"] = [dice.randrange(days)]
        each["max_per_week"] = dice.randint(1, 4)
    work = [
        duty(number, dice.choice(TIMES), day=dice.randrange(days), units=dice.choice((5, 10)))
        for number in range(duties)
    ]
    for each in work:
        each["set"] = dice.choice(("all", "some"))
    sets = {"all": names, "some": sorted(dice.sample(names, 2))}
    head = {"format": "rota-peers-1", "days": days, "weeks": 1, "gap_limit": 15, "unit_scale": 10}
    return head | {"staff": people, "sets": sets, "duties": work}

"""The clerk with a sheet of paper: duty by duty, the least loaded person who may; no look-ahead, no repair.

``python -m benchmarks.peers.clerk INSTANCE OUT [--scarce-first]``
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from benchmarks.peers.candidates import Choice, Window, demands, named
from benchmarks.peers.instance import Instance, read
from benchmarks.peers.solution import Journal, asked


def fill(instance: Instance, *, scarce_first: bool) -> Choice:
    """Return the clerk's roster. Load is measured as units / target, in the order of the staff at equality.

    Parameters
    ----------
    scarce_first
        Within a day the duties with the fewest candidates first; else in order of time, as on the sheet.
    """
    duties, staff = instance.duties, instance.staff
    people = [demand.people for demand in demands(instance, merged=False)]
    order = sorted(
        range(len(duties)),
        key=lambda at: (duties[at].day, len(people[at]) if scarce_first else 0, duties[at].start, at),
    )
    load = [0] * len(staff)
    weeks: Counter[tuple[int, int]] = Counter()
    busy: dict[tuple[int, int], list[Window]] = defaultdict(list)
    choice: list[int | None] = [None] * len(duties)
    for at in order:
        duty, window = duties[at], Window.of(duties[at])
        free = [
            person
            for person in people[at]
            if weeks[person, duty.week] < staff[person].max_per_week
            and not any(window.excludes(held, instance.gap_limit) for held in busy[person, duty.day])
        ]
        if not free:
            continue
        chosen = min(free, key=lambda person: (Fraction(load[person], max(1, staff[person].target)), person))
        choice[at] = chosen
        load[chosen] += duty.units
        weeks[chosen, duty.week] += 1
        busy[chosen, duty.day].append(window)
    return choice


def main(arguments: list[str] | None = None) -> None:
    """Fill one instance and hand it in."""
    journal: Journal[Choice] = Journal()
    wanted = asked(
        "The clerk's least-loaded-first greedy.", arguments, scarce_first="fewest candidates first"
    )
    instance = read(wanted.instance)
    choice = fill(instance, scarce_first=wanted.scarce_first)
    journal.hand_in(instance, wanted.out, choice, lambda kept: named(instance, kept))


if __name__ == "__main__":
    main()

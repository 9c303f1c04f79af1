"""Instances of a few people and days in the public format, and every rule of the format counted by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from benchmarks.shift_scheduling.instance import Instance

WEEK = """
SECTION_HORIZON
7

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift
E,480,
L,600,E

SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutive, MinConsecutive, MinDaysOff, MaxWeekends
ann,E=7|L=2,2160,960,3,2,2,1
bo,E=0|L=7,3000,0,5,1,1,0

SECTION_DAYS_OFF
ann,3
bo,0,1

SECTION_SHIFT_ON_REQUESTS
ann,1,L,3
bo,2,E,2
bo,1,L,4

SECTION_SHIFT_OFF_REQUESTS
ann,0,E,5
bo,4,L,1

SECTION_COVER
0,E,1,10,1
1,E,1,10,1
1,L,1,7,2
2,L,0,10,3
3,L,1,10,1
4,E,1,10,1
4,L,1,10,1
5,E,1,10,1
6,E,2,10,1
"""
Roster = dict[str, list[str | None]]


def rows(instance: Instance) -> Iterator[list[str | None]]:
    """Yield every row of shifts and free days that somebody could be told."""
    yield from map(list, itertools.product([None, *instance.shifts], repeat=instance.days))


def best(instance: Instance) -> int:
    """Return the least penalty of all rosters that keep the rules."""
    legal = [[row for row in rows(instance) if keeps(instance, name, row)] for name in instance.staff]
    told = (dict(zip(instance.staff, every, strict=True)) for every in itertools.product(*legal))
    return min(penalty(instance, roster) for roster in told)


def keeps(instance: Instance, name: str, row: list[str | None]) -> bool:
    """Tell whether one person's row keeps every hard rule."""
    person = instance.staff[name]
    worked = [shift for shift in row if shift]
    minutes = sum(instance.shifts[shift].minutes for shift in worked)
    weekends = sum(any(row[7 * week + 5 : 7 * week + 7]) for week in range(len(row) // 7))
    return (
        all(worked.count(shift) <= most for shift, most in person.most_shifts.items())
        and person.least_minutes <= minutes <= person.most_minutes
        and weekends <= person.weekends
        and not any(row[day] for day in instance.off.get(name, ()))
        and all(
            first is None or second not in instance.shifts[first].not_before
            for first, second in itertools.pairwise(row)
        )
        and _runs_are_right(instance, name, row)
    )


def _runs_are_right(instance: Instance, name: str, row: list[str | None]) -> bool:
    person = instance.staff[name]
    lengths = [(works, len(list(run))) for works, run in itertools.groupby(row, key=bool)]
    inner = lengths[1:-1]
    return (
        all(length <= person.longest_run for works, length in lengths if works)
        and all(length >= person.shortest_run for works, length in inner if works)
        and all(length >= person.days_off for works, length in inner if not works)
    )


def penalty(instance: Instance, roster: Roster) -> int:
    """Return what a roster costs."""
    missed = sum(row.weight for row in instance.wanted if roster[row.employee][row.day] != row.shift)
    worked = sum(row.weight for row in instance.unwanted if roster[row.employee][row.day] == row.shift)
    heads = 0
    for (day, shift), cover in instance.cover.items():
        there = sum(row[day] == shift for row in roster.values())
        heads += cover.under * max(0, cover.need - there) + cover.over * max(0, there - cover.need)
    return missed + worked + heads

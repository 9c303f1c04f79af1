"""Mutations of the hand-over: when and by which gate lines leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from solver.domain.plan import Departure, Plan
from tests.whole.mutations import Change, World, kind, shuffled


def _with(world: World, old: Departure, *new: Departure) -> Change:
    lines = sorted([row for row in world.plan.handover if row != old] + list(new))
    changed: Plan = replace(world.plan, handover=tuple(lines))
    return f"{old} → {', '.join(str(row) for row in new) or 'nothing'}", changed


def _later(row: Departure, minutes: int) -> Departure:
    return replace(
        row, leave=row.leave + minutes, arrive=row.arrive + minutes, released=row.released + minutes
    )


def _lines(world: World, rng: Random) -> list[Departure]:
    return shuffled(world.plan.handover, rng)


@kind("line_times", "line_early")
def a_line_leaves_too_early(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        early = world.case.session[row.session].end - row.leave - rng.randint(1, 20)
        yield _with(world, row, _later(row, early))


@kind("clubs_back", "line_early")
def a_line_leaves_before_its_club_is_back(world: World, rng: Random) -> Iterator[Change]:
    end = world.case.session["three"].end
    for row in _lines(world, rng):
        if row.group in {"3-2", "3-3"}:
            for leave in (end, end + 1):
                yield _with(world, row, _later(row, leave - row.leave))


@kind("gate_throughput")
def two_lines_at_one_gate_at_once(world: World, rng: Random) -> Iterator[Change]:
    for one, other in shuffled(combinations(world.plan.handover, 2), rng):
        if (one.session, one.variant, one.gate) == (other.session, other.variant, other.gate):
            yield _with(world, one, _later(one, other.arrive - one.arrive))


@kind("line_times")
def an_arrival_that_does_not_add_up(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        yield _with(world, row, replace(row, arrive=row.arrive + rng.choice((-2, -1, 1))))


@kind("line_times")
def a_release_that_does_not_add_up(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        yield _with(world, row, replace(row, released=row.released + rng.choice((-2, -1, 1))))


@kind("line_times")
def heads_that_are_not_those_enrolled(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        more = rng.choice((-3, 1, 30))
        yield _with(world, row, replace(row, heads=row.heads + more))
        yield _with(world, row, replace(row, extended=row.extended + 1))


@kind("line_leaves", "departure_missing")
def no_departure_in_the_rain(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        if row.variant == "rain":
            yield _with(world, row)


@kind("line_leaves", "departure_missing")
def no_departure_on_a_fine_day(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        if row.variant == "fine":
            yield _with(world, row)


@kind("line_once")
def a_line_that_leaves_twice(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        yield _with(world, row, row, _later(row, rng.randint(1, 9)))


@kind("line_times")
def a_line_of_a_group_that_is_not_there(world: World, rng: Random) -> Iterator[Change]:
    for row in _lines(world, rng):
        other = "three" if row.session == "one" else "one"
        end = world.case.session[other].end
        yield _with(world, row, row, replace(_later(row, end - row.leave), session=other))


@kind("line_pins")
def a_line_at_another_gate_than_pinned(world: World, rng: Random) -> Iterator[Change]:
    walk = {"fine": 3, "rain": 3}
    for row in _lines(world, rng):
        if row.group == "1-3":
            arrive = row.leave + walk[row.variant]
            yield _with(
                world,
                row,
                replace(row, gate="west", arrive=arrive, released=arrive + row.released - row.arrive),
            )


@kind("gate_staffed")
def a_line_after_the_gate_has_closed(world: World, rng: Random) -> Iterator[Change]:
    closes = world.case.post["west"].end or 0
    for row in _lines(world, rng):
        if row.session == "three":
            yield _with(world, row, _later(row, closes - row.arrive + rng.randint(0, 5)))

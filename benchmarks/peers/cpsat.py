"""One flat CP-SAT model of the whole term with a weighted objective, as a user of OR-tools would write it.

``python -m benchmarks.peers.cpsat INSTANCE OUT --time 300 [--best]``

Plain: one boolean per duty and person, cover as an equality with a slack. Best form, as found by measuring:
interchangeable duties merged, cover as clauses, deviations tightened to the steps that loads move in, and the
clerk's roster as a start. Both write what can't be held together as at-most-ones over whole cliques.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.peers.candidates import (
    WEIGHTS,
    Choice,
    Demand,
    by_week,
    chords,
    dealt,
    demands,
    deviations,
    exclusive,
    named,
)
from benchmarks.peers.clerk import fill
from benchmarks.peers.instance import Instance, read
from benchmarks.peers.solution import Journal, asked

Bits = np.ndarray[Any, np.dtype[np.uint8]]
PAUSE = 1.0
"""Seconds between two rosters that are kept: reading a wide one takes tens of milliseconds."""


class Flat:
    """The model: ``takes[demand, person]`` come first among its variables, in this order."""

    def __init__(self, instance: Instance, *, best: bool) -> None:
        self.instance, self.best = instance, best
        self.model = cp_model.CpModel()
        self.wanted: Sequence[Demand] = demands(instance, merged=best)
        self.takes = {
            (at, person): self.model.new_bool_var("")
            for at, demand in enumerate(self.wanted)
            for person in demand.people
        }
        self.open = [self._covered(at) for at in range(len(self.wanted))]
        self._exclude()
        self.most = self._most()
        self.deviation = self._deviations()
        self.largest = self.model.new_int_var(0, self.most, "largest")
        for deviation in self.deviation:
            self.model.add(self.largest >= deviation)
        self.levels = self._levels()
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.levels, WEIGHTS))

    def _covered(self, at: int) -> cp_model.IntVar:
        """Say how many people a demand gets, and return how many it lacks."""
        size = len(self.wanted[at].duties)
        who = [self.takes[at, person] for person in self.wanted[at].people]
        lacks = self.model.new_int_var(0, size, "")
        if not self.best:
            # Nothing is merged here: a demand is one duty.
            self.model.add_exactly_one([*who, lacks])
        elif size == 1:
            self.model.add_at_most_one(who)
            self.model.add_bool_or([*who, lacks])
        else:
            self.model.add(sum(who) <= size)
            self.model.add(sum(who) + lacks >= size)
        return lacks

    def _exclude(self) -> None:
        for person, demand_set in exclusive(self.wanted, self.instance.gap_limit):
            self.model.add_at_most_one(self.takes[at, person] for at in demand_set)
        for (person, _week), own in by_week(self.wanted).items():
            cap = self.instance.staff[person].max_per_week
            if len(own) > cap:
                self.model.add(sum(self.takes[at, person] for at in own) <= cap)

    def _most(self) -> int:
        """Return a deviation that nobody exceeds: the largest target, or the most that anybody can earn."""
        earned: Counter[int] = Counter()
        for at, person in self.takes:
            earned[person] += self.wanted[at].units
        return max([0, *earned.values(), *(person.target for person in self.instance.staff)])

    def _deviations(self) -> list[cp_model.IntVar]:
        earned: list[list[tuple[int, int]]] = [[] for _ in self.instance.staff]
        for at, person in self.takes:
            earned[person].append((at, self.wanted[at].units))
        found = []
        for person, chord in enumerate(chords(self.instance, self.wanted)):
            load = sum(units * self.takes[at, person] for at, units in earned[person])
            target = self.instance.staff[person].target
            deviation = self.model.new_int_var(chord.least if self.best else 0, self.most, "")
            self.model.add(deviation >= load - target)
            self.model.add(deviation >= target - load)
            if self.best and chord.below:
                rise = (chord.above - chord.below) * (load - chord.low)
                self.model.add(chord.step * deviation >= chord.step * chord.below + rise)
            found.append(deviation)
        return found

    def _levels(self) -> list[cp_model.IntVar]:
        """Return the four levels as variables; cover by clauses keeps its sum an inequality, too."""
        disliked = [
            variable
            for (at, person), variable in self.takes.items()
            if self.wanted[at].day in self.instance.staff[person].prefer_not
        ]
        uncovered = self.model.new_int_var(0, len(self.instance.duties), "uncovered")
        if self.best:
            self.model.add(uncovered >= sum(self.open))
        else:
            self.model.add(uncovered == sum(self.open))
        summed = self.model.new_int_var(0, self.most * max(1, len(self.deviation)), "summed")
        self.model.add(summed == sum(self.deviation))
        wishes = self.model.new_int_var(0, len(disliked), "wishes")
        self.model.add(wishes == sum(disliked))
        return [uncovered, self.largest, summed, wishes]

    def start_from(self, choice: Choice) -> None:
        """Hint a whole roster, every variable of the model included."""
        hinted = self.model.add_hint
        holders = [{choice[duty] for duty in demand.duties} for demand in self.wanted]
        for (at, person), variable in self.takes.items():
            hinted(variable, int(person in holders[at]))
        for demand, lacks in zip(self.wanted, self.open, strict=True):
            hinted(lacks, sum(choice[duty] is None for duty in demand.duties))
        apart = deviations(self.instance, choice)
        for variable, value in zip(self.deviation, apart, strict=True):
            hinted(variable, value)
        wishes = sum(
            duty.day in self.instance.staff[person].prefer_not
            for duty, person in zip(self.instance.duties, choice, strict=True)
            if person is not None
        )
        values = (sum(person is None for person in choice), max(apart, default=0), sum(apart), wishes)
        for variable, value in zip(self.levels, values, strict=True):
            hinted(variable, value)

    def bits(self, values: Iterable[int]) -> Bits:
        """Return who takes what in a solver's answer, packed."""
        taken = np.fromiter(values, dtype=np.int64, count=len(self.takes))
        return np.packbits(taken.astype(np.uint8))

    def choice(self, bits: Bits) -> Choice:
        """Return who holds each duty."""
        taken: list[list[int]] = [[] for _ in self.wanted]
        for key, on in zip(self.takes, np.unpackbits(bits, count=len(self.takes)), strict=True):
            if on:
                taken[key[0]].append(key[1])
        return dealt(self.instance, self.wanted, taken)


class _Listener(cp_model.CpSolverSolutionCallback):
    """Keeps what the solver finds on its way."""

    def __init__(self, flat: Flat, journal: Journal[Bits]) -> None:
        super().__init__()
        self._flat, self._journal = flat, journal

    def on_solution_callback(self) -> None:
        """Keep the roster just found, unless the last one is too recent."""
        if self._journal.due(PAUSE):
            self._journal.keep(self._flat.bits(self.response_proto.solution))


def main(arguments: list[str] | None = None) -> None:
    """Solve one instance and hand it in."""
    journal: Journal[Bits] = Journal()
    wanted = asked("One flat CP-SAT model.", arguments, best="its best form")
    instance = read(wanted.instance)
    flat = Flat(instance, best=wanted.best)
    if wanted.best:
        flat.start_from(fill(instance, scarce_first=True))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.5, wanted.time - journal.elapsed())
    solver.parameters.num_workers = wanted.workers
    solver.parameters.random_seed = wanted.seed
    status = solver.solve(flat.model, _Listener(flat, journal))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    journal.hand_in(
        instance,
        wanted.out,
        flat.bits(solver.response_proto.solution) if found else None,
        lambda bits: named(instance, flat.choice(bits)),
        packages=("ortools",),
        status=solver.status_name(status),
        weighted_bound=solver.best_objective_bound,
    )


if __name__ == "__main__":
    main()

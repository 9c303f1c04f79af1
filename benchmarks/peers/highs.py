"""The same weighted model as a mixed integer program in HiGHS.

``python -m benchmarks.peers.highs INSTANCE OUT --time 300 [--best]``

Plain: one binary per duty and person. Best form, as found by measuring: interchangeable duties merged into
counted ones, deviations tightened to the steps that loads move in, and the clerk's roster as a start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import numpy as np

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
JUST_BELOW_ONE = 0.99
"""Sums of weights are whole: a roster this close to the bound is the best."""
PER_DUTY, PER_LARGEST, PER_SUM, PER_WISH = WEIGHTS


class Rows:
    """The rows of a sparse matrix, written one after the other."""

    def __init__(self) -> None:
        self.starts: list[int] = [0]
        self.columns: list[int] = []
        self.factors: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, terms: Mapping[int, float], lower: float, upper: float) -> None:
        """Add ``lower <= sum of factor · column <= upper``."""
        self.columns.extend(terms.keys())
        self.factors.extend(terms.values())
        self.starts.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)


class Program:
    """The columns: who takes what, what every demand lacks, everybody's deviation, the largest of them."""

    def __init__(self, instance: Instance, *, best: bool) -> None:
        self.instance, self.best = instance, best
        self.wanted: Sequence[Demand] = demands(instance, merged=best)
        pairs = ((at, person) for at, demand in enumerate(self.wanted) for person in demand.people)
        self.takes = {pair: column for column, pair in enumerate(pairs)}
        self.lacks = len(self.takes)
        self.deviation = self.lacks + len(self.wanted)
        self.largest = self.deviation + len(instance.staff)
        self.rows = Rows()
        self.least = np.zeros(self.largest + 1)
        self._cover_and_exclude()
        self._deviate()

    def _cover_and_exclude(self) -> None:
        for at, demand in enumerate(self.wanted):
            who = dict.fromkeys((self.takes[at, person] for person in demand.people), 1.0)
            self.rows.add(who | {self.lacks + at: 1.0}, len(demand.duties), len(demand.duties))
        for person, demand_set in exclusive(self.wanted, self.instance.gap_limit):
            both = dict.fromkeys((self.takes[at, person] for at in demand_set), 1.0)
            self.rows.add(both, -highspy.kHighsInf, 1)
        for (person, _week), own in by_week(self.wanted).items():
            cap = self.instance.staff[person].max_per_week
            if len(own) > cap:
                week = dict.fromkeys((self.takes[at, person] for at in own), 1.0)
                self.rows.add(week, -highspy.kHighsInf, cap)

    def _deviate(self) -> None:
        endless = highspy.kHighsInf
        loads: dict[int, dict[int, float]] = defaultdict(dict)
        for (at, person), column in self.takes.items():
            loads[person][column] = float(self.wanted[at].units)
        for person, chord in enumerate(chords(self.instance, self.wanted)):
            own, target = self.deviation + person, self.instance.staff[person].target
            self.rows.add(loads[person] | {own: -1.0}, -endless, target)
            self.rows.add(loads[person] | {own: 1.0}, target, endless)
            self.rows.add({self.largest: 1.0, own: -1.0}, 0, endless)
            if not self.best:
                continue
            self.least[own] = chord.least
            if chord.below:
                rise = float(chord.above - chord.below)
                line = {column: -rise * units for column, units in loads[person].items()}
                at_least = chord.step * chord.below - rise * chord.low
                self.rows.add(line | {own: float(chord.step)}, at_least, endless)

    def as_lp(self) -> highspy.HighsLp:
        """Return the program in HiGHS's own form."""
        size = self.largest + 1
        costs, upper = np.zeros(size), np.ones(size)
        for (at, person), column in self.takes.items():
            if self.wanted[at].day in self.instance.staff[person].prefer_not:
                costs[column] = PER_WISH
        costs[self.lacks : self.deviation] = PER_DUTY
        costs[self.deviation : self.largest] = PER_SUM
        costs[self.largest] = PER_LARGEST
        upper[self.lacks : self.deviation] = [len(demand.duties) for demand in self.wanted]
        upper[self.deviation :] = highspy.kHighsInf
        kinds = highspy.HighsVarType
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = size, len(self.rows.lower)
        program.col_cost_, program.col_lower_, program.col_upper_ = costs, self.least, upper
        program.row_lower_ = np.array(self.rows.lower, dtype=float)
        program.row_upper_ = np.array(self.rows.upper, dtype=float)
        # Deviations follow from the integers.
        program.integrality_ = [kinds.kInteger] * self.deviation + [kinds.kContinuous] * (
            size - self.deviation
        )
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(self.rows.starts)
        program.a_matrix_.index_ = np.array(self.rows.columns)
        program.a_matrix_.value_ = np.array(self.rows.factors, dtype=float)
        return program

    def columns_of(self, choice: Choice) -> list[float]:
        """Return a roster as values of all columns."""
        values = np.zeros(self.largest + 1)
        for at, demand in enumerate(self.wanted):
            for duty in demand.duties:
                holder = choice[duty]
                if holder is None:
                    values[self.lacks + at] += 1
                else:
                    values[self.takes[at, holder]] = 1
        apart = deviations(self.instance, choice)
        values[self.deviation : self.largest] = apart
        values[self.largest] = max(apart, default=0)
        return list(values)

    def bits(self, columns: Sequence[float]) -> Bits:
        """Return who takes what in a solution, packed."""
        return np.packbits(np.asarray(columns)[: self.lacks] > 0.5)

    def choice(self, bits: Bits) -> Choice:
        """Return who holds each duty."""
        taken: list[list[int]] = [[] for _ in self.wanted]
        for (at, person), on in zip(self.takes, np.unpackbits(bits, count=self.lacks), strict=True):
            if on:
                taken[at].append(person)
        return dealt(self.instance, self.wanted, taken)


def main(arguments: list[str] | None = None) -> None:
    """Solve one instance and hand it in."""
    journal: Journal[Bits] = Journal()
    wanted = asked("A mixed integer program in HiGHS.", arguments, best="its best form")
    instance = read(wanted.instance)
    program = Program(instance, best=wanted.best)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", wanted.workers)
    solver.setOptionValue("random_seed", wanted.seed)
    # By default it stops within 0.01 %: beside the weight of uncovered duties that hides whole levels.
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", JUST_BELOW_ONE)
    solver.passModel(program.as_lp())
    if wanted.best:
        start = highspy.HighsSolution()
        start.col_value = program.columns_of(fill(instance, scarce_first=True))
        solver.setSolution(start)

    def improved(event: highspy.HighsCallbackEvent) -> None:
        journal.keep(program.bits(event.data_out.mip_solution))

    solver.cbMipImprovingSolution += improved
    solver.setOptionValue("time_limit", max(1.0, wanted.time - journal.elapsed()))
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    journal.hand_in(
        instance,
        wanted.out,
        program.bits(solver.getSolution().col_value) if found else None,
        lambda bits: named(instance, program.choice(bits)),
        packages=("highspy",),
        status=solver.modelStatusToString(solver.getModelStatus()),
        weighted_bound=info.mip_dual_bound,
    )


if __name__ == "__main__":
    main()

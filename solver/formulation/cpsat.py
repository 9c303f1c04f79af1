"""The only room that touches CP-SAT: rows become a model, levels become objectives, answers become values."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from ortools.sat.python import cp_model

from solver.domain.levels import Level, LevelGroup
from solver.formulation.linear_rows import LevelSum, LinearModel
from solver.rules.model_builder import Terms

Status = Literal["optimal", "feasible", "infeasible", "unknown", "invalid"]

_STATUS: Mapping[cp_model.CpSolverStatus, Status] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
    cp_model.MODEL_INVALID: "invalid",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one solve may take. ``seconds`` is wall time, ``effort`` deterministic work (repeatable).

    ``linear`` puts every clause into the linear relaxation: slower a step, but queues at a gate (so many
    lines, so few minutes) are proven by it at once and hardly without it.
    """

    seconds: float | None = None
    effort: float | None = None
    workers: int = 1
    seed: int = 0
    linear: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one solve found. All but the status is ``None`` unless that is optimal or feasible."""

    status: Status
    values: tuple[int, ...] | None
    value: int | None
    bound: int | None


class Stop:
    """A wish to stop, heard by every solve that is under way and by every one still to come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[cp_model.CpSolver] = set()
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask all solves to end now with what they have."""
        self._asked.set()
        with self._lock:
            for solver in self._running:
                solver.stop_search()

    @property
    def asked(self) -> bool:
        """Whether somebody asked to stop."""
        return self._asked.is_set()

    def enter(self, solver: cp_model.CpSolver) -> bool:
        """Note that a solve begins; false where nobody should begin any more."""
        with self._lock:
            # A stop before solve() begins would be lost, hence the flag.
            if self._asked.is_set():
                return False
            self._running.add(solver)
            return True

    def leave(self, solver: cp_model.CpSolver) -> None:
        """Note that a solve has ended."""
        with self._lock:
            self._running.discard(solver)


class CpSatModel:
    """A CP-SAT model of linear rows. Levels are held and minimised one group at a time."""

    def __init__(self, rows: LinearModel) -> None:
        self.rows = rows
        self._model = cp_model.CpModel()
        model = self._model
        self._vars = [
            model.new_bool_var("") if (low, high) == (0, 1) else model.new_int_var(low, high, "")
            for low, high in rows.bounds
        ]
        self._hopeless = bool(rows.impossible)
        for row in rows.rows:
            self._add_row(row.terms, row.low, row.high)
        self._slacks = [self._add_slack(index) for index in range(len(rows.slacks))]
        self._level_vars: dict[Level, cp_model.LinearExpr] = {}

    def _expr(self, terms: Terms) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum([self._vars[var] for var in terms.vars], list(terms.factors))

    def _add_row(self, terms: Terms, low: int | None, high: int | None) -> None:
        binary = all(factor == 1 and self.rows.bounds[var] == (0, 1) for var, factor in terms)
        if binary and high == 1 and low is None:
            self._model.add_at_most_one(self._vars[var] for var, _ in terms)
        elif binary and low == 1 and high is None:
            self._model.add_bool_or([self._vars[var] for var, _ in terms])
        else:
            expr = self._expr(terms)
            if low is not None and low == high:
                self._model.add(expr == low)
                return
            if low is not None:
                self._model.add(expr >= low)
            if high is not None:
                self._model.add(expr <= high)

    def _add_slack(self, index: int) -> cp_model.IntVar:
        slack = self.rows.slacks[index]
        arm = slack.arms[0]
        clause = (
            len(slack.arms) == 1
            and arm.const == 1
            and all(factor == -1 and self.rows.bounds[var] == (0, 1) for var, factor in arm.terms)
        )
        if clause:
            # Cover as a clause, never as an equality: the equality lets presolve rewrite the
            # objective through the decisions and the bound collapses.
            short = self._model.new_bool_var("")
            self._model.add_bool_or([*(self._vars[var] for var, _ in arm.terms), short])
            return short
        excess = self._model.new_int_var(0, slack.high, "")
        for arm in slack.arms:
            self._model.add(arm.scale * excess >= self._expr(arm.terms) + arm.const)
        return excess

    def level(self, name: Level) -> cp_model.LinearExpr:
        """Return a level as an expression of the model."""
        known = self._level_vars.get(name)
        if known is not None:
            return known
        measure = self.rows.levels.get(name, LevelSum())
        slacks = [self._slacks[slack] for slack in measure.sums]
        expr: cp_model.LinearExpr = (
            cp_model.LinearExpr.sum([])
            + cp_model.LinearExpr.weighted_sum(slacks, list(measure.sums.values()))
            + measure.const
        )
        if measure.peaks:
            ceiling = max([measure.floor, *(self.rows.slacks[slack].high for slack in measure.peaks)])
            peak = self._model.new_int_var(measure.floor, ceiling, f"peak {name}")
            for slack in measure.peaks:
                self._model.add(peak >= self._slacks[slack])
            expr = expr + peak
        else:
            expr = expr + measure.floor
        self._level_vars[name] = expr
        return expr

    def group(self, levels: LevelGroup) -> cp_model.LinearExpr:
        """Return a weighted group of levels as one expression."""
        return sum((weight * self.level(name) for name, weight in levels), cp_model.LinearExpr.sum([]))

    def hold(self, levels: LevelGroup, value: int) -> None:
        """Let a group of levels be no worse than a value from now on."""
        self._model.add(self.group(levels) <= value)

    def minimise(self, weighted: Sequence[tuple[LevelGroup, int]]) -> None:
        """Make the weighted groups of levels the objective."""
        self._model.minimize(
            sum((weight * self.group(levels) for levels, weight in weighted), cp_model.LinearExpr.sum([]))
        )

    def hint(self, values: Mapping[int, int]) -> None:
        """Offer a start. With a value for every variable, slacks and levels are hinted as well."""
        self._model.clear_hints()
        for var, value in values.items():
            self._model.add_hint(self._vars[var], value)
        if len(values) == len(self._vars):
            whole = [values[var] for var in range(len(self._vars))]
            for index, excess in enumerate(self._slacks):
                self._model.add_hint(excess, self.rows.slack_value(index, whole))

    def solve(self, limits: Limits, stop: Stop) -> Answer:
        """Solve with the objective set last; a stop ends the search early with the best found."""
        if self._hopeless:
            return Answer("infeasible", None, None, None)
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = limits.workers
        parameters.random_seed = limits.seed
        parameters.catch_sigint_signal = False
        if limits.linear:
            parameters.linearization_level = 2
        if limits.effort is not None:
            parameters.max_deterministic_time = limits.effort
            parameters.interleave_search = limits.workers > 1
        if limits.seconds is not None:
            parameters.max_time_in_seconds = max(limits.seconds, 0.01)
        if not stop.enter(solver):
            return Answer("unknown", None, None, None)
        try:
            status = _STATUS[solver.solve(self._model)]
        finally:
            stop.leave(solver)
        if status not in {"optimal", "feasible"}:
            return Answer(status, None, None, None)
        has_objective = self._model.has_objective()
        # The bound is a float of a whole number, or of a fraction below the next whole number.
        bound = ceil(solver.best_objective_bound - 1e-6) if has_objective else None
        values = tuple(solver.value(var) for var in self._vars)
        value = round(solver.objective_value) if has_objective else None
        return Answer(status, values, value, bound)

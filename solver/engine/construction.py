"""The first roster: a pass over the whole model's own rows, mended by a solver where a pass is not enough."""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.domain.plan import Plan
from solver.engine.assignments import AssignmentIndex
from solver.engine.budget import Budget
from solver.engine.greedy import fill
from solver.engine.incremental import IncrementalState
from solver.engine.problem import Problem
from solver.engine.quotas import Quotas
from solver.formulation.cpsat import CpSatModel, Stop
from solver.formulation.stage_model import Scope, StageModel
from solver.model import build

SMALL = 20_000
"""Pairs of a person and a duty up to which the whole model is solved at once and proves what it finds."""


class ContradictionError(Exception):
    """Hard rules contradict one another: there is no roster."""


@dataclass(frozen=True, slots=True)
class InitialSolution:
    """The whole model of a rotation with a roster in it, kept up to date while single seats change."""

    model: StageModel
    seats: AssignmentIndex
    live: IncrementalState

    def plan(self, fixed: Plan) -> Plan:
        """Return the roster as it stands, with the earlier stages as they were fixed."""
        return replace(fixed, roster=self.model.read_roster(self.live.values, None))


def small(task: Problem) -> bool:
    """Tell whether a case is small enough for its whole model: then cover is open on every date."""
    left = SMALL
    for duty in task.pairs.work.duties:
        left -= len(task.pairs.allowed(duty))
        if left < 0:
            return False
    return True


def first_roster(
    task: Problem, fixed: Plan, budget: Budget, stop: Stop, quotas: Quotas | None = None
) -> InitialSolution | None:
    """Return the whole model with a first roster in it; ``None`` where even that was not found.

    The pass keeps every limit; what must be there at least (pairs) is mended by one solve that
    starts from it, and where that finds nothing by one that allows cover on every date.

    Raises
    ------
    ContradictionError
        If the hard rules leave no roster at all: proven, since every cover was allowed.
    """
    any_cover = small(task)
    model = _whole(task, fixed, any_cover=any_cover)
    start = _live(model, [low for low, _ in model.bounds])
    live = start.live
    fill(model, start.seats, live, targets(fixed), quotas or Quotas({}, ()), task.groups)
    if not (live.broken or model.impossible):
        return start
    cpsat = CpSatModel(model)
    cpsat.hint(dict(enumerate(live.values)))
    answer = cpsat.solve(budget.take(0.5, 20.0), stop)
    if answer.values is None and not any_cover:
        model = _whole(task, fixed, any_cover=True)
        answer = CpSatModel(model).solve(budget.take(0.5, 20.0), stop)
    if answer.status == "infeasible":
        raise ContradictionError
    return None if answer.values is None else _live(model, answer.values)


def targets(plan: Plan) -> dict[str, int]:
    """Return the work units that everybody should come close to, in grid steps."""
    account = plan.accounts.get("units")
    return {} if account is None else {staff: share.target for staff, share in account.shares.items()}


def _whole(task: Problem, fixed: Plan, *, any_cover: bool) -> StageModel:
    scope = Scope(any_cover=any_cover)
    return build(task.case, "rotation", task.rules, fixed=fixed, scope=scope, pairs=task.pairs)


def _live(model: StageModel, values: tuple[int, ...] | list[int]) -> InitialSolution:
    seats = AssignmentIndex(model)
    return InitialSolution(model, seats, IncrementalState(model, values, seats.owner))

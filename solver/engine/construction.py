"""The first roster: a pass over the whole model's own rows, mended by a solver where a pass is not enough.

The pass gives the longest blocks first, each to whoever has most of a quota left: how many blocks of each
class a person should take by the count relaxation. Where quotas are used up, whoever is furthest below the
target is asked. Blocks of one duty need no quota: they are small change that evens out what the long ones
left. A variable is chosen only if every row still has room for it: what limits the model limits the pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import takewhile

from solver.domain.duties import BlockKey, DutyKey
from solver.domain.levels import LevelGroup
from solver.domain.plan import Plan
from solver.engine.budget import Budget
from solver.engine.incremental import IncrementalState
from solver.engine.problem import AssignmentIndex, Problem
from solver.engine.quotas import Quotas
from solver.formulation.cpsat import CpSatModel, Stop
from solver.formulation.stage_model import Scope, StageModel
from solver.model import build

SMALL_CASE_PAIRS = 20_000
"""Pairs of a person and a duty up to which the whole model is solved at once and proves what it finds."""
UNWELCOME_WEIGHT = 3
"""How many times its worth a seat weighs that its taker would rather not have."""


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


@dataclass
class GreedyPass:
    """One pass over all seats of a model in which nobody has any yet; what can't be filled stays open.

    ``targets`` are in grid steps; people without one are asked last. ``quotas`` are guidance by the count
    relaxation, ``load`` is what everybody has been given so far.
    """

    start: InitialSolution
    targets: Mapping[str, int]
    quotas: Quotas
    load: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def fill(self, groups: Sequence[LevelGroup]) -> None:
        """Choose holders and covers, first those without whom an early level can't be met."""
        for var in _only_ways(self.start.model, self.start.seats, groups):
            self.take(var)
        self.fill_blocks()
        self.fill_covers()

    def take(self, var: int) -> bool:
        """Choose a variable if it fits."""
        if not self.start.live.fits(var):
            return False
        self.start.live.change(var, 1)
        self.load[self.start.seats.owner[var]] += self.start.seats.steps[var]
        return True

    def burden(self, staff: str, steps: int, var: int) -> tuple[bool, int, str]:
        """Return how loaded a person would be, in millionths; people without a target come last.

        A seat that costs something, as one that the person would rather avoid, weighs like several.
        """
        weighs = steps * UNWELCOME_WEIGHT if self._costs(var) else steps
        target = self.targets.get(staff)
        if target is None:
            return (True, weighs, staff)
        return (False, 1_000_000 * (self.load[staff] + weighs - target) // max(target, 1), staff)

    def _costs(self, var: int) -> bool:
        """Tell whether taking a variable adds to a charge."""
        live = self.start.live
        return any(
            factor > 0 and not live.absolute[slack] and live.offset[slack] >= 0
            for slack, factor in live.slacks_of[var]
        )

    def fill_blocks(self) -> None:
        """Give each block as many holders as it needs, and those whom the quotas would like besides."""
        by_block: dict[BlockKey, list[tuple[str, int]]] = defaultdict(list)
        for (block_key, staff), var in self.start.model.hold_vars.items():
            by_block[block_key].append((staff, var))
        blocks = [block for block in self.start.model.work.blocks if block.key in by_block]
        # Long blocks fit in fewest places; among equals those that hold pupils go first, then those with
        # fewest candidates. Single duties go week by week, so that loads grow evenly and caps bind evenly.
        blocks.sort(
            key=lambda block: (
                -len(block.duties),
                block.duties[0].day.week if block.single else 0,
                not block.duties[0].holds_pupils,
                len(by_block[block.key]),
                block.duties[0].date,
                block.key,
            )
        )
        for block in blocks:
            people = by_block[block.key]
            steps = sum(duty.steps for duty in block.duties)
            heads = sum(self.start.live.values[var] for _, var in people)
            pull = {staff: Fraction(0) for staff, _ in people}
            if not block.single:
                pull = {staff: self.quotas.pull(block.key, staff) for staff, _ in people}
            most = block.want if any(pull.values()) else block.need
            for staff, var in sorted(
                people, key=lambda row: (-pull[row[0]], self.burden(row[0], steps, row[1]))
            ):
                if heads >= most:
                    break
                if heads < (block.want if pull[staff] else block.need) and self.take(var):
                    self.quotas.take(block.key, staff)
                    heads += 1
            self.quotas.close(block.key, [staff for staff, _ in people])

    def fill_covers(self) -> None:
        """Let single dates that are still short be covered."""
        by_duty: dict[DutyKey, list[tuple[str, int]]] = defaultdict(list)
        for (duty_key, staff), var in self.start.model.cover_vars.items():
            by_duty[duty_key].append((staff, var))
        duties = [duty for duty in self.start.model.work.duties if duty.key in by_duty]
        duties.sort(key=lambda duty: (not duty.holds_pupils, len(by_duty[duty.key]), duty.key))
        for duty in duties:
            values = self.start.live.values
            heads = sum(
                lin.const + sum(factor * values[var] for var, factor in lin.terms)
                for _, lin in self.start.model.crew(duty)
            )
            for _, var in sorted(by_duty[duty.key], key=lambda row: self.burden(row[0], duty.steps, row[1])):
                if heads >= duty.need:
                    break
                heads += self.take(var)


def _only_ways(model: StageModel, seats: AssignmentIndex, groups: Sequence[LevelGroup]) -> Sequence[int]:
    """Return the decisions that are a row's, or an early charge's, only way out, dearest first: pins, mostly.

    Early are the levels before the first that is a peak: nobody's wish comes before everybody's fair share.
    """
    early = {
        name for group in takewhile(lambda group: not model.has_peaks(group), groups) for name, _ in group
    }
    price: dict[int, int] = {}
    for name, measure in model.levels.items():
        if name not in early:
            continue
        for index, each in measure.sums.items():
            price[index] = max(price.get(index, 0), each)
    urgency: dict[int, int] = {}
    for row in model.rows:
        if len(row.terms) == 1 and row.low is not None and row.low > 0:
            urgency[row.terms[0][0]] = 1 << 60
    for index, slack in enumerate(model.slacks):
        arm = slack.arms[0]
        if index in price and not slack.absolute and len(arm.terms) == 1 and arm.terms[0][1] < 0:
            var = arm.terms[0][0]
            urgency[var] = max(urgency.get(var, 0), price[index])
    return [var for var in sorted(urgency, key=lambda var: (-urgency[var], var)) if var in seats.owner]


def small(task: Problem) -> bool:
    """Tell whether a case is small enough for its whole model: then cover is open on every date."""
    left = SMALL_CASE_PAIRS
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
    GreedyPass(start, targets(fixed), quotas or Quotas({}, ())).fill(task.groups)
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

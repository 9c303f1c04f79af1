"""The search for a better roster: what is tried, in which order, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from solver.domain.plan import Plan
from solver.engine.bounds import Bound
from solver.engine.budget import Budget
from solver.engine.construction import InitialSolution
from solver.engine.incumbent import Incumbent
from solver.engine.lns import LargeNeighbourhoodSearch
from solver.engine.problem import Problem
from solver.engine.progress import Progress
from solver.formulation.cpsat import Stop

FIRST_GOES = 3
"""Goes of direct moves before anything is proven: they bring most, and bounds are the better for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ended with.

    ``disputed`` are the rules that see the plan otherwise than the model does; then nothing is proven.
    """

    plan: Plan
    bounds: Sequence[Bound]
    disputed: tuple[str, ...] = ()


class Search:
    """Improves a roster by direct moves and by freeing a few people or days; never accepts anything worse.

    With several workers as many neighbourhoods are solved side by side, apart from one
    another; what one finds is checked on the roster as it is by then. With effort there is one worker, so
    that runs repeat. A case that is small enough is solved whole as well, which ends with a proof.
    """

    def __init__(self, task: Problem, budget: Budget, stop: Stop, progress: Progress) -> None:
        self.task = task
        self.budget = budget
        self.stop = stop
        self.progress = progress
        self.rounds = 0

    def improve(
        self,
        start: InitialSolution,
        fixed: Plan,
        prove: Callable[[Sequence[int]], list[Bound]],
        patience: int,
    ) -> Found:
        """Return a plan no worse, and its bounds with what was proven on the way.

        Ends when every level meets its bound, patience or budget runs out.

        Parameters
        ----------
        prove
            Finds bounds for the levels' values; asked once, after the first direct moves.
        """
        state = Incumbent(self.task, start, fixed)
        if state.seats.of:
            turns = LargeNeighbourhoodSearch(state, self.stop, self.progress, self.budget)
            turns.settle_helpers()
            if not state.live.broken:
                turns.tell()
                turns.move(FIRST_GOES)
                state.bound(prove(state.values))
                turns.tell()
                turns.move()
                turns.free(patience)
            self.rounds += turns.rounds
        plan, disputed = state.accepted()
        return Found(plan, state.proven(), disputed)

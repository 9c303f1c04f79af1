"""Small cases: questions to the whole model, which end with a proof instead of a bound."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from solver.domain.levels import LevelGroup
from solver.engine.bounds import Bound
from solver.engine.budget import Budget
from solver.engine.incumbent import Incumbent
from solver.engine.lexicographic import group_value
from solver.formulation.cpsat import Answer, CpSatModel, Limits, Stop

FIRST_SECONDS, LATER_FACTOR = 2.0, 2.0
"""Seconds (or work) for the first question about a level, and how many times longer the next one gets."""
NEAR_SHARE = 0.02
"""How near its bound a level must be for the question whether it can be one lower to be worth asking."""
REST_FACTOR = 3.0
"""How many times as long as it took a question that brought nothing the whole model is left alone."""


@dataclass(frozen=True, slots=True)
class Question:
    """How low can a level be with the earlier ones held at these values? Or: can it be one lower?"""

    index: int
    values: tuple[int, ...]
    lower: bool
    seconds: float


class FullModel:
    """Asks the whole model about every level that is not at its bound; answers may come while others search.

    A bound says: no plan at least as good on every earlier level is below it. It holds for the case
    because the model of a small case leaves nothing out (cover is open on every date).
    """

    def __init__(self, state: Incumbent, stop: Stop) -> None:
        self.state = state
        self.stop = stop
        self._seconds = [FIRST_SECONDS] * len(state.values)
        self._asked = [False] * len(state.values)

    def next(self) -> Question | None:
        """Return the next question: about the open level that least was spent on; ``None`` if none is."""
        state = self.state
        still = [index for index in range(len(state.values)) if state.open(index)]
        if not still:
            return None
        index = min(still, key=lambda each: (self._seconds[each], each))
        lower = state.model.has_peaks(state.task.groups[index]) or (self._asked[index] and self._near(index))
        self._asked[index] = not lower
        return Question(index, state.values, lower, self._seconds[index])

    def ask(self, question: Question, hint: list[int], limits: Limits) -> Answer:
        """Solve; touches nothing that changes, so it may run on a thread of its own.

        Whether a level can be lower is asked without an objective: a few people who can't do better together
        are found at once then; among the sums of a whole school they drown.
        """
        groups = self.state.task.groups
        cpsat = CpSatModel(self.state.model)
        for group, most in zip(groups[: question.index], question.values, strict=False):
            cpsat.hold(group, most)
        cpsat.hint(dict(enumerate(hint)))
        aim: LevelGroup = groups[question.index]
        if question.lower:
            cpsat.hold(aim, question.values[question.index] - 1)
        else:
            cpsat.minimise([(aim, 1)])
        # Rules that count days in a row are all but blind without their linear relaxation.
        return cpsat.solve(replace(limits, linear=True), self.stop)

    def learn(self, question: Question, answer: Answer) -> bool:
        """Keep what an answer proves, and its roster if that is better than the best by now; tell whether."""
        state, index = self.state, question.index
        if answer.status == "infeasible" and question.lower:
            state.prove(index, Bound(question.values[index], "solver_claim"), question.values)
        elif answer.bound is not None and not question.lower:
            state.prove(index, Bound(answer.bound, "solver_claim"), question.values)
        if state.open(index):
            self._seconds[index] *= LATER_FACTOR
        if answer.values is None:
            return False
        values = tuple(group_value(state.model, group, answer.values) for group in state.task.groups)
        if values >= state.values:
            return False
        state.begin(answer.values)
        return True

    def _near(self, index: int) -> bool:
        value = self.state.values[index]
        return value - self.state.bounds[index].value <= max(2, NEAR_SHARE * value)


class FullModelThread:
    """Asks the next question when there is time, and learns from its answer."""

    def __init__(self, state: Incumbent, pool: ThreadPoolExecutor) -> None:
        self._state = state
        self._pool = pool
        self._stop = Stop()
        self._whole = FullModel(state, self._stop)
        self._asked: tuple[Question, Future[Answer]] | None = None
        self._wake: float | None = None

    @property
    def running(self) -> Sequence[Future[Answer]]:
        """The answer that is waited for, if any."""
        return () if self._asked is None else (self._asked[1],)

    def ask(self, budget: Budget, *, impatient: bool) -> None:
        """Ask the next question unless one is being worked on, or the last one brought nothing lately."""
        resting = self._wake is not None and budget.left > self._wake and not impatient
        if self._asked is not None or resting:
            return
        question = self._whole.next()
        if question is not None:
            limits = budget.take(1.0, question.seconds, workers=1)
            hint = list(self._state.live.values)
            self._asked = question, self._pool.submit(self._whole.ask, question, hint, limits)

    def learn(self, left: float) -> bool:
        """Learn from the answer with so much of the budget left; tell whether the roster is better by it."""
        if self._asked is None:
            return False
        (question, answer), self._asked = self._asked, None
        before = sum(bound.value for bound in self._state.bounds)
        better = self._whole.learn(question, answer.result())
        brought = better or sum(bound.value for bound in self._state.bounds) > before
        self._wake = None if brought else left - REST_FACTOR * question.seconds
        return better

    def end(self) -> None:
        """Let a question that is being worked on end now; what it found so far can still be learned."""
        self._stop.ask()

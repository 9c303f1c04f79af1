"""Questions to the whole model of a small case, one at a time, on a thread beside the neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from solver.engine.budget import Budget
from solver.engine.exact import FullModel, Question
from solver.engine.incumbent import Incumbent
from solver.formulation.cpsat import Answer, Stop

RESTS = 3.0
"""How many times as long as it took a question that brought nothing the whole model is left alone."""


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
        self._wake = None if brought else left - RESTS * question.seconds
        return better

    def end(self) -> None:
        """Let a question that is being worked on end now; what it found so far can still be learned."""
        self._stop.ask()

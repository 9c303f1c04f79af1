"""What a certificate claims of a very small case is true of all its rosters."""

from __future__ import annotations

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import service
from solver.domain.case import Case
from solver.domain.levels import LEVELS
from solver.engine.budget import Options
from tests.whole.brute import optimum
from tests.whole.small_cases import cases

MERGED = (
    (("uncovered_pupils", 5), ("uncovered", 1)),
    (("sum_deviation", 1), ("max_deviation", 2)),
    (("rules", 1),),
)
ORDERS = (
    LEVELS["rotation"],
    LEVELS["rotation"],
    LEVELS["rotation"][::-1],
    MERGED,
    ((("uncovered", 1),), (("max_deviation", 1),), (("wanted", 1),), (("uncovered_pupils", 1),)),
)


def test_no_bound_is_above_what_some_roster_reaches() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=80)
    @given(cases(days=2, extras=False), st.sampled_from(ORDERS))
    def compare(drawn: Case, order: tuple[tuple[tuple[str, int], ...], ...]) -> None:
        case = drawn.model_copy(update={"levels": () if order == LEVELS["rotation"] else order})
        result = service.solve(case, Options(effort=2, workers=1))
        best = optimum(case, result.plan)
        assume(best is not None)
        assert best is not None
        levels = result.certificate.stages[-1].levels
        values = tuple(level.value for level in levels)
        assert values in best.vectors
        proven = True
        for at, level in enumerate(levels):
            assert level.bound <= best.least(at, values), level
            if not level.conditional:
                assert level.bound <= best.best[at], level
            proven = proven and level.proven
            if proven:
                assert values[: at + 1] == best.best[: at + 1]
        seen["compared"] += 1
        seen["proven"] += proven
        seen["as good as any"] += values == best.best
        seen["with a bound above nothing"] += any(level.bound for level in levels)

    compare()
    assert seen["compared"] >= 25, seen
    assert seen["with a bound above nothing"] >= 5, seen
    assert seen["as good as any"] >= 0.9 * seen["compared"], seen

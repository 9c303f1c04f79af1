"""Whatever rows are counted, however often: no bound comes out above what a legal roster reaches."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver.domain.case import Case, RuleSetting, Staff, Wish
from solver.domain.duties import expand
from solver.domain.evidence import Multiplier, RowName, SeatClass
from solver.domain.example_cases import a_post, sketch
from solver.domain.levels import LEVELS, LevelGroup, group_name, groups_of
from solver.domain.plan import Plan
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.lp_bounds import dual_evidence, raised
from solver.engine.stages import accounts
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import rules_of
from solver.verify.bound import bound_of, impossible_below, seats_bound
from solver.verify.measures import Measures
from solver.verify.openings import Openings
from solver.verify.rows import RefusedError
from tests.whole.brute import Optimum, optimum
from tests.whole.small_cases import cases
from tests.whole.test_bounds import ORDERS

SETTINGS = (
    RuleSetting(code="caps", params={"most": "2", "per": "term", "of": "units", "posts": ["carec1"]}),
    RuleSetting(code="caps", params={"most": 1, "per": "term", "staff": "own"}),
    RuleSetting(code="budget", params={"most": "1.5", "per": "term", "staff": "any"}),
    RuleSetting(code="own_caps", params={"cost": 2}),
    RuleSetting(code="own_caps", on=False),
    RuleSetting(code="own_caps", params={"posts": ["carec1"]}),
    RuleSetting(code="no_overlap", on=False),
    RuleSetting(code="seats", on=False),
    RuleSetting(code="uncovered", on=False),
    RuleSetting(code="uncovered", params={"cost": 3}),
    RuleSetting(code="uncovered", params={"level": "wishes", "pupils_level": "rules"}),
    RuleSetting(code="wanted", params={"cost": "hard"}),
    RuleSetting(code="wanted", params={"cost": 2, "posts": ["gate"]}),
    RuleSetting(code="rotation_kept", params={"cost": "hard"}),
    RuleSetting(code="rotation_kept", params={"cost": 4, "level": "wanted"}),
    RuleSetting(code="fair_share", params={"level": "burdens", "peak_level": "sum_deviation"}),
    RuleSetting(code="fair_share", on=False),
)
"""Rules that proofs speak of, in every way in which they may be set."""
TIMES = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(1, 3), Fraction(7)])


@st.composite
def very_small(draw: st.DrawFn) -> Case:
    """A case of which every roster can be looked at, with levels and rules in any order and setting."""
    case = draw(cases(days=2, extras=False))
    order = draw(st.sampled_from(ORDERS))
    rules = draw(st.lists(st.sampled_from(SETTINGS), max_size=2, unique_by=lambda each: each.code))
    names = {post.id for post in case.posts}
    rules = [each for each in rules if set(each.params.get("posts", ())) <= names | {"gate"}]
    return case.model_copy(update={"levels": order, "rules": tuple(rules)})


def laid_out(case: Case) -> tuple[CandidatePairs, Plan, Measures]:
    """A case's rotation as the engine sees it, its accounts, and the checker's own view."""
    pairs = CandidatePairs(case, expand(case, (), ()), rules_of(case))
    plan = Plan(accounts=accounts(case, pairs))
    return pairs, plan, Measures(Openings(case, plan), plan.accounts["units"])


def row_names(measures: Measures) -> list[RowName]:
    """Every row that a proof of this case might think of, and some that it has no right to."""
    work, case = measures.openings.work, measures.openings.case
    people = [person.id for person in case.staff]
    found = [RowName("crew", post=post, weekday=weekday) for post, weekday in measures.openings.at]
    found += [RowName("kept", post=post, weekday=weekday) for post, weekday in measures.openings.at]
    found += [RowName("holders", post=block.key.post, periods=(block.key.period,)) for block in work.blocks]
    found += [
        RowName("short", post=str(key[1]), weekday=int(key[2]), heads=int(key[3]))
        for key in measures.all
        if key[0] == "short"
    ]
    dates = sorted({duty.date for duty in work.duties})
    posts = sorted(work.posts)
    for staff in people:
        found += [RowName(kind, staff=staff) for kind in ("over", "under", "grain")]
        found += [RowName(kind, staff=staff, setting=0) for kind in ("own_caps", "caps")]
        found.append(RowName("peak", staff=staff, level="max_deviation"))
        found += [RowName("one_place", staff=staff, posts=(post,), dates=tuple(dates)) for post in posts]
        found += [RowName("one_place", staff=staff, posts=tuple(posts), dates=(date,)) for date in dates]
    found.append(RowName("budget", setting=0))
    return found


def held_at(groups: tuple[LevelGroup, ...], values: tuple[int, ...]) -> dict[str, tuple[LevelGroup, int]]:
    return {group_name(group): (group, value) for group, value in zip(groups, values, strict=True)}


def best_of(case: Case) -> tuple[Optimum, Plan, Measures]:
    _, plan, measures = laid_out(case)
    assume(measures.openings.work.duties)
    best = optimum(case, plan)
    assume(best is not None)
    assert best is not None
    return best, plan, measures


def test_no_weighted_sum_of_rows_is_above_what_a_roster_reaches() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=100)
    @given(very_small(), st.data())
    def compare(case: Case, data: st.DataObject) -> None:
        order = groups_of(case, "rotation")
        best, _, measures = best_of(case)
        values = data.draw(st.sampled_from(sorted(best.vectors)))
        place = data.draw(st.integers(0, len(order) - 1))
        held = held_at(order[:place], values[:place])
        names = row_names(measures) + [RowName("held", level=name) for name in held]
        for _ in range(10):
            chosen = data.draw(st.lists(st.sampled_from(names), max_size=12, unique=True))
            rows = [Multiplier(name, data.draw(TIMES)) for name in chosen]
            value = data.draw(st.integers(1, 8))
            try:
                bound = bound_of(measures, rows, order[place], held)
                clash = impossible_below(measures, rows, order[place], held, value)
            except RefusedError:
                seen["refused"] += 1
                continue
            assert not clash or value <= best.least(place, values), (rows, value)
            seen["bounds"] += 1
            seen["above nothing"] += bound > 0
            assert bound <= best.least(place, values), (rows, bound)
        posts = st.lists(st.sampled_from(sorted(measures.openings.work.posts)), min_size=1, unique=True)
        dates = st.lists(st.sampled_from(sorted(measures.openings.work.on)), min_size=1, unique=True)
        part = (SeatClass(tuple(data.draw(posts)), tuple(data.draw(dates))),)
        try:
            bound = seats_bound(measures.openings, [part], order[place], held)
        except RefusedError:
            return
        seen["heads"] += bound > 0
        assert bound <= best.least(place, values), (part, bound)

    compare()
    assert seen["bounds"] > 50, seen
    assert seen["above nothing"] > 5, seen
    assert seen["heads"] > 0, seen


def test_what_the_engine_proves_is_found_again_and_true() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=100)
    @given(very_small(), st.data())
    def compare(case: Case, data: st.DataObject) -> None:
        order = groups_of(case, "rotation")
        best, plan, measures = best_of(case)
        values = data.draw(st.sampled_from(sorted(best.vectors)))
        pairs = CandidatePairs(case, expand(case, (), ()), rules_of(case))
        counts = CountRelaxation(case, pairs.work, pairs, plan.accounts, rules_of(case))
        for place, group in enumerate(order):
            held = list(zip(order[:place], values[:place], strict=True))
            evidence = dual_evidence(counts, group, held, 5.0)
            assert evidence is not None
            if not measures.openings.seats_kept:
                return
            again = bound_of(measures, evidence.multipliers, group, held_at(order[:place], values[:place]))
            assert again >= evidence.proven, (group, evidence)
            assert again <= best.least(place, values), (group, evidence)
            seen["above nothing"] += again > 0

    compare()
    assert seen["above nothing"] > 10, seen


@st.composite
def uneven(draw: st.DrawFn) -> Case:
    """People of different shares on one post whose duties come in lumps."""
    shares = draw(st.lists(st.sampled_from(("1", "0.79", "0.6", "0.33")), min_size=2, max_size=4))
    people = [
        Staff(id=name, name=name, pool="p", share=Decimal(share))
        for name, share in zip(("ann", "bo", "cy", "dee"), shares, strict=False)
    ]
    lump = draw(st.sampled_from((7, 20, 50)))
    days = draw(st.integers(2, 4))
    wish = Wish(who="id:ann", want="avoid", weekday=draw(st.integers(1, 2)))
    return sketch(
        staff=people,
        posts=[a_post("gate", "gate", units=Decimal(lump))],
        days=days,
        wishes=(wish,),
        grid_step=Decimal(1),
        levels=draw(st.sampled_from((LEVELS["rotation"], LEVELS["rotation"][::-1]))),
    )


def test_lumps_of_work_bound_the_largest_deviation_by_contradiction() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=60)
    @given(uneven(), st.data())
    def compare(case: Case, data: st.DataObject) -> None:
        best, plan, measures = best_of(case)
        values = data.draw(st.sampled_from(sorted(best.vectors)))
        pairs = CandidatePairs(case, expand(case, (), ()), rules_of(case))
        counts = CountRelaxation(case, pairs.work, pairs, plan.accounts, rules_of(case))
        order = groups_of(case, "rotation")
        for place, group in enumerate(order):
            held = list(zip(order[:place], values[:place], strict=True))
            there, least = held_at(order[:place], values[:place]), best.least(place, values)
            sums = dual_evidence(counts, group, held, 5.0)
            assert sums is not None
            assert sums.proven <= bound_of(measures, sums.multipliers, group, there) <= least
            clash = raised(counts, group, held, max(0, sums.proven), least + 9, lambda: 5.0)
            if clash is not None:
                assert sums.proven < clash.proven <= least
                assert impossible_below(measures, clash.multipliers, group, there, clash.proven)
                assert not impossible_below(measures, clash.multipliers, group, there, least + 1)
                seen["raised"] += 1
                seen["all the way"] += clash.proven == least

    compare()
    assert seen["all the way"] > 2, seen


@settings(max_examples=40)
@given(cases())
def test_what_the_engine_proves_of_larger_cases_is_found_again(case: Case) -> None:
    pairs, plan, measures = laid_out(case)
    groups = groups_of(case, "rotation")
    counts = CountRelaxation(case, pairs.work, pairs, plan.accounts, rules_of(case))
    for group in groups:
        evidence = dual_evidence(counts, group, [], 5.0)
        assert evidence is not None
        assert bound_of(measures, evidence.multipliers, group, {}) >= evidence.proven, group

"""Timefold's Python solver: constraint streams, construction heuristic, late acceptance. It needs a JDK.

``python -m benchmarks.peers.timefold INSTANCE OUT --time 300``

Fairness is the sum of squared deviations, the idiom of its handbook; the other levels are ours. Constraints
are compiled from Python's bytecode to Java's, so they stay single expressions over plain fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from _jpyinterpreter import unwrap_python_like_object
from jpype import JProxy
from timefold.solver import SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    SolverConfigOverride,
    TerminationConfig,
)
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    BendableScore,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

from benchmarks.peers.candidates import Choice, Window, demands, named
from benchmarks.peers.instance import MINUTES_OF_A_DAY, Instance, read
from benchmarks.peers.solution import Journal, asked

WINDOW = 2.0
"""Of the rosters of so many seconds the last is kept: each is a whole copy in Java's memory until the end."""
SOFT = 3
HARD = BendableScore.of_hard(1, SOFT, 0, 1)
UNCOVERED = BendableScore.of_soft(1, SOFT, 0, 1)
UNFAIR = BendableScore.of_soft(1, SOFT, 1, 1)
UNWISHED = BendableScore.of_soft(1, SOFT, 2, 1)


@dataclass(eq=False)
class Holder:
    """A person who may hold duties."""

    id: Annotated[int, PlanningId]
    target: int
    cap: int


@dataclass(eq=False)
class Spared:
    """A day on which a person would rather hold nothing."""

    holder: Holder
    day: int


@planning_entity
@dataclass(eq=False)
class Held:
    """A duty and who holds it, one of those who may.

    Only duties of one value of ``together`` (a day, or a session of a day) can exclude each other.
    """

    id: Annotated[int, PlanningId]
    day: int
    together: int
    week: int
    start: int
    busy_end: int
    units: int
    longest_pause: int
    candidates: Annotated[list[Holder], ValueRangeProvider(id="candidates")]
    holder: Annotated[
        Holder | None,
        PlanningVariable(value_range_provider_refs=["candidates"], allows_unassigned=True),
    ] = None


@planning_solution
@dataclass(eq=False)
class Rota:
    """A whole term."""

    holders: Annotated[list[Holder], ProblemFactCollectionProperty]
    spared: Annotated[list[Spared], ProblemFactCollectionProperty]
    duties: Annotated[list[Held], PlanningEntityCollectionProperty]
    score: Annotated[
        BendableScore | None, PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=SOFT)
    ] = None


def constraints(factory: ConstraintFactory) -> list[Any]:
    """Return the rules, two hard and three soft; who is eligible and there is a matter of the candidates."""
    return [
        factory.for_each_unique_pair(
            Held, Joiners.equal(lambda duty: duty.holder), Joiners.equal(lambda duty: duty.together)
        )
        .filter(
            lambda one, other: (
                (one.start < other.busy_end and other.start < one.busy_end)
                or max(one.start - other.busy_end, other.start - one.busy_end)
                > max(one.longest_pause, other.longest_pause)
            )
        )
        .penalize(HARD)
        .as_constraint("overlap or gap"),
        factory.for_each(Held)
        .group_by(lambda duty: duty.holder, lambda duty: duty.week, ConstraintCollectors.count())
        .filter(lambda holder, _week, count: count > holder.cap)
        .penalize(HARD, lambda holder, _week, count: count - holder.cap)
        .as_constraint("weekly cap"),
        factory.for_each_including_unassigned(Held)
        .filter(lambda duty: duty.holder is None)
        .penalize(UNCOVERED)
        .as_constraint("uncovered"),
        factory.for_each(Held)
        .group_by(lambda duty: duty.holder, ConstraintCollectors.sum(lambda duty: duty.units))
        .complement(Holder, lambda _holder: 0)
        .penalize(UNFAIR, lambda holder, units: (units - holder.target) * (units - holder.target))
        .as_constraint("squared deviation"),
        factory.for_each(Spared)
        .join(
            Held,
            Joiners.equal(lambda spared: spared.holder, lambda duty: duty.holder),
            Joiners.equal(lambda spared: spared.day, lambda duty: duty.day),
        )
        .penalize(UNWISHED)
        .as_constraint("wishes"),
    ]


def rota_of(instance: Instance) -> Rota:
    """Return the instance as the solver's own objects, nobody assigned."""
    holders = [Holder(at, person.target, person.max_per_week) for at, person in enumerate(instance.staff)]
    spared = [
        Spared(holders[at], day)
        for at, person in enumerate(instance.staff)
        for day in sorted(person.prefer_not)
    ]
    shared: dict[tuple[int, ...], list[Holder]] = {}
    duties = []
    meet = _sessions_meet(instance)
    for demand in demands(instance, merged=False):
        at, afternoon = demand.duties[0], demand.window.session == "pm"
        # Thousands of duties have the same candidates: one list serves them all.
        candidates = shared.setdefault(demand.people, [holders[person] for person in demand.people])
        duties.append(
            Held(
                id=at,
                day=demand.day,
                together=demand.day if meet else demand.day * 2 + afternoon,
                week=demand.week,
                start=demand.window.start,
                busy_end=demand.window.busy_end,
                units=demand.units,
                longest_pause=instance.gap_limit if afternoon else MINUTES_OF_A_DAY,
                candidates=candidates,
            )
        )
    return Rota(holders, spared, duties)


def _sessions_meet(instance: Instance) -> bool:
    """Whether a midday duty can overlap an afternoon one; mostly none does, and fewer pairs are compared."""
    found = {Window.of(duty) for duty in instance.duties}
    return any(
        midday.excludes(afternoon, instance.gap_limit)
        for midday in found
        for afternoon in found
        if (midday.session, afternoon.session) == ("midday", "pm")
    )


def choice_of(rota: Rota) -> Choice:
    """Return who holds each duty."""
    choice: list[int | None] = [None] * len(rota.duties)
    for duty in rota.duties:
        choice[duty.id] = duty.holder.id if duty.holder is not None else None
    return choice


def main(arguments: list[str] | None = None) -> None:
    """Solve one instance and hand it in."""
    journal: Journal[Any] = Journal()
    wanted = asked("Timefold's Python solver.", arguments)
    instance = read(wanted.instance)
    rota = rota_of(instance)
    config = SolverConfig(
        solution_class=Rota,
        entity_class_list=[Held],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=wanted.seed,
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=constraint_provider(constraints)
        ),
    )
    factory = SolverFactory.create(config)
    # Compiling the constraints took its time, too.
    left = Duration(milliseconds=max(1000, round((wanted.time - journal.elapsed()) * 1000)))
    solver = factory.build_solver(
        SolverConfigOverride(termination_config=TerminationConfig(spent_limit=left))
    )
    # Java can be asked only now that its machine runs.
    from ai.timefold.solver.core.api.solver.event import SolverEventListener

    # As Java has them: the public way unwraps each roster to Python, which would halve the solver's speed.
    listen = {"bestSolutionChanged": lambda event: journal.keep(event.getNewBestSolution(), WINDOW)}
    vars(solver)["_delegate"].addEventListener(JProxy(SolverEventListener, dict=listen))
    final = solver.solve(rota)
    journal.hand_in(
        instance,
        wanted.out,
        final,
        lambda kept: named(
            instance, choice_of(kept if isinstance(kept, Rota) else unwrap_python_like_object(kept))
        ),
        packages=("timefold",),
        status=str(final.score),
    )


if __name__ == "__main__":
    main()

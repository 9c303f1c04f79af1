"""What would change if people sat down or got up: worked out on the model's own rows, without a solver.

The model of the rotation is opened for a few seats only, all else stays as a roster has it, and every rule
speaks to it as it speaks to the solver. Which rule said what is noted on its way: so it can be told which of
them a change would please or offend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from solver.base.gc_pause import gc_paused
from solver.domain.levels import Level
from solver.domain.plan import Plan
from solver.engine.incremental import IncrementalState
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.stage_model import Scope, StageModel
from solver.rules import AnyRule
from solver.rules.model_builder import ZERO, LinearExpr

NOTHING_OPEN = Scope(dates=frozenset())
Term = TypeVar("Term", "Law", "Charge")
ByAtom: TypeAlias = dict[int, list[Term]]
"""What speaks of each variable."""


@dataclass(frozen=True, slots=True)
class Law:
    """What a rule said must hold: ``low ≤ lin ≤ high``; ``None`` is no bound."""

    rule: AnyRule
    lin: LinearExpr
    low: int | None
    high: int | None

    def broken(self, values: Sequence[int]) -> int:
        """Return by how much an assignment to all variables breaks it."""
        value = value_of(self.lin, values)
        below = 0 if self.low is None else self.low - value
        above = 0 if self.high is None else value - self.high
        return max(0, below, above)


@dataclass(frozen=True, slots=True)
class Charge:
    """What a rule said costs something: ``price`` for each one of ``lin`` above zero, or either way."""

    rule: AnyRule
    level: Level
    lin: LinearExpr
    price: int
    absolute: bool = False

    def cost(self, values: Sequence[int]) -> int:
        """Return what an assignment to all variables costs."""
        value = value_of(self.lin, values)
        return self.price * (abs(value) if self.absolute else max(0, value))


def value_of(lin: LinearExpr, values: Sequence[int]) -> int:
    """Return what an expression comes to under an assignment to all variables."""
    return lin.const + sum(factor * values[var] for var, factor in zip(lin.vars, lin.factors, strict=True))


class Recorder:
    """Notes what a rule says and passes everything on to a model."""

    def __init__(self, model: StageModel, rule: AnyRule, laws: ByAtom[Law], charges: ByAtom[Charge]) -> None:
        self.work, self.people, self.accounts = model.work, model.people, model.accounts
        self.free, self.able = model.free, model.able
        self.duties, self.duties_of, self.days_of = model.duties, model.duties_of, model.days_of
        self.crew, self.heads, self.covers = model.crew, model.heads, model.covers
        self.blocks, self.holders, self.loads = model.blocks, model.holders, model.loads
        self.meetings, self.departures = model.meetings, model.departures
        self.new_var, self.any_of, self.as_decision = model.new_var, model.any_of, model.as_decision
        self.peak = model.peak
        self._model, self._rule, self._laws, self._charges = model, rule, laws, charges

    def forbid(self, *all_of: LinearExpr) -> None:
        """Not all of these at once (each 0 or 1)."""
        self.at_most(sum(all_of, ZERO), len(all_of) - 1)

    def at_most(self, lin: LinearExpr, most: int) -> None:
        """``lin ≤ most``."""
        self._note(lin, None, most)
        self._model.at_most(lin, most)

    def at_least(self, lin: LinearExpr, least: int) -> None:
        """``lin ≥ least``."""
        self._note(lin, least, None)
        self._model.at_least(lin, least)

    def together(self, one: LinearExpr, other: LinearExpr) -> None:
        """``one = other``."""
        self._note(one - other, 0, 0)
        self._model.together(one, other)

    def charge(self, level: Level, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""
        self._note_charge(Charge(self._rule, level, lin - over, price))
        self._model.charge(level, lin, over, price)

    def deviate(self, lin: LinearExpr, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""
        self._note_charge(Charge(self._rule, total_level, lin - target, 1, absolute=True))
        self._model.deviate(lin, target, total_level=total_level, peak_level=peak_level)

    def _note(self, lin: LinearExpr, low: int | None, high: int | None) -> None:
        law = Law(self._rule, lin, low, high)
        for var in lin.vars:
            self._laws[var].append(law)

    def _note_charge(self, charge: Charge) -> None:
        for var in charge.lin.vars:
            self._charges[var].append(charge)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change would do.

    ``prices`` are the differences by rule and level, where there are any; ``peaks`` is what each level with a
    largest value would have as that. ``suspects`` are the hard rules that were or would be broken near it:
    what they find then has to be looked up.
    """

    prices: Mapping[tuple[str, Level], int]
    peaks: Mapping[Level, int]
    suspects: tuple[AnyRule, ...]


def closed_model(pairs: CandidatePairs, plan: Plan) -> StageModel:
    """Return the model of a roster as it is; seats that are empty in it may then be opened."""
    model = StageModel(pairs.case, pairs.work, plan.accounts, NOTHING_OPEN)
    model.freeze(pairs, plan)
    return model


class WhatIf:
    """The open seats of a model, and what rules of the rotation say of them; ``taken`` are those held now."""

    def __init__(self, model: StageModel, rules: Iterable[AnyRule], taken: Collection[int] = ()) -> None:
        self._laws: ByAtom[Law] = defaultdict(list)
        self._charges: ByAtom[Charge] = defaultdict(list)
        with gc_paused:
            for rule in rules:
                rule.post(model.case, Recorder(model, rule, self._laws, self._charges))
        seats = {*model.hold_vars.values(), *model.cover_vars.values()}
        values = [int(var in taken) if var in seats else low for var, (low, _) in enumerate(model.bounds)]
        self._live = IncrementalState(model, values, seats)
        self._peaks = tuple(name for name, level in model.levels.items() if level.peaks or level.floor)
        # Decisions of a rule's own that follow from no seat are wherever they cost least.
        self._free = [var for var in sorted(self._live.helpers) if next(self._live.behind(var)) == var]
        self._settle(self._free)
        self._base = tuple(self._live.values)

    def outcome(self, turned: Sequence[int]) -> Outcome:
        """Return what it would do if the people of these variables sat down where they stand, or got up."""
        live, base = self._live, self._base
        for var in turned:
            live.change(var, 1 - 2 * base[var])
        self._settle(self._near(turned))
        now = tuple(live.values)
        changed = [var for var, (old, new) in enumerate(zip(base, now, strict=True)) if old != new]
        prices: dict[tuple[str, Level], int] = defaultdict(int)
        for charge in _each(self._charges, changed):
            prices[charge.rule.code, charge.level] += charge.cost(now) - charge.cost(base)
        suspects = {
            id(law.rule): law.rule
            for law in _each(self._laws, changed)
            if law.broken(base) or law.broken(now)
        }
        peaks = {name: live.highest(name) for name in self._peaks}
        live.set_all(base)
        return Outcome(
            {key: price for key, price in prices.items() if price}, peaks, tuple(suspects.values())
        )

    def _near(self, variables: Sequence[int]) -> list[int]:
        """Return the rules' own free decisions that meet these variables in a law or a charge."""
        if not self._free:
            return []
        met = {var for law in _each(self._laws, variables) for var in law.lin.vars}
        met |= {var for charge in _each(self._charges, variables) for var in charge.lin.vars}
        return [var for var in self._free if var in met]

    def _settle(self, free: Sequence[int]) -> None:
        """Move each free decision down the slope of what it breaks and costs, which is convex."""
        live = self._live
        for var in free:
            low, high = live.rows.bounds[var]
            best = self._trouble(var)
            for step in (1, -1):
                while low <= live.values[var] + step <= high:
                    live.change(var, step)
                    trouble = self._trouble(var)
                    if trouble >= best:
                        live.change(var, -step)
                        break
                    best = trouble

    def _trouble(self, var: int) -> tuple[int, int]:
        values = self._live.values
        return (
            sum(law.broken(values) for law in self._laws[var]),
            sum(charge.cost(values) for charge in self._charges[var]),
        )


def _each(of: ByAtom[Term], variables: Sequence[int]) -> Iterator[Term]:
    """Yield whatever speaks of any of these variables, each once."""
    seen: set[int] = set()
    for var in variables:
        for term in of.get(var, ()):
            if id(term) not in seen:
                seen.add(id(term))
                yield term

"""The board of a few seats: some people may sit down or get up, everything else stays as a roster has it.

It is the model's own sheet, opened for these seats only: every rule speaks to it as it speaks to the solver.
Which rule said what is noted on its way: so it can be told which of them a change would please or offend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.base.gc_pause import gc_paused
from solver.domain.levels import Level
from solver.domain.plan import Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.stage_model import Scope, StageModel
from solver.rules import AnyRule
from solver.rules.model_builder import ZERO, LinearExpr

NOTHING_OPEN = Scope(dates=frozenset())


@dataclass(frozen=True, slots=True)
class Law:
    """What a rule said must hold: ``low ≤ lin ≤ high``; ``None`` is no bound."""

    rule: AnyRule
    lin: LinearExpr
    low: int | None
    high: int | None

    def broken(self, values: Sequence[int]) -> int:
        """Return by how much an assignment to all atoms breaks it."""
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
        """Return what an assignment to all atoms costs."""
        value = value_of(self.lin, values)
        return self.price * (abs(value) if self.absolute else max(0, value))


def value_of(lin: LinearExpr, values: Sequence[int]) -> int:
    """Return what an expression comes to under an assignment to all atoms."""
    return lin.const + sum(factor * values[atom] for atom, factor in zip(lin.atoms, lin.factors, strict=True))


class Recorder:
    """A board that notes what a rule says and passes everything on to a sheet."""

    def __init__(self, sheet: StageModel, rule: AnyRule, laws: list[Law], charges: list[Charge]) -> None:
        self.work, self.people, self.accounts = sheet.work, sheet.people, sheet.accounts
        self.free, self.able = sheet.free, sheet.able
        self.duties, self.duties_of, self.days_of = sheet.duties, sheet.duties_of, sheet.days_of
        self.crew, self.heads, self.covers = sheet.crew, sheet.heads, sheet.covers
        self.blocks, self.holders, self.loads = sheet.blocks, sheet.holders, sheet.loads
        self.meetings, self.departures = sheet.meetings, sheet.departures
        self.choice, self.any_of, self.as_decision = sheet.choice, sheet.any_of, sheet.as_decision
        self.peak = sheet.peak
        self._sheet, self._rule, self._laws, self._charges = sheet, rule, laws, charges

    def forbid(self, *all_of: LinearExpr) -> None:
        """Not all of these at once (each 0 or 1)."""
        self.at_most(sum(all_of, ZERO), len(all_of) - 1)

    def at_most(self, lin: LinearExpr, most: int) -> None:
        """``lin ≤ most``."""
        self._note(lin, None, most)
        self._sheet.at_most(lin, most)

    def at_least(self, lin: LinearExpr, least: int) -> None:
        """``lin ≥ least``."""
        self._note(lin, least, None)
        self._sheet.at_least(lin, least)

    def together(self, one: LinearExpr, other: LinearExpr) -> None:
        """``one = other``."""
        self._note(one - other, 0, 0)
        self._sheet.together(one, other)

    def charge(self, level: Level, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""
        if lin.atoms:
            self._charges.append(Charge(self._rule, level, lin - over, price))
        self._sheet.charge(level, lin, over, price)

    def deviate(self, lin: LinearExpr, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""
        if lin.atoms:
            self._charges.append(Charge(self._rule, total_level, lin - target, 1, absolute=True))
        self._sheet.deviate(lin, target, total_level=total_level, peak_level=peak_level)

    def _note(self, lin: LinearExpr, low: int | None, high: int | None) -> None:
        if lin.atoms:
            self._laws.append(Law(self._rule, lin, low, high))


class WhatIfModel:
    """A few open seats beside a roster, and what every rule said of them.

    Parameters
    ----------
    plan
        The roster in which those seats are empty that are to be opened, on ``sheet``.
    """

    def __init__(self, pairs: CandidatePairs, plan: Plan) -> None:
        self.sheet = StageModel(pairs.case, pairs.work, plan.accounts, NOTHING_OPEN)
        self.sheet.freeze(pairs, plan)
        self.laws: list[Law] = []
        self.charges: list[Charge] = []

    def ask(self, rules: Iterable[AnyRule]) -> None:
        """Let every rule of the rotation say what it has to say of the open seats."""
        with gc_paused:
            for rule in rules:
                if rule.stage == "rotation":
                    rule.post(self.sheet.case, Recorder(self.sheet, rule, self.laws, self.charges))

"""The board of a few seats: some people may sit down or get up, everything else stays as a roster has it.

It is the model's own sheet, opened for these seats only: every rule speaks to it as it speaks to the solver.
Which rule said what is noted, so that it can be told which of them a change would please or offend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.base.gc_pause import gc_paused
from solver.domain.duties import Block, Duty, facts
from solver.domain.levels import Level
from solver.domain.plan import Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.stage_model import Scope, StageModel
from solver.rules import AnyRule
from solver.rules.model_builder import ONE, LinearExpr, singles, total

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


class WhatIfModel(StageModel):
    """A sheet on which a few seats are open, and every rule's words are noted.

    Parameters
    ----------
    plan
        The roster in which those seats are empty that are to be opened.
    """

    def __init__(self, pairs: CandidatePairs, plan: Plan) -> None:
        super().__init__(pairs.case, pairs.work, plan.accounts, NOTHING_OPEN)
        self.laws: list[Law] = []
        self.charges: list[Charge] = []
        self.plan = plan
        self._speaking: AnyRule | None = None
        self._opened: dict[object, Block] = {}
        self._freeze(plan)
        self._freeze_holders()

    def _freeze_holders(self) -> None:
        """Put down who keeps which period, and which of its dates they miss in this very roster."""
        seen = facts(self.case, self.plan)
        there: dict[object, dict[str, set[Duty]]] = {}
        for key, rows in seen.crew.items():
            for row in rows:
                if not row.cover:
                    own = there.setdefault(seen.work.block_of[key].key, {})
                    own.setdefault(row.staff, set()).add(seen.work.duty[key])
        for block in self.work.blocks:
            self._frozen_holders[block.key] = [
                (staff, ONE, frozenset(block.duties) - duties)
                for staff, duties in sorted(there.get(block.key, {}).items())
            ]

    def open_holders(self, block: Block, able: Sequence[tuple[str, frozenset[Duty]]]) -> range:
        """Open a period's seat for people, each with the dates they would miss; return their atoms."""
        first = len(self.bounds)
        self._open_holders(block, able)
        self._opened[block.key] = block
        return range(first, len(self.bounds))

    def open_covers(self, duty: Duty, able: Sequence[str]) -> range:
        """Open one date of a longer period for people who would stand in; return their atoms in order."""
        atoms = self.choices(len(able))
        self.cover_atoms.seat(duty.key, tuple(able), atoms)
        self._mixed.update(able)
        crew = self._crew[duty]
        for staff, covers in zip(able, singles(atoms), strict=True):
            self._covers[duty][staff] = covers
            crew[staff] = total((crew[staff], covers)) if staff in crew else covers
        block = self.work.block_of[duty.key]
        self._opened[block.key] = block
        return atoms

    def ask(self, rules: Iterable[AnyRule]) -> None:
        """Let every rule of the rotation say what it has to say of the open seats."""
        self._open_blocks = list(self._opened.values())
        duties = {duty for block in self._open_blocks for duty in block.duties}
        self._open_duties = tuple(sorted(duties, key=lambda duty: duty.key))
        with gc_paused:
            for rule in rules:
                if rule.stage == "rotation":
                    self._speaking = rule
                    rule.post(self.case, self)

    # What is said is noted on its way

    def _row(self, lin: LinearExpr, low: int | None, high: int | None) -> None:
        if lin.atoms and self._speaking is not None:
            self.laws.append(Law(self._speaking, lin, low, high))
        super()._row(lin, low, high)

    def charge(self, level: Level, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""
        if lin.atoms and self._speaking is not None:
            self.charges.append(Charge(self._speaking, level, lin - over, price))
        super().charge(level, lin, over, price)

    def deviate(self, lin: LinearExpr, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""
        if lin.atoms and self._speaking is not None:
            self.charges.append(Charge(self._speaking, total_level, lin - target, 1, absolute=True))
        super().deviate(lin, target, total_level=total_level, peak_level=peak_level)

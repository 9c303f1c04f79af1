"""What would change if people sat down or got up: worked out on the model's own rows, without a solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from solver.domain.levels import Level
from solver.engine.incremental import IncrementalState
from solver.explain.what_if_model import Charge, Law, WhatIfModel
from solver.rules import AnyRule

Told = TypeVar("Told", Law, Charge)


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


class WhatIf:
    """The open seats of a board with the people who sit there now."""

    def __init__(self, chairs: WhatIfModel, taken: Collection[int]) -> None:
        sheet = chairs.sheet
        own = {*sheet.hold_atoms.values(), *sheet.cover_atoms.values()}
        values = [int(atom in taken) if atom in own else low for atom, (low, _) in enumerate(sheet.bounds)]
        self._live = IncrementalState(sheet, values, own)
        self._peaks = tuple(name for name, level in sheet.levels.items() if level.peaks or level.floor)
        self._laws: dict[int, list[Law]] = defaultdict(list)
        self._charges: dict[int, list[Charge]] = defaultdict(list)
        for law in chairs.laws:
            for atom in law.lin.atoms:
                self._laws[atom].append(law)
        for charge in chairs.charges:
            for atom in charge.lin.atoms:
                self._charges[atom].append(charge)
        # Decisions of a rule's own that follow from no seat are wherever they cost least.
        self._free = [atom for atom in sorted(self._live.helpers) if next(self._live.behind(atom)) == atom]
        self._settle(self._free)
        self._base = tuple(self._live.values)

    def outcome(self, turned: Sequence[int]) -> Outcome:
        """Return what it would do if the people of these atoms sat down where they stand, or got up."""
        live, base = self._live, self._base
        for atom in turned:
            live.change(atom, 1 - 2 * base[atom])
        self._settle(self._near(turned))
        now = tuple(live.values)
        changed = [atom for atom, (old, new) in enumerate(zip(base, now, strict=True)) if old != new]
        prices: dict[tuple[str, Level], int] = defaultdict(int)
        for charge in _each(self._charges, changed):
            prices[charge.rule.code, charge.level] += charge.cost(now) - charge.cost(base)
        suspects = {
            id(law.rule): law.rule
            for law in _each(self._laws, changed)
            if law.broken(base) or law.broken(now)
        }
        found = Outcome(
            {key: price for key, price in prices.items() if price},
            {name: live.highest(name) for name in self._peaks},
            tuple(suspects.values()),
        )
        live.set_all(base)
        return found

    def _near(self, atoms: Sequence[int]) -> list[int]:
        """Return the rules' own free decisions that meet these atoms in a law or a charge."""
        if not self._free:
            return []
        met = {atom for law in _each(self._laws, atoms) for atom in law.lin.atoms}
        met |= {atom for charge in _each(self._charges, atoms) for atom in charge.lin.atoms}
        return [atom for atom in self._free if atom in met]

    def _settle(self, free: Sequence[int]) -> None:
        """Move each free decision down the slope of what it breaks and costs, which is convex."""
        live = self._live
        for atom in free:
            low, high = live.rows.bounds[atom]
            best = self._trouble(atom)
            for step in (1, -1):
                while low <= live.values[atom] + step <= high:
                    live.change(atom, step)
                    trouble = self._trouble(atom)
                    if trouble >= best:
                        live.change(atom, -step)
                        break
                    best = trouble

    def _trouble(self, atom: int) -> tuple[int, int]:
        values = self._live.values
        return (
            sum(law.broken(values) for law in self._laws[atom]),
            sum(charge.cost(values) for charge in self._charges[atom]),
        )


def _each(of: Mapping[int, list[Told]], atoms: Sequence[int]) -> Iterator[Told]:
    """Yield whatever speaks of any of these atoms, each once."""
    seen: set[int] = set()
    for atom in atoms:
        for said in of.get(atom, ()):
            if id(said) not in seen:
                seen.add(id(said))
                yield said

"""What the numbers of a case's levels are to a reader: heads, work units or points, so many for one.

A level's number is a sum of prices. Where all that is charged to it measures the same thing at one price, as
empty seats at 5 a head, it is that thing so many times; where it is not, it is nothing but points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from solver.base.text import Words, both
from solver.base.units import show_units
from solver.domain import Case, Certificate
from solver.domain.levels import (
    LEVEL,
    STAGES,
    UNITS,
    DeclaredLevel,
    LevelGroup,
    Measure,
    Stage,
    Unit,
    group_name,
    groups_of,
)
from solver.rules import AnyRule, rules_of
from solver.rules.rule import Charge


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one level group are read: ``per`` of them are one ``step`` of its unit.

    ``measures`` is what is counted, or the largest (``peak``) of it; ``None`` where that is several things.
    """

    unit: Unit = "count"
    per: int = 1
    step: Fraction = Fraction(1)
    measures: Measure | None = None
    peak: bool = False

    def exact(self, number: int) -> Fraction:
        """Return what a value is worth in the unit."""
        return Fraction(number, self.per) * self.step

    def least(self, bound: int) -> Fraction:
        """Return what a bound says in the unit: there are only whole steps of it."""
        return -(-bound // self.per) * self.step

    def amount(self, number: Fraction) -> Words:
        """Return an amount in the unit for a reader."""
        text, unit = show_units(number, 4), UNITS[self.unit]
        return both(text + unit.zh, text + unit.en)

    def value(self, number: int) -> Words:
        """Return a value for a reader."""
        return self.amount(self.exact(number))

    def bound(self, number: int) -> Words:
        """Return a bound for a reader."""
        return self.amount(self.least(number))

    @property
    def plain(self) -> Unit:
        """What one of the level's own numbers is."""
        return self.unit if self.per == 1 else "price"


RAW = Scale()
"""Numbers of a level of which nothing is known."""


def scale_of(case: Case, stage: Stage, name: str) -> Scale:
    """Return how the numbers of a level group of a stage are read.

    A run with another order of levels may have others than the case: of groups, nobody knows the weights.
    """
    known = _scales(case).get((stage, name))
    if known is not None:
        return known
    return _scale(case, ((name, 1),), {}) if name in LEVEL else Scale("price" if "+" in name else "count")


def counting(case: Case, measures: Measure, *, peak: bool = False) -> tuple[tuple[str, Scale], ...]:
    """Return the level groups of the rotation whose numbers together are this measure, and nothing else.

    None where a case mixes it with other things, weighs it unevenly, or charges some of it elsewhere.
    """
    groups = {level: group_name(group) for group in groups_of(case, "rotation") for level, _ in group}
    found: dict[str, Scale] = {}
    for _, charge in _charges(case, "rotation"):
        if (charge.measures, charge.peak) != (measures, peak):
            continue
        name = groups[charge.level]
        found[name] = scale_of(case, "rotation", name)
    alike = all((scale.measures, scale.peak) == (measures, peak) for scale in found.values())
    return tuple(found.items()) if alike else ()


@dataclass(frozen=True, slots=True)
class Proven:
    """A measure of a plan and its bound, exact; ``conditional`` on earlier levels that may improve."""

    value: Fraction
    bound: Fraction
    conditional: bool


def proven_of(
    case: Case, certificate: Certificate, measures: Measure, *, peak: bool = False
) -> Proven | None:
    """Return what a certificate says of a measure; ``None`` where no level is that and nothing else."""
    found = [
        (certificate.level("rotation", name), scale) for name, scale in counting(case, measures, peak=peak)
    ]
    known = [(level, scale) for level, scale in found if level is not None]
    if not known or len(known) < len(found):
        return None
    return Proven(
        sum((scale.exact(level.value) for level, scale in known), Fraction(0)),
        sum((scale.least(level.bound) for level, scale in known), Fraction(0)),
        any(level.conditional for level, _ in known),
    )


Charges = Mapping[str, Sequence[tuple[AnyRule, Charge]]]
"""By level what is charged to it, each with its rule."""


@lru_cache(maxsize=32)
def _scales(case: Case) -> Mapping[tuple[Stage, str], Scale]:
    found: dict[tuple[Stage, str], Scale] = {}
    for stage in STAGES:
        charges: dict[str, list[tuple[AnyRule, Charge]]] = defaultdict(list)
        for rule, charge in _charges(case, stage):
            charges[charge.level].append((rule, charge))
        for group in groups_of(case, stage):
            found[stage, group_name(group)] = _scale(case, group, charges)
    return found


def _charges(case: Case, stage: Stage) -> Iterator[tuple[AnyRule, Charge]]:
    for rule in rules_of(case):
        if rule.stage == stage:
            yield from ((rule, charge) for charge in rule.charges)


def _scale(case: Case, group: LevelGroup, charges: Charges) -> Scale:
    """Return how a group is read: as points, unless all its levels measure alike at one price."""
    known = [LEVEL[name] for name, _ in group if name in LEVEL]
    kinds = {(level.measures, level.peak) for level in known}
    if len(known) < len(group) or len({measures for measures, _ in kinds}) > 1:
        return Scale("price")
    pers: set[int] = set()
    for level, (name, weight) in zip(known, group, strict=True):
        prices = _prices(level, charges.get(name, ()))
        if prices is None:
            return Scale("price")
        pers |= {weight * price for price in prices}
    if len(pers) > 1:
        return Scale("price")
    (unit,) = {level.unit for level in known}
    return Scale(
        unit,
        max(pers, default=1),
        case.grid.step if unit == "steps" else Fraction(1),
        known[0].measures if len(kinds) == 1 else None,
        known[0].peak,
    )


def _prices(level: DeclaredLevel, own: Sequence[tuple[AnyRule, Charge]]) -> set[int] | None:
    """Return the prices at which what a level measures is charged to it; ``None``: so is something else.

    None at all where nothing is charged. A rule that is set twice may charge the same thing twice.
    """
    if level.measures == "price":
        return {1}
    other = any((charge.measures, charge.peak) != (level.measures, level.peak) for _, charge in own)
    codes = {id(rule): rule.code for rule, _ in own}
    twice = len(set(codes.values())) < len(codes)
    return None if other or twice else {charge.price for _, charge in own}

"""A case beside its scenarios: what was measured of each, and what differs from the case as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.base.text import Message, Words
from solver.io.editing import CaseTables
from solver.report import PlanView
from solver.scenarios.input_diff import InputChange, input_changes
from solver.scenarios.measures import Measures, PersonLoad, measure
from solver.scenarios.roster_diff import RosterChanges, roster_changes

MOST = 6
"""Scenarios that one comparison holds: more columns than these nobody reads, and no page holds."""
AS_IS = Words(zh="现状", en="As it is")
BASE = "base"


@dataclass(frozen=True)
class Variant:
    """The case as it is, or a scenario of it: typed text, and the plan; or why there is none."""

    name: str
    title: Words
    tables: CaseTables
    handout: PlanView | None = None
    refused: Message | None = None


@dataclass(frozen=True)
class Column:
    """A variant, measured; what differs from the case as it is, where it is a scenario."""

    variant: Variant
    measures: Measures | None
    inputs: tuple[InputChange, ...] = ()
    roster: RosterChanges | None = None

    @property
    def people(self) -> tuple[PersonLoad, ...]:
        """Everybody's load; nobody where there is no plan."""
        return self.measures.people if self.measures else ()


@dataclass(frozen=True)
class Comparison:
    """The case as it is and its scenarios, in the order in which they were given."""

    base: Column
    others: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them, the case as it is first."""
        return (self.base, *self.others)

    @property
    def planned(self) -> tuple[Column, ...]:
        """Those that have a plan."""
        return tuple(column for column in self.columns if column.measures is not None)


def compare(base: Variant, others: Sequence[Variant]) -> Comparison:
    """Measure a case and its scenarios, and tell what differs."""
    return Comparison(measured(base), tuple(beside(base, other) for other in others))


def measured(variant: Variant) -> Column:
    """Return the column of the case as it is."""
    return Column(variant, None if variant.handout is None else measure(variant.handout))


def beside(base: Variant, other: Variant) -> Column:
    """Return the column of a scenario: its measures, and what differs from the case as it is."""
    return replace(
        measured(other),
        inputs=input_changes(base.tables, other.tables),
        roster=roster_changes(base.handout, other.handout) if base.handout and other.handout else None,
    )

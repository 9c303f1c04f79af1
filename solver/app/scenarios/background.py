"""Comparisons counted beside the pages: plans are opened one by one, and only figures are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.base.memo import Background, Task
from solver.base.text import Message, Words
from solver.io.editing import CaseTables, tables_of
from solver.report import PlanView
from solver.scenarios import Column, Comparison, Variant, beside, measured
from solver.workspace import Workspace


@dataclass(frozen=True)
class Part:
    """One column to be counted: its title, its plan or why there is none, its inputs where known."""

    name: str
    title: Words
    plan_id: int | None
    refused: Message | None
    tables: CaseTables | None


Key = tuple[object, ...]
COUNTS: Background[Key, Comparison] = Background(6)
"""The last few comparisons of this process: figures only, without the plans."""


def count_of(workspace: Workspace, parts: Sequence[Part]) -> Task[Comparison]:
    """Return the count of a comparison, begun if nobody has asked for it before; a step of it is a column."""
    key = (workspace.root, *((part.plan_id, part.name) for part in parts))
    return COUNTS.ask(key, lambda task: counted(workspace, parts, task))


def opened(workspace: Workspace, comparison: Comparison, parts: Sequence[Part]) -> Comparison:
    """Return a comparison with its plans opened again, for what is made of whole plans."""
    columns = [
        replace(column, variant=replace(column.variant, handout=_handout(workspace, part)))
        for column, part in zip(comparison.columns, parts, strict=True)
    ]
    return Comparison(columns[0], tuple(columns[1:]))


def counted(workspace: Workspace, parts: Sequence[Part], task: Task[Comparison]) -> Comparison:
    """Return a comparison with its figures and without its plans."""
    first, *rest = parts
    # Inputs are compared as they were typed where all of them are known, else as the plans' cases have them.
    typed = all(part.tables is not None for part in parts)
    base = _variant(first, _handout(workspace, first), typed=typed)
    columns = [_slim(measured(base))]
    task.steps = 1
    for part in rest:
        columns.append(_slim(beside(base, _variant(part, _handout(workspace, part), typed=typed))))
        task.steps += 1
    return Comparison(columns[0], tuple(columns[1:]))


def _handout(workspace: Workspace, part: Part) -> PlanView | None:
    return None if part.plan_id is None else workspace.plans.handout(part.plan_id)


def _variant(part: Part, handout: PlanView | None, *, typed: bool) -> Variant:
    if typed and part.tables is not None:
        tables = part.tables
    else:
        tables = CaseTables("", "", {}) if handout is None else tables_of(handout.case, "en")
    return Variant(part.name, part.title, tables, handout, part.refused)


def _slim(column: Column) -> Column:
    """Return a column without its plan: a school's plan with all that is known of it fills some 100 MB."""
    return replace(column, variant=replace(column.variant, handout=None))

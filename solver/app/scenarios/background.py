"""Comparisons counted beside the pages: plans are opened one by one, and only figures are kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import streamlit as st

from solver.base.text import Said, Words
from solver.io.editing import CaseTables, tables_of
from solver.office import Office
from solver.report import PlanView
from solver.scenarios import Column, Comparison, Variant, beside, measured

KEPT = 6
"""Comparisons of which the figures stay at hand."""


@dataclass(frozen=True)
class Part:
    """One column to be counted: its title, its plan or why there is none, its inputs where known."""

    name: str
    title: Words
    plan_id: int | None
    refused: Said | None
    tables: CaseTables | None


@dataclass
class Count:
    """A comparison that is being counted. ``done`` columns of ``parts`` are ready."""

    parts: tuple[Part, ...]
    done: int = 0
    outcome: Future[Comparison] = field(default_factory=Future)


class Counting:
    """Counts comparisons in a thread of its own, one after the other."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="counting")
        self._lock = threading.Lock()
        self._counts: OrderedDict[tuple[object, ...], Count] = OrderedDict()

    def of(self, office: Office, parts: Sequence[Part]) -> Count:
        """Return the count of a comparison, begun if nobody has asked for it before."""
        key = (office.root, *((part.plan_id, part.name) for part in parts))
        with self._lock:
            count = self._counts.get(key)
            if count is None:
                count = self._counts[key] = Count(tuple(parts))
                count.outcome = self._pool.submit(_counted, office, count)
            self._counts.move_to_end(key)
            while len(self._counts) > KEPT:
                self._counts.popitem(last=False)
            return count


@st.cache_resource(show_spinner=False)
def counting() -> Counting:
    """Return the one counter of this process."""
    return Counting()


def opened(office: Office, comparison: Comparison, parts: Sequence[Part]) -> Comparison:
    """Return a comparison with its plans opened again, for what is made of whole plans."""
    columns = [
        replace(column, variant=replace(column.variant, handout=_handout(office, part)))
        for column, part in zip(comparison.columns, parts, strict=True)
    ]
    return Comparison(columns[0], tuple(columns[1:]))


def _counted(office: Office, count: Count) -> Comparison:
    first, *rest = count.parts
    handouts = [_handout(office, first)]
    # Inputs are compared as they were typed where all of them are known, else as the plans' cases have them.
    typed = all(part.tables is not None for part in count.parts)
    base = _variant(first, handouts[0], typed=typed)
    columns = [_slim(measured(base))]
    count.done = 1
    for part in rest:
        columns.append(_slim(beside(base, _variant(part, _handout(office, part), typed=typed))))
        count.done += 1
    return Comparison(columns[0], tuple(columns[1:]))


def _handout(office: Office, part: Part) -> PlanView | None:
    return None if part.plan_id is None else office.handout(part.plan_id)


def _variant(part: Part, handout: PlanView | None, *, typed: bool) -> Variant:
    if typed and part.tables is not None:
        tables = part.tables
    else:
        tables = CaseTables("", "", {}) if handout is None else tables_of(handout.case)
    return Variant(part.name, part.title, tables, handout, part.refused)


def _slim(column: Column) -> Column:
    """Return a column without its plan: a school's plan with all that is known of it fills some 100 MB."""
    return replace(column, variant=replace(column.variant, handout=None))

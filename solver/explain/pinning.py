"""Decisions taken by hand as rows of the table ``pins``, so that the next solve respects them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.plan import Plan
from solver.explain.edits import leaving

PINS = "pins"
"""The table's name."""
Row = Mapping[str, str]
"""A row of a table: column key to text, as it is typed."""


def pin_rows(case: Case, plan: Plan, key: DutyKey, staff: str, *, whole: bool = False) -> tuple[Row, ...]:
    """Return the rows that keep a person where they are in a plan.

    Parameters
    ----------
    whole
        On all dates that they do of this rotation period, not only on this one. Dates that they miss
        are left out: a row for each stretch between.

    Raises
    ------
    EditError
        If the person is not there, or only stands in and the whole period is asked for.
    """
    rows = leaving(case, plan, key, staff, whole=whole).gone
    work = facts(case, plan).work
    block = work.block_of[key]
    kept = {row.date for row in rows}
    weekday = block.duties[0].day.weekday if whole and work.posts[key.post].rotation == "weekday" else None
    of_post = [
        duty
        for duty in work.duties
        if duty.post == key.post and (weekday is None or duty.day.weekday == weekday)
    ]
    return tuple(_row(staff, run, weekday) for run in _runs(of_post, kept))


def _runs(duties: Sequence[Duty], kept: Iterable[object]) -> list[list[Duty]]:
    """Return the stretches of a post's duties that are kept without one between them that is not."""
    wanted = set(kept)
    runs: list[list[Duty]] = []
    before = False
    for duty in duties:
        here = duty.date in wanted
        if here and not before:
            runs.append([])
        if here:
            runs[-1].append(duty)
        before = here
    return runs


def _row(staff: str, run: Sequence[Duty], weekday: int | None) -> Row:
    row = {"action": "assign", "staff": staff, "post": run[0].post}
    if len(run) == 1:
        return {**row, "date": run[0].date.isoformat()}
    dates = {"from": run[0].date.isoformat(), "to": run[-1].date.isoformat()}
    return {**row, **({"weekday": str(weekday)} if weekday is not None else {}), **dates}


def pinned(table: Iterable[Row], rows: Iterable[Row]) -> bool:
    """Tell whether all of these rows are in the table as they are."""
    there = [dict(row) for row in table]
    return all(dict(row) in there for row in rows)


def with_pins(table: Iterable[Row], rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the table with these rows at its end, each once."""
    old = tuple(table)
    return old + tuple(row for row in rows if not pinned(old, [row]))


def without_pins(table: Iterable[Row], rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the table without these rows; whatever else was pinned by hand stays."""
    gone = [dict(row) for row in rows]
    return tuple(row for row in table if dict(row) not in gone)

"""With whom somebody could exchange a duty so that no hard rule minds, best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from solver.domain.case import Case
from solver.domain.duties import Block, Duty, DutyKey, facts
from solver.domain.plan import Assignment, Finding, Plan
from solver.explain.edits import Move, leaving
from solver.explain.plan_diff import (
    Baseline,
    LevelChange,
    LoadChange,
    PriceChange,
    fresh,
    guarded,
    load_changes,
)
from solver.explain.replacements import missed, pairs_of
from solver.explain.what_if import WhatIf, closed_model
from solver.rules import AnyRule


@dataclass(frozen=True, slots=True)
class Swap:
    """An exchange: ``staff`` would take the seat and give ``duty``; what would change by it."""

    staff: str
    duty: DutyKey
    move: Move
    levels: tuple[LevelChange, ...]
    prices: tuple[PriceChange, ...]
    loads: tuple[LoadChange, ...]

    @property
    def rank(self) -> tuple[int, ...]:
        """What swaps are ranked by: the levels in order."""
        return tuple(change.after for change in self.levels)


@dataclass(frozen=True, slots=True)
class _Seat:
    """Somebody's seat as the model has a word for it: a whole period, or one date of it as cover."""

    staff: str
    block: Block
    duty: Duty | None
    rows: frozenset[Assignment]

    @property
    def key(self) -> DutyKey:
        return (self.duty or self.block.duties[0]).key


def swaps(
    case: Case,
    plan: Plan,
    duty: DutyKey,
    staff: str,
    dates: Collection[dt.date],
    *,
    known: Sequence[Finding] | None = None,
) -> tuple[Swap, ...]:
    """Return every exchange of a person's duty for another's on some dates that breaks no hard rule, ranked.

    Where people keep a post for several dates the whole period is exchanged.

    Parameters
    ----------
    known
        What an audit found in the plan, if there was one.

    Raises
    ------
    EditError
        If the person is not on that duty.
    """
    leaving(case, plan, duty, staff)
    roster = _Seats(case, plan)
    own = roster.seat(duty, staff)
    if own is None:
        return ()
    others = [seat for seat in roster.on(dates) if roster.fit(own, seat)]
    return roster.ranked(own, others, Baseline(case, plan, known)) if others else ()


class _Seats:
    """The seats of a roster, and what exchanges of them would do."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self._case, self._plan = case, plan
        self._facts, self._pairs = facts(case, plan), pairs_of(case, plan)

    def on(self, dates: Collection[dt.date]) -> list[_Seat]:
        """Return every seat of some dates."""
        seats: dict[tuple[str, DutyKey], _Seat] = {}
        for date in sorted(dates):
            for duty in self._facts.work.on.get(date, ()):
                for row in self._facts.crew_of(duty):
                    seat = self.seat(duty.key, row.staff)
                    if seat is not None:
                        seats.setdefault((row.staff, seat.key), seat)
        return list(seats.values())

    def seat(self, key: DutyKey, staff: str) -> _Seat | None:
        """Return somebody's seat; ``None`` where they are not wherever they could be, so no rule knows it."""
        block = self._facts.work.block_of[key]
        rows = [row for row in self._facts.crew.get(key, ()) if row.staff == staff]
        if len(rows) > 1:
            return None
        if not block.single and rows[0].cover:
            return _Seat(staff, block, self._facts.work.duty[key], frozenset(rows))
        away = missed(self._pairs, block, staff)
        usual = {Assignment(each.date, each.post, staff) for each in block.duties if each not in away}
        there = frozenset(row for row in self._crew(block) if row.staff == staff)
        return _Seat(staff, block, None, there) if there == usual else None

    def fit(self, own: _Seat, other: _Seat) -> bool:
        """Tell whether each may take the other's seat, as far as it is about them alone."""
        if other.staff == own.staff or other.block is own.block:
            return False
        return self._may(own, other.staff) and self._may(other, own.staff)

    def _may(self, seat: _Seat, staff: str) -> bool:
        if any(row.staff == staff for row in self._crew(seat.block)):
            return False
        if seat.duty is not None:
            return self._pairs.may(staff, seat.duty)
        # Cover was arranged for the dates that the holder misses: the newcomer has to miss the same.
        return missed(self._pairs, seat.block, staff) == missed(self._pairs, seat.block, seat.staff)

    def _crew(self, block: Block) -> list[Assignment]:
        return [row for duty in block.duties for row in self._facts.crew_of(duty)]

    def ranked(self, own: _Seat, others: Sequence[_Seat], before: Baseline) -> tuple[Swap, ...]:
        """Return the exchanges of a seat for others that break no hard rule, best first."""
        what, variables = self._opened(own, others, before.rules)
        totals = before.totals
        wrong = {finding.rule for finding in totals.hard}
        swaps = []
        for other in others:
            people = own.staff, other.staff
            outcome = what.outcome(
                [variables[seat.key, seat.duty is None, who] for seat in (own, other) for who in people]
            )
            move = _exchange(own, other)
            if any(rule.code not in wrong for rule in outcome.suspects):
                continue
            if outcome.suspects and self._breaks(move, before, outcome.suspects):
                continue
            prices = totals.prices_and(outcome.prices)
            levels = before.level_changes(prices, {**totals.peaks, **outcome.peaks})
            loads = load_changes(self._case, self._plan, move, people)
            swaps.append(Swap(other.staff, other.key, move, levels, before.price_changes(prices), loads))
        same_day = {duty.date for duty in own.block.duties}
        swaps.sort(key=lambda swap: (swap.rank, swap.duty.date not in same_day, swap.duty, swap.staff))
        return tuple(swaps)

    def _opened(
        self, own: _Seat, others: Sequence[_Seat], rules: Sequence[AnyRule]
    ) -> tuple[WhatIf, dict[tuple[DutyKey, bool, str], int]]:
        """Open all these seats for who sits there and who would come; return variables by seat and person."""
        gone = frozenset(row for seat in (own, *others) for row in seat.rows)
        model = closed_model(self._pairs, Move(gone=gone).on(self._case, self._plan))
        asked: dict[tuple[DutyKey, bool], tuple[_Seat, dict[str, None]]] = {}
        for seat, newcomers in [(own, others), *((other, [own]) for other in others)]:
            _, people = asked.setdefault((seat.key, seat.duty is None), (seat, {}))
            people |= dict.fromkeys([seat.staff, *(each.staff for each in newcomers)])
        variables: dict[tuple[DutyKey, bool, str], int] = {}
        for (key, holds), (seat, people) in asked.items():
            if seat.duty is None:
                able = [(who, missed(self._pairs, seat.block, who)) for who in people]
                opened = model.open_holders(seat.block, able)
            else:
                opened = model.open_covers(seat.duty, [*people])
            variables |= {(key, holds, who): var for who, var in zip(people, opened, strict=True)}
        taken = {variables[seat.key, seat.duty is None, seat.staff] for seat in (own, *others)}
        return WhatIf(model, rules, taken), variables

    def _breaks(self, move: Move, before: Baseline, suspects: Sequence[AnyRule]) -> bool:
        """Tell whether an exchange brings a hard finding, in a roster that has some already."""
        after = move.on(self._case, self._plan)
        dates = {row.date for row in (*move.gone, *move.come)}
        old, new = (guarded(self._case, plan, dates) for plan in (self._plan, after))
        hard = before.totals.hard_but(self._case, after, suspects)
        return bool(fresh([*before.totals.hard, *old], [*hard, *new]))


def _exchange(own: _Seat, other: _Seat) -> Move:
    come = {Assignment(row.date, row.post, other.staff, row.cover) for row in own.rows}
    come |= {Assignment(row.date, row.post, own.staff, row.cover) for row in other.rows}
    return Move(own.rows | other.rows, frozenset(come))

"""With whom somebody could exchange a duty so that no hard rule minds, best first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from solver.domain.case import Case
from solver.domain.duties import Block, Duty, DutyKey, facts
from solver.domain.levels import groups_of
from solver.domain.plan import Assignment, Finding, Plan
from solver.explain.edits import Move, leaving
from solver.explain.finding_totals import FindingTotals, check_all, guarded, values
from solver.explain.level_changes import LevelChange, PriceChange, level_changes, price_changes
from solver.explain.load_changes import LoadChange, load_changes
from solver.explain.pairs import missed, pairs_of
from solver.explain.plan_diff import fresh
from solver.explain.what_if import WhatIf
from solver.explain.what_if_model import WhatIfModel
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import AnyRule, rules_of


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
    pairs = pairs_of(case, plan)
    own = _seat(case, plan, pairs, duty, staff)
    if own is None:
        return ()
    others = [seat for seat in _seats(case, plan, pairs, dates) if _fit(case, plan, pairs, own, seat)]
    return _ranked(case, plan, pairs, own, others, known) if others else ()


def _seats(case: Case, plan: Plan, pairs: CandidatePairs, dates: Collection[dt.date]) -> list[_Seat]:
    seen = facts(case, plan)
    found: dict[tuple[str, DutyKey], _Seat] = {}
    for date in sorted(dates):
        for duty in seen.work.on.get(date, ()):
            for row in seen.crew.get(duty.key, ()):
                seat = _seat(case, plan, pairs, duty.key, row.staff)
                if seat is not None:
                    found.setdefault((row.staff, seat.key), seat)
    return list(found.values())


def _seat(case: Case, plan: Plan, pairs: CandidatePairs, key: DutyKey, staff: str) -> _Seat | None:
    """Return somebody's seat; ``None`` where they are not wherever they could be, so no rule knows it."""
    seen = facts(case, plan)
    block = seen.work.block_of[key]
    rows = [row for row in seen.crew.get(key, ()) if row.staff == staff]
    if len(rows) > 1:
        return None
    if not block.single and rows[0].cover:
        return _Seat(staff, block, seen.work.duty[key], frozenset(rows))
    there = [row for duty in block.duties for row in seen.crew.get(duty.key, ()) if row.staff == staff]
    away = missed(pairs, block, staff)
    usual = {Assignment(each.date, each.post, staff) for each in block.duties if each not in away}
    return _Seat(staff, block, None, frozenset(there)) if set(there) == usual else None


def _fit(case: Case, plan: Plan, pairs: CandidatePairs, own: _Seat, other: _Seat) -> bool:
    """Tell whether each may take the other's seat, as far as it is about them alone."""
    if other.staff == own.staff or other.block is own.block:
        return False
    return _may(case, plan, pairs, own, other.staff) and _may(case, plan, pairs, other, own.staff)


def _may(case: Case, plan: Plan, pairs: CandidatePairs, seat: _Seat, staff: str) -> bool:
    seen = facts(case, plan)
    rows = [row for duty in seat.block.duties for row in seen.crew.get(duty.key, ())]
    if any(row.staff == staff for row in rows):
        return False
    if seat.duty is not None:
        return pairs.may(staff, seat.duty)
    # Cover was arranged for the dates that the holder misses: the newcomer has to miss the same.
    away = missed(pairs, seat.block, staff)
    return away == missed(pairs, seat.block, seat.staff)


def _ranked(
    case: Case,
    plan: Plan,
    pairs: CandidatePairs,
    own: _Seat,
    others: Sequence[_Seat],
    known: Sequence[Finding] | None,
) -> tuple[Swap, ...]:
    rules = [rule for rule in rules_of(case) if rule.stage == "rotation"]
    before = FindingTotals(check_all(case, plan, rules) if known is None else known, rules)
    groups = groups_of(case, "rotation")
    old = values(groups, before.prices, before.peaks)
    what, atoms = _opened(case, plan, pairs, own, others)
    wrong = {finding.rule for finding in before.hard}
    found = []
    for other in others:
        turned = [
            atoms[seat.key, seat.duty is None, who]
            for seat in (own, other)
            for who in (own.staff, other.staff)
        ]
        outcome = what.outcome(turned)
        move = _exchange(own, other)
        if any(rule.code not in wrong for rule in outcome.suspects):
            continue
        if outcome.suspects and _breaks(case, plan, move, before, outcome.suspects):
            continue
        prices = before.prices_and(outcome.prices)
        found.append(
            Swap(
                other.staff,
                other.key,
                move,
                level_changes(groups, old, prices, {**before.peaks, **outcome.peaks}),
                price_changes(before.prices, prices),
                load_changes(case, plan, move, (own.staff, other.staff)),
            )
        )
    same_day = {duty.date for duty in own.block.duties}
    found.sort(key=lambda swap: (swap.rank, swap.duty.date not in same_day, swap.duty, swap.staff))
    return tuple(found)


def _opened(
    case: Case, plan: Plan, pairs: CandidatePairs, own: _Seat, others: Sequence[_Seat]
) -> tuple[WhatIf, dict[tuple[DutyKey, bool, str], int]]:
    """Open all these seats for who sits there and who would come; return the atoms by seat and person."""
    gone = frozenset(row for seat in (own, *others) for row in seat.rows)
    chairs = WhatIfModel(pairs, Move(gone=gone).on(case, plan))
    asked: dict[tuple[DutyKey, bool], tuple[_Seat, dict[str, None]]] = {}
    for seat, newcomers in [(own, [other.staff for other in others])] + [
        (other, [own.staff]) for other in others
    ]:
        _, people = asked.setdefault((seat.key, seat.duty is None), (seat, {}))
        people |= dict.fromkeys([seat.staff, *newcomers])
    atoms: dict[tuple[DutyKey, bool, str], int] = {}
    for (key, holds), (seat, people) in asked.items():
        if seat.duty is None:
            opened = chairs.sheet.open_holders(
                seat.block, [(who, missed(pairs, seat.block, who)) for who in people]
            )
        else:
            opened = chairs.sheet.open_covers(seat.duty, [*people])
        atoms |= {(key, holds, who): atom for who, atom in zip(people, opened, strict=True)}
    chairs.ask(rules_of(case))
    taken = {atoms[seat.key, seat.duty is None, seat.staff] for seat in (own, *others)}
    return WhatIf(chairs, taken), atoms


def _breaks(case: Case, plan: Plan, move: Move, before: FindingTotals, suspects: Sequence[AnyRule]) -> bool:
    """Tell whether an exchange brings a hard finding, in a roster that has some already."""
    after = move.on(case, plan)
    dates = {row.date for row in (*move.gone, *move.come)}
    old, new = (guarded(case, each, dates) for each in (plan, after))
    hard = before.hard_but(case, after, suspects)
    return bool(fresh([*before.hard, *old], [*hard, *new]))


def _exchange(own: _Seat, other: _Seat) -> Move:
    come = {Assignment(row.date, row.post, other.staff, row.cover) for row in own.rows}
    come |= {Assignment(row.date, row.post, own.staff, row.cover) for row in other.rows}
    return Move(own.rows | other.rows, frozenset(come))

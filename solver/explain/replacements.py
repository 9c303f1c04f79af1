"""Who could take a seat: everybody ranked by what would change, and everybody who can't, with all reasons.

What would change is worked out on the model's own rows (`WhatIf`), after the rules themselves have looked at
the roster with the seat empty. Hard breaches are told in the rules' own words.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil

from solver.base.text import Said, Words
from solver.domain.case import Case
from solver.domain.duties import Block, Duty, DutyKey, Work, expand, facts
from solver.domain.levels import Level
from solver.domain.plan import Assignment, Finding, Plan
from solver.explain.edits import Move, free_seat, leaving, replacing, taking
from solver.explain.plan_diff import (
    Baseline,
    FindingTotals,
    LevelChange,
    LoadChange,
    PriceChange,
    Prices,
    check_all,
    fresh,
    guarded,
    load_changes,
    off_target,
)
from solver.explain.what_if import WhatIf, closed_model
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import catalogue, rules_of

MAX_PAIRS = 4
"""So many pairs of a case and its duties are kept: each takes some megabytes, and a second to make."""
TOO_LITTLE = Words(
    zh="这一轮共{all}次，只能到{there}次，至少要{least}次",
    en="can be at {there} of the {all} duties of this period; at least {least} are needed",
)


def pairs_of(case: Case, plan: Plan) -> CandidatePairs:
    """Return who may do what under a plan's timetable and hand-over."""
    return _pairs(case, expand(case, plan.timetable, plan.handover))


@lru_cache(maxsize=MAX_PAIRS)
def _pairs(case: Case, work: Work) -> CandidatePairs:
    return CandidatePairs(case, work, rules_of(case))


def missed(pairs: CandidatePairs, block: Block, staff: str) -> frozenset[Duty]:
    """Return the duties of a period that a person can't do."""
    return frozenset([duty for duty in block.duties if not pairs.may(staff, duty)])


def away_from(case: Case, plan: Plan) -> Callable[[Block, str], frozenset[Duty]]:
    """Return what tells which duties of a period somebody can't do, for edits of whole periods."""
    return partial(missed, pairs_of(case, plan))


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who can't take the seat, with all reasons.

    ``busy``: only duties of their own are in the way, so an exchange of duties may help.
    """

    staff: str
    reasons: tuple[Said, ...]
    busy: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take the seat, and exactly what would change against the roster as it is.

    ``move`` makes the change; ``dates`` are those on which they would be there. ``breaches`` are the hard
    findings that would be new, ``mended`` those that would be gone; ``levels`` all levels of the rotation in
    order; ``loads`` the work units and burdens of this person and of the one who leaves.
    """

    staff: str
    move: Move
    dates: tuple[dt.date, ...]
    breaches: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    levels: tuple[LevelChange, ...]
    prices: tuple[PriceChange, ...]
    loads: tuple[LoadChange, ...]

    @property
    def rank(self) -> tuple[int, tuple[int, ...], int]:
        """What candidates are ranked by: breaches, levels in order, and how far above the due load."""
        levels = tuple(change.after for change in self.levels)
        return len(self.breaches) - len(self.mended), levels, off_target(self.loads, self.staff)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could take a seat, best first; who could but has a duty at that time; and who can't, and why."""

    duty: DutyKey
    leaving: str | None
    whole: bool
    able: tuple[Candidate, ...]
    busy: tuple[Barred, ...]
    refused: tuple[Barred, ...]


def candidates(
    case: Case,
    plan: Plan,
    duty: DutyKey,
    leaving: str | None = None,
    *,
    whole: bool = False,
    known: Sequence[Finding] | None = None,
) -> Candidates:
    """Return everybody who could do a duty, ranked, with what would change; and everybody who can't.

    Parameters
    ----------
    leaving
        Who would leave the seat; nobody where it is empty.
    whole
        For the whole rotation period that the duty is of, not only this date.
    known
        What an audit found in the plan, if there was one; looked up anew where it is not given.

    Raises
    ------
    EditError
        If there is no such duty, no empty seat, or the one who leaves is not there.
    """
    return _Question(case, plan, duty, leaving, whole=whole, known=known).answer()


def breaks_a_period(finding: Finding) -> bool:
    """Tell whether a breach is that somebody does not keep a period as its holder, or too many are there."""
    return any(kind.code == finding.rule and kind.guarantees == "crews" for kind in catalogue())


class _Question:
    """One seat of one plan, and what is known of the plan."""

    def __init__(
        self,
        case: Case,
        plan: Plan,
        key: DutyKey,
        out: str | None,
        *,
        whole: bool,
        known: Sequence[Finding] | None,
    ) -> None:
        if out is None:
            free_seat(case, plan, key, whole=whole)
        else:
            leaving(case, plan, key, out, whole=whole)
        self._case, self._plan, self._key, self._out = case, plan, key, out
        self._pairs = pairs_of(case, plan)
        self._duty = self._pairs.work.duty[key]
        self._block = self._pairs.work.block_of[key]
        self._whole = whole and not self._block.single
        self._duties = self._block.duties if self._whole else (self._duty,)
        self._dates = {duty.date for duty in self._duties}
        self._before = Baseline(case, plan, known)
        self._rules = self._before.rules
        self._one_place = next((rule for rule in self._rules if rule.guarantees == "one_place"), None)
        self._guarded: dict[object, list[Finding]] = {}
        self._alone = guarded(case, plan, self._dates)

    def answer(self) -> Candidates:
        """Sort everybody into who can, who is busy and who can't."""
        there = self._present()
        barred: list[Barred] = []
        alike: dict[frozenset[Assignment], list[tuple[str, Move]]] = defaultdict(list)
        for person in self._case.staff:
            if person.id in there:
                continue
            why = self._barred(person.id)
            if why is None:
                move = self._move(person.id)
                alike[move.gone].append((person.id, move))
            else:
                barred.append(why)
        able = [candidate for gone, moves in alike.items() for candidate in self._alike(gone, moves)]
        position = {person.id: at for at, person in enumerate(self._case.staff)}
        return Candidates(
            self._key,
            self._out,
            self._whole,
            able=tuple(sorted(able, key=lambda candidate: (candidate.rank, position[candidate.staff]))),
            busy=tuple(why for why in barred if why.busy),
            refused=tuple(why for why in barred if not why.busy),
        )

    def _present(self) -> set[str]:
        """Return who sits there already: nobody of them can be the newcomer."""
        seen = facts(self._case, self._plan)
        if self._whole:
            rows = [row for duty in self._duties for row in seen.crew_of(duty)]
            return {row.staff for row in rows if not row.cover}
        return {row.staff for row in seen.crew.get(self._key, ())}

    def _barred(self, staff: str) -> Barred | None:
        """Return what keeps somebody from these duties; ``None`` if nothing does."""
        may = [duty for duty in self._duties if self._pairs.may(staff, duty)]
        least = ceil(Fraction(self._block.hold) * len(self._duties)) if self._whole else 1
        refused = len(may) < max(1, least)
        reasons: dict[Said, None] = {}
        if refused:
            of_rule: dict[str, Said] = {}
            for duty in self._duties:
                for refusal in self._pairs.why(staff, duty):
                    # The same reason comes back on every date: the first is told.
                    of_rule.setdefault(refusal.rule, refusal.reason)
            reasons |= dict.fromkeys(of_rule.values())
            if may:
                reasons[TOO_LITTLE.with_(all=len(self._duties), there=len(may), least=least)] = None
        reasons |= dict.fromkeys(self._clashes(staff, may if self._whole else self._duties))
        return Barred(staff, tuple(reasons), busy=not refused) if reasons else None

    def _clashes(self, staff: str, wanted: Sequence[Duty]) -> list[Said]:
        """Return which of a person's own duties clash with those wanted, in the rule's words."""
        rule = self._one_place
        if rule is None:
            return []
        # What they do of the period already goes.
        taken, dates = {*wanted, *self._block.duties}, {duty.date for duty in wanted}
        held = facts(self._case, self._plan).by_person.get(staff, ())
        own = [duty for duty in held if duty.date in dates and duty not in taken]

        def minded(duties: Sequence[Duty]) -> Finding | None:
            """Return what the rule finds where the person has these duties and nobody has any other."""
            roster = tuple(sorted(Assignment(duty.date, duty.post, staff) for duty in duties))
            return next(rule.check(self._case, replace(self._plan, roster=roster)), None)

        if not own or minded([*own, *wanted]) is None:
            return []
        pairs = ((mine, duty) for mine in own for duty in wanted if duty.date == mine.date)
        return [finding.message for pair in pairs if (finding := minded(pair)) is not None]

    def _move(self, staff: str) -> Move:
        away = away_from(self._case, self._plan)
        if self._out is None:
            return taking(self._case, self._plan, self._key, staff, whole=self._whole, away=away)
        return replacing(self._case, self._plan, self._key, self._out, staff, whole=self._whole, away=away)

    def _alike(self, gone: frozenset[Assignment], moves: list[tuple[str, Move]]) -> list[Candidate]:
        """Return the candidates for whom the same people leave: they differ only in who comes."""
        empty, bare = self._plan, self._before.totals
        if gone:
            empty = Move(gone=gone).on(self._case, self._plan)
            bare = FindingTotals(check_all(self._case, empty, self._rules), self._rules)
        sayable = [(staff, move) for staff, move in moves if self._can_say(move)]
        what, variables = self._seated(empty, [staff for staff, _ in sayable])
        candidates = [self._looked_up(staff, move) for staff, move in moves if not self._can_say(move)]
        for (staff, move), var in zip(sayable, variables, strict=True):
            outcome = what.outcome([var])
            hard: Sequence[Finding] = bare.hard
            if outcome.suspects:
                hard = bare.hard_but(self._case, Move(come=move.come).on(self._case, empty), outcome.suspects)
            prices, peaks = bare.prices_and(outcome.prices), {**bare.peaks, **outcome.peaks}
            candidates.append(self._candidate(staff, move, hard, prices, peaks))
        return candidates

    def _seated(self, empty: Plan, staff: list[str]) -> tuple[WhatIf, range]:
        """Open the seat for some people; return their variables in order."""
        model = closed_model(self._pairs, empty)
        if self._whole or self._block.single:
            able = [(who, missed(self._pairs, self._block, who)) for who in staff]
            variables = model.open_holders(self._block, able)
        else:
            variables = model.open_covers(self._duty, staff)
        return WhatIf(model, self._rules), variables

    def _can_say(self, move: Move) -> bool:
        """Tell whether the model has a word for a newcomer: none for a holder who comes back on one date."""
        return self._whole or self._block.single or all(row.cover for row in move.come)

    def _looked_up(self, staff: str, move: Move) -> Candidate:
        plan = move.on(self._case, self._plan)
        totals = FindingTotals(check_all(self._case, plan, self._rules), self._rules)
        return self._candidate(staff, move, totals.hard, totals.prices, totals.peaks)

    def _candidate(
        self, staff: str, move: Move, hard: Sequence[Finding], prices: Prices, peaks: Mapping[Level, int]
    ) -> Candidate:
        before = [*self._before.totals.hard, *self._alone]
        after = [*hard, *self._guard_after(staff, move)]
        people = (staff,) if self._out is None else (staff, self._out)
        return Candidate(
            staff=staff,
            move=move,
            dates=tuple(sorted(row.date for row in move.come)),
            breaches=fresh(before, after),
            mended=fresh(after, before),
            levels=self._before.level_changes(prices, peaks),
            prices=self._before.price_changes(prices),
            loads=load_changes(self._case, self._plan, move, people),
        )

    def _guard_after(self, staff: str, move: Move) -> list[Finding]:
        """Return what custody finds once somebody is there: the same for all who have nothing else to do."""
        dates = frozenset(row.date for row in move.come)
        absent = any(
            absence.away and any(absence.first <= date <= absence.last for date in dates)
            for absence in self._case.absences_of.get(staff, ())
        )
        key = (move.gone, dates, staff if absent or self._one_place is None else "")
        if key not in self._guarded:
            after = move.on(self._case, self._plan)
            self._guarded[key] = guarded(self._case, after, self._dates)
        return self._guarded[key]

"""Rows that know the domain. The model opens the decisions of one stage and shows them to the rules.

Whatever lies outside the scope is a constant taken from the incumbent plan, so the whole case, a
neighbourhood, a repair and a what-if are all the same model.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from solver.domain.case import Case, Staff
from solver.domain.duties import Block, BlockKey, Duty, DutyKey, Work, facts
from solver.domain.plan import Account, Assignment, Departure, Meeting, Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.linear_rows import IndicatorModel
from solver.formulation.variables import AssignmentVars, PersonDuties, SingleDuties, own_duties
from solver.rules.model_builder import ONE, LinearExpr, singles, total


@dataclass(frozen=True, slots=True)
class Scope:
    """What is open: some staff and some dates (``None``: all).

    A block is open for a person when all of its dates are. ``any_cover`` opens cover on every date, not only
    where a holder may be missing.
    """

    staff: frozenset[str] | None = None
    dates: frozenset[dt.date] | None = None
    any_cover: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is open."""
        return self.staff is None and self.dates is None

    def opens(self, staff: str, dates: Iterable[dt.date]) -> bool:
        """Tell whether decisions about this person on these dates are open."""
        if self.staff is not None and staff not in self.staff:
            return False
        return self.dates is None or all(date in self.dates for date in dates)


class StageModel(IndicatorModel):
    """The model builder that writes down; `solver.rules.model_builder` tells what rules may ask and say."""

    def __init__(self, case: Case, work: Work, accounts: Mapping[str, Account], scope: Scope) -> None:
        super().__init__()
        self.case = case
        self.work = work
        self.people: Sequence[Staff] = case.staff
        self.accounts: dict[str, Account] = dict(accounts)
        self.scope = scope
        self.pairs: CandidatePairs | None = None
        self._crew: dict[Duty, dict[str, LinearExpr]] = defaultdict(dict)
        self._heads: dict[Duty, LinearExpr] = {}
        self._covers: dict[Duty, dict[str, LinearExpr]] = defaultdict(dict)
        self._frozen_holders: dict[BlockKey, list[tuple[str, LinearExpr, frozenset[Duty]]]] = defaultdict(
            list
        )
        self._own: Mapping[str, PersonDuties] | None = None
        self._singles: dict[str, SingleDuties] = defaultdict(SingleDuties)
        self._mixed: set[str] = set()
        self._open_blocks: dict[BlockKey, Block] = {}
        self._open_duties: tuple[Duty, ...] | None = None
        self._meetings: list[tuple[Meeting, LinearExpr]] = []
        self._departures: list[tuple[Departure, LinearExpr]] = []
        self._missed: dict[BlockKey, tuple[frozenset[Duty], ...]] = {}
        self.hold_vars: AssignmentVars[BlockKey] = AssignmentVars()
        self.cover_vars: AssignmentVars[DutyKey] = AssignmentVars()

    # What rules may see

    def free(self, staff: str) -> bool:
        """Tell whether any decision about this person is open."""
        return self.scope.staff is None or staff in self.scope.staff

    def duties(self) -> Sequence[Duty]:
        """Return the duties whose crew is open."""
        if self._open_duties is None:
            opened = {duty for block in self._open_blocks.values() for duty in block.duties}
            self._open_duties = tuple(sorted(opened, key=lambda duty: duty.key))
        return self._open_duties

    def duties_of(self, staff: str) -> Sequence[tuple[Duty, LinearExpr]]:
        """Return a person's possible duties in order of time, each with 'works it'."""
        own = self._owned().get(staff)
        return [] if own is None else list(zip(own.duties, own.works, strict=True))

    def days_of(self, staff: str) -> Iterator[tuple[Sequence[Duty], Sequence[LinearExpr]]]:
        """Yield a person's possible duties date by date, in order of time, and 'works it' for each."""
        own = self._owned().get(staff)
        return iter(()) if own is None else own.days()

    def loads(self, worth: Callable[[Duty], int]) -> Mapping[str, LinearExpr]:
        """Return what the duties of everybody who may have any come to, each duty at its worth."""
        # By identity: the same duties come back for everybody, and hashing them would be felt.
        steps = {id(duty): worth(duty) for duty in self.work.duties}
        whole = {staff: own.load(steps) for staff, own in self._singles.items() if staff not in self._mixed}
        if self._mixed:
            whole |= {staff: own.load(steps) for staff, own in self._owned().items() if staff in self._mixed}
        return whole

    def _owned(self) -> Mapping[str, PersonDuties]:
        if self._own is None:
            self._own = own_duties(self.work, self._crew)
        return self._own

    def able(self, duty: Duty) -> frozenset[str]:
        """Return who may work a duty by the rules on pairs; nobody while no roster is open."""
        return frozenset() if self.pairs is None else self.pairs.allowed(duty)

    def crew(self, duty: Duty) -> Sequence[tuple[str, LinearExpr]]:
        """Return the people who may work a duty, each with 'works it'."""
        return list(self._crew.get(duty, {}).items())

    def heads(self, duty: Duty) -> LinearExpr:
        """Return how many people work a duty."""
        known = self._heads.get(duty)
        if known is None:
            known = self._heads[duty] = total(self._crew.get(duty, {}).values())
        return known

    def covers(self, duty: Duty) -> Sequence[tuple[str, LinearExpr]]:
        """Return those who may be there as single-date cover, each with 'covers'."""
        return list(self._covers.get(duty, {}).items())

    def blocks(self) -> Sequence[Block]:
        """Return the blocks whose holders are open."""
        return list(self._open_blocks.values())

    def holders(self, block: Block) -> Sequence[tuple[str, LinearExpr, frozenset[Duty]]]:
        """Return the people who may hold a block, each with 'holds it' and the duties missed."""
        open_to, variables = self.hold_vars.of(block.key)
        found = [*self._frozen_holders.get(block.key, ())]
        found += zip(open_to, singles(variables), self._missed.get(block.key, ()), strict=True)
        return found

    def meetings(self) -> Sequence[tuple[Meeting, LinearExpr]]:
        """Return every possible meeting with 'takes place'."""
        return self._meetings

    def departures(self) -> Sequence[tuple[Departure, LinearExpr]]:
        """Return every possible departure with 'is chosen'."""
        return self._departures

    def missed(self, block: BlockKey, staff: str) -> frozenset[Duty]:
        """Return the duties that a possible holder of a block would miss."""
        return self._missed[block][self.hold_vars.of(block)[0].index(staff)]

    # Opening decisions

    def open_meetings(self, possible: Iterable[Meeting]) -> None:
        """Open one decision for every possible meeting."""
        self._meetings += [(meeting, self.new_var()) for meeting in possible]

    def open_departures(self, possible: Iterable[Departure]) -> None:
        """Open one decision for every possible departure."""
        self._departures += [(departure, self.new_var()) for departure in possible]

    def open_roster(self, pairs: CandidatePairs, incumbent: Plan | None) -> None:
        """Open who holds which block and who covers which date; the rest is as the incumbent has it."""
        self.freeze(pairs, None if self.scope.whole else incumbent)
        rows = () if incumbent is None else incumbent.roster
        # What the incumbent covers must stay sayable, whoever does it.
        covered = {DutyKey(row.date, row.post) for row in rows if row.cover}
        blocks: Iterable[Block] = self.work.blocks
        if self.scope.staff is not None:
            people = sorted(self.scope.staff)
            near = {block.key: block for staff in people for block in pairs.blocks_of[staff]}
            blocks = [near[key] for key in sorted(near)]
        for block in blocks:
            self._open_block(block, pairs, covered)
        if self.scope.whole:
            self._open_duties = self.work.duties

    def freeze(self, pairs: CandidatePairs, incumbent: Plan | None) -> None:
        """Put down as constants what an incumbent has outside the scope; seats are opened beside it."""
        self.pairs = pairs
        if incumbent is None:
            return
        held: dict[BlockKey, dict[str, set[Duty]]] = defaultdict(dict)
        for duty, block, row in self._frozen(incumbent):
            self._crew[duty][row.staff] = ONE
            self._mixed.add(row.staff)
            if row.cover:
                self._covers[duty][row.staff] = ONE
            else:
                held[block.key].setdefault(row.staff, set()).add(duty)
        for block_key, holders in held.items():
            duties = frozenset(self.work.block[block_key].duties)
            self._frozen_holders[block_key] = [(who, ONE, duties - there) for who, there in holders.items()]

    def _frozen(self, incumbent: Plan) -> Iterator[tuple[Duty, Block, Assignment]]:
        """Yield what an incumbent has outside the scope, with its duty and block."""
        seen = facts(self.case, incumbent)
        for key, rows in seen.crew.items():
            duty, block = seen.work.duty[key], seen.work.block_of[key]
            for row in rows:
                bound = (duty,) if row.cover else block.duties
                if not self.scope.opens(row.staff, [each.date for each in bound]):
                    yield duty, block, row

    def open_holders(self, block: Block, able: Sequence[tuple[str, frozenset[Duty]]]) -> range:
        """Open a block for people, each with the duties they would miss; return their variables in order."""
        staff, missed = zip(*able, strict=True)
        variables = self.new_bools(len(staff))
        self.hold_vars.seat(block.key, staff, variables)
        self._missed[block.key] = missed
        self._note_open(block)
        works = singles(variables)
        if block.single:
            (duty,) = block.duties
            self._crew[duty].update(zip(staff, works, strict=True))
            for who, var in zip(staff, variables, strict=True):
                single_duties = self._singles[who]
                single_duties.vars.append(var)
                single_duties.duties.append(duty)
            return variables
        self._mixed.update(staff)
        for duty in block.duties:
            there = [duty not in away for away in missed]
            self._crew[duty].update(zip(compress(staff, there), compress(works, there), strict=True))
        return variables

    def open_covers(self, duty: Duty, able: Sequence[str]) -> range:
        """Open one date of a longer block for people who would stand in; return their variables in order."""
        variables = self.new_bools(len(able))
        self.cover_vars.seat(duty.key, tuple(able), variables)
        self._note_open(self.work.block_of[duty.key])
        self._mixed.update(able)
        crew = self._crew[duty]
        for staff, covers in zip(able, singles(variables), strict=True):
            self._covers[duty][staff] = covers
            crew[staff] = total((crew[staff], covers)) if staff in crew else covers
        return variables

    def _note_open(self, block: Block) -> None:
        self._open_blocks[block.key] = block
        self._open_duties = None

    def _open_block(self, block: Block, pairs: CandidatePairs, covered: Collection[DutyKey]) -> None:
        taken = {who for who, _, _ in self._frozen_holders.get(block.key, ())}
        able = pairs.holders(block)
        may_be_missed = {duty for _, missed in able for duty in missed} if not block.single else set()
        dates = [duty.date for duty in block.duties]
        if not self.scope.whole:
            full = len(taken) >= block.want
            able = tuple(
                row for row in able if not full and row[0] not in taken and self.scope.opens(row[0], dates)
            )
        if able:
            self.open_holders(block, able)
        if block.single:
            return
        few = len(able) + len(taken) < block.need
        for duty in block.duties:
            if self.scope.any_cover or few or duty in may_be_missed or duty.key in covered:
                self._open_cover(duty, pairs)

    def _open_cover(self, duty: Duty, pairs: CandidatePairs) -> None:
        crew = self._crew[duty]
        if sum(lin == ONE for lin in crew.values()) >= duty.want:
            return
        able = [
            staff
            for staff in sorted(pairs.allowed(duty))
            if crew.get(staff) != ONE and self.scope.opens(staff, (duty.date,))
        ]
        if able:
            self.open_covers(duty, able)

    # Reading an answer

    def read_meetings(self, values: Sequence[int]) -> tuple[Meeting, ...]:
        """Return the meetings that an assignment to all variables chooses."""
        return tuple(sorted(meeting for meeting, lin in self._meetings if values[lin.terms[0][0]]))

    def read_departures(self, values: Sequence[int]) -> tuple[Departure, ...]:
        """Return the departures that an assignment to all variables chooses."""
        return tuple(sorted(departure for departure, lin in self._departures if values[lin.terms[0][0]]))

    def read_roster(self, values: Sequence[int], incumbent: Plan | None) -> tuple[Assignment, ...]:
        """Return the roster that an assignment to all variables chooses, with what is frozen."""
        rows: list[Assignment] = []
        if incumbent is not None and not self.scope.whole:
            rows += [row for _, _, row in self._frozen(incumbent)]
        for (block_key, staff), var in self.hold_vars.items():
            if values[var]:
                away = self.missed(block_key, staff)
                rows += [
                    Assignment(duty.date, duty.post, staff)
                    for duty in self.work.block[block_key].duties
                    if duty not in away
                ]
        for (duty_key, staff), var in self.cover_vars.items():
            if values[var]:
                rows.append(Assignment(duty_key.date, duty_key.post, staff, cover=True))
        return tuple(sorted(rows))

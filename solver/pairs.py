"""Who may do what: the candidate pairs of people and duties, and for every refused pair the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.domain.case import Case, Staff
from solver.domain.duties import Block, BlockKey, Duty, Work
from solver.rules import AnyRule, Rule
from solver.text import Said


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a person can't take a duty: the rule, and its sentence."""

    rule: str
    reason: Said


class Pairs:
    """The candidate pairs of a case under a timetable and a hand-over plan.

    A pair is refused by the first rule that refuses it; `why` names all of them.
    """

    def __init__(self, case: Case, work: Work, rules: Sequence[AnyRule]) -> None:
        self.case = case
        self.work = work
        self._rules = tuple(rule for rule in rules if rule.stage == "rotation" and _refuses(rule))
        self._whole = tuple(rule for rule in self._rules if rule.refuses_whole_posts)
        self._dated = tuple(rule for rule in self._rules if not rule.refuses_whole_posts)
        self._allowed: dict[Duty, frozenset[str]] = {}
        self._of_post: dict[str, tuple[Staff, ...]] = {}
        self._holders: dict[BlockKey, tuple[tuple[str, frozenset[Duty]], ...]] = {}

    def why(self, staff: str, duty: Duty) -> tuple[Refusal, ...]:
        """Return every reason why a person can't take a duty; empty where the pair is allowed."""
        person = self.case.person[staff]
        return tuple(
            Refusal(rule.code, reason)
            for rule in self._rules
            if (reason := rule.refuse(self.case, person, duty)) is not None
        )

    def allowed(self, duty: Duty) -> frozenset[str]:
        """Return the ids of all who may take a duty."""
        known = self._allowed.get(duty)
        if known is None:
            known = frozenset(
                person.id
                for person in self._eligible(duty)
                if not any(rule.refuse(self.case, person, duty) for rule in self._dated)
            )
            self._allowed[duty] = known
        return known

    def may(self, staff: str, duty: Duty) -> bool:
        """Tell whether a person may take a duty."""
        return staff in self.allowed(duty)

    def holders(self, block: Block) -> tuple[tuple[str, frozenset[Duty]], ...]:
        """Return who may hold a block, each with the duties of it that they would miss, in order of staff.

        A holder may take at least the block's `hold` share of its duties; the others are for cover.
        """
        known = self._holders.get(block.key)
        if known is not None:
            return known
        found = []
        for person in self._eligible(block.duties[0]):
            missed = frozenset(duty for duty in block.duties if person.id not in self.allowed(duty))
            present = len(block.duties) - len(missed)
            if present and present >= Fraction(block.hold) * len(block.duties):
                found.append((person.id, missed))
        self._holders[block.key] = tuple(found)
        return self._holders[block.key]

    @cached_property
    def blocks_of(self) -> dict[str, tuple[Block, ...]]:
        """The blocks that each person may hold, or cover on some date, in order."""
        found: dict[str, list[Block]] = {person.id: [] for person in self.case.staff}
        for block in self.work.blocks:
            near = {staff for staff, _ in self.holders(block)}
            if not block.single:
                near |= {staff for duty in block.duties for staff in self.allowed(duty)}
            for staff in sorted(near):
                found[staff].append(block)
        return {staff: tuple(blocks) for staff, blocks in found.items()}

    def _eligible(self, duty: Duty) -> tuple[Staff, ...]:
        known = self._of_post.get(duty.post)
        if known is None:
            known = tuple(
                person
                for person in self.case.staff
                if not any(rule.refuse(self.case, person, duty) for rule in self._whole)
            )
            self._of_post[duty.post] = known
        return known


def _refuses(rule: AnyRule) -> bool:
    return type(rule).refuse is not Rule.refuse

"""What people carry before and after a change: work units in grid steps, burdens in duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.domain.burdens import burden_accounts, burden_counts
from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.plan import Assignment, Plan
from solver.explain.edits import Move

UNITS = "units"


@dataclass(frozen=True, slots=True)
class LoadChange:
    """One person's account before and after; ``target`` is what is due, ``None`` outside fairness."""

    staff: str
    account: str
    before: int
    after: int
    target: int | None

    @property
    def off(self) -> tuple[int, int] | None:
        """How far from the target before and after."""
        return (
            None if self.target is None else (abs(self.before - self.target), abs(self.after - self.target))
        )


def load_changes(case: Case, plan: Plan, move: Move, staff: Iterable[str]) -> tuple[LoadChange, ...]:
    """Return these people's work units, and those of their burdens that change."""
    seen = facts(case, plan)

    def duties(rows: Iterable[Assignment], who: str) -> list[Duty]:
        return [seen.work.duty[DutyKey(row.date, row.post)] for row in rows if row.staff == who]

    def worth(account: str, those: Sequence[Duty]) -> int:
        if account == UNITS:
            return sum(duty.steps for duty in those)
        return sum(burden_counts(case, account, duty) for duty in those)

    found = []
    for who in staff:
        now, gone, come = seen.by_person.get(who, ()), duties(move.gone, who), duties(move.come, who)
        for account in (UNITS, *burden_accounts(case)):
            before, by = worth(account, now), worth(account, come) - worth(account, gone)
            known = plan.accounts.get(account)
            share = known.shares.get(who) if known else None
            if by or account == UNITS:
                target = share.target if share else None
                found.append(LoadChange(who, account, before, before + by, target))
    return tuple(found)


def off_target(loads: Iterable[LoadChange], staff: str) -> int:
    """Return how many steps above the target a person would be; 0 for whoever has none."""
    for load in loads:
        if (load.staff, load.account) == (staff, UNITS) and load.target is not None:
            return load.after - load.target
    return 0

"""The units account: what each person is due, could reach, does, and carries into the next term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from solver.domain import DutyKey, Share
from solver.report.plan_view import PlanView


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One person in one account, in work units (duties for a burden), exact.

    ``share`` quantities are ``None`` for those with whom nobody is compared, ``load`` where it was not
    counted. Closing balance = opening balance + load − due, unrounded.
    """

    account: str
    staff: str
    staff_name: str
    pool: str
    weight: Fraction | None
    due: Fraction | None
    reachable: Fraction | None
    target: Fraction | None
    opening: Fraction | None
    load: Fraction | None

    @property
    def deviation(self) -> Fraction | None:
        """Load minus target."""
        return None if self.load is None or self.target is None else self.load - self.target

    @property
    def closing(self) -> Fraction | None:
        """The balance to bring forward."""
        if self.load is None or self.due is None or self.opening is None:
            return None
        return self.opening + self.load - self.due

    @property
    def amounts(self) -> tuple[Fraction | None, ...]:
        """All quantities in the order in which they are read."""
        return (
            self.weight,
            self.due,
            self.reachable,
            self.target,
            self.opening,
            self.load,
            self.deviation,
            self.closing,
        )


def unit_loads(handout: PlanView) -> Mapping[str, int]:
    """Return the grid steps that each person does on the roster."""
    steps: Counter[str] = Counter()
    for row in handout.plan.roster:
        duty = handout.work.duty.get(DutyKey(row.date, row.post))
        if duty is not None:
            steps[row.staff] += duty.steps
    return steps


def account_lines(handout: PlanView) -> tuple[AccountLine, ...]:
    """Return every account, ``units`` first, people in the order of the case."""
    accounts = handout.plan.accounts
    names = ["units", *sorted(name for name in accounts if name != "units")]
    lines: list[AccountLine] = []
    for name in names:
        loads = handout.loads.get(name) or (unit_loads(handout) if name == "units" else None)
        scale = handout.case.grid.step if name == "units" else Fraction(1)
        shares = accounts[name].shares if name in accounts else {}
        people = [row.id for row in handout.case.staff]
        strangers = sorted({*shares, *(loads or {})} - set(people))
        for staff in [*people, *strangers]:
            share = shares.get(staff)
            if share is not None or (loads is not None and loads.get(staff)):
                load = None if loads is None else loads.get(staff, 0) * scale
                lines.append(_line(handout, name, staff, share, scale, load))
    return tuple(lines)


def _line(
    handout: PlanView, account: str, staff: str, share: Share | None, scale: Fraction, load: Fraction | None
) -> AccountLine:
    person = handout.case.person.get(staff)
    return AccountLine(
        account=account,
        staff=staff,
        staff_name=handout.staff_name(staff),
        pool=(person.pool if person else None) or "",
        weight=share.weight if share else None,
        due=share.due * scale if share else None,
        reachable=share.reachable * scale if share else None,
        target=share.target * scale if share else None,
        opening=share.balance * scale if share else None,
        load=load,
    )

"""What a door gets back: a case with its plan, what is proven and what the audit found."""

from __future__ import annotations

from dataclasses import dataclass

from solver import policies
from solver.audit.plan import Audit
from solver.base.text import Listed, Words
from solver.domain.case import Case
from solver.domain.plan import Certificate, Finding, Plan
from solver.fairness.flow import Shortfall

SHORTAGE = Words(
    zh="缺人（已证明）：{dates}，{posts} 共需 {seats} 个席位，"
    "只有 {staff} 可任，至多能到 {able} 人次，缺 {short} 人次",
    en="Short of people (proven): {dates}: {posts} need {seats} seats; "
    "only {staff} may take them and can fill {able} at most, so {short} stay empty",
)
NOBODY = Words(zh="没有人", en="nobody")


@dataclass(frozen=True)
class Result:
    """A solved case: the plan, what is proven and what the audit found."""

    case: Case
    plan: Plan
    certificate: Certificate
    audit: Audit
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What keeps the plan from being clean: broken policies, proven shortages, what the audit found."""
        broken = (finding for finding in policies.findings(self.case) if finding.blemish)
        return (*broken, *(shortage(self.case, part) for part in self.shortfalls), *self.audit.blemishes)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """What policies only warn of: the plan is clean all the same."""
        return tuple(finding for finding in policies.findings(self.case) if not finding.blemish)


def shortage(case: Case, part: Shortfall) -> Finding:
    """Return a proven shortage as a finding: who is short, when, by how many."""
    dates = [date.isoformat() for date in part.dates]
    names = [case.person[staff].name for staff in part.staff]
    posts = [case.post[post].name if post in case.post else post for post in part.posts]
    return Finding(
        rule="shortage",
        message=SHORTAGE.with_(
            dates=dates[0] if len(dates) == 1 else f"{dates[0]} … {dates[-1]} ({len(dates)})",
            posts=Listed(posts),
            seats=part.seats,
            staff=Listed(names) or NOBODY,
            able=part.able,
            short=part.short,
        ),
        level="uncovered",
        price=0,
        amount=part.short,
        staff=part.staff,
        post=part.posts[0] if len(part.posts) == 1 else None,
        date=part.dates[0],
    )

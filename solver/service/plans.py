"""Plans at the counter: solved, written, read back, audited, verified, scored, changed by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from solver import __version__, custody, explain, policies, report
from solver.audit.plan import Audit, audit, audit_again, doubts_about
from solver.base.text import Lang, Listed, Words
from solver.domain.case import Case
from solver.domain.duties import DutyKey, expand
from solver.domain.plan import Certificate, Finding, Plan
from solver.domain.plan_edit import carried
from solver.engine import stages
from solver.engine.bounds import seat_bounds
from solver.engine.budget import Options
from solver.engine.progress import Progress, Snapshot
from solver.fairness.flow import Shortfall
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.report import PlanView
from solver.rules import rules_of
from solver.verify import Verified, verify

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


def solve(
    case: Case,
    options: Options | None = None,
    *,
    listen: Callable[[Snapshot], None] | None = None,
    stop: Stop | None = None,
) -> Result:
    """Solve a case and audit what comes out.

    Raises
    ------
    NoPlanError
        If there is no plan (proven), or none was found within the limit.
    """
    solved = stages.solve(case, options or Options(), Progress(listen), stop or Stop())
    audited = audit(case, solved.plan, solved.certificate)
    return Result(case, solved.plan, solved.certificate, audited, solved.shortfalls)


def handout(result: Result) -> PlanView:
    """Return all that outputs are made from."""
    plan = result.plan
    return PlanView(
        case=result.case,
        plan=plan,
        work=expand(result.case, plan.timetable, plan.handover),
        findings=result.findings,
        advice=result.advice,
        certificate=result.certificate,
        custody=custody.chain(result.case, plan),
        loads=result.audit.loads,
    )


def write(result: Result, out: Path, lang: Lang) -> Path:
    """Write the plan folder, whole or not at all.

    Raises
    ------
    OutputError
        If the folder is there and is not a plan of ours.
    """
    return report.write(handout(result), out, lang)


def audit_folder(case: Case, folder: Path) -> Result:
    """Check a plan folder against its case, and its certificate.

    A certificate of another case, or of a case that has changed since, is a doubt and proves nothing here.

    Raises
    ------
    InputError
        If the folder's files can't be read, or name what the case does not have.
    """
    plan, certificate = _read(case, folder)
    plan, shortfalls = measured(case, plan)
    audited = audit(case, plan, certificate)
    proven = certificate if certificate.case_hash == case.hash else unproven(case)
    return Result(case, plan, proven, audited, shortfalls)


def verify_folder(case: Case, folder: Path) -> Verified:
    """Work every bound of a plan folder's certificate out again, from the case and the certificate alone.

    Raises
    ------
    InputError
        If the folder's files can't be read, or name what the case does not have.
    """
    return verify(case, *_read(case, folder))


def _read(case: Case, folder: Path) -> tuple[Plan, Certificate]:
    certificate = report.read_certificate(folder)
    plan = report.read_plan(folder)
    report.refuse_strangers(case, plan)
    return plan, certificate


def score(
    case: Case,
    roster: Path,
    options: Options | None = None,
    *,
    listen: Callable[[Snapshot], None] | None = None,
    stop: Stop | None = None,
) -> Result:
    """Measure a roster made by hand with the same yardstick as our own.

    Timetable and hand-over are taken from beside the roster where they are there; else they are made.

    Raises
    ------
    InputError
        If the roster can't be read.
    NoPlanError
        If timetable or hand-over had to be made and could not be.
    """
    beside = roster.parent
    if (beside / "timetable.csv").exists() and (beside / "handover.csv").exists():
        plan = report.read_before_rotation(beside)
    else:
        plan = stages.before_rotation(case, options or Options(), Progress(listen), stop or Stop())
    report.refuse_strangers(case, plan)
    work = expand(case, plan.timetable, plan.handover)
    plan = replace(plan, roster=report.read_roster(roster, case, work))
    plan, shortfalls = measured(case, plan)
    return Result(case, plan, unproven(case), audit(case, plan), shortfalls)


def measured(case: Case, plan: Plan) -> tuple[Plan, tuple[Shortfall, ...]]:
    """Return a plan with the accounts that fairness is measured against, and the seats nobody can fill."""
    work = expand(case, plan.timetable, plan.handover)
    pairs = CandidatePairs(case, work, rules_of(case))
    return replace(plan, accounts=stages.accounts(case, pairs)), seat_bounds(case, pairs)[1]


def unproven(case: Case) -> Certificate:
    """Return the certificate of a plan about which nothing is proven."""
    return Certificate(case.id, case.hash, __version__, 0, 0, None, ())


def candidates(
    result: Result, duty: DutyKey, leaving: str | None = None, *, whole: bool = False
) -> explain.Candidates:
    """Return everybody who could do a duty, ranked, with what would change; and everybody who can't, and why.

    Raises
    ------
    EditError
        If there is no such duty, no empty seat, or the one who leaves is not there.
    """
    known = result.audit.findings
    return explain.candidates(result.case, result.plan, duty, leaving, whole=whole, known=known)


def swaps(result: Result, duty: DutyKey, staff: str, dates: Collection[dt.date]) -> tuple[explain.Swap, ...]:
    """Return with whom a person could exchange a duty for one on these dates, breaking no hard rule, ranked.

    Raises
    ------
    EditError
        If the person is not on that duty.
    """
    return explain.swaps(result.case, result.plan, duty, staff, dates, known=result.audit.findings)


def edited(result: Result, plan: Plan) -> Result:
    """Return an audited plan changed by hand, with what is still proven about it.

    Where only the roster differs nothing is worked out again that can't have changed: what is found is the
    same as in a full audit, in a fraction of the time.
    """
    case, before = result.case, result.plan
    if (plan.timetable, plan.handover) != (before.timetable, before.handover):
        plan, shortfalls = measured(case, plan)
        return Result(case, plan, unproven(case), audit(case, plan), shortfalls)
    if plan.accounts != before.accounts:
        plan = replace(plan, accounts=before.accounts)
    audited = audit_again(case, plan, before, result.audit)
    peaks = {charge.level for rule in rules_of(case) for charge in rule.charges if charge.peak}
    certificate = carried(result.certificate, plan, audited.levels, peaks)
    doubts = (*doubts_about(case, plan, audited.levels, certificate), *audited.unfair)
    return Result(case, plan, certificate, replace(audited, doubts=doubts), result.shortfalls)

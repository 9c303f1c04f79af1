"""What a door may ask for: load, check, solve, write, audit, score, show. Every door asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from solver import __version__, custody, policies, report
from solver.audit import Audit, audit
from solver.board import Stop
from solver.domain.calendar import service_days
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.flow import Shortfall
from solver.domain.plan import Certificate, Finding, Plan
from solver.engine import stages
from solver.engine.budget import Options
from solver.engine.progress import LevelState, Progress, Snapshot
from solver.engine.proof import seat_bounds
from solver.errors import Fault, InputError
from solver.intake import Loaded, load
from solver.intake.editing import CaseTables, Examined, placed
from solver.intake.editing import examine as examine_tables
from solver.intake.template import write_template
from solver.pairs import Pairs
from solver.report import Handout, OutputError, may_write, show
from solver.rules import rules_of
from solver.text import Lang, Words
from solver.verify import Verified, verify

__all__ = [
    "LevelState",
    "Loaded",
    "Options",
    "OutputError",
    "Result",
    "Snapshot",
    "Stop",
    "Verified",
    "audit_folder",
    "check",
    "counts_of",
    "examine",
    "handout",
    "may_write",
    "measured",
    "open_case",
    "score",
    "show",
    "solve",
    "verify_folder",
    "write",
    "write_template",
]

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


def open_case(path: Path) -> Loaded:
    """Read a case from a folder or a workbook and check that its rules and policies are known.

    Raises
    ------
    InputError
        With every fault found.
    """
    loaded = load(path)
    faults = (*_refused(rules_of, loaded.case), *_refused(policies.policies_of, loaded.case))
    if faults:
        raise InputError(faults)
    return loaded


def examine(tables: CaseTables) -> Examined:
    """Read a case from typed text and check that its rules and policies are known; faults at their cells."""
    examined = examine_tables(tables)
    if examined.loaded is None:
        return examined
    case = examined.loaded.case
    faults = (*_refused(rules_of, case), *_refused(policies.policies_of, case))
    return Examined(tables, None, placed(tables, faults)) if faults else examined


def _refused(ask: Callable[[Case], object], case: Case) -> tuple[Fault, ...]:
    """Return the faults for which a question about a case is refused."""
    try:
        ask(case)
    except InputError as error:
        return error.faults
    return ()


def check(case: Case) -> tuple[Finding, ...]:
    """Return what the policies of a case find in it before anything is planned: breaches, then advice.

    Raises
    ------
    InputError
        If the case's policies are not those of the catalogue.
    """
    return policies.findings(case)


def counts_of(case: Case) -> dict[str, int]:
    """Return how large a case is."""
    return {
        "staff": len(case.staff),
        "groups": len(case.groups),
        "sessions": len(case.sessions),
        "posts": len(case.posts),
        "clubs": len(case.clubs),
        "days": len(service_days(case)),
    }


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
    found = audit(case, solved.plan, solved.certificate)
    return Result(case, solved.plan, solved.certificate, found, solved.shortfalls)


def handout(result: Result) -> Handout:
    """Return all that outputs are made from."""
    plan = result.plan
    return Handout(
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
    certificate = report.read_certificate(folder)
    plan = report.read_plan(folder)
    report.refuse_strangers(case, plan)
    plan, shortfalls = measured(case, plan)
    found = audit(case, plan, certificate)
    proven = certificate if certificate.case_hash == case.hash else unproven(case)
    return Result(case, plan, proven, found, shortfalls)


def verify_folder(case: Case, folder: Path) -> Verified:
    """Work every bound of a plan folder's certificate out again, from the case and the certificate alone.

    Raises
    ------
    InputError
        If the folder's files can't be read, or name what the case does not have.
    """
    certificate = report.read_certificate(folder)
    plan = report.read_plan(folder)
    report.refuse_strangers(case, plan)
    return verify(case, plan, certificate)


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
    pairs = Pairs(case, work, rules_of(case))
    return replace(plan, accounts=stages.accounts(case, pairs)), seat_bounds(case, pairs)[1]


def unproven(case: Case) -> Certificate:
    """Return the certificate of a plan about which nothing is proven."""
    return Certificate(case.id, case.hash, __version__, 0, 0, None, ())


def shortage(case: Case, part: Shortfall) -> Finding:
    """Return a proven shortage as a finding: who is short, when, by how many."""
    dates = [date.isoformat() for date in part.dates]
    names = [case.person[staff].name for staff in part.staff]
    posts = [case.post[post].name if post in case.post else post for post in part.posts]
    return Finding(
        rule="shortage",
        message=SHORTAGE.with_(
            dates=dates[0] if len(dates) == 1 else f"{dates[0]} … {dates[-1]} ({len(dates)})",
            posts="、".join(posts),
            seats=part.seats,
            staff="、".join(names) if names else NOBODY,
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

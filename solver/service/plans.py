"""Plans at the counter: solved, written, read back, audited, verified, scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from solver import __version__, custody, report
from solver.audit.plan import audit
from solver.base.text import Lang
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.plan import Certificate, Plan
from solver.engine import stages
from solver.engine.bounds import seat_bounds
from solver.engine.budget import Options
from solver.engine.progress import Progress, Snapshot
from solver.fairness.flow import Shortfall
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.report import PlanView
from solver.rules import rules_of
from solver.service.result import Result
from solver.verify import Verified, verify


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
    pairs = CandidatePairs(case, work, rules_of(case))
    return replace(plan, accounts=stages.accounts(case, pairs)), seat_bounds(case, pairs)[1]


def unproven(case: Case) -> Certificate:
    """Return the certificate of a plan about which nothing is proven."""
    return Certificate(case.id, case.hash, __version__, 0, 0, None, ())

"""What a door may ask for: load, check, solve, write, audit, score, show. Every door asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from solver import __version__, custody, report
from solver.audit import Audit, audit
from solver.board import Stop
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.flow import Shortfall
from solver.domain.plan import Certificate, Finding, Plan
from solver.engine import stages
from solver.engine.budget import Options
from solver.engine.progress import Progress, Snapshot
from solver.intake import Loaded, load
from solver.pairs import Pairs
from solver.report import Handout
from solver.rules import rules_of
from solver.text import Lang, Words

SHORTAGE = Words(
    zh="缺人（已证明）：{dates}，{posts} 共需 {seats} 个席位，只有 {staff} 可任，至多能到 {able} 人次，缺 {short} 人次",
    en="Short of people (proven): {dates}: {posts} need {seats} seats; only {staff} may take them and can fill "
    "{able} at most, so {short} stay empty",
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
        """What keeps the plan from being clean; proven shortages come first."""
        return (*(shortage(self.case, part) for part in self.shortfalls), *self.audit.blemishes)


def open_case(path: Path) -> Loaded:
    """Read a case from a folder or a workbook and check that its rules are known.

    Raises
    ------
    InputError
        With every fault found.
    """
    loaded = load(path)
    rules_of(loaded.case)
    return loaded


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


def measured(case: Case, plan: Plan) -> Plan:
    """Return a plan with the accounts that its fairness is measured against."""
    work = expand(case, plan.timetable, plan.handover)
    return replace(plan, accounts=stages.accounts(case, Pairs(case, work, rules_of(case))))


def audit_folder(case: Case, folder: Path) -> Result:
    """Check a plan folder against its case, and its certificate.

    Raises
    ------
    InputError
        If the folder's files can't be read.
    """
    plan = measured(case, report.read_plan(folder))
    certificate = report.read_certificate(folder)
    return Result(case, plan, certificate, audit(case, plan, certificate))


def score(case: Case, roster: Path) -> Result:
    """Measure a roster made by hand with the same yardstick as our own.

    Timetable and hand-over are taken from beside the roster where they are there; else they are made.

    Raises
    ------
    InputError
        If the roster can't be read.
    """
    beside = roster.parent
    if (beside / "timetable.csv").exists() and (beside / "handover.csv").exists():
        plan = report.read_plan(beside)
    else:
        plan = stages.before_rotation(case, Options(), Progress(), Stop())
    work = expand(case, plan.timetable, plan.handover)
    plan = measured(case, replace(plan, roster=report.read_roster(roster, case, work)))
    found = audit(case, plan)
    certificate = Certificate(case.id, case.hash, __version__, 0, 0, None, ())
    return Result(case, plan, certificate, found)


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

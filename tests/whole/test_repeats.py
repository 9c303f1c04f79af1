"""Same seed, effort and one worker, same plan: twice here, and in processes that hash otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from solver import service
from solver.domain.plan import stage_hash
from solver.engine.budget import Options
from solver.service import Result
from tests.whole.midsize import midsize

OPTIONS = Options(effort=4, workers=1, seed=3)


def told(result: Result) -> str:
    """Everything that was decided and claimed, as one text."""
    plan = result.plan
    parts = [stage_hash(part) for part in (plan.timetable, plan.handover, plan.roster)]
    accounts = [
        (name, sorted(account.shares.items()), account.tight) for name, account in plan.accounts.items()
    ]
    findings = [finding.say("en") for finding in result.findings]
    return repr((parts, accounts, findings, result.shortfalls, result.certificate))


def test_twice_in_one_process_and_in_two_that_hash_otherwise(repository: Path) -> None:
    first = told(service.solve(midsize(), OPTIONS))
    assert told(service.solve(midsize(), OPTIONS)) == first
    script = (
        "import sys; from tests.whole.test_repeats import *; "
        "sys.stdout.reconfigure(encoding='utf-8'); print(told(service.solve(midsize(), OPTIONS)))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=repository,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(repository)},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for seed in ("1", "4242")
    ]
    answers = [process.communicate(timeout=240)[0].strip() for process in started]
    assert answers == [first, first]


def test_another_seed_is_said_in_the_certificate() -> None:
    result = service.solve(midsize(), Options(effort=1, workers=1, seed=8))
    assert (result.certificate.seed, result.certificate.effort, result.certificate.workers) == (8, 1, 1)

"""Where the time goes around the search: a case from its files to a first audited and written plan.

Run ``python -m benchmarks.phases CASE`` with the folder of a case, or the name of one of ``data/``. Each
phase is told in processor seconds, of all threads, with the memory held after it; the first line names the
machine.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks import machine
from benchmarks.record import machine_line
from solver import service
from solver.audit.plan import audit
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.levels import groups_of
from solver.domain.plan import Plan
from solver.engine import stages
from solver.engine.bounds import seat_bounds
from solver.engine.budget import Budget, Options
from solver.engine.construction import GreedyPass, InitialSolution, targets
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.incremental import IncrementalState
from solver.engine.problem import AssignmentIndex, Problem, findings_of
from solver.engine.progress import Progress
from solver.engine.quotas import count_quotas
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.model import build
from solver.report import FORMATS
from solver.report import write as write_report
from solver.rules import rules_of
from solver.service import Result

DATA = Path(__file__).parent.parent / "data"
SECONDS = 60.0
"""The most that the timetable, the hand-over and the guide may take together."""
PAGE_MIB = 4096 / 2**20


@dataclass(slots=True)
class Clock:
    """Processor seconds and memory by phase, in order, and how large the things made are."""

    seconds: dict[str, float] = field(default_factory=dict)
    mib: dict[str, float] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        began = time.process_time()
        yield
        self.seconds[name] = time.process_time() - began
        self.mib[name] = held_mib()

    @property
    def first_roster(self) -> float:
        """Seconds from the loaded case to the first complete roster, checked by the rules."""
        names = list(self.seconds)
        return sum(self.seconds[name] for name in names[1 : names.index("check") + 1])

    def rows(self) -> Iterator[str]:
        """Yield the table line by line."""
        yield f"{'phase':12s} {'CPU s':>8s} {'MiB':>7s}"
        for name, seconds in self.seconds.items():
            yield f"{name:12s} {seconds:8.2f} {self.mib[name]:7.0f}"
        yield f"{'first roster':12s} {self.first_roster:8.2f}   (from the loaded case to its check)"
        spent = sum(self.seconds.values())
        yield f"{'everything':12s} {spent:8.2f} {machine.peak_mib():7.0f}   (at the most)"
        yield ", ".join(f"{count} {name}" for name, count in self.sizes.items())


def held_mib() -> float:
    """Return the memory that this process holds now, in MiB; 0 where the system doesn't say."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * PAGE_MIB if statm.exists() else 0.0


def measure(path: Path) -> Clock:
    """Take a case from its files to a written plan and return what each phase took."""
    clock = Clock()
    with clock.phase("load"):
        case = service.open_case(path).case
    plan = _plan(case, clock)
    certificate = service.unproven(case)
    with clock.phase("audit"):
        found = audit(case, plan, certificate)
    with clock.phase("custody"):
        handout = service.handout(Result(case, plan, certificate, found))
    with tempfile.TemporaryDirectory() as folder:
        for each in FORMATS:
            with clock.phase(each):
                write_report(handout, Path(folder) / each, "zh", formats=(each,))
    return clock


def _plan(case: Case, clock: Clock) -> Plan:
    """Take every step up to the first roster, as a solve does."""
    budget, stop = Budget(Options(seconds=SECONDS, workers=1)), Stop()
    with clock.phase("two stages"):
        rules = rules_of(case)
        plan = stages.before_rotation(case, budget.options, Progress(None), stop)
    with clock.phase("expand"):
        work = expand(case, plan.timetable, plan.handover)
    with clock.phase("pairs"):
        pairs = CandidatePairs(case, work, rules)
        candidates = sum(len(pairs.allowed(duty)) for duty in work.duties)
        groups = groups_of(case, "rotation")
    with clock.phase("accounts"):
        plan = replace(plan, accounts=stages.accounts(case, pairs))
    with clock.phase("seat bounds"):
        seat_bounds(case, pairs)
    with clock.phase("counts"):
        counts = CountRelaxation(case, work, pairs, plan.accounts, rules)
    with clock.phase("guide"):
        quotas = count_quotas(counts, groups, budget, stop)
    with clock.phase("sheet"):
        model = build(case, "rotation", rules, fixed=plan, pairs=pairs)
    with clock.phase("live"):
        seats = AssignmentIndex(model)
        live = IncrementalState(model, [low for low, _ in model.bounds], seats.owner)
    with clock.phase("roster"):
        GreedyPass(InitialSolution(model, seats, live), targets(plan), quotas).fill(groups)
        plan = replace(plan, roster=model.read_roster(live.values, None))
    with clock.phase("check"):
        findings_of(Problem(case, rules, pairs, groups), plan)
    clock.sizes |= {
        "staff": len(case.staff),
        "duties": len(work.duties),
        "candidate pairs": candidates,
        "decisions": len(model.bounds),
        "rows": len(model.rows),
        "slacks": len(model.slacks),
        "counts": len(counts.bounds),
        "assignments": len(plan.roster),
    }
    # What the search lives on is let go here, so that the reports' memory is their own.
    del model, live, seats, counts, quotas
    gc.collect()
    return plan


def main(arguments: list[str] | None = None) -> int:
    """Measure one case and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("case", nargs="?", default="fengjin", help="a case, or its name in data/")
    parser.add_argument("--smoke", action="store_true", help="a tiny case")
    chosen = parser.parse_args(arguments)
    given = Path("tiny" if chosen.smoke else chosen.case)
    path = given if given.exists() else DATA / given
    print(f"{given.name}: {machine_line()}, load {machine.load_average():g}")
    for row in measure(path).rows():
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Every case under ``data``, solved and audited: one row each, as real schemes of after-school service are.

Run ``python -m benchmarks.schemes --help``. Deviations are in work units, the largest of anybody's from the
reachable share, with its proven bound. A row ends in ``short`` where people are proven to be missing and
nothing else was found, in ``NOT CLEAN`` where anything else was.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from solver import service
from solver.base.errors import NoPlanError
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.engine.budget import Options

DATA = Path(__file__).parent.parent / "data"
COLUMNS = (
    "case",
    "groups",
    "staff",
    "duties",
    "uncovered",
    "findings",
    "gaps",
    "largest",
    "bound",
    "seconds",
)
OF_SHORTAGE = frozenset(
    {"shortage", "uncovered", "custody_gap", "rotation_kept", "gate_staffed", "receiver_late"}
)
"""What is found where people are missing: that they are, and what it leads to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case, solved."""

    cells: tuple[str, ...]
    verdict: str

    def line(self) -> str:
        """Return the row as a line under the header."""
        return (
            f"{self.cells[0]:24s}" + "".join(f"{cell:>10s}" for cell in self.cells[1:]) + f"  {self.verdict}"
        )


def cases(folder: Path = DATA) -> list[Path]:
    """Return every folder that is a case, in order of name."""
    return sorted(settings.parent for settings in folder.rglob("school.toml"))


def uncovered(result: service.Result) -> int:
    """Return how many seats have nobody."""
    work = expand(result.case, result.plan.timetable, result.plan.handover)
    filled: dict[tuple[object, str], int] = {}
    for one in result.plan.roster:
        filled[one.date, one.post] = filled.get((one.date, one.post), 0) + 1
    return sum(max(0, duty.need - filled.get((duty.date, duty.post), 0)) for duty in work.duties)


def largest(case: Case, result: service.Result) -> tuple[str, ...]:
    """Return the largest deviation and its bound in work units; a dash where nobody is compared."""
    for level in result.certificate.stages[-1].levels:
        if level.name == "max_deviation":
            return tuple(f"{float(case.grid.units(steps)):g}" for steps in (level.value, level.bound))
    return "-", "-"


def run(path: Path, options: Options) -> Row:
    """Load, solve and audit one case."""
    name = path.relative_to(DATA).as_posix()
    case = service.open_case(path).case
    began = time.perf_counter()
    try:
        result = service.solve(case, options)
    except NoPlanError as error:
        return Row((name, *"-" * 8, f"{time.perf_counter() - began:.1f}"), f"NO PLAN: {error}")
    seconds = time.perf_counter() - began
    work = expand(case, result.plan.timetable, result.plan.handover)
    codes = [finding.rule for finding in result.findings]
    short = bool(result.shortfalls) and OF_SHORTAGE.issuperset(codes)
    verdict = "clean" if not codes else "short" if short else "NOT CLEAN"
    if result.audit.doubts:
        verdict = "IN DOUBT"
    cells = (
        name,
        str(sum(not group.parts for group in case.groups)),
        str(len(case.staff)),
        str(len(work.duties)),
        str(uncovered(result)),
        str(len(codes)),
        str(codes.count("custody_gap")),
        *largest(case, result),
        f"{seconds:.1f}",
    )
    return Row(cells, verdict)


def told(rows: Iterator[Row]) -> bool:
    """Print rows as they come; return whether all are clean or short of people."""
    print(f"{COLUMNS[0]:24s}" + "".join(f"{column:>10s}" for column in COLUMNS[1:]))
    fine = True
    for row in rows:
        print(row.line(), flush=True)
        fine = fine and row.verdict in {"clean", "short"}
    return fine


def main(arguments: list[str] | None = None) -> int:
    """Solve the cases and print the table; 1 where a plan had findings that no shortage explains."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("cases", nargs="*", help="folders under data/ (default: all)")
    parser.add_argument("--time", type=float, default=20.0, help="seconds of solving a case (default: 20)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default: 2)")
    parser.add_argument("--seed", type=int, default=0, help="seed (default: 0)")
    parser.add_argument("--smoke", action="store_true", help="the smallest case for two seconds")
    chosen = parser.parse_args(arguments)
    wanted, seconds = chosen.cases, chosen.time
    if chosen.smoke:
        wanted, seconds = ["tiny"], 2.0
    paths = [path for name in wanted for path in cases(DATA / name)] if wanted else cases()
    options = Options(seconds=seconds, workers=chosen.workers, seed=chosen.seed)
    return 0 if told(run(path, options) for path in paths) else 1


if __name__ == "__main__":
    sys.exit(main())

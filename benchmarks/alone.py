"""One solve in a process of its own, from the files to the written plan, kept as a record.

``python -m benchmarks.alone CASE --benchmark school --instance small`` is what ``fresh`` starts, so that
memory and caches are those of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.record import RESULTS, LevelRecord, Machine, Point, Record, our_versions, read, write
from benchmarks.watch import Watch
from solver import service
from solver.base.errors import NoPlanError
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.engine.budget import Options

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Job:
    """One run to be made: which case as which instance of which benchmark, how long, with what facts."""

    case: Path
    benchmark: str
    instance: str
    seconds: float = 60.0
    workers: int = 2
    seed: int = 0
    results: Path = RESULTS
    facts: dict[str, int | float | str] = field(default_factory=dict)


class AloneError(Exception):
    """A run ended without a record."""


def fresh(job: Job) -> Record:
    """Make a run in a fresh process and return its record.

    Raises
    ------
    AloneError
        If the process failed; the message ends with what it said last.
    """
    told = [str(job.case.resolve()), "--benchmark", job.benchmark, "--instance", job.instance]
    told += ["--time", str(job.seconds), "--workers", str(job.workers), "--seed", str(job.seed)]
    told += ["--results", str(job.results.resolve()), "--facts", json.dumps(job.facts)]
    return recorded("benchmarks.alone", told, f"{job.instance}, seed {job.seed}")


def recorded(module: str, told: Sequence[str], name: str) -> Record:
    """Run a module in a fresh process and return the record whose path it prints last.

    Raises
    ------
    AloneError
        If the process failed; the message ends with what it said last.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", module, *told]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{name}: exit code {done.returncode}\n{done.stderr[-2000:]}"
        raise AloneError(message)
    return read(Path(done.stdout.splitlines()[-1]))


def run(job: Job) -> Record:
    """Load, solve, audit and write a case here and now; without a plan there are no levels."""
    watch, load_before = Watch(), machine.load_average()
    began, cpu_before = time.perf_counter(), machine.cpu_seconds()
    case = service.open_case(job.case).case
    loaded = time.perf_counter()
    options = Options(seconds=job.seconds, workers=job.workers, seed=job.seed)
    result: service.Result | None = None
    try:
        result = service.solve(case, options, listen=watch)
    except NoPlanError as error:
        print(error, file=sys.stderr)
    solved, solved_peak = time.perf_counter(), machine.peak_mib()
    phases = {"load": loaded - began} | watch.phases()
    if result is not None:
        phases["audit"] = solved - loaded - watch.ended
        with tempfile.TemporaryDirectory() as folder:
            service.write(result, Path(folder) / "plan", "zh")
        phases["write"] = time.perf_counter() - solved
    seconds = time.perf_counter() - began
    levels = levels_of(result)
    return Record(
        benchmark=job.benchmark,
        instance=job.instance,
        instance_hash=case.hash,
        seed=job.seed,
        workers=job.workers,
        time_limit=job.seconds,
        seconds=round(seconds, 3),
        first_complete_seconds=watch.first_complete(),
        cpu_seconds=round(machine.cpu_seconds() - cpu_before, 2),
        peak_mib=round(machine.peak_mib(), 1),
        levels=levels,
        phases={name: round(spent, 3) for name, spent in phases.items()},
        facts={**facts_of(case, result), "solved_peak_mib": round(solved_peak, 1), **job.facts},
        versions=our_versions(),
        machine=Machine.here(load_before),
        date=machine.now(),
        trace=(*watch.trace([level.name for level in levels]), *last_point(solved - loaded, levels)),
    )


def levels_of(result: service.Result | None) -> tuple[LevelRecord, ...]:
    """Return the rotation's levels."""
    if result is None:
        return ()
    return tuple(LevelRecord.of(level) for level in result.certificate.stages[-1].levels)


def facts_of(case: Case, result: service.Result | None) -> dict[str, int | float | str]:
    """Return how large a case is, and what the audit found."""
    facts: dict[str, int | float | str] = {
        "groups": sum(not group.parts for group in case.groups),
        "staff": len(case.staff),
    }
    if result is None:
        return facts
    duties = expand(case, result.plan.timetable, result.plan.handover).duties
    facts |= {"duties": len(duties), "seats": sum(duty.need for duty in duties)}
    facts |= {"blemishes": len(result.findings), "doubts": len(result.audit.doubts)}
    return facts | {"hard": sum(finding.hard for finding in result.findings)}


def last_point(seconds: float, levels: Sequence[LevelRecord]) -> Iterator[Point]:
    """Yield what is certified in the end."""
    if levels:
        values, bounds = (level.value for level in levels), (level.bound for level in levels)
        yield Point(seconds, tuple(values), tuple(bounds))


def main(arguments: list[str] | None = None) -> int:
    """Make one run and print where its record is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("case", type=Path)
    parser.add_argument("--benchmark", required=True)
    parser.add_argument("--instance", required=True)
    parser.add_argument("--time", type=float, default=60.0, dest="seconds")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--facts", type=json.loads, default={})
    job = Job(**vars(parser.parse_args(arguments)))
    print(write(run(job), job.results))
    return 0


if __name__ == "__main__":
    sys.exit(main())

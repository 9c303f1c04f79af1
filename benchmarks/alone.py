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
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.record import RESULTS, LevelRecord, Machine, Point, Record, our_versions, read, write
from benchmarks.watch import Watch
from solver import service
from solver.domain.duties import expand
from solver.engine.budget import Options
from solver.errors import AfterbellError

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


class AloneError(AfterbellError):
    """A run ended without a record."""


def fresh(job: Job) -> Record:
    """Make a run in a fresh process and return its record.

    Raises
    ------
    AloneError
        If the process failed; the message ends with what it said last.
    """
    told = [sys.executable, "-m", "benchmarks.alone", str(job.case.resolve())]
    told += [
        "--benchmark",
        job.benchmark,
        "--instance",
        job.instance,
        "--results",
        str(job.results.resolve()),
    ]
    told += ["--time", str(job.seconds), "--workers", str(job.workers), "--seed", str(job.seed)]
    told += ["--facts", json.dumps(job.facts)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(told, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{job.instance}, seed {job.seed}: exit code {done.returncode}\n{done.stderr[-2000:]}"
        raise AloneError(message)
    return read(Path(done.stdout.splitlines()[-1]))


def run(job: Job) -> Record:
    """Load, solve, audit and write a case here and now."""
    watch, load_before = Watch(), machine.load_average()
    began, cpu_before = time.perf_counter(), machine.cpu_seconds()
    case = service.open_case(job.case).case
    loaded = time.perf_counter()
    options = Options(seconds=job.seconds, workers=job.workers, seed=job.seed)
    result = service.solve(case, options, listen=watch)
    solved, solved_peak = time.perf_counter(), machine.peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        service.write(result, Path(folder) / "plan", "zh")
    written = time.perf_counter()
    rotation = result.certificate.stages[-1]
    levels = tuple(LevelRecord.of(level) for level in rotation.levels)
    end = Point(
        solved - loaded, tuple(level.value for level in levels), tuple(level.bound for level in levels)
    )
    duties = expand(case, result.plan.timetable, result.plan.handover).duties
    return Record(
        benchmark=job.benchmark,
        instance=job.instance,
        instance_hash=case.hash,
        seed=job.seed,
        workers=job.workers,
        time_limit=job.seconds,
        seconds=round(written - began, 3),
        first_complete_seconds=watch.first_complete(),
        cpu_seconds=round(machine.cpu_seconds() - cpu_before, 2),
        peak_mib=round(machine.peak_mib(), 1),
        levels=levels,
        phases={
            "load": round(loaded - began, 3),
            **watch.phases(),
            "audit": round(solved - loaded - watch.ended, 3),
            "write": round(written - solved, 3),
        },
        facts={
            "groups": sum(not group.parts for group in case.groups),
            "staff": len(case.staff),
            "duties": len(duties),
            "seats": sum(duty.need for duty in duties),
            "blemishes": len(result.findings),
            "hard": sum(finding.hard for finding in result.findings),
            "doubts": len(result.audit.doubts),
            "solved_peak_mib": round(solved_peak, 1),
            **job.facts,
        },
        versions=our_versions(),
        machine=Machine.here(load_before),
        date=machine.now(),
        trace=(*watch.trace([level.name for level in levels]), end),
    )


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

"""One instance solved in a process of its own, judged by the evaluator, and kept as a record."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine
from benchmarks.alone import last_point, levels_of, recorded
from benchmarks.record import RESULTS, Machine, Point, Record, file_hash, our_versions, write
from benchmarks.shift_scheduling.instance import Instance
from benchmarks.shift_scheduling.instance import read as read_instance
from benchmarks.shift_scheduling.judged import best_known, judge
from benchmarks.shift_scheduling.mapping import case_of, roster_of
from benchmarks.watch import Watch
from solver import service
from solver.base.errors import NoPlanError
from solver.engine.budget import Options

BENCHMARK = "shift_scheduling"


@dataclass(frozen=True, slots=True)
class Job:
    """One run to be made: an instance's file, who judges, how long."""

    instance: Path
    evaluator: Path
    seconds: float = 600.0
    workers: int = 1
    seed: int = 0
    results: Path = RESULTS


def fresh(job: Job) -> Record:
    """Make a run in a fresh process and return its record.

    Raises
    ------
    AloneError
        If the process failed; the message ends with what it said last.
    """
    told = [str(path.resolve()) for path in (job.instance, job.evaluator)]
    told += ["--time", str(job.seconds), "--workers", str(job.workers), "--seed", str(job.seed)]
    told += ["--results", str(job.results.resolve())]
    return recorded("benchmarks.shift_scheduling.run", told, job.instance.stem)


def run(job: Job) -> Record:
    """Solve an instance here and now; without a roster there are no levels."""
    watch, load_before = Watch(), machine.load_average()
    began, cpu_before = time.perf_counter(), machine.cpu_seconds()
    instance = read_instance(job.instance)
    case = case_of(instance)
    loaded = time.perf_counter()
    options = Options(seconds=job.seconds, workers=job.workers, seed=job.seed)
    result: service.Result | None = None
    try:
        result = service.solve(case, options, listen=watch)
    except NoPlanError as error:
        print(error, file=sys.stderr)
    solved = time.perf_counter()
    cpu_seconds, peak_mib = machine.cpu_seconds() - cpu_before, machine.peak_mib()
    # The penalty; nothing is charged to the levels that follow.
    levels = levels_of(result)[:1]
    trace = (*watch.trace([level.name for level in levels]), *last_point(solved - loaded, levels))
    return Record(
        benchmark=BENCHMARK,
        instance=instance.name,
        instance_hash=file_hash([job.instance]),
        seed=job.seed,
        workers=job.workers,
        time_limit=job.seconds,
        seconds=round(solved - began, 3),
        first_complete_seconds=watch.first_complete(),
        cpu_seconds=round(cpu_seconds, 2),
        peak_mib=round(peak_mib, 1),
        levels=levels,
        phases={name: round(spent, 3) for name, spent in ({"load": loaded - began} | watch.phases()).items()},
        facts=_facts(job, instance, result, trace),
        versions=our_versions(),
        machine=Machine.here(load_before),
        date=machine.now(),
        trace=trace,
    )


def _facts(
    job: Job, instance: Instance, result: service.Result | None, trace: Sequence[Point]
) -> dict[str, int | float | str]:
    facts: dict[str, int | float | str] = {
        "staff": len(instance.staff),
        "days": instance.days,
        "shifts": len(instance.shifts),
    }
    known = best_known(job.instance.parent).get(instance.name)
    if known is not None:
        facts |= {"best_known": known.value, "best_bound": known.bound}
    if result is None:
        return facts
    verdict = judge(job.evaluator, job.instance, roster_of(instance, result.plan))
    audited = dict(result.audit.levels["rotation"])
    return facts | {
        "penalty": verdict.penalty,
        "accepted": int(verdict.accepted),
        "audited": sum(audited.values()),
        "doubts": len(result.audit.doubts),
        "seconds_to_best": next(point.seconds for point in trace if point.values == trace[-1].values),
    }


def main(arguments: list[str] | None = None) -> int:
    """Make one run and print where its record is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("instance", type=Path)
    parser.add_argument("evaluator", type=Path)
    parser.add_argument("--time", type=float, default=600.0, dest="seconds")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--results", type=Path, default=RESULTS)
    job = Job(**vars(parser.parse_args(arguments)))
    print(write(run(job), job.results))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The comparison: subjects solve instances one at a time, the judge scores them, a run becomes a record."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine
from benchmarks.peers.environment import HOME, ROOT
from benchmarks.peers.evaluate import Verdict, evaluate
from benchmarks.peers.instance import LEVELS, Instance, read
from benchmarks.peers.solution import Solution, SolutionError, read_solution
from benchmarks.peers.subjects import OURS, Subject
from benchmarks.record import LevelRecord, Machine, Point, Record, file_hash, our_versions
from benchmarks.record import read as read_record
from benchmarks.record import write as write_record

BENCHMARK = "peers"
CALM_STEP = 5.0
"""Seconds between two looks at the load."""
UNBOUNDED = (None,) * len(LEVELS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run, and where things go.

    Parameters
    ----------
    results
        The folder of records.
    rosters
        The folder of solution files and of what the programs printed.
    home
        The folder of environments.
    again
        Whether runs that have a record are run anew.
    settle
        Seconds that a run waits at most for the machine to calm down after the one before it.
    """

    results: Path
    rosters: Path
    home: Path = HOME
    seconds: float = 300.0
    seed: int = 1
    workers: int = 2
    again: bool = False
    settle: float = 0.0


def compare(instances: Sequence[Path], subjects: Sequence[Subject], plan: Plan) -> Iterator[str]:
    """Run every subject on every instance, one after the other; yield a line about each.

    Raises
    ------
    InstanceError
        A file is no instance; it is found before anything runs.
    """
    read_first = {path: read(path) for path in instances}
    for path, instance in read_first.items():
        for subject in subjects:
            yield f"{path.stem} {subject.name}: {_once(path, instance, subject, plan)}"


def _once(path: Path, instance: Instance, subject: Subject, plan: Plan) -> str:
    out = plan.rosters / f"{path.stem}--{subject.name}--t{plan.seconds:g}-s{plan.seed}.json"
    known = plan.results / BENCHMARK / path.stem / out.name.removeprefix(f"{path.stem}--")
    digest = file_hash([path])
    if known.exists() and not plan.again and read_record(known).instance_hash == digest:
        return "stored already"
    if lack := subject.missing(plan.home):
        return f"skipped: {lack}"
    out.parent.mkdir(parents=True, exist_ok=True)
    # What an earlier run left behind must not pass for this one's.
    out.unlink(missing_ok=True)
    calm(plan.settle)
    load = machine.load_average()
    failure = run_alone(
        subject.command(
            path, out, seconds=plan.seconds, seed=plan.seed, workers=plan.workers, home=plan.home
        ),
        log=out.with_suffix(".log"),
        most=grace(plan.seconds),
    )
    if failure:
        return f"failed: {failure}"
    try:
        solution = read_solution(out)
    except SolutionError as error:
        return f"failed: {error}"
    verdict = evaluate(instance, solution.assign)
    record = record_of(path, instance, subject, plan, solution, verdict, load)
    stored = write_record(record, plan.results)
    return f"{said(verdict, solution)} after {solution.seconds:.1f} s; {stored}"


def calm(
    most: float,
    load: Callable[[], float] = machine.load_average,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Wait until less than half of the cores were wanted in the last minute, or for ``most`` seconds."""
    waited = 0.0
    while waited < most and load() > machine.cores() / 2:
        sleep(CALM_STEP)
        waited += CALM_STEP


def grace(seconds: float) -> float:
    """Return after how long a subject is ended from outside: it may overrun while it builds and scores."""
    return seconds * 1.5 + 300


def run_alone(command: Sequence[str], log: Path, most: float) -> str:
    """Run a program by itself and return what went wrong in words; what it prints goes to a file."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    with log.open("w", encoding="utf-8") as printed:
        # Sessions of their own: whatever a subject starts ends with it.
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=printed, stderr=printed, start_new_session=True
        )
        try:
            code = process.wait(timeout=most)
        except subprocess.TimeoutExpired:
            return f"ended after {most:g} s, far beyond its limit"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if not code:
        return ""
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    return f"exit code {code}: {' '.join(last)[:200]} (all of it in {log})"


def record_of(
    path: Path,
    instance: Instance,
    subject: Subject,
    plan: Plan,
    solution: Solution,
    verdict: Verdict,
    load_before: float,
) -> Record:
    """Return a run as a record. A roster that breaks hard rules is none: it has no levels."""
    return Record(
        benchmark=BENCHMARK,
        instance=path.stem,
        instance_hash=file_hash([path]),
        subject=subject.name,
        seed=plan.seed,
        workers=plan.workers if subject.parallel else 1,
        time_limit=plan.seconds,
        seconds=solution.seconds,
        # Since the start of the process: what a peer calls loading and what building differs too much.
        first_complete_seconds=solution.trace[0][0] if solution.trace else None,
        cpu_seconds=solution.cpu_seconds,
        peak_mib=solution.peak_mib,
        levels=_levels(solution, verdict) if verdict.legal and solution.found else (),
        facts=_facts(instance, solution, verdict),
        versions=our_versions() if subject.name == OURS else solution.versions,
        machine=Machine.here(load_before),
        date=machine.now(),
        trace=tuple(Point(seconds, vector, UNBOUNDED) for seconds, vector in solution.trace),
    )


def _levels(solution: Solution, verdict: Verdict) -> tuple[LevelRecord, ...]:
    return tuple(
        LevelRecord(
            name=name,
            value=value,
            bound=solution.bounds.get(name),
            method=solution.methods.get(name, ""),
            unit="step" if "deviation" in name else "count",
        )
        for name, value in zip(LEVELS, verdict.vector, strict=True)
    )


def _facts(instance: Instance, solution: Solution, verdict: Verdict) -> Mapping[str, int | float | str]:
    facts: dict[str, int | float | str] = {"staff": len(instance.staff), "duties": len(instance.duties)}
    facts |= {f"broken_{rule}": count for rule, count in verdict.broken.items()}
    if solution.status:
        facts["status"] = solution.status
    if solution.trace and solution.trace[-1][1] != verdict.vector:
        facts["trace_ends_at"] = "/".join(str(value) for value in solution.trace[-1][1])
    if solution.weighted_bound is not None:
        facts["weighted_bound"] = solution.weighted_bound
    return facts


def said(verdict: Verdict, solution: Solution) -> str:
    """Return a verdict in a few words."""
    if not solution.found:
        return "no roster"
    if not verdict.legal:
        return "ILLEGAL " + ", ".join(f"{rule} {count}" for rule, count in verdict.broken.items())
    own = "/".join(str(value) for value in solution.trace[-1][1]) if solution.trace else "nothing"
    found = "/".join(str(value) for value in verdict.vector)
    return found if own == found else f"{found} (but its own trace ends at {own})"

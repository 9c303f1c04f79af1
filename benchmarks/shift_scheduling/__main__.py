"""Public shift-scheduling instances: ``python -m benchmarks.shift_scheduling --data DIR --evaluator FILE``.

DIR holds ``Instance1.txt`` and so on, and ``BEST_KNOWN.csv`` with what was published; neither comes with us.
Each run is a process of its own, ends early where its value is proven, is scored by the evaluator, and leaves
a record under ``benchmarks/results/shift_scheduling``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.record import RESULTS, Record, machine_line
from benchmarks.shift_scheduling.run import Job, fresh

HEADER = (
    f"{'instance':12s} seed penalty   bound  best known     gap  accepted  first   to best     all  peak MiB"
)


def line(record: Record) -> str:
    """Return a run as a line under the header; the gap is to the best value known."""
    facts = record.facts
    if not record.levels:
        return f"{record.instance:12s} {record.seed:4d} no roster after {record.seconds:.0f} s"
    penalty, known = int(facts["penalty"]), facts.get("best_known")
    gap = "-" if known is None else f"{penalty / int(known) - 1:.1%}"
    first = "-" if record.first_complete_seconds is None else f"{record.first_complete_seconds:.1f}"
    return (
        f"{record.instance:12s} {record.seed:4d} {penalty:7d} {record.levels[0].bound or 0:7d} "
        f"{'-' if known is None else known!s:>11} {gap:>7} {'yes' if facts['accepted'] else 'NO':>9} "
        f"{first:>6} {facts['seconds_to_best']:9.1f} {record.seconds:7.1f} {record.peak_mib:9.0f}"
    )


def wrong(record: Record) -> Iterator[str]:
    """Yield what must never be, whatever the limit: a roster not accepted, or better than what is proven."""
    if not record.levels:
        return
    facts, (level,) = record.facts, record.levels
    penalty = int(facts["penalty"])
    if not facts["accepted"]:
        yield "the evaluator finds hard rules broken"
    if not penalty == level.value == facts["audited"]:
        yield f"the evaluator says {penalty}, our certificate {level.value}, our audit {facts['audited']}"
    if facts["doubts"]:
        yield "the audit doubts the certificate"
    if penalty < int(facts.get("best_bound", 0)):
        yield f"{penalty} is below the published bound of {facts['best_bound']}"
    if "best_known" in facts and (level.bound or 0) > int(facts["best_known"]):
        yield f"our bound of {level.bound} is above the published value of {facts['best_known']}"


def _number(path: Path) -> tuple[int, str]:
    digits = path.stem.removeprefix("Instance")
    return (int(digits) if digits.isdecimal() else 0, path.stem)


def files(data: Path, names: Sequence[str]) -> list[Path]:
    """Return the files of the instances named by number or name; all of a folder without any."""
    if not names:
        return sorted(data.glob("Instance*.txt"), key=_number)
    return [data / f"{f'Instance{name}' if name.isdecimal() else name}.txt" for name in names]


def main(arguments: list[str] | None = None) -> int:
    """Run and print the table; 1 where a roster is missing or anything is wrong with one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="folder of the instances")
    parser.add_argument("--evaluator", type=Path, required=True, help="the evaluator, a script")
    parser.add_argument("--instances", nargs="*", default=[], help="which, by number (default: all)")
    parser.add_argument("--time", type=float, default=600.0, help="seconds for each (default: 600)")
    parser.add_argument("--workers", type=int, default=1, help="workers of each run (default: 1)")
    parser.add_argument("--jobs", type=int, default=1, help="runs side by side (default: 1)")
    parser.add_argument("--seeds", type=int, default=1, help="seeds of the search (default: 1)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    chosen = parser.parse_args(arguments)
    jobs = [
        Job(path, chosen.evaluator, chosen.time, chosen.workers, seed, chosen.results)
        for path in files(chosen.data, chosen.instances)
        for seed in range(chosen.seeds)
    ]
    print(f"{chosen.workers} workers, {chosen.jobs} runs at once; {machine_line()}\n{HEADER}")
    fine = True
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for record in pool.map(fresh, jobs):
            print(line(record), flush=True)
            faults = list(wrong(record))
            for fault in faults:
                print(f"  {fault}", flush=True)
            fine = fine and bool(record.levels) and not faults
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

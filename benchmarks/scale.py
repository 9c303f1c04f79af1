"""Cost and memory against size: schools of 6 to 120 groups, with people and pupils in proportion.

Run ``python -m benchmarks.scale --help``. Every size has the same budget and a process of its own; each run
leaves a record under ``benchmarks/results/scale``, and the results page draws them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.alone import Job, fresh
from benchmarks.record import RESULTS, Record, machine_line
from benchmarks.school.make import tables_of, write
from benchmarks.school.size import Size

GROUPS = (6, 12, 24, 36, 48, 72, 96, 120)
STAGES = ("timetable", "handover")
PHASES = ("load", *STAGES, "pairs", "counts", "start", "bounds", "audit", "write")
COLUMNS = ("groups", "staff", "seats", *PHASES, "first", "all", "MiB", "sum gap")


def cells(record: Record) -> Iterator[str]:
    """Yield a run's cells; a dash where it did not get so far."""
    for fact in ("groups", "staff", "seats"):
        yield str(record.facts.get(fact, "-"))
    for phase in PHASES:
        yield f"{record.phases[phase]:.1f}" if phase in record.phases else "-"
    first = record.first_complete_seconds
    yield "-" if first is None else f"{first:.1f}"
    yield f"{record.seconds:.0f}"
    yield f"{record.peak_mib:.0f}"
    gap = next((level.gap for level in record.levels if level.name == "sum_deviation"), None)
    yield "-" if gap is None else f"{gap:.1%}"


def runs(groups: list[int], days: int, seconds: float, workers: int, results: Path) -> Iterator[Record]:
    """Make the schools and solve them, smallest first."""
    with tempfile.TemporaryDirectory() as scratch:
        for count in sorted(groups):
            size = Size.of(count, days)
            instance = f"groups-{count:03d}"
            folder = write(Path(scratch) / instance, instance, size, tables_of(size, seed=1))
            yield fresh(Job(folder, "scale", instance, seconds, workers, results=results))


def main(arguments: list[str] | None = None) -> int:
    """Run and print the table; 1 where a plan was in doubt."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("groups", nargs="*", type=int, default=GROUPS, help="sizes (default: 6 to 120)")
    parser.add_argument("--days", type=int, default=95, help="days of service (default: 95)")
    parser.add_argument("--time", type=float, default=60.0, help="seconds of solving (default: 60)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default: 2)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("--smoke", action="store_true", help="6 groups for ten days, two seconds")
    chosen = parser.parse_args(arguments)
    groups, days, seconds = list(chosen.groups), chosen.days, chosen.time
    if chosen.smoke:
        groups, days, seconds = [6], 10, 2.0
    if odd := [count for count in groups if count % 6 or count < 6]:
        parser.error(f"groups come in sixes, one grade each: {', '.join(map(str, odd))}")
    print(f"{seconds:g} s, {chosen.workers} workers; {machine_line()}")
    print("".join(f"{column:>10s}" for column in COLUMNS))
    fine = True
    for record in runs(groups, days, seconds, chosen.workers, chosen.results):
        print("".join(f"{cell:>10s}" for cell in cells(record)), flush=True)
        fine = fine and not record.facts.get("doubts")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

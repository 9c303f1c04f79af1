"""Schools from their files to a written plan: ``python -m benchmarks.school medium --time 60 --seeds 3``.

Each run is a process of its own and leaves a record under ``benchmarks/results/school``. Instances other than
the stored ones are made on the fly: ``--instances 3`` runs ``medium``, ``medium-2`` and ``medium-3``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.alone import Job, fresh
from benchmarks.lines import HEADER, line
from benchmarks.record import RESULTS, Record, machine_line
from benchmarks.school.make import CASES, NAMES, make, write
from benchmarks.school.shortage import PLANTED


def instances(names: list[str], count: int, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield names and folders of instances: the stored ones first, then made ones."""
    for name in names:
        yield name, CASES / name
    for number in range(2, count + 1):
        for name in names:
            instance = f"{name}-{number}"
            yield instance, write(scratch / instance, name, *make(name, number))


def misproven(record: Record) -> list[str]:
    """Return levels of which something else is proven than that the planted seats can't be filled.

    Known from flows before any search, so that a short limit is no excuse.
    """
    planted = PLANTED if record.instance.startswith("shortage") else dict.fromkeys(PLANTED, 0)
    return [
        f"{level.name}: proven {level.bound}, planted {planted[level.name]}"
        for level in record.levels
        if level.name in planted and level.bound != planted[level.name]
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run and print the table; 1 where there is no plan, one in doubt, or a shortage that is not proven."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", default=NAMES, help=f"which (default: {' '.join(NAMES)})")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of the search (default: 3)")
    parser.add_argument("--instances", type=int, default=1, help="seeds of the generator (default: 1)")
    parser.add_argument("--time", type=float, default=60.0, help="seconds of solving (default: 60)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default: 2)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("--smoke", action="store_true", help="the small school, one seed, two seconds")
    chosen = parser.parse_args(arguments)
    names, seeds, seconds = list(chosen.names), chosen.seeds, chosen.time
    if chosen.smoke:
        names, seeds, seconds = ["small"], 1, 2.0
    print(f"{chosen.workers} workers; {machine_line()}\n{HEADER}")
    fine = True
    with tempfile.TemporaryDirectory() as scratch:
        for instance, folder in instances(names, chosen.instances, Path(scratch)):
            for seed in range(seeds):
                job = Job(folder, "school", instance, seconds, chosen.workers, seed, chosen.results)
                record = fresh(job)
                print(line(record), flush=True)
                wrong = misproven(record)
                for each in wrong:
                    print(f"  {each}", flush=True)
                fine = fine and bool(record.levels) and not record.facts["doubts"] and not wrong
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

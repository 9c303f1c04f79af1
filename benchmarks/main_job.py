"""The main job, measured: a case of ``data`` from its files to an audited, written plan, over several seeds.

Run ``python -m benchmarks.main_job --help``. Each run is a process of its own and leaves a record beside
those of the made schools.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.alone import Job, fresh
from benchmarks.lines import HEADER, line
from benchmarks.record import RESULTS, machine_line

DATA = Path(__file__).parent.parent / "data"


def main(arguments: list[str] | None = None) -> int:
    """Run and print the table; 1 where a plan had findings or doubts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("case", nargs="?", default="fengjin", help="a folder of data/ (default: fengjin)")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default: 3)")
    parser.add_argument("--time", type=float, default=60.0, help="seconds of solving (default: 60)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default: 2)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("--smoke", action="store_true", help="the tiny case, one seed, one second, no record")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        if chosen.smoke:
            chosen.case, chosen.seeds, chosen.time, chosen.results = "tiny", 1, 1.0, Path(scratch)
        print(f"{chosen.workers} workers; {machine_line()}\n{HEADER}")
        clean = True
        name = chosen.case.replace("/", "-")
        for seed in range(chosen.seeds):
            job = Job(DATA / chosen.case, "school", name, chosen.time, chosen.workers, seed, chosen.results)
            record = fresh(job)
            print(line(record), flush=True)
            clean = clean and record.facts.get("blemishes") == record.facts.get("doubts") == 0
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())

"""The main job, measured: a case from its files to an audited plan, step by step, over several seeds.

Run ``python -m benchmarks.main_job --help``. Seconds are wall time; the first row names the machine, since
figures of different machines don't compare.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import peak_mib
from benchmarks.record import machine_line
from solver import service
from solver.engine.budget import Options

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of each step, and what came out."""

    seed: int
    load: float
    solve: float
    write: float
    blemishes: int
    doubts: int
    levels: tuple[tuple[str, int, int], ...]

    def row(self) -> str:
        """Return the run as one line: levels as value/bound."""
        levels = " ".join(f"{name}={value}/{bound}" for name, value, bound in self.levels)
        return (
            f"{self.seed:4d} {self.load:6.2f} {self.solve:7.2f} {self.write:6.2f} "
            f"{self.blemishes:9d} {self.doubts:6d}  {levels}"
        )


def run_once(case_path: Path, options: Options) -> Run:
    """Load, solve, audit and write one case; the audit counts as solving, as its user waits for it."""
    began = time.perf_counter()
    case = service.open_case(case_path).case
    loaded = time.perf_counter()
    result = service.solve(case, options)
    solved = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        service.write(result, Path(folder) / "plan", "zh")
    written = time.perf_counter()
    rotation = result.certificate.stages[-1]
    return Run(
        seed=options.seed,
        load=loaded - began,
        solve=solved - loaded,
        write=written - solved,
        blemishes=len(result.findings),
        doubts=len(result.audit.doubts),
        levels=tuple((level.name, level.value, level.bound) for level in rotation.levels),
    )


def main(arguments: list[str] | None = None) -> int:
    """Run and print the table; 1 where a plan had findings or doubts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("case", nargs="?", default="fengjin", help="a folder of data/ (default: fengjin)")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default: 3)")
    parser.add_argument("--time", type=float, default=60.0, help="seconds of solving (default: 60)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default: 2)")
    parser.add_argument("--smoke", action="store_true", help="the small case, one seed, two seconds")
    chosen = parser.parse_args(arguments)
    name, seeds, seconds = chosen.case, chosen.seeds, chosen.time
    if chosen.smoke:
        name, seeds, seconds = "tiny", 1, 2.0
    print(f"{name}: {seconds:g} s, {chosen.workers} workers; {machine_line()}")
    print("seed   load   solve  write blemishes doubts  level=value/bound")
    clean = True
    for seed in range(seeds):
        run = run_once(DATA / name, Options(seconds=seconds, workers=chosen.workers, seed=seed))
        clean = clean and not run.blemishes and not run.doubts
        print(run.row(), flush=True)
    print(f"peak memory {peak_mib():.0f} MiB")
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())

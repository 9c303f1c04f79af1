"""Afterbell itself on an instance of the peers' format, run as a program of its own like every peer.

``python -m benchmarks.peers.ours INSTANCE OUT --time 60``
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from benchmarks.peers.ours_case import assignment, case_of
from solver.engine.budget import Options
from solver.engine.progress import Snapshot
from solver.service import solve


def main() -> None:
    """Solve one instance and write the solution with its trace."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--time", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    began = time.perf_counter()
    instance = json.loads(options.instance.read_text(encoding="utf-8"))
    case, seats = case_of(instance)
    loaded = time.perf_counter() - began
    trace: list[tuple[float, list[int]]] = []

    def listen(now: Snapshot) -> None:
        known = [level.value for level in now.levels[:4] if level.value is not None]
        if now.stage == "rotation" and len(known) == 4 and (not trace or trace[-1][1] != known):
            trace.append((round(loaded + now.elapsed, 2), known))

    result = solve(
        case,
        Options(seconds=options.time - loaded, workers=options.workers, seed=options.seed),
        listen=listen,
    )
    levels = result.certificate.stages[-1].levels
    usage = resource.getrusage(resource.RUSAGE_SELF)
    solution = {
        "assign": assignment(instance, result.plan, seats),
        "trace": trace,
        "bounds": {level.name: level.bound for level in levels},
        "methods": {level.name: level.method for level in levels},
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mb": usage.ru_maxrss // 1024,
        "seconds": round(time.perf_counter() - began, 2),
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(solution), encoding="utf-8")


if __name__ == "__main__":
    main()

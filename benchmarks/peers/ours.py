"""Afterbell itself on an instance of the peers' format, run as a program of its own like every peer.

``python -m benchmarks.peers.ours INSTANCE OUT --time 60``
"""

from __future__ import annotations

import json
import time

from benchmarks import machine
from benchmarks.peers.instance import LEVELS, read
from benchmarks.peers.ours_case import assignment, case_of
from benchmarks.peers.solution import asked, process_age
from solver.engine.budget import Options
from solver.engine.progress import Snapshot
from solver.service import solve

LAST_WORDS = 1.0
"""Seconds kept for writing the answer."""


def main() -> None:
    """Solve one instance and hand it in."""
    began = time.perf_counter() - process_age()
    wanted = asked("Afterbell's engine.")
    instance = read(wanted.instance)
    case, seats = case_of(instance)
    loaded = time.perf_counter() - began
    trace: list[tuple[float, list[int]]] = []

    def listen(now: Snapshot) -> None:
        known = [level.value for level in now.levels[: len(LEVELS)] if level.value is not None]
        told = now.stage == "rotation" and len(known) == len(LEVELS)
        if told and (not trace or trace[-1][1] != known):
            trace.append((round(loaded + now.elapsed, 3), known))

    seconds = max(wanted.time - loaded - LAST_WORDS, 1.0)
    result = solve(case, Options(seconds=seconds, workers=wanted.workers, seed=wanted.seed), listen=listen)
    levels = result.certificate.stages[-1].levels
    solution = {
        "assign": assignment(instance, result.plan, seats),
        "trace": trace,
        "bounds": {name: level.bound for name, level in zip(LEVELS, levels, strict=False)},
        "methods": {name: level.method for name, level in zip(LEVELS, levels, strict=False)},
        "seconds": round(time.perf_counter() - began, 3),
        "cpu_seconds": round(machine.cpu_seconds(), 3),
        "peak_mib": round(machine.peak_mib(), 1),
        "versions": machine.versions("afterbell", "ortools"),
    }
    wanted.out.write_text(json.dumps(solution, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The bargain between the comparison and its peers: what a peer is asked, and the file it answers with.

A peer is a program ``python -m benchmarks.peers.NAME INSTANCE OUT --time S --seed N --workers W``. Its clock
starts with its process: imports, loading and building count. Rosters on the way are kept as they come and
scored when the run is over, by the judge, so that keeping a trace costs a peer next to nothing. Standard
library only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from benchmarks import machine
from benchmarks.peers.evaluate import Assignment, Vector, evaluate
from benchmarks.peers.instance import LEVELS, Instance

Kept = TypeVar("Kept")


class SolutionError(ValueError):
    """A file is no solution."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What a peer hands in.

    Parameters
    ----------
    assign
        Who holds each duty.
    trace
        The legal rosters on the way: seconds since the peer's start, and the four levels.
    status
        The solver's own last word; empty where it has none.
    bounds
        Lower bounds on levels, by their names, from peers that have any.
    weighted_bound
        Lower bound on the weighted sum, from peers that minimize one.
    """

    assign: Assignment
    trace: tuple[tuple[float, Vector], ...]
    seconds: float
    cpu_seconds: float
    peak_mib: float
    status: str = ""
    bounds: Mapping[str, int] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    weighted_bound: float | None = None
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is a roster at all; one without anybody in it is none."""
        return any(who is not None for who in self.assign.values())


def asked(what: str, arguments: Sequence[str] | None = None, **flags: str) -> argparse.Namespace:
    """Return what the peer is asked to do; ``flags`` are switches of its own, with their meaning."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("instance", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--time", type=float, default=60.0, help="seconds, loading included (default: 60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=machine.cores())
    for name, meaning in flags.items():
        parser.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=meaning)
    return parser.parse_args(arguments)


def process_age() -> float:
    """Return for how many seconds this process has existed; 0 where the system doesn't say.

    Importing a solver or starting Java's machine takes seconds that its user waits for.
    """
    stat = Path("/proc/self/stat")
    if not stat.exists():
        return 0.0
    # The program's name stands in parentheses and may hold anything; the 20th word after it is the start.
    start = int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19])
    return max(0.0, time.clock_gettime(time.CLOCK_BOOTTIME) - start / os.sysconf("SC_CLK_TCK"))


class Journal(Generic[Kept]):
    """The rosters that a search comes by, in whatever form is cheap to keep, and when."""

    def __init__(self) -> None:
        self._began = time.perf_counter() - process_age()
        self._entries: list[tuple[float, Kept]] = []

    def elapsed(self) -> float:
        """Return the seconds since the peer's start."""
        return time.perf_counter() - self._began

    def due(self, pause: float) -> bool:
        """Whether the last entry is ``pause`` seconds old: for peers to which even looking is dear."""
        return not self._entries or self.elapsed() - self._entries[-1][0] >= pause

    def keep(self, kept: Kept, window: float = 0.0) -> None:
        """Keep a roster; of those within one window of so many seconds only the last."""
        seconds = self.elapsed()
        if window and self._entries and self._entries[-1][0] // window == seconds // window:
            self._entries.pop()
        self._entries.append((seconds, kept))

    def hand_in(
        self,
        instance: Instance,
        out: Path,
        final: Kept | None,
        decode: Callable[[Kept], Assignment],
        *,
        packages: Sequence[str] = (),
        status: str = "",
        weighted_bound: float | None = None,
    ) -> None:
        """Write the solution file; time and memory are those before the trace is scored."""
        seconds, cpu, peak = self.elapsed(), machine.cpu_seconds(), machine.peak_mib()
        assign: Assignment = {} if final is None else decode(final)
        rosters = [(at, decode(kept)) for at, kept in self._entries]
        if final is not None:
            rosters.append((seconds, assign))
        solution = {
            "assign": dict(assign),
            "trace": scored(instance, rosters),
            "seconds": round(seconds, 3),
            "cpu_seconds": round(cpu, 3),
            "peak_mib": round(peak, 1),
            "status": status,
            # Solvers say infinity before they know anything.
            "weighted_bound": weighted_bound if weighted_bound and math.isfinite(weighted_bound) else None,
            "versions": machine.versions(*packages),
        }
        out.write_text(json.dumps(solution, separators=(",", ":")), encoding="utf-8")


def scored(instance: Instance, rosters: Sequence[tuple[float, Assignment]]) -> list[tuple[float, Vector]]:
    """Return the trace: what the search would have handed in from which moment on, where that is legal."""
    trace: list[tuple[float, Vector]] = []
    for seconds, assign in rosters:
        verdict = evaluate(instance, assign)
        if verdict.legal and (not trace or verdict.vector != trace[-1][1]):
            trace.append((round(seconds, 3), verdict.vector))
    return trace


def read_solution(path: Path) -> Solution:
    """Read a solution file; what it doesn't say beyond ``assign`` is zero or nothing.

    Raises
    ------
    SolutionError
        The file can't be read or says something else than a solution does.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Solution(
            assign=_assignment(data["assign"]),
            trace=tuple((float(seconds), _vector(vector)) for seconds, vector in data.get("trace", ())),
            seconds=float(data.get("seconds", 0)),
            cpu_seconds=float(data.get("cpu_seconds", 0)),
            peak_mib=float(data.get("peak_mib", 0)),
            status=str(data.get("status", "")),
            bounds={name: int(data["bounds"][name]) for name in _known(data, "bounds")},
            methods={name: str(data["methods"][name]) for name in _known(data, "methods")},
            weighted_bound=data.get("weighted_bound"),
            versions={str(name): str(version) for name, version in data.get("versions", {}).items()},
        )
    except OSError as error:
        message = f"{path.name}: can't be read ({error.strerror})"
        raise SolutionError(message) from error
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        message = f"{path.name}: is no solution ({type(error).__name__}: {error})"
        raise SolutionError(message) from error


def _known(data: dict[str, dict[str, object]], what: str) -> list[str]:
    return [name for name in LEVELS if data.get(what, {}).get(name) is not None]


def _assignment(data: dict[str, object]) -> dict[str, str | None]:
    held: dict[str, str | None] = {}
    for duty, who in data.items():
        if who is not None and not isinstance(who, str):
            message = f"{duty} is held by {who!r}, which is no text"
            raise TypeError(message)
        held[duty] = who
    return held


def _vector(data: Sequence[int]) -> Vector:
    uncovered, largest, summed, wishes = data
    return int(uncovered), int(largest), int(summed), int(wishes)

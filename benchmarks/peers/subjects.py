"""Who is compared: the programs, their options, and the environment that each runs in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.environment import interpreter, missing


@dataclass(frozen=True, slots=True)
class Subject:
    """One program with its options.

    Parameters
    ----------
    environment
        The kind of environment it runs in; empty for our own interpreter.
    parallel
        Whether it uses several cores if it may.
    """

    name: str
    what: str
    module: str
    options: tuple[str, ...] = ()
    environment: str = ""
    parallel: bool = False

    def missing(self, home: Path) -> str:
        """Return in words what is not there that it needs; empty where it can run."""
        return missing(self.environment, home) if self.environment else ""

    def command(
        self, instance: Path, out: Path, *, seconds: float, seed: int, workers: int, home: Path
    ) -> list[str]:
        """Return the command that solves an instance."""
        python = interpreter(self.environment, home) if self.environment else sys.executable
        paths = [str(instance.resolve()), str(out.resolve())]
        limits = ["--time", f"{seconds:g}", "--seed", str(seed), "--workers", str(workers)]
        return [str(python), "-m", f"benchmarks.peers.{self.module}", *paths, *limits, *self.options]


OURS = "afterbell"
_ALL = (
    Subject(OURS, "this product", "ours", parallel=True),
    Subject("clerk-time", "the clerk, duties in order of time", "clerk"),
    Subject("clerk-scarce", "the clerk, scarcest duty first", "clerk", ("--scarce-first",)),
    Subject("cpsat-flat", "one flat CP-SAT model", "cpsat", environment="ortools", parallel=True),
    Subject(
        "cpsat-best", "CP-SAT in its best form", "cpsat", ("--best",), environment="ortools", parallel=True
    ),
    Subject("highs-flat", "HiGHS as MIP", "highs", environment="highs", parallel=True),
    Subject("highs-best", "HiGHS in its best form", "highs", ("--best",), environment="highs", parallel=True),
    Subject("timefold", "Timefold, squared deviations", "timefold", environment="timefold"),
)
SUBJECTS: Mapping[str, Subject] = {subject.name: subject for subject in _ALL}

"""What others say of a roster: the evaluator that comes with the instances, and published results."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Roster = Mapping[str, Sequence[str | None]]
"""For each employee a shift or nothing on every day."""


class EvaluatorError(Exception):
    """The evaluator could not read what it was given."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evaluator finds: its penalty, and how often a hard rule is broken."""

    penalty: int
    broken: int

    @property
    def accepted(self) -> bool:
        """Whether the roster keeps every hard rule."""
        return self.broken == 0


@dataclass(frozen=True, slots=True)
class Known:
    """The best published value and bound of an instance."""

    value: int
    bound: int


def judge(evaluator: Path, instance: Path, roster: Roster) -> Verdict:
    """Return what the evaluator, as a process of its own, says of a roster.

    Raises
    ------
    EvaluatorError
        If it could not read instance or roster.
    """
    with tempfile.TemporaryDirectory() as folder:
        solution = Path(folder) / "roster.json"
        solution.write_text(json.dumps({"roster": roster}), encoding="utf-8")
        told = [sys.executable, str(evaluator), str(instance), str(solution), "--json"]
        done = subprocess.run(told, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1}:
        raise EvaluatorError(done.stderr.strip())
    said = json.loads(done.stdout)
    return Verdict(penalty=said["penalty"], broken=said["hard_violations"])


def best_known(data: Path) -> dict[str, Known]:
    """Return the best published results by instance; none where the folder has no table of them."""
    table = data / "BEST_KNOWN.csv"
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as rows:
        return {
            f"Instance{row['instance']}": Known(int(row["best_ub"]), int(row["best_lb"]))
            for row in csv.DictReader(rows)
        }

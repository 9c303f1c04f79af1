"""One solution judged: ``python -m benchmarks.peers.judge INSTANCE SOLUTION`` prints the verdict.

It leaves with 1 where a hard rule is broken.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.peers.evaluate import evaluate
from benchmarks.peers.instance import LEVELS, read
from benchmarks.peers.solution import read_solution


def main(arguments: list[str] | None = None) -> int:
    """Judge one solution file."""
    parser = argparse.ArgumentParser(description="Judge a solution of an instance.")
    parser.add_argument("instance", type=Path)
    parser.add_argument("solution", type=Path)
    asked = parser.parse_args(arguments)
    verdict = evaluate(read(asked.instance), read_solution(asked.solution).assign)
    print(json.dumps(dict(verdict.broken) | dict(zip(LEVELS, verdict.vector, strict=True))))
    return 0 if verdict.legal else 1


if __name__ == "__main__":
    raise SystemExit(main())

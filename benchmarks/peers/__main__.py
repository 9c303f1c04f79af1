"""The comparison with peers: set up their environments, run them, show the table.

``python -m benchmarks.peers setup`` · ``run INSTANCE... --time 300`` · ``table out/peers``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import machine
from benchmarks.peers.environment import HOME, ROOT, EnvironmentFailedError, kinds, no_java, set_up
from benchmarks.peers.instance import InstanceError
from benchmarks.peers.subjects import SUBJECTS

OUT = ROOT / "out" / "peers"


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; 1 where an environment or a subject failed, 2 where a file is no instance."""
    asked = _parser().parse_args(arguments)
    if asked.what == "setup":
        return _setup(asked)
    return _run(asked) if asked.what == "run" else _table(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Compare with peers.")
    commands = parser.add_subparsers(dest="what", required=True)
    setup = commands.add_parser("setup", help="make the environments that peers run in")
    setup.add_argument("kinds", nargs="*", help=f"which of {', '.join(kinds())} (default: all)")
    run = commands.add_parser("run", help="solve instances, one run at a time, and store the records")
    run.add_argument("instances", nargs="+", type=Path, help="files of the format rota-peers-1")
    run.add_argument("--time", type=float, default=300.0, help="seconds for each run (default: 300)")
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--workers", type=int, default=machine.cores(), help="default: the cores there are")
    run.add_argument("--who", nargs="+", choices=list(SUBJECTS), default=list(SUBJECTS), metavar="SUBJECT")
    run.add_argument("--again", action="store_true", help="also run what has a record already")
    run.add_argument("--settle", type=float, default=0.0, help="seconds to wait at most for a calm machine")
    run.add_argument("-o", "--out", type=Path, default=OUT, help="folder of records (default: out/peers)")
    run.add_argument("--rosters", type=Path, default=OUT / "rosters", help="folder of rosters and logs")
    for command in (setup, run):
        command.add_argument("--environments", type=Path, default=HOME, help="folder of environments")
    table = commands.add_parser("table", help="show the records of a folder")
    table.add_argument("folder", type=Path, nargs="?", default=OUT)
    table.add_argument("--at", type=float, default=60.0, help="moment of the first look (default: 60 s)")
    run.epilog = "Subjects: " + "; ".join(f"{each.name} ({each.what})" for each in SUBJECTS.values())
    return parser


def _setup(asked: argparse.Namespace) -> int:
    for kind in asked.kinds or kinds():
        if kind not in kinds():
            print(f"{kind}: no such environment; there are {', '.join(kinds())}", file=sys.stderr)
            return 2
        try:
            done = set_up(kind, asked.environments)
        except EnvironmentFailedError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{kind}: {'set up' if done else 'is there'} in {asked.environments / kind}")
        if kind == "timefold" and (lack := no_java()):
            print(f"timefold will be skipped: {lack}")
    return 0


def _run(asked: argparse.Namespace) -> int:
    from benchmarks.peers.run import Plan, compare

    plan = Plan(
        results=asked.out,
        rosters=asked.rosters,
        home=asked.environments,
        seconds=asked.time,
        seed=asked.seed,
        workers=asked.workers,
        again=asked.again,
        settle=asked.settle,
    )
    failed = False
    try:
        for line in compare(asked.instances, [SUBJECTS[name] for name in asked.who], plan):
            print(line, flush=True)
            failed |= ": failed: " in line
    except InstanceError as error:
        print(error, file=sys.stderr)
        return 2
    return int(failed)


def _table(asked: argparse.Namespace) -> int:
    from benchmarks.peers.run import BENCHMARK
    from benchmarks.peers.table import tables
    from benchmarks.record import read_all

    for line in tables(read_all(BENCHMARK, asked.folder), asked.at):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Four people at once, each on a case of their own, two of them solving.

``python -m benchmarks.browser.sessions``: the names in each case carry a mark, and no session may ever show
another's. Told are the answers' times and the memory of the server and of the processes that solve.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import machine
from benchmarks.record import RESULTS, Machine, Record, our_versions, write
from solver.workspace import Workspace
from tests.support import cases
from tests.support.browser.server import Memory, Server, serving
from tests.support.browser.tab import Chromium, Tab, chromium

MARKS = ("甲字号", "乙字号", "丙字号", "丁字号")
"""Words that stand nowhere else; the first two sessions solve, the others read."""
PAGES = ("roster", "fairness", "certificate", "solve", "inputs")
ROUNDS = 3


@dataclass(slots=True)
class Seen:
    """What came of the sessions."""

    mixed: list[str] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)

    @property
    def server_mib(self) -> float:
        """The most that the server held."""
        return max(each.server for each in self.memory)

    @property
    def worker_mib(self) -> float:
        """The most that one solving process held."""
        return max((mib for each in self.memory for mib in each.workers), default=0.0)

    @property
    def whole_mib(self) -> float:
        """The most that all held together."""
        return max(each.whole for each in self.memory)


def prepared(folder: Path, solving: Path, reading: Path) -> tuple[str, ...]:
    """Make four marked cases, the last two with plans, and return their keys in the order of the marks."""
    sources = (solving, solving, reading, reading)
    keys = [cases.marked(case, folder, mark).name for case, mark in zip(sources, MARKS, strict=True)]
    with Workspace(folder) as workspace:
        for key in keys[2:]:
            cases.solved(workspace, key, cases.QUICK)
    return tuple(keys)


def worked(server: Server, browser: Chromium, keys: Sequence[str], pages: Sequence[str]) -> Seen:
    """Let four sessions work at once: every one turns to its next page before any has been answered."""
    seen = Seen()
    tabs = [browser.session(server.url) for _ in keys]
    for tab, key in zip(tabs, keys, strict=True):
        tab.go("solve", case=key)
    for tab in tabs:
        tab.idle()
    for tab in tabs[:2]:
        # One core each, so that none waits for the other's end.
        tab.fill("solve_cores", "1")
        tab.click("solve_start")
    for page in pages:
        waiting = [tab.ask(page) for tab in tabs]
        for tab, answer, mark in zip(tabs, waiting, MARKS, strict=True):
            seen.answers.append(answer().drawn)
            seen.mixed += strangers(tab, mark, page)
        seen.memory.append(server.memory())
    return seen


def strangers(tab: Tab, mark: str, page: str) -> Iterator[str]:
    """Yield what a session shows of others' cases, but their keys."""
    text = tab.text()
    for other in MARKS:
        if other != mark and text.count(other) > text.count(f"-{other}"):
            at = text.find(other)
            yield f"{page}: {other} in the session of {mark}: {text[max(at - 40, 0) : at + 40]!r}"


def main(arguments: list[str] | None = None) -> int:
    """Run, print and record; 1 where data were mixed up or anything else went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--case", default="small", help="a case of benchmarks/school/cases (default: small)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("--smoke", action="store_true", help="one round of pages, the smallest case")
    chosen = parser.parse_args(arguments)
    name = "tiny" if chosen.smoke else chosen.case
    case = cases.DATA / name if chosen.smoke else cases.SCHOOLS / name
    began, load = time.monotonic(), machine.load_average()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "cases"
        folder.mkdir()
        keys = prepared(folder, case, case)
        with serving(folder, Path(scratch) / "app.log") as server, chromium() as browser:
            seen = worked(server, browser, keys, PAGES * (1 if chosen.smoke else ROUNDS))
            troubles = browser.troubles()
    middle, most = median(seen.answers), max(seen.answers)
    print(f"answers: median {middle:.2f} s, worst {most:.2f} s of {len(seen.answers)}")
    print(
        f"memory: server {seen.server_mib:.0f} MiB, a solve {seen.worker_mib:.0f}, all {seen.whole_mib:.0f}"
    )
    print("\n".join((*seen.mixed, troubles)))
    record = Record(
        benchmark="sessions",
        instance=name,
        workers=machine.cores(),
        time_limit=0,
        seconds=round(time.monotonic() - began, 1),
        cpu_seconds=0,
        peak_mib=round(seen.whole_mib, 1),
        phases={"median": round(middle, 3), "worst": round(most, 3)},
        facts={
            "sessions": len(keys),
            "solving": 2,
            "answers": len(seen.answers),
            "server_mib": round(seen.server_mib, 1),
            "worker_mib": round(seen.worker_mib, 1),
        },
        versions=our_versions("streamlit", "playwright"),
        machine=Machine.here(load),
        date=machine.now(),
    )
    print(write(record, chosen.results))
    return 1 if seen.mixed or troubles else 0


if __name__ == "__main__":
    sys.exit(main())

"""How soon a page answers on a large case: ``python -m benchmarks.browser.interaction``.

Measured in the browser, from the press of a button to the frame in which all that it changed is drawn. The
first round is the app's very first work on the case (cold), all later ones are warm.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import machine
from benchmarks.record import RESULTS, Machine, Record, our_versions, write
from solver.service import Options
from solver.workspace import Workspace
from tests.support import cases
from tests.support.browser.grid import Grid
from tests.support.browser.server import Memory, Server, serving
from tests.support.browser.tab import Answer, Chromium, Tab, chromium

CASE = "medium"
ROUNDS = 6
SECONDS = 30.0
"""What the plan is given that is looked at: how good it is doesn't matter here."""
PROMISED = 1.0
"""Seconds in which a page or a filter shall answer."""
WIDE, HIGH = 1440, 900


@dataclass(frozen=True, slots=True)
class Visit:
    """A session on a case, the names of its people, and which round this is, from 0."""

    tab: Tab
    names: Sequence[str]
    turn: int

    @property
    def name(self) -> str:
        """Another person's name in every round."""
        return self.names[self.turn % len(self.names)]


Action = Callable[[Visit], Answer]


def page(name: str) -> Action:
    """Turn to a page from another one."""
    return lambda visit: visit.tab.turn_to(name)


def part(key: str, place: int) -> Action:
    """Choose a part of a control that is not the chosen one."""
    return lambda visit: visit.tab.pick(key, place)


def press(key: str) -> Action:
    """Press a button."""
    return lambda visit: visit.tab.click(key)


def step(key: str) -> Action:
    """Go a step forward, or back at the end of the term: the page shows today's."""

    def act(visit: Visit) -> Answer:
        after = f"{key}_after"
        more = visit.tab.widget(after).get_by_role("button").first.is_enabled()
        return visit.tab.click(after if more else f"{key}_before")

    return act


def search(key: str) -> Action:
    """Search a person by name."""

    def act(visit: Visit) -> Answer:
        visit.tab.widget(key).locator("input").first.fill(visit.name)
        option = visit.tab.page.get_by_role("option").first
        option.wait_for()
        return visit.tab.act(option.click)

    return act


def find(key: str) -> Action:
    """Filter by a surname."""
    return lambda visit: visit.tab.fill(key, visit.name[0])


def duty(visit: Visit) -> Answer:
    """Open the panel of a duty, another one each time: who could do it, ranked."""
    chips = visit.tab.page.locator("button[data-duty]")
    answer = visit.tab.act(chips.nth(visit.turn).click)
    visit.tab.dismiss()
    return answer


def edit(visit: Visit) -> Answer:
    """Type a wrong value into a cell: the answer is the message at the cell."""
    grid = Grid(visit.tab)
    row = visit.turn % len(visit.names)
    answer = grid.type(row, "工作量比例", f"1.{visit.turn + 1}")
    grid.faulty().first.wait_for()
    return answer


ACTIONS: Mapping[str, Action] = {
    "page: roster": page("roster"),
    "roster: another day": step("roster_date"),
    "roster: rows are people": part("roster_day_rows", 1),
    "roster: rows are places": part("roster_day_rows", 0),
    "roster: week": part("roster_view", 1),
    "roster: another week": step("roster_week"),
    "roster: search a person": search("roster_search"),
    "roster: whole term of a person": part("roster_shape", 1),
    "roster: month of a person": part("roster_shape", 0),
    "roster: class": part("roster_view", 3),
    "roster: day": part("roster_view", 0),
    "roster: who could do a duty": duty,
    "page: fairness": page("fairness"),
    "fairness: find by name": find("fairness_search"),
    "fairness: account": part("fairness_show", 1),
    "fairness: burdens": part("fairness_show", 2),
    "fairness: spread": part("fairness_show", 3),
    "fairness: weeks": part("fairness_show", 0),
    "page: handover": page("handover"),
    "page: certificate": page("certificate"),
    "page: run": page("run"),
    "page: inputs": page("inputs"),
    "inputs: posts": part("inputs_picker", 10),
    "inputs: absences": part("inputs_picker", 13),
    "inputs: staff": part("inputs_picker", 1),
    "inputs: a cell to its message": edit,
    "inputs: discard": press("inputs_discard"),
    "page: solve": page("solve"),
    "page: scenarios": page("scenarios"),
    "page: start": page("start"),
}
"""In the order of a round, which ends where it began."""


def measured(
    server: Server, browser: Chromium, key: str, rounds: int
) -> tuple[dict[str, list[float]], list[Memory]]:
    """Return the seconds of every answer by action, the cold one first, and the memory after each round."""
    tab = browser.session(server.url, width=WIDE, height=HIGH)
    names = cases.column(server.folder / key / "staff.csv", "name")
    tab.open(case=key)
    seconds: dict[str, list[float]] = {name: [] for name in ACTIONS}
    memory = []
    for turn in range(rounds):
        for name, act in ACTIONS.items():
            seconds[name].append(act(Visit(tab, names, turn)).drawn)
            if tab.page.get_by_test_id("stException").count():
                tab.troubles.failed.append(f"{name}: an exception")
        memory.append(server.memory())
    return seconds, memory


def record_of(
    name: str, seconds: Mapping[str, list[float]], memory: list[Memory], whole: float, load: float
) -> Record:
    """Return the record: medians of the warm answers as phases, the worst and the cold ones as facts."""
    warm = {action: each[1:] or each for action, each in seconds.items()}
    facts: dict[str, int | float | str] = {
        f"{action} ({word})": round(value, 3)
        for action, each in seconds.items()
        for word, value in (("worst", max(warm[action])), ("cold", each[0]))
    }
    return Record(
        benchmark="interaction",
        instance=name,
        time_limit=PROMISED,
        seconds=round(whole, 1),
        cpu_seconds=0,
        peak_mib=round(max(each.server for each in memory), 1),
        phases={action: round(median(each), 3) for action, each in warm.items()},
        facts={"rounds": len(memory)} | facts,
        versions=our_versions("streamlit", "playwright"),
        machine=Machine.here(load),
        date=machine.now(),
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and record; 1 where an answer was late or anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"the first is cold (default: {ROUNDS})")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of records")
    parser.add_argument("--smoke", action="store_true", help="two rounds on the small school")
    chosen = parser.parse_args(arguments)
    name, rounds, limit = ("small", 2, 3.0) if chosen.smoke else (CASE, chosen.rounds, SECONDS)
    began, load = time.monotonic(), machine.load_average()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "cases"
        folder.mkdir()
        key = cases.copied(cases.SCHOOLS / name, folder).name
        with Workspace(folder) as workspace:
            cases.solved(workspace, key, Options(seconds=limit))
        with serving(folder, Path(scratch) / "app.log") as server, chromium() as browser:
            seconds, memory = measured(server, browser, key, rounds)
            troubles = browser.troubles()
    record = record_of(name, seconds, memory, time.monotonic() - began, load)
    print(f"{'':32s} {'cold':>6s} {'median':>6s} {'worst':>6s}")
    late = 0
    for action, middle in record.phases.items():
        worst, cold = (float(record.facts[f"{action} ({word})"]) for word in ("worst", "cold"))
        late += worst > PROMISED
        print(f"{action:32s} {cold:6.2f} {middle:6.2f} {worst:6.2f}{' late' if worst > PROMISED else ''}")
    print(f"server: {record.peak_mib:.0f} MiB at the most")
    print(write(record, chosen.results))
    if troubles:
        print(troubles)
    return 1 if troubles or (late and not chosen.smoke) else 0


if __name__ == "__main__":
    sys.exit(main())

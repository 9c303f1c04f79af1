"""The folder of cases that screenshots show: small and large, with plans, with faults, being solved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.browser import cases
from solver.office import Office
from solver.scenarios import Add, Change, Drop, Scenario
from solver.service import Options

SCHOOL, TINY, RUNNING = "fengjin", "tiny", "running"
SECONDS = {SCHOOL: 20.0, TINY: 3.0}
SCENARIO_SECONDS = 3.0
LONG = 3600.0
COACH: tuple[Change, ...] = (
    Add(table="staff", rows=({"id": "T5", "name": "何教练", "kind": "external", "subjects": "美术"},)),
)
WELL: tuple[Change, ...] = (Drop(table="absences", where={"staff": ("T1",)}),)
SCENARIOS = (
    Scenario(name="coach", title="多一名教练", changes=COACH),
    Scenario(name="well", title="没有人请假", changes=WELL),
)
"""What is compared with the smallest case."""


def prepared(folder: Path) -> None:
    """Make the folder and solve what shall have plans.

    Raises
    ------
    UnpreparedError
        If there is no plan.
    """
    folder.mkdir()
    for name in SECONDS:
        cases.copied(cases.DATA / name, folder)
    cases.faulty(folder)
    running = cases.copied(cases.DATA / SCHOOL, folder, RUNNING) / "school.toml"
    running.write_text(running.read_text("utf-8").replace("枫津实验小学", "枫津二小"), encoding="utf-8")
    with Office(folder) as office:
        for name, seconds in SECONDS.items():
            cases.solved(office, name, Options(seconds=seconds))
        cases.compared(office, TINY, SCENARIOS, Options(seconds=SCENARIO_SECONDS, workers=1))


@dataclass(frozen=True)
class Gallery:
    """The folder while an app serves it."""

    url: str
    folder: Path

    @cached_property
    def said(self) -> str:
        """All that the cases say: names stay as they are in every language."""
        files = [*self.folder.rglob("*.csv"), *self.folder.rglob("*.toml")]
        told = [path.read_text("utf-8") for path in files]
        told += [scenario.to_toml("zh") for scenario in SCENARIOS]
        return "\n".join(told)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have one case solved all the while, by the app's own processes."""
        with Office(self.folder) as office:
            run = cases.submitted(office, RUNNING, Options(seconds=LONG, workers=1))
            cases.under_way(office, run)
            try:
                yield
            finally:
                office.cancel(run)
                cases.ended(office, run)

"""The folder of cases that screenshots show: small and large, with plans, with faults, being solved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from solver.scenarios import Add, Change, Scenario
from solver.service import Options
from solver.workspace import Workspace
from tests.support import cases

SCHOOL, TINY, RUNNING = "fengjin", "tiny", "running"
SECONDS = {SCHOOL: 20.0, TINY: 3.0}
SCENARIO_SECONDS = 3.0
LONG = 3600.0
MORE: tuple[Change, ...] = (
    Add(
        table="staff",
        rows=(
            {
                "id": "T5",
                "name": "何嘉树",
                "kind": "own",
                "subjects": "数学",
                "share": "1",
                "pool": "teachers",
            },
        ),
    ),
    Add(
        table="teaching",
        rows=tuple({"staff": "T5", "group": group, "subject": "科学"} for group in ("1-1", "2-1")),
    ),
)
LEAVE: tuple[Change, ...] = (
    Add(
        table="absences", rows=({"staff": "T2", "from": "2026-09-14", "to": "2026-09-18", "reason": "进修"},)
    ),
)
SCENARIOS = (
    Scenario(name="more", title="多一位科学老师", changes=MORE),
    Scenario(name="leave", title="陆老师进修一周", changes=LEAVE),
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
    with Workspace(folder) as workspace:
        for name, seconds in SECONDS.items():
            cases.solved(workspace, name, Options(seconds=seconds))
        cases.compared(workspace, TINY, SCENARIOS, Options(seconds=SCENARIO_SECONDS, workers=1))


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
        with Workspace(self.folder) as workspace:
            run = cases.submitted(workspace, RUNNING, Options(seconds=LONG, workers=1))
            cases.under_way(workspace, run)
            try:
                yield
            finally:
                workspace.runs.cancel(run)
                cases.ended(workspace, run)

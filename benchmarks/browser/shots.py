"""The list of screenshots: which page of which case, and what is opened on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.browser.gallery import RUNNING, SCHOOL, TINY
from solver.base.text import Lang
from tests.support.browser.tab import Tab
from tests.support.cases import FAULTY

Step = Callable[[Tab], object]


@dataclass(frozen=True, slots=True)
class Shot:
    """One screenshot: a page of a case, and what a user does on it first."""

    name: str
    page: str
    case: str = SCHOOL
    steps: tuple[Step, ...] = ()

    def show(self, tab: Tab, lang: Lang) -> None:
        """Open the page, by the navigation where the tab is on the case already; it may be there."""
        at = tab.page.url
        if f"case={self.case}" in at and f"lang={lang}" in at:
            if f"/{self.page}?" not in at:
                tab.turn_to(self.page)
        else:
            tab.open(self.page, lang=lang, case=self.case)
        for step in self.steps:
            step(tab)


def pick(key: str, which: int) -> Step:
    """Choose a part of a control by its place: what it says depends on the language."""
    return lambda tab: tab.pick(key, which)


def press(key: str) -> Step:
    """Open what a button opens."""
    return lambda tab: tab.look(tab.widget(key).get_by_role("button").first.click)


def at_cell(row: int, column: int) -> Step:
    """Put the cursor into a cell of the grid."""
    return lambda tab: tab.look(
        tab.page.locator(".tabulator-row").nth(row).locator(f".tabulator-cell >> nth={column}").click
    )


def wait_for(key: str) -> Step:
    """Wait for what is made beside the page."""
    return lambda tab: tab.look(tab.widget(key).wait_for)


def compared(name: str, show: int) -> Shot:
    """Return a part of a comparison."""
    steps = (wait_for("scenarios_show"), pick("scenarios_show", show))
    return Shot(f"scenarios-{name}", "scenarios", TINY, steps)


def duty(tab: Tab) -> object:
    """Open the panel of a duty."""
    return tab.act(tab.page.locator("button[data-duty]").nth(3).click)


def roster(name: str, view: int, *steps: Step) -> Shot:
    """Return a view of the roster."""
    return Shot(f"roster-{name}", "roster", steps=(pick("roster_view", view), *steps))


def fairness(name: str, show: int) -> Shot:
    """Return a part of the page of fairness."""
    return Shot(f"fairness-{name}", "fairness", steps=(pick("fairness_show", show),))


def table(name: str, place: int) -> Shot:
    """Return a table of the inputs; the first is what is set."""
    return Shot(f"inputs-{name}", "inputs", steps=(pick("inputs_picker", place),))


SHOTS = (
    Shot("solve-running", "solve", RUNNING),
    Shot("start", "start"),
    Shot("start-new", "start", steps=(press("start_new"),)),
    table("settings", 0),
    table("staff", 1),
    table("posts", 10),
    Shot("solve", "solve"),
    roster("day", 0),
    roster("week", 1),
    roster("person-month", 2, pick("roster_shape", 0)),
    roster("person-term", 2, pick("roster_shape", 1)),
    roster("person-list", 2, pick("roster_shape", 2)),
    roster("group", 3, pick("roster_shape", 0)),
    roster("room", 4),
    roster("post", 5),
    roster("get", 0, press("roster_get")),
    roster("duty", 0, duty),
    *(fairness(name, at) for at, name in enumerate(("weeks", "account", "burdens", "spread", "why"))),
    Shot("handover", "handover"),
    Shot("certificate", "certificate"),
    Shot("run", "run"),
    *(compared(name, at) for at, name in enumerate(("measures", "loads", "trade", "inputs", "roster"))),
    Shot("inputs-faulty", "inputs", FAULTY, (pick("inputs_picker", 1), at_cell(1, 6))),
    Shot("solve-faulty", "solve", FAULTY),
    Shot("roster-none", "roster", FAULTY),
)
"""Neighbours share a case where they can: that saves opening it."""

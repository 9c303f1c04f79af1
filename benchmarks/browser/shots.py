"""The list of screenshots: which page of which case, and what is opened on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.browser.cases import FAULTY
from benchmarks.browser.gallery import RUNNING, SCHOOL, TINY
from benchmarks.browser.tab import Tab
from solver.text import Lang

Step = Callable[[Tab], object]


@dataclass(frozen=True, slots=True)
class Shot:
    """One screenshot: a page of a case, and what a user does on it first."""

    name: str
    page: str
    case: str = SCHOOL
    steps: tuple[Step, ...] = ()

    def show(self, tab: Tab, lang: Lang) -> None:
        """Open the page; by the navigation where the tab is on the case already."""
        if f"case={self.case}" in tab.page.url and f"lang={lang}" in tab.page.url:
            tab.turn_to(self.page)
        else:
            tab.open(self.page, lang=lang, case=self.case)
        for step in self.steps:
            step(tab)


SHOTS = (
    Shot("solve-running", "solve", RUNNING),
    Shot("start", "start"),
    Shot("inputs", "inputs"),
    Shot("solve", "solve"),
    Shot("roster", "roster"),
    Shot("fairness", "fairness"),
    Shot("handover", "handover"),
    Shot("certificate", "certificate"),
    Shot("run", "run"),
    Shot("scenarios", "scenarios", TINY),
    Shot("inputs-faulty", "inputs", FAULTY),
    Shot("solve-faulty", "solve", FAULTY),
)
"""Neighbours share a case where they can: that saves opening it."""

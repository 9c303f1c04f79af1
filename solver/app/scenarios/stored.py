"""The scenarios of a case as they are kept, each with what becomes of the case, or with its faults."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from solver.app.page import Page
from solver.base.errors import Fault, InputError
from solver.base.memo import Memo
from solver.base.text import Words
from solver.domain.case import Case
from solver.io.editing import CaseTables, slug
from solver.scenarios import Applied, Scenario, apply, case_of, parse
from solver.scenarios.parse import SUFFIX, text_in

MOST_KEPT = 64
"""Scenarios of which the outcome stays at hand."""
FOLDER = "scenarios"
"""Where a case's folder may have scenarios for the command line."""
UNTITLED = Words(zh="设想", en="scenario")


@dataclass(frozen=True)
class Ready:
    """A kept scenario: what was read of it as far as it could be, and the changed case or the faults."""

    name: str
    text: str
    scenario: Scenario | None
    applied: Applied | None
    case: Case | None
    faults: tuple[Fault, ...]

    @property
    def title(self) -> str:
        """What it is called; its name, where nothing can be read."""
        return self.scenario.title if self.scenario else self.name


READY: Memo[tuple[str, str, str], Ready] = Memo(MOST_KEPT)


def ready_of(tables: CaseTables, name: str, text: str) -> Ready:
    """Return a scenario applied to a case, worked out once."""
    return READY.get((tables.digest, name, text), lambda: _applied(tables, name, text))


def _applied(tables: CaseTables, name: str, text: str) -> Ready:
    scenario = applied = case = None
    faults: tuple[Fault, ...] = ()
    try:
        scenario = parse(name, text)
        applied = apply(tables, scenario)
        case = case_of(applied).case
    except InputError as error:
        faults = error.faults
    return Ready(name, text, scenario, applied, case, faults)


def all_of(page: Page, tables: CaseTables) -> tuple[Ready, ...]:
    """Return every scenario of the chosen case, those that were changed last at the end."""
    stored = sorted(page.workspace.scenarios.of(page.key or ""), key=lambda one: (one.changed, one.name))
    return tuple(ready_of(tables, one.name, one.text) for one in stored)


def put_new(page: Page, scenario: Scenario) -> str:
    """Keep a scenario that was just made, under a name that no other has, and return the name."""
    taken = {one.name.lower() for one in page.workspace.scenarios.of(page.key or "")}
    stem = slug(scenario.title)[:48] if scenario.title else page.say(UNTITLED)
    names = (stem, *(f"{stem}-{at}" for at in range(2, len(taken) + 3)))
    name = next(name for name in names if name.lower() not in taken)
    page.workspace.scenarios.put(page.key or "", name, scenario.to_toml(page.lang))
    return name


def in_folder(page: Page) -> dict[str, str]:
    """Return the scenarios that lie in the case's own folder and are not kept yet, by name."""
    folder = (page.workspace.root / (page.key or "") / FOLDER).resolve()
    if not page.key or not folder.is_relative_to(page.workspace.root) or not folder.is_dir():
        return {}
    known = {one.name for one in page.workspace.scenarios.of(page.key)}
    found = {}
    for path in sorted(folder.glob(f"*{SUFFIX}"))[:MOST_KEPT]:
        with suppress(InputError, OSError):
            if path.stem not in known and path.resolve().parent == folder:
                found[path.stem] = text_in(path)
    return found

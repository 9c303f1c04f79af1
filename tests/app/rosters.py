"""Solved cases for the pages of results, made once a session, and changed by one thing each."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from solver import service
from solver.audit.plan import audit
from solver.base.text import Words
from solver.domain.case import Case
from solver.domain.plan import Assignment
from solver.report import PlanView
from solver.service import Options, Result
from solver.store import Database, Plans
from solver.workspace import Workspace
from solver.workspace.paths import home_of
from solver.workspace.plan_cache import plan_row
from solver.workspace.serialization import packed
from tests.app.conftest import ROOT, opened

Show = Callable[..., AppTest]

PLACES: Mapping[str, Path] = {
    "tiny": ROOT / "data/tiny",
    "small": ROOT / "benchmarks/school/cases/small",
}
HOSTILE = '<script>alert(1)</script> "*[x](http://y)* :smile: $a$ `c` 🙂'
NAME = Words(zh="第 1 次排班", en="Run 1")


@lru_cache(maxsize=4)
def case_of(name: str) -> Case:
    """Return a case."""
    return service.open_case(PLACES[name]).case


@lru_cache(maxsize=4)
def solved(name: str) -> Result:
    """Return a case solved in a moment."""
    return service.solve(case_of(name), Options(seconds=2.0, workers=1))


def drawn(chart: Any) -> list[dict[str, Any]]:
    """Return the rows that a chart draws, of all its layers."""
    return [row for rows in chart.to_dict().get("datasets", {}).values() for row in rows]


def handout(name: str) -> PlanView:
    """Return all that is drawn of it."""
    return service.handout(solved(name))


def without(result: Result, taken: Assignment) -> Result:
    """Return a result with one assignment taken out, audited."""
    plan = replace(result.plan, roster=tuple(row for row in result.plan.roster if row != taken))
    return replace(result, plan=plan, audit=audit(result.case, plan, result.certificate))


def with_case(result: Result, case: Case) -> Result:
    """Return a result as if it had been made of another case: names that are otherwise, say."""
    certificate = replace(result.certificate, case_hash=case.hash)
    return Result(case, result.plan, certificate, audit(case, result.plan, certificate), result.shortfalls)


def hostile() -> Result:
    """Return the smallest case with names that look like markup, two of them the same."""
    result = solved("tiny")
    people = tuple(
        person.model_copy(update={"name": HOSTILE if place < 2 else f"=cmd|{place}"})
        for place, person in enumerate(result.case.staff)
    )
    groups = tuple(group.model_copy(update={"name": HOSTILE}) for group in result.case.groups)
    return with_case(result, result.case.model_copy(update={"staff": people, "groups": groups}))


def care_on(result: Result, date: dt.date | None = None) -> Assignment:
    """Return the first assignment to a class's care, of that date if one is named."""
    return next(row for row in result.plan.roster if row.post.startswith("care") and date in {None, row.date})


def folder_with(result: Result, folder: Path, *, key: str = "tiny") -> Path:
    """Make a folder of cases with one case, and put a plan of it into the store as a run would."""
    shutil.copytree(PLACES[key], folder / key)
    with Workspace(folder) as workspace:
        keep(workspace, result, key)
    return folder


def keep(workspace: Workspace, result: Result, key: str = "tiny") -> int:
    """Put a plan into the store as a run would."""
    pack = packed(result)
    row = plan_row(key, result, pack, NAME)
    row.digest = workspace.drafts.open(key).tables.digest
    database = Database(home_of(workspace.root))
    plan_id = Plans(database).add(row, pack.case, pack.files)
    database.close()
    return plan_id


def shown(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return what opens a page on a folder with the smallest case and a plan of it, or of another result."""

    def show(lang: str = "zh", result: Result | None = None) -> AppTest:
        monkeypatch.setenv("AFTERBELL_CASES", str(folder_with(result or solved("tiny"), folder)))
        at = opened(page, lang=lang, case="tiny")
        assert not at.exception, at.exception[0].message
        return at

    return show

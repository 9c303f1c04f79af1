"""Solved cases for the pages of results, changed by one thing each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from solver import service
from solver.audit.plan import audit
from solver.domain.case import Case
from solver.domain.plan import Assignment
from solver.report import PlanView
from solver.service import Result
from tests.app.conftest import opened
from tests.support import cases
from tests.support.solved import keep, result_of

Show = Callable[..., AppTest]

HOSTILE = '<script>alert(1)</script> "*[x](http://y)* :smile: $a$ `c` 🙂'


def solved(name: str) -> Result:
    """Return a solved case."""
    return result_of(name)


def case_of(name: str) -> Case:
    """Return a case."""
    return solved(name).case


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


def folder_with(result: Result, folder: Path) -> Path:
    """Make a folder of cases with the smallest one, and put a plan of it into the store as a run would."""
    cases.copied(cases.DATA / "tiny", folder)
    keep(folder, "tiny", result)
    return folder


def shown(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return what opens a page on a folder with the smallest case and a plan of it, or of another result."""

    def show(lang: str = "zh", result: Result | None = None) -> AppTest:
        monkeypatch.setenv("AFTERBELL_CASES", str(folder_with(result or solved("tiny"), folder)))
        at = opened(page, lang=lang, case="tiny")
        assert not at.exception, at.exception[0].message
        return at

    return show

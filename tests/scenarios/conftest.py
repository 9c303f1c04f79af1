"""The tiny school as typed text, scenarios of it, and their plans, solved once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solver import service
from solver.base.text import literal
from solver.io.editing import CaseTables, open_tables
from solver.scenarios import AS_IS, Comparison, Scenario, Variant, apply, case_of, compare, parse

ROOT = Path(__file__).parents[2]
QUICK = service.Options(effort=5, workers=1, seed=1)

Planned = Callable[[str], Variant]

ONE_MORE = (ROOT / "data/tiny/scenarios/one_more.toml").read_text("utf-8")
EARLIER = (ROOT / "data/tiny/scenarios/earlier.toml").read_text("utf-8")
LEAVE = """
title = "顾志远请假两天"

[[change]]
add = "absences"
row = { staff = "T3", from = 2026-09-08, to = 2026-09-09 }
"""
TEXTS = {"one_more": ONE_MORE, "earlier": EARLIER, "leave": LEAVE}


@pytest.fixture(scope="session")
def tiny() -> CaseTables:
    """The tiny school; a unit costs something."""
    return open_tables(ROOT / "data/tiny").with_setting("settings.pay", "own=40; external=100")


@pytest.fixture(scope="session")
def changed(tiny: CaseTables) -> Callable[..., CaseTables]:
    """Apply a scenario's text to a school, the tiny one unless said."""

    def make(text: str, tables: CaseTables = tiny) -> CaseTables:
        return apply(tables, parse("what_if", text)).tables

    return make


@pytest.fixture(scope="session")
def planned(tiny: CaseTables) -> Planned:
    """The plan of the tiny school under one of the scenarios; "base" is without any."""
    known: dict[str, Variant] = {}

    def plan(name: str) -> Variant:
        if name not in known:
            scenario = Scenario(name=name, title="") if name == "base" else parse(name, TEXTS[name])
            applied = apply(tiny, scenario)
            result = service.solve(case_of(applied).case, QUICK)
            title = AS_IS if name == "base" else literal(scenario.title)
            known[name] = Variant(name, title, applied.tables, service.handout(result))
        return known[name]

    return plan


@pytest.fixture(scope="session")
def comparison(planned: Planned) -> Comparison:
    """The tiny school beside three scenarios."""
    return compare(planned("base"), [planned(name) for name in TEXTS])

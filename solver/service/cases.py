"""Cases at the counter: opened, examined, checked, counted; and every rule and policy that they may have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from solver import policies, rules
from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.domain.calendar import service_days
from solver.domain.case import Case
from solver.domain.levels import Stage
from solver.domain.plan import Finding
from solver.io import Loaded, load
from solver.io.editing import CaseTables, Examined, placed
from solver.io.editing import examine as examine_tables

Section = Stage | Literal["law", "policies"]


def open_case(path: Path) -> Loaded:
    """Read a case from a folder or a workbook and check that its rules and policies are known.

    Raises
    ------
    InputError
        With every fault found.
    """
    loaded = load(path)
    if faults := _unknown(loaded.case):
        raise InputError(faults)
    return loaded


def examine(tables: CaseTables) -> Examined:
    """Read a case from typed text and check that its rules and policies are known; faults at their cells."""
    examined = examine_tables(tables)
    if examined.loaded is None:
        return examined
    faults = _unknown(examined.loaded.case)
    return Examined(tables, None, placed(tables, faults)) if faults else examined


def _unknown(case: Case) -> tuple[Fault, ...]:
    """Return the faults of a case's rules and policies that are not those of the catalogues."""
    faults: list[Fault] = []
    for ask in (rules.rules_of, policies.policies_of):
        try:
            ask(case)
        except InputError as error:
            faults += error.faults
    return tuple(faults)


def check(case: Case) -> tuple[Finding, ...]:
    """Return what the policies of a case find in it before anything is planned: breaches, then advice.

    Raises
    ------
    InputError
        If the case's policies are not those of the catalogue.
    """
    return policies.findings(case)


def counts_of(case: Case) -> dict[str, int]:
    """Return how large a case is."""
    return {
        "staff": len(case.staff),
        "groups": len(case.groups),
        "sessions": len(case.sessions),
        "posts": len(case.posts),
        "clubs": len(case.clubs),
        "days": len(service_days(case)),
    }


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule or a policy of the catalogue. ``path`` is its place among a case's settings."""

    path: str
    section: Section
    title: Words
    meaning: Words
    by_default: bool
    params_type: type[BaseModel]


def requirements() -> tuple[Requirement, ...]:
    """Return every rule and policy in the order of its catalogue, rules first."""
    return (
        *(
            Requirement(
                path=f"rules.{rule.code}",
                section="law" if rule.always_law else rule.stage,
                title=rule.title,
                meaning=rule.meaning,
                by_default=rule.by_default,
                params_type=rule.params_type,
            )
            for rule in rules.catalogue()
        ),
        *(
            Requirement(
                path=f"policies.{policy.code}",
                section="policies",
                title=policy.title,
                meaning=policy.meaning,
                by_default=False,
                params_type=policy.params_type,
            )
            for policy in policies.catalogue()
        ),
    )

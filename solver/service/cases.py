"""Cases at the counter: opened, examined, checked, measured by how large they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from solver import policies
from solver.base.errors import Fault, InputError
from solver.domain.calendar import service_days
from solver.domain.case import Case
from solver.domain.plan import Finding
from solver.io import Loaded, load
from solver.io.editing import CaseTables, Examined, placed
from solver.io.editing import examine as examine_tables
from solver.rules import rules_of


def open_case(path: Path) -> Loaded:
    """Read a case from a folder or a workbook and check that its rules and policies are known.

    Raises
    ------
    InputError
        With every fault found.
    """
    loaded = load(path)
    faults = (*_refused(rules_of, loaded.case), *_refused(policies.policies_of, loaded.case))
    if faults:
        raise InputError(faults)
    return loaded


def examine(tables: CaseTables) -> Examined:
    """Read a case from typed text and check that its rules and policies are known; faults at their cells."""
    examined = examine_tables(tables)
    if examined.loaded is None:
        return examined
    case = examined.loaded.case
    faults = (*_refused(rules_of, case), *_refused(policies.policies_of, case))
    return Examined(tables, None, placed(tables, faults)) if faults else examined


def _refused(ask: Callable[[Case], object], case: Case) -> tuple[Fault, ...]:
    """Return the faults for which a question about a case is refused."""
    try:
        ask(case)
    except InputError as error:
        return error.faults
    return ()


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

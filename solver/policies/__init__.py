"""Policies: what the authorities ask of a school's service, judged by the case alone, before solving.

None holds unless the case's ``school.toml`` says so. To exist is to be registered: a new policy is a
new file of this folder.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from solver.base.errors import Fault, InputError
from solver.domain import Case, Finding
from solver.domain.params import classes_of, set_in
from solver.policies.policy import Example as Example
from solver.policies.policy import Params as Params
from solver.policies.policy import Policy as Policy

AnyPolicy = Policy[Any]


@lru_cache(maxsize=1)
def catalogue() -> tuple[type[AnyPolicy], ...]:
    """Return every policy of this folder, in order of code."""
    kinds = (kind for kind in classes_of(__name__) if issubclass(kind, Policy))
    return tuple(sorted(kinds, key=lambda kind: kind.code))


@lru_cache(maxsize=32)
def policies_of(case: Case) -> tuple[AnyPolicy, ...]:
    """Return the policies that a case sets, in its own order.

    The same policy may be set several times, e.g. once for summer and once for winter.

    Raises
    ------
    InputError
        If the case names an unknown policy, or a setting that a policy does not have.
    """
    kinds = {kind.code: kind for kind in catalogue()}
    faults: list[Fault] = []
    chosen = [
        kinds[setting.code](params)
        for setting, _, params in set_in(case, "policies", case.policies, kinds, faults)
        if setting.on
    ]
    if faults:
        raise InputError(tuple(faults))
    return tuple(chosen)


@lru_cache(maxsize=32)
def findings(case: Case) -> tuple[Finding, ...]:
    """Return everything that the policies of a case find in it, breaches first.

    Raises
    ------
    InputError
        If the case's policies are not those of the catalogue.
    """
    found = [finding for policy in policies_of(case) for finding in policy.check(case)]
    return tuple(sorted(found, key=lambda finding: not finding.hard))

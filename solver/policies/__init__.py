"""Policies: what the authorities ask of a school's service, judged by the case alone, before solving.

None holds unless the case's ``school.toml`` says so. To exist is to be registered: a new policy is a
new file of this folder.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from inspect import isabstract
from typing import Any

from solver.base.errors import Fault, InputError
from solver.domain.case import Case
from solver.domain.plan import Finding
from solver.policies.policy import Example as Example
from solver.policies.policy import Params as Params
from solver.policies.policy import Policy as Policy
from solver.policies.settings import params_of, unknown_code, unknown_words

AnyPolicy = Policy[Any]


@lru_cache(maxsize=1)
def catalogue() -> tuple[type[AnyPolicy], ...]:
    """Return every policy of this folder, in order of code."""
    found: dict[str, type[AnyPolicy]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for kind in vars(module).values():
            own = isinstance(kind, type) and issubclass(kind, Policy) and kind.__module__ == module.__name__
            if own and not isabstract(kind):
                found[kind.code] = kind
    return tuple(found[code] for code in sorted(found))


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
    chosen: list[AnyPolicy] = []
    for setting in case.policies:
        kind = kinds.get(setting.code)
        if kind is None:
            faults.append(unknown_code(setting.code, kinds))
            continue
        params = params_of(setting.code, kind.Params, setting.params, faults)
        if params is not None:
            faults += unknown_words(setting.code, params, case)
            chosen += [kind(params)] * setting.on
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

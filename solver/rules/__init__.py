"""The catalogue of rules: every file of this folder that defines a rule, found by itself.

To exist is to be registered: a new rule is a new file, and nothing else changes.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from inspect import isabstract
from typing import Any

from pydantic import ValidationError

from solver.domain.case import Case
from solver.errors import Fault, InputError
from solver.rules.rule import Example as Example
from solver.rules.rule import Params as Params
from solver.rules.rule import Rule as Rule
from solver.text import Words

AnyRule = Rule[Any]

UNKNOWN = Words(zh="没有名为“{code}”的规则", en="there is no rule called {code}")
BAD_PARAM = Words(zh="规则 {code} 的设置不对：{reason}", en="a setting of rule {code} is wrong: {reason}")
KNOWN = Words(zh="可用的规则：{codes}", en="Known rules: {codes}")


@lru_cache(maxsize=1)
def catalogue() -> tuple[type[AnyRule], ...]:
    """Return every rule of this folder, in order of stage and code."""
    found: dict[str, type[AnyRule]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for kind in vars(module).values():
            own = isinstance(kind, type) and issubclass(kind, Rule) and kind.__module__ == module.__name__
            if own and not isabstract(kind):
                found[kind.code] = kind
    order = {"timetable": 0, "handover": 1, "rotation": 2}
    return tuple(sorted(found.values(), key=lambda kind: (order[kind.stage], kind.code)))


@lru_cache(maxsize=32)
def rules_of(case: Case) -> tuple[AnyRule, ...]:
    """Return the rules that hold for a case: those it sets, and the defaults that it doesn't mention.

    The same rule may be set several times, e.g. once per staff group.

    Raises
    ------
    InputError
        If the case names an unknown rule or a setting that the rule does not have.
    """
    kinds = {kind.code: kind for kind in catalogue()}
    faults: list[Fault] = []
    chosen: list[AnyRule] = []
    mentioned = {setting.code for setting in case.rules}
    for setting in case.rules:
        kind = kinds.get(setting.code)
        if kind is None:
            faults.append(
                Fault(
                    UNKNOWN.with_(code=setting.code),
                    file="school.toml",
                    column="rules",
                    value=setting.code,
                    way_out=KNOWN.with_(codes=", ".join(sorted(kinds))),
                )
            )
            continue
        try:
            params = kind.Params.model_validate(dict(setting.params))
        except ValidationError as error:
            reasons = "; ".join(
                f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
            )
            faults.append(
                Fault(BAD_PARAM.with_(code=setting.code, reason=reasons), file="school.toml", column="rules")
            )
            continue
        if setting.on:
            chosen.append(kind(params))
    if faults:
        raise InputError(tuple(faults))
    chosen += [kind(kind.Params()) for kind in catalogue() if kind.by_default and kind.code not in mentioned]
    place = {kind.code: index for index, kind in enumerate(catalogue())}
    return tuple(sorted(chosen, key=lambda rule: place[rule.code]))

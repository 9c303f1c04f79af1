"""Catalogues of rules and policies: found by themselves in their package, set by a school in its settings."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from inspect import isabstract
from typing import Any, Literal

from pydantic import BaseModel

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Words
from solver.domain.case import Case, RuleSetting
from solver.domain.params import Owner, params_of

Section = Literal["rules", "policies"]
"""The part of the settings in which a catalogue is set."""
UNKNOWN: Mapping[Section, Words] = {
    "rules": Words(zh="没有名为“{code}”的规则", en="There is no rule called {code}."),
    "policies": Words(zh="没有名为“{code}”的政策", en="There is no policy called {code}."),
}
NAMES: Mapping[Section, Words] = {
    "rules": Words(zh="规则 {code} ", en="rule {code}"),
    "policies": Words(zh="政策 {code} ", en="policy {code}"),
}


def classes_of(package: str) -> Iterator[type]:
    """Yield every class that is defined in a module of a package, however deep, and can be made."""
    path = importlib.import_module(package).__path__
    for info in pkgutil.walk_packages(path, f"{package}."):
        module = importlib.import_module(info.name)
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == module.__name__ and not isabstract(kind):
                yield kind


def set_in(
    case: Case,
    section: Section,
    settings: Iterable[RuleSetting],
    models: Mapping[str, type[BaseModel]],
    faults: list[Fault],
) -> Iterator[tuple[RuleSetting, Owner, Any]]:
    """Yield what a case sets of a catalogue with its parameters; faults are added to ``faults``.

    ``models`` are those of the parameters, by code. The second setting of a code has the key ``<code>#2``.
    """
    numbers: Counter[str] = Counter()
    for setting in settings:
        code = setting.code
        numbers[code] += 1
        number = f"#{numbers[code]}" if numbers[code] > 1 else ""
        owner = Owner(NAMES[section].with_(code=code), f"{section}.{code}{number}")
        if code not in models:
            instead = way_out(code, sorted(models))
            faults.append(owner.fault(UNKNOWN[section].with_(code=code), instead, value=code))
            continue
        params = params_of(owner, models[code], setting.params, case, faults)
        if params is not None:
            yield setting, owner, params

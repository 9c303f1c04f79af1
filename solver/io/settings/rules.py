"""Rules, policies and levels among the settings: as TOML lists them, or as cells of the sheet ``school``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from solver.base.errors import Fault
from solver.base.text import Words
from solver.domain.case import RuleSetting
from solver.domain.levels import not_a_level
from solver.io.settings.safe_toml import TomlError, value_of_toml
from solver.io.tables.cell_error import CellError, split
from solver.io.tables.cells import tidy
from solver.io.tables.raw import Setting
from solver.io.tables.vocabulary import YES_NO, choice

NO_CODE = Words(zh="[[{catalogue}]] 的一项没有 code", en="An entry of [[{catalogue}]] has no code.")
BAD_SETTING: Mapping[str, Words] = {
    "rules": Words(zh="规则“{name}”写法不对", en="The rule “{name}” is not written as a rule."),
    "policies": Words(zh="政策“{name}”写法不对", en="The policy “{name}” is not written as a policy."),
}
SETTING_FORM = Words(
    zh='要写成 [[{catalogue}]] 和 code = "…"，或在表里写 {catalogue}.代号.参数',
    en="Write [[{catalogue}]] with code = “…”, or {catalogue}.<code>.<parameter> in the sheet.",
)
BAD_LEVELS = Words(zh="目标层级“{value}”读不懂", en="The levels “{value}” can't be read.")
LEVELS_FORM = Words(
    zh="如 uncovered_pupils + uncovered; rules:3 + wanted; max_deviation",
    en="Such as uncovered_pupils + uncovered; rules:3 + wanted; max_deviation.",
)
LEVEL_TWICE = Words(zh="目标层级“{name}”写了两次", en="The level “{name}” is there twice.")
ONCE = Words(zh="每个层级只写一次", en="Name each level once.")

Levels = tuple[tuple[tuple[str, int], ...], ...]


def levels_of(value: object) -> Levels:
    """Read the order of the rotation's levels; each has to be one that there is, and to be there once."""
    found = level_groups(value)
    names = [name for group in found for name, _ in group]
    for name in names:
        if wrong := not_a_level(name, "rotation"):
            raise CellError(*wrong)
        if names.count(name) > 1:
            raise CellError(LEVEL_TWICE.with_(name=name), ONCE.with_())
    return found


def level_groups(value: object) -> Levels:
    """Read levels whatever they are called: nested lists as TOML has them, or text such as ``a; b:3 + c``."""
    wrong = CellError(BAD_LEVELS.with_(value=value), LEVELS_FORM.with_())
    groups = value if isinstance(value, list) else [part.split("+") for part in split(str(value))]
    levels = []
    for group in groups:
        parts = group if isinstance(group, list) else str(group).split("+")
        measures = []
        for part in parts:
            if isinstance(part, list):
                name, weight = (str(part[0]), str(part[1])) if len(part) == 2 else ("", "")
            else:
                spelt = re.fullmatch(r"(.*?)(?::(\d+))?", str(part).strip())
                name, weight = (spelt[1], spelt[2] or "1") if spelt else ("", "")
            name, weight = name.strip(), weight.strip() or "1"
            if not re.fullmatch(r"\w+", name) or not re.fullmatch(r"[1-9][0-9]{0,5}", weight):
                raise wrong
            measures.append((name, int(weight)))
        if not measures:
            raise wrong
        levels.append(tuple(measures))
    return tuple(levels)


def frozen(value: object) -> object:
    """Return a parameter as it is kept: tuples for lists, numbers without needless zeros."""
    if isinstance(value, list | tuple):
        return tuple(frozen(part) for part in value)
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return tidy(value) if isinstance(value, Decimal) else value


def rules_of(value: object, catalogue: str) -> list[RuleSetting]:
    """Read the entries of ``[[rules]]`` or ``[[policies]]``."""
    form = SETTING_FORM.with_(catalogue=catalogue)
    entries = value if isinstance(value, list) else []
    chosen = []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("code"), str):
            raise CellError(NO_CODE.with_(catalogue=catalogue), form)
        params = {key: frozen(part) for key, part in entry.items() if key not in {"code", "on"}}
        code, on = entry["code"], entry.get("on", True)
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code) or not isinstance(on, bool):
            raise CellError(BAD_SETTING[catalogue].with_(name=code), form)
        chosen.append(RuleSetting(code=code, on=on, params=params))
    if not isinstance(value, list):
        raise CellError(BAD_SETTING[catalogue].with_(name=value), form)
    return chosen


def rules_of_cells(
    cells: list[tuple[str, Setting]], catalogue: str, faults: list[Fault]
) -> list[RuleSetting]:
    """Read a sheet's rules or policies: ``rules.<code>.<parameter>``; a second of a code is ``<code>#2``."""
    switched: dict[str, bool] = {}
    params: dict[str, dict[str, object]] = {}
    for path, setting in cells:
        code, _, name = path.partition(".")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}(#\d+)?\.\S+", path):
            form = SETTING_FORM.with_(catalogue=catalogue)
            faults.append(setting.fault(BAD_SETTING[catalogue].with_(name=path), form))
            continue
        params.setdefault(code, {})
        if name == "on":
            switched[code] = choice(str(setting.value), YES_NO) == "yes"
        else:
            params[code][name] = cell_value(str(setting.value))
    return [
        RuleSetting(code=re.sub(r"#\d+$", "", code), on=switched.get(code, True), params=given)
        for code, given in params.items()
    ]


def cell_value(text: str) -> object:
    """Read a parameter from a cell: as TOML writes it, else as plain text."""
    try:
        return frozen(value_of_toml(text))
    except TomlError:
        return text

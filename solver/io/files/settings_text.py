"""Settings between the text of ``school.toml`` and the cells of a sheet ``school``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.io.files.csv_folder import BAD_TOML, flat
from solver.io.settings.rules import cell_value, level_groups, truth
from solver.io.settings.safe_toml import TomlError, tree_of_toml, value_of_toml
from solver.io.settings.school import CATALOGUES, KEYS, key_of
from solver.io.tables.cell_error import CellError, split
from solver.io.tables.raw import SETTINGS_FILE, Setting, cell_text
from solver.io.tables.spelling import toml_key, toml_value

MEND_TEXT = Words(
    zh="请在设置的文字里改正，或重新写一份", en="Mend the text of the settings, or write it anew."
)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,30})?")
RULE_KEY = re.compile(r"(rules|policies)\.([A-Za-z0-9_-]{1,64})(?:#(\d+))?(?:\.(\S+))?")
_HOME = {"title": "school", "term": "term", "settings": "settings"}


def settings_of(text: str) -> dict[str, str]:
    """Return the settings by key as the cells of the sheet ``school`` hold them.

    Rules and policies stand as ``rules.<code>.<parameter>``, the second of a code as ``rules.<code>#2.…``.

    Raises
    ------
    InputError
        If the text is no TOML.
    """
    found: dict[str, str] = {}
    for key, value in flat(tree_of(text)):
        name = key_of(key)
        if name in CATALOGUES and isinstance(value, list):
            found.update(_entries(CATALOGUES[name], value))
        else:
            found[name] = _cell(name, value)
    return found


def tree_of(text: str) -> dict[str, object]:
    """Return the tree of a text in TOML.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return tree_of_toml(text)
    except TomlError as error:
        fault = Fault(BAD_TOML.with_(why=str(error)), file=SETTINGS_FILE, way_out=MEND_TEXT.with_())
        raise InputError((fault,)) from None


def _entries(catalogue: str, entries: Iterable[object]) -> Iterator[tuple[str, str]]:
    codes: Counter[str] = Counter()
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("code"), str):
            continue
        path = f"{catalogue}.{entry['code']}"
        codes[path] += 1
        path = path if codes[path] == 1 else f"{path}#{codes[path]}"
        yield f"{path}.on", toml_value(entry.get("on", True))
        for name, value in entry.items():
            if name not in {"code", "on"}:
                yield f"{path}.{name}", _parameter_cell(value)


def _parameter_cell(value: object) -> str:
    """Return a parameter as a cell holds it: a text by itself where it can't be taken for anything else."""
    alone = isinstance(value, str) and cell_text(value) == value != "" and cell_value(value) == value
    return value if alone and isinstance(value, str) else toml_value(value)


def _cell(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if key == "term.closed" and isinstance(value, list):
        return ";".join(str(part) for part in value)
    if key in {"term.makeup", "settings.pay"} and isinstance(value, dict):
        return ";".join(f"{name}={part}" for name, part in value.items())
    if key == "levels" and isinstance(value, list):
        try:
            levels = level_groups(value)
        except CellError:
            return toml_value(value)
        return "; ".join(" + ".join(_measure(*part) for part in level) for level in levels)
    return toml_value(value)


def _measure(name: str, weight: int) -> str:
    return name if weight == 1 else f"{name}:{weight}"


def text_of(settings: Iterable[Setting]) -> str:
    """Return the rows of a sheet ``school`` as the text of ``school.toml``."""
    sections: dict[str, dict[str, str]] = {"": {}, "school": {}, "term": {}, "settings": {}}
    rules: dict[tuple[str, str], dict[str, str]] = {}
    for setting in settings:
        key, text = key_of(setting.key), str(setting.value)
        head, dot, _ = key.partition(".")
        found = (
            RULE_KEY.fullmatch(f"{CATALOGUES[head]}{key[len(head) :]}")
            if dot and head in CATALOGUES
            else None
        )
        if found and found[4]:
            params = rules.setdefault((found[1], f"{found[2]}#{found[3] or 1}"), {})
            params[found[4]] = on_value(text) if found[4] == "on" else parameter_value(text)
        elif key in KEYS:
            section, name = home_of(key)
            sections[section][name] = setting_value(key, text)
        else:
            sections[""][setting.key] = toml_value(text)
    parts = []
    for section, values in sections.items():
        lines = [f"[{section}]"] if section else []
        lines += [f"{toml_key(name)} = {value}" for name, value in values.items()]
        if values:
            parts.append("\n".join(lines))
    for (catalogue, code), params in rules.items():
        lines = [f"[[{catalogue}]]", f"code = {toml_value(code.partition('#')[0])}"]
        parts.append("\n".join([*lines, *(f"{toml_key(name)} = {value}" for name, value in params.items())]))
    return "\n\n".join(parts) + "\n"


def on_value(text: str) -> str:
    """Return whether a rule is on as TOML writes it."""
    return toml_value(truth(text) in {"yes", "是"})


def parameter_value(text: str) -> str:
    """Return a parameter as TOML writes it: as it stands where it is TOML, else as a text."""
    try:
        value_of_toml(text)
    except TomlError:
        return toml_value(text)
    return text


def home_of(key: str) -> tuple[str, str]:
    """Return the section in which a setting is written, and its name there."""
    head, _, name = key.rpartition(".")
    return _HOME.get(head or name, ""), name


def setting_value(key: str, text: str) -> str:
    """Return a setting as TOML writes it."""
    return toml_value(_value(key, text) if key in KEYS else text)


def _value(key: str, text: str) -> object:
    """Return what TOML holds for the text of a setting: as it was typed where it can't be understood."""
    name = key.rpartition(".")[2]
    if name == "national" and truth(text) in {"yes", "no"}:
        return truth(text) == "yes"
    if name in {"hold", "grid_step", "walk_default"}:
        return _plain_number(text)
    if name == "closed":
        return split(text, also=",")
    if name in {"makeup", "pay"}:
        pairs = [part.partition("=") for part in split(re.sub(r"[＝:：]", "=", text), also=",")]
        if all(left.strip() and right.strip() for left, _, right in pairs):
            return {left.strip(): _plain_number(right.strip()) for left, _, right in pairs}
    if name == "levels":
        try:
            levels = level_groups(text)
        except CellError:
            return text
        spelt = [[_measure(*part) for part in level] for level in levels]
        return [level[0] if len(level) == 1 else level for level in spelt]
    return text


def _plain_number(text: str) -> object:
    if not _NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)

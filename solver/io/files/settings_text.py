"""The settings of a school as the text of ``school.toml``, and as the cells of a sheet ``school``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.domain.case import Case
from solver.io.files.csv_folder import BAD_TOML, flat
from solver.io.settings.rules import cell_value
from solver.io.settings.safe_toml import TomlError, toml_key, toml_value, tree_of_toml, value_of_toml
from solver.io.settings.schema import (
    CATALOGUES,
    SECTIONS,
    SETTING,
    SETTINGS,
    key_of,
    setting_cell,
    setting_of,
    setting_toml,
)
from solver.io.tables.raw import SETTINGS_FILE, cell_text
from solver.io.tables.vocabulary import YES_NO, choice

MEND_TEXT = Words(
    zh="请在设置的文字里改正，或重新写一份", en="Mend the text of the settings, or write it anew."
)
RULE_KEY = re.compile(r"(rules|policies)\.([A-Za-z0-9_-]{1,64})(?:#(\d+))?(?:\.(\S+))?")

Settings = Mapping[str, str]
"""Settings by key, as the cells of the sheet ``school`` hold them."""


def settings_of(text: str) -> dict[str, str]:
    """Return the settings of a text in TOML by key.

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
            entries = (one for one in value if isinstance(one, dict) and isinstance(one.get("code"), str))
            found.update(_entries(CATALOGUES[name], entries))
        else:
            plain = value if isinstance(value, str) else None
            cell = setting_cell(SETTING[name], value) if name in SETTING else plain
            found[name] = toml_value(value) if cell is None else cell
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


def toml_of(case: Case) -> str:
    """Return the settings of a case as the text of ``school.toml``; those that say nothing are left out."""
    rows = [(setting.key, setting_of(setting, case)) for setting in SETTINGS]
    for catalogue, chosen in (("rules", case.rules), ("policies", case.policies)):
        rows += _entries(catalogue, ({"code": one.code, "on": one.on, **one.params} for one in chosen))
    return text_of((key, text) for key, text in rows if text)


def _entries(catalogue: str, entries: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    codes: Counter[str] = Counter()
    for entry in entries:
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


def text_of(settings: Iterable[tuple[str, str]]) -> str:
    """Return the rows of a sheet ``school`` as the text of ``school.toml``."""
    sections: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    rules: dict[tuple[str, str], dict[str, str]] = {}
    for name, text in settings:
        key = key_of(name)
        rule = RULE_KEY.fullmatch(rule_path(key))
        if rule and rule[4]:
            params = rules.setdefault((rule[1], f"{rule[2]}#{rule[3] or 1}"), {})
            params[rule[4]] = parameter_value(rule[4], text)
        elif key in SETTING:
            section, inner = SETTING[key].home
            sections[section][inner] = setting_toml(SETTING[key], text)
        else:
            sections[""][name] = toml_value(text)
    parts = [([f"[{section}]"] if section else [], values) for section, values in sections.items() if values]
    for (catalogue, code), params in rules.items():
        parts.append(([f"[[{catalogue}]]", f"code = {toml_value(code.partition('#')[0])}"], params))
    written = (
        "\n".join([*head, *(f"{toml_key(key)} = {value}" for key, value in values.items())])
        for head, values in parts
    )
    return "\n\n".join(written) + "\n"


def rule_path(key: str) -> str:
    """Return a key with its catalogue in English, where it is of a rule or a policy."""
    head, dot, path = key.partition(".")
    return f"{CATALOGUES[head]}.{path}" if dot and head in CATALOGUES else key


def parameter_value(name: str, text: str) -> str:
    """Return a parameter as TOML writes it: as it stands where it is TOML, else as a text."""
    if name == "on":
        return toml_value(choice(text, YES_NO) == "yes")
    try:
        value_of_toml(text)
    except TomlError:
        return toml_value(text)
    return text

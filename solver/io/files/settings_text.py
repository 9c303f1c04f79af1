"""The settings of a school as the text of ``school.toml``, and as the cells of a sheet ``school``.

One setting of a text is changed so that comments, order and everything else that the school wrote stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Array, Table

from solver.base.errors import InputError
from solver.domain.case import Case
from solver.io.files.csv_folder import flat
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

RULE_KEY = re.compile(r"(rules|policies)\.([A-Za-z0-9_-]{1,64})(?:#(\d+))?(?:\.(\S+))?")

Place = MutableMapping[str, Any]
"""Anything of a document that holds settings by name."""
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
    settings: dict[str, str] = {}
    for key, value in flat(tree_of(text)):
        name = key_of(key)
        if name in CATALOGUES and isinstance(value, list):
            entries = (
                entry for entry in value if isinstance(entry, dict) and isinstance(entry.get("code"), str)
            )
            settings.update(_entries(CATALOGUES[name], entries))
        else:
            plain = value if isinstance(value, str) else None
            cell = setting_cell(SETTING[name], value) if name in SETTING else plain
            settings[name] = toml_value(value) if cell is None else cell
    return settings


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
        raise InputError((error.fault(SETTINGS_FILE),)) from None


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


def edited(text: str, key: str, value: str) -> str:
    """Return the text of ``school.toml`` with one setting changed, or taken away by an empty value.

    ``rules.<code>.<parameter>`` and ``policies.<code>.<parameter>`` change an entry of that code, or add one;
    ``rules.<code>`` with an empty value takes the entry away.

    Raises
    ------
    InputError
        If the text is no TOML.
    """
    tree_of(text)
    # What is put behind a last line without an end would become a part of it.
    text = text if text.endswith("\n") or not text else f"{text}\n"
    document = tomlkit.parse(text)
    name = key_of(rule_path(key))
    rule = RULE_KEY.fullmatch(name)
    places = list(_places(document, name))
    below = ""
    if rule and not places:
        below = _set_rule(document, rule, value)
    elif value:
        below = _set(document, places, name if name in SETTING else key, value)
    else:
        for table, inner in places:
            del table[inner]
    return _above_remarks(text, document.as_string()) if not below else _joined(document.as_string(), below)


def _places(document: TOMLDocument, key: str) -> Iterator[tuple[Place, str]]:
    """Yield every place where a setting stands, under whichever of its names."""
    for name, value in list(document.items()):
        if isinstance(value, MutableMapping) and name in SECTIONS:
            head = "" if name == "school" else f"{name}."
            yield from ((value, inner) for inner in list(value) if key_of(f"{head}{inner}") == key)
        elif key_of(name) == key:
            yield document, name


def _set(document: TOMLDocument, places: list[tuple[Place, str]], key: str, value: str) -> str:
    """Set a setting where it stands last, else in its section; return the section if that is not there."""
    setting = SETTING.get(key)
    written = setting_toml(setting, value) if setting else toml_value(value)
    for table, inner in places[:-1]:
        del table[inner]
    section, inner = setting.home if setting else ("", key)
    if places:
        _put(*places[-1], written)
    elif section and not isinstance(document.get(section), MutableMapping):
        document.pop(section, None)
        return f"[{section}]\n{toml_key(inner)} = {written}\n"
    else:
        _put(document[section] if section else document, inner, written)
    return ""


def _put(place: Place, name: str, written: str) -> None:
    # What has a heading of its own stands below, where no setting can stand.
    if isinstance(place.get(name), Table | AoT):
        del place[name]
    place[name] = tomlkit.value(written)


def _set_rule(document: TOMLDocument, rule: re.Match[str], value: str) -> str:
    """Change the entry of a rule, or take it away; return the entry to be added if there is none."""
    catalogue, code, nth, name = rule.groups()
    names = [listed for listed, meant in CATALOGUES.items() if meant == catalogue and listed in document]
    lists = [listed for listed in names if isinstance(document[listed], list)]
    matches = [
        (listed, at) for listed in lists for at, entry in enumerate(document[listed]) if _code(entry) == code
    ]
    for listed, at in matches[int(nth or 1) - 1 :][:1]:
        entries: Any = document[listed]
        if name is not None and value:
            _put(entries[at], name, parameter_value(name, value))
        elif name is not None:
            entries[at].pop(name, None)
        elif not value:
            del entries[at]
            if not entries:
                del document[listed]
        return ""
    if name is None or not value:
        return ""
    for listed in set(names).difference(lists):
        del document[listed]
    return _added(document, catalogue, code, f"{toml_key(name)} = {parameter_value(name, value)}")


def _added(document: TOMLDocument, catalogue: str, code: str, written: str) -> str:
    listed = document.get(catalogue)
    if isinstance(listed, Array):
        listed.append(tomlkit.value(f"{{ code = {toml_value(code)}, {written} }}"))
        return ""
    return f"[[{catalogue}]]\ncode = {toml_value(code)}\n{written}\n"


def _code(entry: object) -> str | None:
    code = entry.get("code") if isinstance(entry, Mapping) else None
    return str(code) if isinstance(code, str) else None


def _joined(text: str, below: str) -> str:
    """Return a text with a section at its end."""
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{below}"


def _above_remarks(before: str, after: str) -> str:
    """Return the text with a line that was added above the remarks before it: they are about what follows."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    at = next((at for at, (was, line) in enumerate(zip(old, new, strict=False)) if was != line), len(old))
    if [*new[:at], *new[at + 1 :]] != old or new == old:
        return after
    up = at
    while up and re.fullmatch(r"\s*(#.*)?\s*", new[up - 1]):
        up -= 1
    moved = "".join([*new[:up], new[at], *new[up:at], *new[at + 1 :]])
    # A remark may be none: lines of a text of several lines look like them.
    return moved if up and tree_of(moved) == tree_of(after) else after

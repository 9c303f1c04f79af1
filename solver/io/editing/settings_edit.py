"""One setting of ``school.toml`` changed: comments, order and everything else that the school wrote stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Array, Table

from solver.io.files.settings_text import RULE_KEY, parameter_value, rule_path, tree_of
from solver.io.settings.safe_toml import toml_key, toml_value
from solver.io.settings.schema import CATALOGUES, SECTIONS, SETTING, key_of, setting_toml

Place = MutableMapping[str, Any]
"""Anything of a document that holds settings by name."""


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
        for place, inner in places:
            del place[inner]
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
    for place, inner in places[:-1]:
        del place[inner]
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
    names = [one for one, meant in CATALOGUES.items() if meant == catalogue and one in document]
    lists = [one for one in names if isinstance(document[one], list)]
    found = [(one, at) for one in lists for at, entry in enumerate(document[one]) if _code(entry) == code]
    for one, at in found[int(nth or 1) - 1 :][:1]:
        entries: Any = document[one]
        if name is not None and value:
            _put(entries[at], name, parameter_value(name, value))
        elif name is not None:
            entries[at].pop(name, None)
        elif not value:
            del entries[at]
            if not entries:
                del document[one]
        return ""
    if name is None or not value:
        return ""
    for one in set(names).difference(lists):
        del document[one]
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

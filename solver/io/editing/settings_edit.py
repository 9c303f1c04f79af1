"""One setting of ``school.toml`` changed: comments, order and everything else that the school wrote stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from solver.io.files.settings_text import (
    RULE_KEY,
    home_of,
    on_value,
    parameter_value,
    setting_value,
    tree_of,
)
from solver.io.settings.school import CATALOGUES, KEYS, key_of
from solver.io.tables.spelling import toml_key, toml_value

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.container import Container

Place = MutableMapping[str, Any]
"""Anything of a document that holds settings by name."""
SECTIONS = frozenset({"school", "term", "settings"})


def edited(text: str, key: str, value: str) -> str:
    """Return the text of ``school.toml`` with one setting changed, or taken away by an empty value.

    ``rules.<code>.<parameter>`` and ``policies.<code>.<parameter>`` change an entry of that code, or add one;
    ``rules.<code>`` with an empty value takes the entry away.

    Raises
    ------
    InputError
        If the text is no TOML.
    """
    import tomlkit

    tree_of(text)
    # What is put behind a last line without an end would become a part of it.
    document = tomlkit.parse(text if text.endswith("\n") or not text else f"{text}\n")
    head, dot, path = key.partition(".")
    name = f"{CATALOGUES[head]}.{path}" if dot and head in CATALOGUES else key_of(key)
    rule = RULE_KEY.fullmatch(name)
    places = list(_places(document, name))
    if rule and not places:
        return _with_rule(document, rule, value)
    if not value:
        for place, inner in places:
            del place[inner]
        return document.as_string()
    written = setting_value(name, value)
    for place, inner in places[:-1]:
        del place[inner]
    if places:
        _change(*places[-1], written)
        return document.as_string()
    section, inner = home_of(name) if name in KEYS else ("", key)
    if section and not isinstance(document.get(section), MutableMapping):
        document.pop(section, None)
        return _below(document, f"[{section}]\n{toml_key(inner)} = {written}\n")
    _insert(document[section] if section else document, inner, written)
    return document.as_string()


def _places(document: TOMLDocument, key: str) -> Iterator[tuple[Place, str]]:
    """Yield every place where a setting stands, under whichever of its names."""
    for name, value in list(document.items()):
        if isinstance(value, MutableMapping) and name in SECTIONS:
            head = "" if name == "school" else f"{name}."
            yield from ((value, inner) for inner in list(value) if key_of(f"{head}{inner}") == key)
        elif key_of(name) == key:
            yield document, name


def _change(place: Place, name: str, written: str) -> None:
    import tomlkit
    from tomlkit.items import AoT, Table

    if isinstance(place[name], Table | AoT):
        del place[name]
        _insert(place, name, written)
    else:
        place[name] = tomlkit.value(written)


def _insert(place: Place, name: str, written: str) -> None:
    """Add a setting behind the last of its section, before the remarks about what follows."""
    import tomlkit
    from tomlkit.container import Container
    from tomlkit.items import AoT, Table, Whitespace

    inside = place.value if isinstance(place, Table) and not place.is_super_table() else place
    if not isinstance(inside, Container) or _is_dotted(inside):
        place[name] = tomlkit.value(written)
        return
    body = inside.body
    keyed = [
        at for at, (key, item) in enumerate(body) if key is not None and not isinstance(item, Table | AoT)
    ]
    below = next((at for at, (_, item) in enumerate(body) if isinstance(item, Table | AoT)), len(body))
    at = keyed[-1] + 1 if keyed else below if inside is place else 0
    if at and not body[at - 1][1].as_string().endswith("\n") and not body[at - 1][1].trivia.trail:
        body[at - 1][1].trivia.trail = "\n"
    if not keyed and at < len(body):
        body.insert(at, (None, Whitespace("\n")))
    body.insert(at, tomlkit.parse(f"{toml_key(name)} = {written}\n").body[0])


def _is_dotted(inside: Container) -> bool:
    return any(key is not None and key.is_dotted() for key, _ in inside.body)


def _below(document: TOMLDocument, lines: str) -> str:
    """Return the document with a section at its end."""
    whole = document.as_string()
    gap = "" if not whole.strip() else "\n" if whole.endswith("\n") else "\n\n"
    return f"{whole}{gap}{lines}"


def _with_rule(document: TOMLDocument, rule: re.Match[str], value: str) -> str:
    catalogue, code, nth, name = rule.groups()
    own = [name for name, meant in CATALOGUES.items() if meant == catalogue and name in document]
    wrong = [where for where in own if not isinstance(document[where], list)]
    right = [where for where in own if where not in wrong]
    found = [(where, at) for where in right for at, one in enumerate(document[where]) if _code(one) == code]
    place = found[int(nth or 1) - 1 :][:1]
    for where, at in place:
        listed: Any = document[where]
        if name is not None:
            _set(listed[at], name, value)
        elif not value:
            del listed[at]
            if not listed:
                del document[where]
    if place or name is None or not value:
        return document.as_string()
    for where in wrong:
        del document[where]
    return _with_entry(document, catalogue, code, name, _written(name, value))


def _with_entry(document: TOMLDocument, catalogue: str, code: str, name: str, written: str) -> str:
    import tomlkit
    from tomlkit.items import Array

    listed = document.get(catalogue)
    if isinstance(listed, Array):
        listed.append(tomlkit.value(f"{{ code = {toml_value(code)}, {toml_key(name)} = {written} }}"))
        return document.as_string()
    return _below(document, f"[[{catalogue}]]\ncode = {toml_value(code)}\n{toml_key(name)} = {written}\n")


def _set(entry: Place, name: str, value: str) -> None:
    if not value:
        entry.pop(name, None)
    elif name in entry:
        _change(entry, name, _written(name, value))
    else:
        _insert(entry, name, _written(name, value))


def _written(name: str, value: str) -> str:
    return on_value(value) if name == "on" else parameter_value(value)


def _code(entry: object) -> str | None:
    code = entry.get("code") if isinstance(entry, Mapping) else None
    return str(code) if isinstance(code, str) else None

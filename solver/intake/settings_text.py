"""The text of ``school.toml``, edited one setting at a time: what the school wrote beside it stays."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solver.errors import Fault, InputError
from solver.intake.cell_error import CellError, split
from solver.intake.folder import BAD_TOML, flat
from solver.intake.raw import SETTINGS_FILE, Setting
from solver.intake.school import CATALOGUES, KEYS, key_of
from solver.intake.school_rules import levels_of, truth
from solver.intake.spelling import toml_key, toml_value
from solver.text import Words

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Item

MEND_TEXT = Words(
    zh="请在设置的文字里改正，或重新写一份", en="Mend the text of the settings, or write it anew."
)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_RULE = re.compile(r"(rules|policies)\.([A-Za-z0-9_-]{1,64})(?:#(\d+))?(?:\.(\S+))?")
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
    for key, value in flat(_tree(text)):
        name = key_of(key)
        if name in CATALOGUES and isinstance(value, list):
            found.update(_entries(CATALOGUES[name], value))
        else:
            found[name] = _cell(name, value)
    return found


def _tree(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError((bad_toml(error),)) from None


def bad_toml(error: Exception) -> Fault:
    """Return the fault of a text that is no TOML."""
    return Fault(BAD_TOML.with_(why=str(error)), file=SETTINGS_FILE, way_out=MEND_TEXT.with_())


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
                yield f"{path}.{name}", toml_value(value)


def _cell(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if key == "term.closed" and isinstance(value, list):
        return ";".join(str(part) for part in value)
    if key == "term.makeup" and isinstance(value, dict):
        return ";".join(f"{date}={weekday}" for date, weekday in value.items())
    if key == "levels" and isinstance(value, list):
        try:
            levels = levels_of(value)
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
            _RULE.fullmatch(f"{CATALOGUES[head]}{key[len(head) :]}") if dot and head in CATALOGUES else None
        )
        if found and found[4]:
            params = rules.setdefault((found[1], f"{found[2]}#{found[3] or 1}"), {})
            params[found[4]] = _on(text) if found[4] == "on" else _parameter(text)
        elif key in KEYS:
            section, name = _home(key)
            sections[section][name] = toml_value(_value(key, text))
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


def _on(text: str) -> str:
    return toml_value(truth(text) in {"yes", "是"})


def _parameter(text: str) -> str:
    """Return a parameter as TOML writes it: as it stands where it is TOML, else as a text."""
    if not re.search(r"[\r\n]", text):
        try:
            tomllib.loads(f"value = {text}")
        except (tomllib.TOMLDecodeError, RecursionError):
            return toml_value(text)
        return text
    return toml_value(text)


def _home(key: str) -> tuple[str, str]:
    """Return the section in which a setting is written, and its name there."""
    head, _, name = key.rpartition(".")
    return _HOME.get(head or name, ""), name


def _value(key: str, text: str) -> object:
    """Return what TOML holds for the text of a setting: as it was typed where it can't be understood."""
    name = key.rpartition(".")[2]
    if name == "national" and truth(text) in {"yes", "no"}:
        return truth(text) == "yes"
    if name in {"hold", "grid_step", "walk_default"} and _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if name == "closed":
        return split(text, also=",")
    if name == "makeup":
        pairs = [part.partition("=") for part in split(re.sub(r"[＝:：]", "=", text), also=",")]
        if all(date.strip() and weekday.strip() for date, _, weekday in pairs):
            return {date.strip(): _weekday(weekday.strip()) for date, _, weekday in pairs}
    if name == "levels":
        try:
            levels = levels_of(text)
        except CellError:
            return text
        spelt = [[_measure(*part) for part in level] for level in levels]
        return [level[0] if len(level) == 1 else level for level in spelt]
    return text


def _weekday(text: str) -> object:
    return int(text) if text in set("1234567") else text


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

    _tree(text)
    document = tomlkit.parse(text)
    name = key_of(key)
    rule = _RULE.fullmatch(name)
    if rule:
        return _with_rule(document, rule, value)
    places = list(_places(document, name))
    for container, inner in places[: len(places) if not value else -1]:
        del container[inner]
    if value and places:
        container, inner = places[-1]
        container[inner] = _item(name, value)
    elif value:
        section, inner = _home(name) if name in KEYS else ("", key)
        if section and section not in document:
            whole = document.as_string()
            gap = "" if not whole.strip() else "\n" if whole.endswith("\n") else "\n\n"
            return f"{whole}{gap}[{section}]\n{toml_key(inner)} = {_item(name, value).as_string()}\n"
        place = document[section] if section else document
        place[inner] = _item(name, value)
    return document.as_string()


def _item(key: str, text: str) -> Item:
    import tomlkit

    item = tomlkit.value(toml_value(_value(key, text) if key in KEYS else text))
    return tomlkit.item(item)


def _places(document: TOMLDocument, key: str) -> Iterator[tuple[MutableMapping[str, Any], str]]:
    """Yield every place where a setting stands, under whichever of its names."""
    for name, value in list(document.items()):
        if isinstance(value, MutableMapping) and name in {"school", "term", "settings"}:
            head = "" if name == "school" else f"{name}."
            yield from ((value, inner) for inner in list(value) if key_of(f"{head}{inner}") == key)
        elif key_of(name) == key:
            yield document, name


def _with_rule(document: TOMLDocument, rule: re.Match[str], value: str) -> str:
    import tomlkit

    catalogue, code, nth, name = rule.groups()
    own = [name for name, meant in CATALOGUES.items() if meant == catalogue and name in document]
    entries = [entry for where in own for entry in document[where] if _code(entry) == code]
    at = int(nth or 1) - 1
    if at < len(entries):
        entry = entries[at]
        if name is None and not value:
            for where in own:
                listed: Any = document[where]
                for place in [place for place, one in enumerate(listed) if one is entry]:
                    del listed[place]
                if not len(listed):
                    del document[where]
        elif name is not None and value:
            entry[name] = tomlkit.value(_on(value) if name == "on" else _parameter(value))
        elif name is not None:
            entry.pop(name, None)
        return document.as_string()
    whole = document.as_string()
    if not value or name is None:
        return whole
    gap = "" if not whole.strip() else "\n" if whole.endswith("\n") else "\n\n"
    shown = _on(value) if name == "on" else _parameter(value)
    return f"{whole}{gap}[[{catalogue}]]\ncode = {toml_value(code)}\n{toml_key(name)} = {shown}\n"


def _code(entry: object) -> str | None:
    code = entry.get("code") if isinstance(entry, Mapping) else None
    return str(code) if isinstance(code, str) else None

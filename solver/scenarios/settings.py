"""Settings of the school in a scenario: which there are, and their values as texts."""

from __future__ import annotations

import re
from decimal import Decimal

from solver.base.did_you_mean import way_out
from solver.base.text import Listed, Said, Words
from solver.io.settings.school import CATALOGUES, KEYS, key_of
from solver.io.tables.spelling import toml_value
from solver.scenarios.values import shortly_written, text_of

UNKNOWN = Words(zh="没有“{name}”这项设置", en="There is no setting “{name}”.")
KEYS_ARE = Words(
    zh="可用的设置：{keys}，以及 rules.代号.参数、policies.代号.参数",
    en="The settings are: {keys}; rules.<code>.<parameter> and policies.<code>.<parameter>.",
)
_RULE = re.compile(r"[A-Za-z0-9_-]{1,64}(#[1-9]\d*)?(\.\S+)?")


def setting_key(name: object) -> tuple[str, tuple[Said, Said] | None]:
    """Return the key of a setting by whichever of its names, or what is wrong with it and a way out."""
    key = key_of(name) if isinstance(name, str) else ""
    if key in KEYS:
        return key, None
    head, dot, path = key.partition(".")
    if dot and head in CATALOGUES and _RULE.fullmatch(path):
        return f"{CATALOGUES[head]}.{path}", None
    names = [one for key, (zh, _) in KEYS.items() for one in (key, zh)]
    return key, (UNKNOWN.with_(name=name), way_out(str(name), names, KEYS_ARE.with_(keys=Listed(KEYS))))


def setting_text(key: str, value: object) -> str | None:
    """Return a TOML value as the text of a setting; ``None`` for what none can hold."""
    if key.partition(".")[0] in {"rules", "policies"}:
        return _parameter(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        pairs = {str(name): text_of(part) for name, part in value.items()}
        return None if None in pairs.values() else "; ".join(f"{name}={text}" for name, text in pairs.items())
    return text_of(value)


def _parameter(value: object) -> str | None:
    """Return a rule's parameter as TOML writes it: that is what the sheet of settings has, too."""
    if isinstance(value, str):
        return value
    return toml_value(value) if _writable(value) else None


def _writable(value: object) -> bool:
    if isinstance(value, dict | list):
        return all(_writable(part) for part in (value.values() if isinstance(value, dict) else value))
    return not isinstance(value, Decimal) or shortly_written(value)

"""A case back as the text of tables: the inverse of reading, cell by cell."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from solver.base.text import Lang
from solver.base.units import clock
from solver.domain.case import Case, Frozen, RuleSetting, Zone
from solver.io.tables.catalogue import TABLES
from solver.io.tables.cells import spell, tidy
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import ROTATIONS, YES_NO, spelt

Row = dict[str, str]
"""Cells by column key; blank cells may be absent."""
Sheets = dict[str, list[Row]]
"""Rows by table name."""


def sheets_of(case: Case, lang: Lang) -> Sheets:
    """Return every table of a case as text; closed lists are spelt in ``lang``."""
    sheets: Sheets = {}
    for table in TABLES:
        # The table of the week has become others: a case does not keep it.
        items: tuple[Frozen, ...] = getattr(case, table.name, ())
        sheets[table.name] = [
            {column.key: text for column in table.columns if (text := _cell(case, item, column, lang))}
            for item in items
        ]
    return sheets


def _cell(case: Case, item: Frozen, column: Column, lang: Lang) -> str:
    if column.kind == "walks" and isinstance(item, Zone):
        return ";".join(f"{walk.b}:{walk.minutes}" for walk in case.walks if walk.a == item.id)
    value: object = item
    for name in column.target.split("."):
        value = getattr(value, name, None)
    if column.kind == "pool":
        return "-" if value is None else str(value)
    if value is None:
        return ""
    if column.kind == "time" and isinstance(value, int):
        return clock(value)
    if column.kind in {"choice", "word"}:
        return spelt(str(value), column.choices, lang)
    if column.kind == "yes_no":
        return spelt("yes" if value else "no", YES_NO, lang)
    if column.kind == "rotation":
        return rotation(str(value), lang)
    return spell(value)


def rotation(value: str, lang: Lang) -> str:
    """Return a rotation as it is written in a language."""
    kind, colon, count = value.partition(":")
    if colon and lang == "zh":
        return f"每{count}周轮换"
    return value if colon else spelt(kind, ROTATIONS, lang)


Settings = list[tuple[str, str]]
"""Settings by key, as the cells of the sheet ``school`` hold them."""


def settings_of(case: Case) -> Settings:
    """Return the settings of a case for the sheet ``school``."""
    term = case.term
    rows = [
        ("id", case.id),
        ("title", case.title),
        ("term.start", term.start.isoformat()),
        ("term.end", term.end.isoformat()),
        ("term.national", "true" if term.national else "false"),
        ("term.closed", spell(term.closed)),
        ("term.makeup", ";".join(f"{date}={weekday}" for date, weekday in term.makeup)),
        ("settings.grid_step", spell(case.grid_step)),
        ("settings.hold", spell(case.hold)),
        ("settings.walk_default", str(case.walk_default)),
        ("settings.pay", "; ".join(f"{kind}={spell(yuan)}" for kind, yuan in case.pay)),
        (
            "levels",
            "; ".join(" + ".join(f"{name}:{weight}" for name, weight in level) for level in case.levels),
        ),
    ]
    codes: Counter[str] = Counter()
    for catalogue, rule in _chosen(case):
        path = f"{catalogue}.{rule.code}"
        codes[path] += 1
        path = path if codes[path] == 1 else f"{path}#{codes[path]}"
        rows.append((f"{path}.on", "true" if rule.on else "false"))
        rows += [(f"{path}.{name}", toml_value(value)) for name, value in rule.params.items()]
    return [(key, text) for key, text in rows if text]


def _chosen(case: Case) -> list[tuple[str, RuleSetting]]:
    """Return what a case sets, with the catalogue that it chooses from."""
    return [("rules", one) for one in case.rules] + [("policies", one) for one in case.policies]


def toml_of(case: Case) -> str:
    """Return the settings of a case as ``school.toml``."""
    term = case.term
    lines = [
        f"id = {toml_value(case.id)}",
        *((f"levels = {toml_value(case.levels)}",) if case.levels else ()),
        "",
        "[school]",
        f"title = {toml_value(case.title)}",
        "",
        "[term]",
        f"start = {toml_value(term.start.isoformat())}",
        f"end = {toml_value(term.end.isoformat())}",
        f"national = {toml_value(term.national)}",
        f"closed = {toml_value(tuple(date.isoformat() for date in term.closed))}",
        f"makeup = {toml_value({date.isoformat(): weekday for date, weekday in term.makeup})}",
        "",
        "[settings]",
        *((f"grid_step = {toml_value(case.grid_step)}",) if case.grid_step is not None else ()),
        f"hold = {toml_value(case.hold)}",
        f"walk_default = {case.walk_default}",
        *((f"pay = {toml_value(dict(case.pay))}",) if case.pay else ()),
    ]
    for catalogue, rule in _chosen(case):
        lines += ["", f"[[{catalogue}]]", f"code = {toml_value(rule.code)}", f"on = {toml_value(rule.on)}"]
        lines += [f"{toml_key(name)} = {toml_value(value)}" for name, value in rule.params.items()]
    return "\n".join(lines) + "\n"


def toml_key(name: str) -> str:
    """Return a key as TOML writes it."""
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else toml_value(name)


def toml_value(value: object) -> str:
    """Return a value as TOML writes it.

    Raises
    ------
    TypeError
        If TOML has no such value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        # JSON's strings are TOML's, but for the delete character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Decimal):
        exact = f"{tidy(value):f}"
        return exact if "." in exact else f"{exact}.0"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(part) for part in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{toml_key(str(key))} = {toml_value(part)}" for key, part in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    msg = f"{type(value).__name__} has no form in TOML"
    raise TypeError(msg)

"""The school's settings: term, calendar, rules, levels; from ``school.toml`` or the sheet ``school``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from solver.base.errors import Fault
from solver.base.text import Said, Words
from solver.domain.case import RuleSetting, Term
from solver.io.settings.rules import rules_of, rules_of_cells
from solver.io.settings.schema import (
    CATALOGUES,
    SETTING,
    SETTINGS,
    key_of,
    nearest_key,
    read_setting,
    unknown,
)
from solver.io.tables.cell_error import CellError
from solver.io.tables.raw import SETTINGS_FILE, Reading, Setting

MISSING = Words(zh="缺少必填的设置“{name}”", en="The required setting “{name}” is missing.")
ADD = Words(zh="请加上，如 {example}", en="Add it, such as {example}.")
END_FIRST = Words(
    zh="学期结束 {end} 早于开始 {start}", en="The term ends on {end}, before it starts on {start}."
)
FAR_TERM = Words(
    zh="学期 {start} 至 {end} 不在 2000 至 2100 年之间",
    en="The term {start} to {end} is not between 2000 and 2100.",
)
LONG_TERM = Words(zh="学期有 {days} 天，超过一年", en="The term has {days} days, more than a year.")
SWAP = Words(zh="请核对两个日期", en="Check both dates.")
OUTSIDE_TERM = Words(zh="{date} 不在学期内", en="{date} is not within the term.")
BOTH = Words(zh="{date} 既写了停课又写了调休上班", en="{date} is both closed and a make-up workday.")


@dataclass(frozen=True, slots=True)
class School:
    """The settings, read: ``term``, ``None`` where it can't be used, and the other fields of the case."""

    term: Term | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def read_school(reading: Reading, faults: list[Fault]) -> School:
    """Return the settings of what was read; faults are added to ``faults``."""
    settings = reading.settings
    values: dict[str, object] = {}
    chosen_of: dict[str, list[RuleSetting]] = {"rules": [], "policies": []}
    cells_of: dict[str, list[tuple[str, Setting]]] = {"rules": [], "policies": []}
    for setting in settings:
        key = key_of(setting.key)
        try:
            head, dot, path = key.partition(".")
            catalogue = CATALOGUES.get(head)
            if catalogue and dot:
                cells_of[catalogue].append((path, setting))
            elif catalogue:
                chosen_of[catalogue] += rules_of(setting.value, catalogue)
            elif key in SETTING:
                values[key] = read_setting(SETTING[key], setting.value)
            else:
                if (guess := nearest_key(key)) is not None:
                    values.setdefault(guess, None)
                faults.append(setting.fault(*unknown(setting.key)))
        except CellError as error:
            values[key] = None
            faults.append(setting.fault(error.message, error.way_out))
    for catalogue, cells in cells_of.items():
        chosen_of[catalogue] += rules_of_cells(cells, catalogue, faults)
    fields: dict[str, object] = {key: tuple(chosen) for key, chosen in chosen_of.items()}
    for known in SETTINGS:
        if known.home[0] != "term" and values.get(known.key) is not None:
            fields[known.target] = values[known.key]
    fields["id"] = fields.get("id") or slug(reading.stem)
    fields["title"] = fields.get("title") or fields["id"]
    return School(_term(values, reading, faults), fields)


def slug(stem: str) -> str:
    """Return a file's stem as a safe id: letters of any script and digits, other things become ``-``."""
    kept = re.sub(r"[^\w.]+", "-", stem).strip("-.")
    return re.sub(r"\.{2,}", ".", kept)[:64] or "case"


def _term(values: Mapping[str, object], reading: Reading, faults: list[Fault]) -> Term | None:
    file = SETTINGS_FILE if reading.text is not None else reading.file

    def add(message: Said, key: str, way_out: Said) -> None:
        faults.append(Fault(message, file=file, column=key, way_out=way_out))

    for known in SETTINGS:
        if known.required and known.key not in values and reading.asked:
            name = Words(zh=known.zh[0], en=known.key)
            add(MISSING.with_(name=name), known.key, ADD.with_(example=known.example))
    start, end = values.get("term.start"), values.get("term.end")
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    given = {key.removeprefix("term."): value for key, value in values.items() if key.startswith("term.")}
    term = Term.model_validate({key: value for key, value in given.items() if value is not None})
    wrong = wrong_span(term.start, term.end)
    if wrong is not None:
        add(wrong, "term.end", SWAP.with_())
        return None
    for date, _ in term.makeup:
        if not start <= date <= end:
            add(OUTSIDE_TERM.with_(date=date), "term.makeup", SWAP.with_())
        if date in term.closed:
            add(BOTH.with_(date=date), "term.makeup", SWAP.with_())
    return term


def wrong_span(start: dt.date, end: dt.date) -> Said | None:
    """Return what is wrong with the first and last day of a term, if anything is."""
    if end < start:
        return END_FIRST.with_(start=start, end=end)
    if not 2000 <= start.year <= end.year <= 2100:
        return FAR_TERM.with_(start=start, end=end)
    days = (end - start).days + 1
    return LONG_TERM.with_(days=days) if days > 371 else None

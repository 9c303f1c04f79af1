"""Rules and policies as a list to be read: what each means, whether it is on, and what it may be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import streamlit as st

from solver.app.inputs.conflicts import asked
from solver.app.inputs.edit_session import Work
from solver.app.page import Page
from solver.app.widgets import in_columns
from solver.base.text import Words
from solver.domain.params import Parameter, parameters_of
from solver.io.editing import CaseTables, unquoted
from solver.service import Requirement, Section, requirements

SECTIONS: Mapping[Section, Words] = {
    "rotation": Words(zh="值班轮换的规则", en="Rules of the rotation"),
    "timetable": Words(zh="社团课表的规则", en="Rules of the club timetable"),
    "handover": Words(zh="放学交接的规则", en="Rules of the hand-over"),
    "law": Words(zh="总是硬性的规则", en="Rules that are always hard"),
    "policies": Words(zh="政策要求", en="Policies"),
}
NARROW = frozenset({"cost", "staff", "posts"})
"""Settings of every rule: shown where a school has set them."""
HIDDEN = frozenset({"level", "peak_level", "pupils_level", "account", "first", "last"})
"""Settings that few need: they stand in the text."""
ON = Words(zh="开 {on} / 共 {all}", en="{on} of {all} on")
NTH = Words(zh="{title}（第 {number} 条）", en="{title} (no. {number})")
UNSET = Words(zh="（默认）", en="(default)")
UNSET_AS = Words(zh="{value}（默认）", en="{value} (default)")
CHOICES: Mapping[str, Words] = {
    "true": Words(zh="是", en="yes"),
    "false": Words(zh="否", en="no"),
    "day": Words(zh="天", en="day"),
    "week": Words(zh="教学周", en="week"),
    "month": Words(zh="月", en="month"),
    "term": Words(zh="学期", en="term"),
    "period": Words(zh="课时", en="period"),
    "duty": Words(zh="班次", en="duty"),
    "duties": Words(zh="班次数", en="duties"),
    "units": Words(zh="工作量", en="work units"),
    "together": Words(zh="在一起", en="together"),
    "apart": Words(zh="不在一起", en="apart"),
}
"""The words that parameters choose among, as they are read; the settings keep the words themselves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule or policy as a case has it. ``path`` is its place among the settings."""

    path: str
    kind: Requirement
    number: int
    on: bool
    params: Mapping[str, str]


def entries_of(values: Mapping[str, str]) -> Iterator[Entry]:
    """Yield every rule and policy, those that a case sets several times as often."""
    for kind in requirements():
        written = re.compile(rf"{re.escape(kind.path)}(?:#(\d+))?\.(\S+)")
        told: dict[int, dict[str, str]] = {}
        for key, value in values.items():
            if match := written.fullmatch(key):
                told.setdefault(int(match[1] or 1), {})[match[2]] = value
        if not told:
            yield Entry(kind.path, kind, 1, kind.by_default, {})
        for number, params in sorted(told.items()):
            path = kind.path if number == 1 else f"{kind.path}#{number}"
            on = params.pop("on", "true") == "true"
            yield Entry(path, kind, number, on, params)


def draw(page: Page, work: Work, values: Mapping[str, str]) -> None:
    """Draw the list, section by section."""
    by_section: dict[Section, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in entries_of(values):
        by_section[entry.kind.section].append(entry)
    for section, entries in by_section.items():
        count = page.say(ON, on=sum(entry.on for entry in entries), all=len(entries))
        with st.expander(f"{page.say(SECTIONS[section])} :gray[{count}]", icon=":material/rule:"):
            for entry in entries:
                _entry(page, work, entry)


def _entry(page: Page, work: Work, entry: Entry) -> None:
    title = page.say(entry.kind.title)
    if entry.number > 1:
        title = page.say(NTH, title=title, number=entry.number)
    widget = f"inputs_on_{entry.path}"
    st.session_state[widget] = entry.on
    st.toggle(
        f"**{title}**",
        key=widget,
        on_change=lambda: asked(
            work.edit,
            page.workspace,
            lambda tables: switched(tables, entry, on=bool(st.session_state[widget])),
        ),
    )
    st.caption(page.say(entry.kind.meaning))
    if entry.on:
        _params(page, work, entry)


def switched(tables: CaseTables, entry: Entry, *, on: bool) -> CaseTables:
    """Return the case with a rule switched; nothing is written where the default says the same."""
    if on == entry.kind.by_default and not entry.params and entry.number == 1:
        return tables.with_setting(entry.path, "")
    return tables.with_setting(f"{entry.path}.on", "true" if on else "false")


def _params(page: Page, work: Work, entry: Entry) -> None:
    """Draw what a rule may be told: what is its own, its price, and whom it is about where that is said."""
    visible = [
        parameter
        for name, parameter in parameters_of(entry.kind.params_type).items()
        if name in entry.params or not (name in NARROW | HIDDEN or parameter.parts)
    ]
    for column, parameter in in_columns(visible, 3, "bottom"):
        with column:
            _param(page, work, entry, parameter)


def _param(page: Page, work: Work, entry: Entry, parameter: Parameter) -> None:
    label, name = page.say(parameter.meaning), parameter.name
    widget = f"inputs_told_{entry.path}.{name}"
    value = unquoted(entry.params.get(name, ""))
    choices = () if parameter.many else parameter.choices

    def tell() -> None:
        text = str(st.session_state[widget] or "").strip()
        asked(work.edit, page.workspace, lambda tables: tables.with_setting(f"{entry.path}.{name}", text))

    st.session_state[widget] = value
    if choices and value in {"", *choices}:
        options = choices if parameter.required and value else ("", *choices)
        read = partial(_read, page, parameter)
        st.selectbox(label, options, format_func=read, key=widget, on_change=tell)
        return
    plain = not parameter.required and isinstance(parameter.default, int | Decimal | str)
    st.text_input(label, key=widget, placeholder=str(parameter.default) if plain else "", on_change=tell)


def _read(page: Page, parameter: Parameter, choice: str) -> str:
    """Return a choice in words; a blank one is what the rule does by itself."""
    if choice:
        return page.say(CHOICES[choice]) if choice in CHOICES else choice
    usual = CHOICES.get(str(parameter.default).lower())
    return page.say(UNSET_AS, value=page.say(usual)) if usual else page.say(UNSET)

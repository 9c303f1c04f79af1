"""Rules and policies as a list to be read: what each means, whether it is on, and what it may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from types import NoneType, UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin

import streamlit as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from solver.app.inputs.conflicts import asked
from solver.app.inputs.edit_session import Work
from solver.app.page import Page
from solver.base.text import Words
from solver.io.editing import CaseTables, unquoted
from solver.service import Requirement, Section, requirements

Item = TypeVar("Item")

SECTIONS: Mapping[Section, Words] = {
    "rotation": Words(zh="值班轮换的规则", en="Rules of the rotation"),
    "timetable": Words(zh="社团课表的规则", en="Rules of the club timetable"),
    "handover": Words(zh="放学交接的规则", en="Rules of the hand-over"),
    "law": Words(zh="总是硬性的规则", en="Rules that are always hard"),
    "policies": Words(zh="政策要求", en="Policies"),
}
COST = Words(zh="每处违反的价格（hard 表示硬性）", en="Price of a breach (“hard”: never)")
NARROW = {
    "staff": Words(zh="只对这些人员", en="Only these people"),
    "posts": Words(zh="只对这些岗位", en="Only these posts"),
}
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
    fields = {
        name: field
        for name, field in entry.kind.params_type.model_fields.items()
        if name in entry.params or not (name in {"cost", *NARROW, *HIDDEN} or _is_nested(field.annotation))
    }
    for line in batched(fields.items(), 3):
        for column, (name, field) in zip(st.columns(3, vertical_alignment="bottom"), line, strict=False):
            with column:
                _param(page, work, entry, name, field)


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield items so many at a time."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some


def _is_nested(annotation: object) -> bool:
    """Tell whether a parameter has parts of its own: those stand in the text."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_is_nested(one) for one in get_args(annotation))


def _param(page: Page, work: Work, entry: Entry, name: str, field: FieldInfo) -> None:
    own = next((one for one in field.metadata if isinstance(one, Words)), None)
    label = page.say(own or (COST if name == "cost" else NARROW.get(name, Words(zh=name, en=name))))
    widget = f"inputs_told_{entry.path}.{name}"
    value = unquoted(entry.params.get(name, ""))
    choices = words_of(field.annotation)

    def tell() -> None:
        text = str(st.session_state[widget] or "").strip()
        asked(work.edit, page.workspace, lambda tables: tables.with_setting(f"{entry.path}.{name}", text))

    if choices and value in {"", *choices}:
        st.session_state[widget] = value
        options = choices if field.is_required() else ("", *choices)
        if value not in options:
            options = ("", *options)
        read = partial(_read, page, field)
        st.selectbox(label, options, format_func=read, key=widget, on_change=tell)
        return
    st.session_state[widget] = value
    plain = not field.is_required() and isinstance(field.default, int | Decimal | str)
    st.text_input(label, key=widget, placeholder=str(field.default) if plain else "", on_change=tell)


def _read(page: Page, field: FieldInfo, choice: str) -> str:
    """Return a choice in words; a blank one is what the rule does by itself."""
    if choice:
        return page.say(CHOICES[choice]) if choice in CHOICES else choice
    usual = CHOICES.get(str(field.default).lower())
    return page.say(UNSET_AS, value=page.say(usual)) if usual else page.say(UNSET)


def words_of(annotation: object) -> tuple[str, ...]:
    """Return the words among which a parameter chooses; none where it is no such choice."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if get_origin(annotation) in {Union, UnionType}:
        inner = [one for one in get_args(annotation) if one is not NoneType]
        return words_of(inner[0]) if len(inner) == 1 else ()
    if annotation is bool:
        return ("true", "false")
    return ()

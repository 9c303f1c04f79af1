"""The settings of a case: term and calendar in a form, rules and policies as a list, and the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

import streamlit as st

from solver.app.inputs.edit_session import Edit, Work
from solver.app.inputs.toolbar import asked
from solver.app.page import Page, plain
from solver.app.widgets import button, in_columns
from solver.base.errors import Fault, InputError
from solver.base.text import Words
from solver.base.vocabulary import REDO, UNDO
from solver.domain.params import Parameter, parameters_of
from solver.io.editing import SETTING, CaseTables, CellFault, Examined, settings_of, unquoted
from solver.service import Requirement, Section, requirements

FIRST_LINES = (("title",), ("term.start", "term.end"), ("term.closed", "term.makeup"))
"""What every school sets, line by line; all else stands below."""
MORE_LINES = (
    ("id", "settings.pay"),
    ("settings.hold", "settings.walk_default"),
    ("settings.grid_step", "levels"),
)
NATIONAL = SETTING["term.national"]
MORE = Words(zh="更多设置", en="More settings")
TEXT = Words(
    zh="设置的文字（school.toml，给熟悉的人）", en="The text of the settings (school.toml, for experts)"
)
TEXT_HELP = Words(
    zh="按 Ctrl+Enter 生效。上面的表单改的也是这段文字，写在里面的注释会留着。",
    en="Ctrl+Enter applies it. The form above changes this same text; what you wrote beside it stays.",
)

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
COUNT_ON = Words(zh="开 {on} / 共 {all}", en="{on} of {all} on")
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


def draw(page: Page, work: Work, examined: Examined) -> None:
    """Draw the settings."""
    faults = [wrong for wrong in examined.faults if not wrong.table]
    with st.container(horizontal=True):
        button(page, "inputs_settings_undo", UNDO, "undo", asked, work.undo, disabled=not work.past)
        button(page, "inputs_settings_redo", REDO, "redo", asked, work.redo, disabled=not work.future)
    for wrong in faults:
        if wrong.column not in SETTING:
            _fault(page, wrong.fault)
    try:
        values = settings_of(work.tables.settings)
    except InputError:
        # What is no TOML has no fields: the text has to be mended first.
        _text(page, work)
        return
    _Form(page, work, values, faults).draw()
    _rules(page, work, values)
    with st.expander(page.say(TEXT), icon=":material/code:"):
        _text(page, work)


@dataclass(frozen=True)
class _Form:
    """The settings that schools know by name, with what is wrong with each right below it."""

    page: Page
    work: Work
    values: Mapping[str, str]
    faults: Sequence[CellFault]

    def draw(self) -> None:
        self._lines(FIRST_LINES)
        self._national()
        wrong = {found.column for found in self.faults}
        expanded = any(wrong.intersection(line) for line in MORE_LINES)
        with st.expander(self.page.say(MORE), icon=":material/tune:", expanded=expanded):
            self._lines(MORE_LINES)

    def _lines(self, lines: Iterable[tuple[str, ...]]) -> None:
        for line in lines:
            for column, key in zip(st.columns(len(line)), line, strict=True):
                with column:
                    self._field(key)

    def _field(self, key: str) -> None:
        widget = f"inputs_set_{key}"
        st.session_state[widget] = self.values.get(key, "")
        st.text_input(
            self.page.say(SETTING[key].name),
            key=widget,
            help=self.page.say(SETTING[key].meaning),
            placeholder=SETTING[key].example,
            on_change=lambda: _set(self.work, key, st.session_state[widget]),
        )
        for wrong in self.faults:
            if wrong.column == key:
                _fault(self.page, wrong.fault)

    def _national(self) -> None:
        widget, value = f"inputs_set_{NATIONAL.key}", self.values.get(NATIONAL.key, "")
        st.session_state[widget] = value.strip().lower() not in {"false", "no", "否", "0"}
        st.toggle(
            self.page.say(NATIONAL.name),
            key=widget,
            help=self.page.say(NATIONAL.meaning),
            # Yes is what holds where nothing is said.
            on_change=lambda: _set(self.work, NATIONAL.key, "" if st.session_state[widget] else "no"),
        )


def _text(page: Page, work: Work) -> None:
    widget = "inputs_toml"
    st.session_state[widget] = work.tables.settings
    st.text_area(
        page.say(TEXT),
        key=widget,
        height=360,
        help=page.say(TEXT_HELP),
        label_visibility="collapsed",
        on_change=lambda: _edit(
            work, lambda tables: replace(tables, settings=str(st.session_state[widget]).replace("\0", ""))
        ),
    )
    st.caption(page.say(TEXT_HELP))


def _edit(work: Work, edit: Edit) -> None:
    asked(lambda: work.edit(edit))


def _set(work: Work, key: str, text: object) -> None:
    """Set a setting; an empty text takes it away."""
    _edit(work, lambda tables: tables.with_setting(key, str(text or "").strip()))


def _fault(page: Page, fault: Fault) -> None:
    lines = [page.say(fault.message), *([page.say(fault.way_out)] if fault.way_out else [])]
    st.error("  \n".join(plain(line) for line in lines), icon=":material/error:")


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
        params_by_number: dict[int, dict[str, str]] = {}
        for key, value in values.items():
            if match := written.fullmatch(key):
                params_by_number.setdefault(int(match[1] or 1), {})[match[2]] = value
        if not params_by_number:
            yield Entry(kind.path, kind, 1, kind.by_default, {})
        for number, params in sorted(params_by_number.items()):
            path = kind.path if number == 1 else f"{kind.path}#{number}"
            on = params.pop("on", "true") == "true"
            yield Entry(path, kind, number, on, params)


def _rules(page: Page, work: Work, values: Mapping[str, str]) -> None:
    """Draw the list, section by section."""
    by_section: dict[Section, list[Entry]] = {section: [] for section in SECTIONS}
    for entry in entries_of(values):
        by_section[entry.kind.section].append(entry)
    for section, entries in by_section.items():
        count = page.say(COUNT_ON, on=sum(entry.on for entry in entries), all=len(entries))
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
        on_change=lambda: _edit(
            work, lambda tables: switched(tables, entry, on=bool(st.session_state[widget]))
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
        _set(work, f"{entry.path}.{name}", st.session_state[widget])

    st.session_state[widget] = value
    if choices and value in {"", *choices}:
        options = choices if parameter.required and value else ("", *choices)
        read = partial(_choice_words, page, parameter)
        st.selectbox(label, options, format_func=read, key=widget, on_change=tell)
        return
    plain = not parameter.required and isinstance(parameter.default, int | Decimal | str)
    st.text_input(label, key=widget, placeholder=str(parameter.default) if plain else "", on_change=tell)


def _choice_words(page: Page, parameter: Parameter, choice: str) -> str:
    """Return a choice in words; a blank one is what the rule does by itself."""
    if choice:
        return page.say(CHOICES[choice]) if choice in CHOICES else choice
    usual = CHOICES.get(str(parameter.default).lower())
    return page.say(UNSET_AS, value=page.say(usual)) if usual else page.say(UNSET)

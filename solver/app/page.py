"""What a page knows, and how it says it: the language, the workspace, the chosen case and plan."""

from __future__ import annotations

import datetime as dt
import re
import string
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from solver.base.errors import AfterbellError, InputError
from solver.base.text import LANGS, Lang, Message, Words
from solver.report import PlanView
from solver.service import Result
from solver.workspace import PlanInfo, Workspace

_MARKS = re.compile(f"([{re.escape(string.punctuation)}])")
_SHORTCODE = re.compile(r":(?=[\w+-]+:)")
_BREAKS = re.compile(r"\s+")
_JOINER = "\u2060"

StreamlitPage = Any
"""A page of ``st.navigation``; Streamlit does not export its type."""

LANG, CASE, PLAN = "lang", "case", "plan"
"""What the session and the address call them."""
_OPENING = threading.Lock()


def plain(text: object) -> str:
    """Return text so that Markdown shows exactly these characters.

    Every ASCII mark is escaped, so nothing becomes a heading, a link, a formula or a colour. Shortcodes of
    emoji are read after unescaping; an invisible joiner keeps ``:smile:`` what it is.
    """
    line = _BREAKS.sub(" ", str(text))
    return _MARKS.sub(r"\\\1", _SHORTCODE.sub(f":{_JOINER}", line))


def local(when: dt.datetime) -> str:
    """Return a time as the clock on the wall shows it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def lines_of(error: AfterbellError, lang: Lang) -> list[str]:
    """Return what a refusal has to say."""
    if isinstance(error, InputError) and error.faults:
        return [fault.say(lang) for fault in error.faults]
    return [error.message.say(lang)]


def refused(error: AfterbellError, lang: Lang) -> None:
    """Show a refusal."""
    for line in lines_of(error, lang):
        st.error(plain(line), icon=":material/error:")


@dataclass(eq=False)
class Page:
    """One run of one page in one browser session.

    ``key`` is the chosen case, ``None`` where none is; ``pages`` are all pages by name. The frame sets both
    before a page is drawn.
    """

    lang: Lang
    workspace: Workspace
    key: str | None = None
    pages: Mapping[str, StreamlitPage] = field(default_factory=dict)

    def say(self, words: Message, /, **values: object) -> str:
        """Return a message in the reader's language."""
        return words.say(self.lang, **values) if isinstance(words, Words) else words.say(self.lang)

    def tell(self, words: Words, /, **values: object) -> str:
        """Return a message for Markdown: the values are data and shown as they are."""
        shown = {
            name: plain(value.say(self.lang) if isinstance(value, Message) else value)
            for name, value in values.items()
        }
        return words.say(self.lang, **shown)

    @property
    def plans(self) -> tuple[PlanInfo, ...]:
        """The plans of the chosen case, newest first."""
        return self.workspace.plans.of(self.key) if self.key else ()

    @cached_property
    def plan(self) -> PlanInfo | None:
        """The plan that is looked at: the chosen one, else the newest that no scenario made.

        One run of a page is about one plan, though another may be made meanwhile.
        """
        plans = self.plans
        wanted = chosen_plan(self.key)
        chosen = next((plan for plan in plans if plan.id == wanted), None)
        return chosen or next((plan for plan in plans if not plan.scenario), None)

    def choose_plan(self, plan: int | None) -> None:
        """Look at a plan from now on; the newest for ``None``."""
        st.session_state[f"{PLAN}:{self.key}"] = plan
        self.__dict__.pop("plan", None)

    def result(self) -> Result | None:
        """Return the chosen plan, audited, or ``None`` where the case has none."""
        return self.workspace.plans.result(self.plan.id) if self.plan else None

    def handout(self) -> PlanView | None:
        """Return all that views of the chosen plan are made from, or ``None`` where there is none."""
        return self.workspace.plans.handout(self.plan.id) if self.plan else None

    def go(self, name: str) -> NoReturn:
        """Turn to another page."""
        st.switch_page(self.pages[name])

    def link(self, name: str, words: Words, icon: str) -> None:
        """Draw a link to another page."""
        st.page_link(self.pages[name], label=self.say(words), icon=f":material/{icon}:")


@st.cache_resource(show_spinner=False)
def workspace_of(root: Path) -> Workspace:
    """Return the one workspace of this process for a folder of cases."""
    with _OPENING:
        return Workspace(root)


def chosen_lang() -> Lang:
    """Return the session's language: what was chosen, else what the address says, else Chinese."""
    said = st.session_state.get(LANG) or st.query_params.get(LANG)
    lang: Lang = next((each for each in LANGS if each == said), "zh")
    # Turning to another page clears the address.
    choose_lang(lang)
    return lang


def choose_lang(lang: Lang) -> None:
    """Speak a language from now on."""
    st.session_state[LANG] = lang


def chosen_case(keys: tuple[str, ...]) -> str | None:
    """Return the session's case: what was chosen, else what the address says, if it is there."""
    for said in (st.session_state.get(CASE), st.query_params.get(CASE)):
        if said in keys:
            choose_case(str(said))
            return str(said)
    return None


def chosen_plan(key: str | None) -> int | None:
    """Return the plan of a case that was chosen, else what the address says; ``None`` for the newest."""
    name = f"{PLAN}:{key}"
    said = st.query_params.get(PLAN, "")
    # The address is about the case that it names.
    if name not in st.session_state and said.isdecimal() and st.query_params.get(CASE) == key:
        st.session_state[name] = int(said)
    plan: int | None = st.session_state.get(name)
    return plan


def choose_case(key: str | None) -> None:
    """Work on a case from now on."""
    st.session_state[CASE] = key


def write_address(page: Page) -> None:
    """Write language, case and chosen plan into the address: a reload, or a colleague's link, finds them."""
    plan = chosen_plan(page.key)
    wanted = {
        LANG: page.lang,
        **({CASE: page.key} if page.key else {}),
        **({PLAN: str(plan)} if plan is not None else {}),
    }
    if plan is None and PLAN in st.query_params:
        del st.query_params[PLAN]
    if any(st.query_params.get(name) != value for name, value in wanted.items()):
        st.query_params.update(wanted)

"""The app's frame: its look, pages, language, the chosen case; every page is drawn inside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path

import streamlit as st

from solver.app.page import (
    Page,
    choose_case,
    choose_lang,
    chosen_case,
    chosen_lang,
    refused,
    workspace_of,
    write_address,
)
from solver.app.server import folder_of_cases
from solver.app.widgets import apart, segments
from solver.base.errors import AfterbellError
from solver.base.text import Lang, Words
from solver.base.vocabulary import (
    CASE,
    CERTIFICATE,
    FAIRNESS,
    HAND_OVER,
    INPUTS,
    ORIGIN,
    ROSTER,
    SCENARIOS,
    SOLVE,
)

LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}
LANGUAGE = Words(zh="语言", en="Language")
NO_CASE = Words(zh="选一个方案", en="Choose a case")
FIRST_A_CASE = Words(
    zh="请先选一个方案：左边的列表，或者开始页。",
    en="Choose a case first: in the list on the left, or on the page Start.",
)
TO_START = Words(zh="去开始页", en="Go to Start")
PREPARE = Words(zh="准备", en="Prepare")
RESULTS = Words(zh="结果", en="Results")

BRAND = Words(zh="课后排 Afterbell", en="Afterbell 课后排")


@dataclass(frozen=True)
class View:
    """A page: its address, its title, its icon, the folder that draws it, whether it needs a case."""

    name: str
    title: Words
    icon: str
    folder: str = ""
    needs_case: bool = True


VIEWS: tuple[tuple[Words | None, tuple[View, ...]], ...] = (
    (None, (View("start", Words(zh="开始", en="Start"), "home", needs_case=False),)),
    (
        PREPARE,
        (
            View("inputs", INPUTS, "edit_note"),
            View("solve", SOLVE, "play_circle"),
            View("scenarios", SCENARIOS, "balance"),
        ),
    ),
    (
        RESULTS,
        (
            View("roster", ROSTER, "calendar_month"),
            View("fairness", FAIRNESS, "bar_chart"),
            View("handover", HAND_OVER, "directions_walk"),
            View("certificate", CERTIFICATE, "verified"),
            View("run", ORIGIN, "history", folder="provenance"),
        ),
    ),
)


def main() -> None:
    """Draw the page that the address names, in the session's language, on its case."""
    lang = chosen_lang()
    dress(lang)
    try:
        page = Page(lang, workspace_of(folder_of_cases().resolve()))
    except AfterbellError as error:
        refused(error, lang)
        return
    page.pages = {
        view.name: st.Page(
            partial(_show, view, page),
            title=view.title.say(lang),
            icon=f":material/{view.icon}:",
            url_path=view.name,
            default=not view.needs_case,
        )
        for _, views in VIEWS
        for view in views
    }
    chosen = st.navigation(
        {
            section.say(lang) if section else "": [page.pages[view.name] for view in views]
            for section, views in VIEWS
        }
    )
    try:
        with st.sidebar:
            _language(page)
            page.key = _case(page)
        write_address(page)
        chosen.run()
    except AfterbellError as error:
        refused(error, lang)


def _show(view: View, page: Page) -> None:
    """Draw a page; its module is read when it is first turned to."""
    if view.needs_case and page.key is None:
        st.info(page.say(FIRST_A_CASE), icon=":material/arrow_back:")
        page.link("start", TO_START, "home")
        return
    import_module(f"solver.app.{view.folder or view.name}.page").show(page)


def _language(page: Page) -> None:
    def take() -> None:
        choose_lang(st.session_state["app_lang"])

    # The widget's own key would be forgotten by Streamlit; the session's choice is kept beside it.
    segments(page, "app_lang", LANGUAGE, LANGUAGES, page.lang, bare=True, act=take)


def _case(page: Page) -> str | None:
    """Show the list of cases and return the chosen one. A workbook is none before the page Start opens it."""
    cases = {card.key: card for card in page.workspace.cases.cards() if not card.book}
    key = chosen_case(tuple(cases))
    keys = list(cases)
    widget = f"app_case_{key}"
    chosen = st.selectbox(
        page.say(CASE),
        keys,
        index=keys.index(key) if key else None,
        format_func=apart(keys, lambda each: cases[each].title or each),
        placeholder=page.say(NO_CASE),
        key=widget,
    )
    if chosen != key:
        choose_case(chosen)
        st.rerun()
    return chosen


def dress(lang: Lang) -> None:
    """Set title, icon, mark and style of the frame: the first call of every page."""
    # Drawn here: an icon by name would be fetched from the internet for the browser's tab.
    st.set_page_config(page_title=BRAND.say(lang), page_icon=_look_file("bell.svg"), layout="wide")
    st.logo(_look_file("mark.svg").format(name=BRAND.say(lang)), size="large")
    style = _look_file("frame.css") + (_look_file("frame_zh.css") if lang == "zh" else "")
    st.html(f"<style>{style}</style>")


@cache
def _look_file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")

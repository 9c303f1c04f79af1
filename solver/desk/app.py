"""The app's frame: pages, language, the chosen case; every page is drawn inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

import streamlit as st

from solver.base.errors import AfterbellError
from solver.base.text import Lang, Words
from solver.desk import state
from solver.desk.apart import apart
from solver.desk.looks import dress
from solver.desk.refused import refused
from solver.desk.serve import folder_of_cases
from solver.desk.state import Desk, Page

LANGUAGES: dict[Lang, str] = {"zh": "中文", "en": "English"}
LANGUAGE = Words(zh="语言", en="Language")
CASE = Words(zh="方案", en="Case")
NO_CASE = Words(zh="选一个方案", en="Choose a case")
FIRST_A_CASE = Words(
    zh="请先选一个方案：左边的列表，或者开始页。",
    en="Choose a case first: in the list on the left, or on the page Start.",
)
TO_START = Words(zh="去开始页", en="Go to Start")
PREPARE = Words(zh="准备", en="Prepare")
RESULTS = Words(zh="结果", en="Results")


@dataclass(frozen=True)
class View:
    """A page: the name of its module and address, its title, its icon, whether it needs a case."""

    name: str
    title: Words
    icon: str
    needs_case: bool = True


VIEWS: tuple[tuple[Words | None, tuple[View, ...]], ...] = (
    (None, (View("start", Words(zh="开始", en="Start"), "home", needs_case=False),)),
    (
        PREPARE,
        (
            View("inputs", Words(zh="填写", en="Inputs"), "edit_note"),
            View("solve", Words(zh="排班", en="Solve"), "play_circle"),
            View("scenarios", Words(zh="比较", en="Scenarios"), "balance"),
        ),
    ),
    (
        RESULTS,
        (
            View("roster", Words(zh="排班表", en="Roster"), "calendar_month"),
            View("fairness", Words(zh="公平", en="Fairness"), "bar_chart"),
            View("handover", Words(zh="放学交接", en="Hand-over"), "directions_walk"),
            View("certificate", Words(zh="证书", en="Certificate"), "verified"),
            View("run", Words(zh="来历", en="Origin"), "history"),
        ),
    ),
)


def main() -> None:
    """Draw the page that the address names, in the session's language, on its case."""
    lang = state.chosen_lang()
    dress(lang)
    try:
        office = state.office_of(folder_of_cases().resolve())
    except AfterbellError as error:
        refused(error, lang)
        return
    desk = Desk(lang, office)
    frame: list[Desk] = [desk]
    pages = {
        view.name: st.Page(
            _drawn(view, frame),
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
            section.say(lang) if section else "": [pages[view.name] for view in views]
            for section, views in VIEWS
        }
    )
    desk = replace(desk, pages=pages)
    try:
        with st.sidebar:
            _language(lang)
            frame[0] = replace(desk, key=_case(desk))
        _address(frame[0])
        chosen.run()
    except AfterbellError as error:
        refused(error, lang)


def _drawn(view: View, frame: list[Desk]) -> Callable[[], None]:
    """Return what draws a page; its module is read when it is first turned to."""

    def draw() -> None:
        desk = frame[0]
        if view.needs_case and desk.key is None:
            st.info(FIRST_A_CASE.say(desk.lang), icon=":material/arrow_back:")
            st.page_link(desk.pages["start"], label=TO_START.say(desk.lang), icon=":material/home:")
            return
        import_module(f"solver.desk.views.{view.name}").show(desk)

    return draw


def _language(lang: Lang) -> None:
    # The widget's own key would be forgotten by Streamlit; the session's choice is kept beside it.
    st.segmented_control(
        LANGUAGE.say(lang),
        list(LANGUAGES),
        default=lang,
        format_func=lambda each: LANGUAGES[each],
        key="app_lang",
        label_visibility="collapsed",
        on_change=_take_language,
    )


def _take_language() -> None:
    if chosen := st.session_state.get("app_lang"):
        st.session_state[state.LANG] = chosen


def _case(desk: Desk) -> str | None:
    """Show the list of cases and return the chosen one. A workbook is none before the page Start opens it."""
    cases = {card.key: card for card in desk.office.cases() if not card.book}
    key = state.chosen_case(tuple(cases))
    keys = list(cases)
    widget = f"app_case_{key}"
    chosen = st.selectbox(
        CASE.say(desk.lang),
        keys,
        index=keys.index(key) if key else None,
        format_func=apart(keys, lambda each: cases[each].title or each),
        placeholder=NO_CASE.say(desk.lang),
        key=widget,
    )
    if chosen != key:
        state.choose_case(chosen)
        st.rerun()
    return chosen


def _address(desk: Desk) -> None:
    """Write language, case and chosen plan into the address: a reload, or a colleague's link, finds them."""
    plan = state.chosen_plan(desk.key)
    wanted = {
        state.LANG: desk.lang,
        **({state.CASE: desk.key} if desk.key else {}),
        **({state.PLAN: str(plan)} if plan is not None else {}),
    }
    if plan is None and state.PLAN in st.query_params:
        del st.query_params[state.PLAN]
    if any(st.query_params.get(name) != value for name, value in wanted.items()):
        st.query_params.update(wanted)


__all__ = ["VIEWS", "Page", "View", "main"]

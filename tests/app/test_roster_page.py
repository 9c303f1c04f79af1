"""The roster page: links, language, drafts, versions, a clicked duty, hostile names and addresses."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from solver.app.roster import component
from solver.app.roster.downloads import zipped
from solver.app.roster.view_state import ADDRESS, VIEWS
from solver.base.text import LANGS, Words
from solver.service import Result
from solver.workspace import Workspace
from solver.workspace.plan_cache import PlanCache
from tests.app.conftest import opened, words_of
from tests.app.rosters import HOSTILE, care_on, folder_with, hostile, solved, without

Link = Callable[..., AppTest]


@pytest.fixture
def link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Link]:
    """Open a link into the roster of a folder with one plan."""

    def follow(result: Result | None = None, *, lang: str = "zh", **said: str) -> AppTest:
        folder = tmp_path / "cases"
        if not folder.exists():
            folder_with(result or solved("tiny"), folder)
        monkeypatch.setenv("AFTERBELL_CASES", str(folder))
        return sound(opened("roster", lang=lang, **{"case": "tiny", **said}))

    yield follow
    st.cache_resource.clear()


def sound(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def in_address(at: AppTest, name: str) -> str:
    value = at.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize("lang", LANGS)
def test_every_view_is_drawn_and_stands_in_the_address(link: Link, lang: str):
    at = link(lang=lang)
    for view in reversed(VIEWS):
        sound(at.segmented_control(key="roster_view").set_value(view).run())
        assert in_address(at, "view") == view


def test_a_link_to_a_person_shows_that_person_and_a_change_of_language_keeps_the_place(link: Link):
    at = link(view="person", who="T2", date="2026-09-15", shape="term")
    name = solved("tiny").case.person["T2"].name
    assert f"**{name}**" in words_of(at)
    sound(at.segmented_control(key="app_lang").set_value("en").run())
    assert at.title[0].value == "Roster"
    assert f"**{name}**" in words_of(at)
    assert (in_address(at, "who"), in_address(at, "shape")) == ("T2", "term")


def test_stepping_on_and_back_is_stepping_nowhere(link: Link):
    at = link(view="day", date="2026-09-09")
    assert not at.button(key="roster_date_before").disabled
    sound(at.button(key="roster_date_after").click().run())
    assert in_address(at, "date") == "2026-09-10"
    sound(at.button(key="roster_date_before").click().run())
    assert in_address(at, "date") == "2026-09-09"


def test_the_term_has_ends(link: Link):
    at = link(view="day", date="1999-01-01")
    assert at.button(key="roster_date_before").disabled
    assert not at.button(key="roster_date_after").disabled


def test_a_search_leads_to_whatever_was_found_and_is_empty_again(link: Link):
    at = link()
    box = at.selectbox(key="roster_search")
    found = next(option for option in box.options if "儿童画" in option)
    sound(box.select(found).run())
    assert in_address(at, "view") == "club"
    assert "**儿童画**" in words_of(at)
    assert at.selectbox(key="roster_search").value is None


def test_the_page_of_a_person_tells_what_the_school_says_and_how_often_what_was_done(link: Link):
    at = link(view="person", who="T1")
    person = solved("tiny").case.person["T1"]
    assert all(f"**{subject}**" in words_of(at) for subject in person.subjects)
    own = [row for row in solved("tiny").plan.roster if row.staff == "T1"]
    assert at.dataframe[0].value["班次"].sum() == len(own)


def test_a_list_holds_every_duty_of_the_person(link: Link):
    at = link(view="person", who="T1", shape="list")
    own = [row for row in solved("tiny").plan.roster if row.staff == "T1"]
    assert sorted(at.dataframe[0].value["日期"]) == sorted(row.date.isoformat() for row in own)


def test_a_clicked_duty_opens_its_panel_once(link: Link):
    at = link(view="day", date="2026-09-09")
    duty = next(row for row in solved("tiny").plan.roster if str(row.date) == "2026-09-09")
    at.session_state[component.ASKED_DUTY] = f"{duty.date} {duty.post}"
    sound(at.run())
    assert at.get("dialog")
    sound(at.run())
    assert not at.get("dialog")


def test_what_is_no_duty_opens_nothing(link: Link):
    at = link()
    for text in ("", "2026-09-09 no such post", "<script>", "2026-09-09"):
        at.session_state[component.ASKED_DUTY] = text
        assert not sound(at.run()).get("dialog")


def test_a_draft_is_marked_and_its_holes_are_told_on_their_day(link: Link):
    result = solved("tiny")
    hole = care_on(result)
    at = link(without(result, hole), view="day", date=hole.date.isoformat())
    assert "缺" in words_of(at)
    assert any("草稿" in badge.value for badge in at.markdown)
    at = link(view="person", who="")
    assert "缺人的席位" in words_of(at)
    assert in_address(at, "who") == ""


def test_an_older_version_can_be_chosen_and_a_kept_change_says_what_it_was(link: Link, tmp_path: Path):
    at = link()
    with Workspace(tmp_path / "cases") as workspace:
        first = workspace.plans.of("tiny")[0].id
        changed = without(workspace.plans.result(first), care_on(workspace.plans.result(first)))
        label = Words(zh="空出一席", en="one seat emptied")
        newer = workspace.plans.keep("tiny", changed, parent=first, label=label)
    sound(at.run())
    choice = at.selectbox(key="roster_plan")
    assert choice.value == newer
    assert "改自" in choice.options[0]
    assert any("草稿" in badge.value for badge in at.markdown)
    sound(choice.select(choice.options[1]).run())
    assert not any("草稿" in badge.value for badge in at.markdown)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_are_shown_as_they_are(link: Link, lang: str):
    at = link(hostile(), lang=lang)
    for view in reversed(VIEWS):
        said = words_of(sound(at.segmented_control(key="roster_view").set_value(view).run()))
        assert HOSTILE not in said, "unescaped"
        if view in {"person", "group"}:
            assert r"\<script\>alert\(1\)\<\/script\>" in said


def test_a_hostile_address_is_as_good_as_none(link: Link):
    wild = "<script>../2026-99-99\x00" + "🙂" * 500
    at = link(**dict.fromkeys(ADDRESS, wild))
    assert in_address(at, "view") == "day"
    at = link(**{**dict.fromkeys(ADDRESS, wild), "view": "person"})
    assert in_address(at, "who") in solved("tiny").case.person


def test_downloads_are_offered_and_made_only_when_asked_for(link: Link, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(PlanCache, "files", lambda *_: pytest.fail("made while the page was drawn"))
    at = link(view="person", who="T1")
    labels = {button.label for button in at.download_button}
    assert {"Excel 工作簿", "全套 PDF", "本月日历", "手机日历（.ics）"} <= labels


def test_an_archive_of_the_same_files_is_the_same():
    assert zipped({"b": b"2", "a/ü": b"1"}) == zipped({"a/ü": b"1", "b": b"2"})

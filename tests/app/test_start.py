"""The page Start: how cases stand, a school made of five answers, names that are only names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.app.conftest import PATIENCE, ROOT, words_of


def filled(at: AppTest, **answers: str) -> AppTest:
    for field, text in answers.items():
        kind = at.text_area if field == "teachers" else at.text_input
        next(each for each in kind if each.key == f"start_{field}").set_value(text)
    return next(each for each in at.button if each.proto.is_form_submitter).click().run()


def test_cases_say_how_they_stand(app: Callable[..., AppTest], cases: Path) -> None:
    shutil.copytree(ROOT / "data/tiny", cases / "broken")
    staff = cases / "broken/staff.csv"
    staff.write_text(staff.read_text("utf-8-sig").replace("id,", "idd,", 1), "utf-8")
    said = words_of(app())
    assert "处要改" in said
    assert "填写无误" in said
    assert "还没有排过班" in said


def test_the_language_is_one_click_away_and_stays(app: Callable[..., AppTest]) -> None:
    at = app()
    assert at.title[0].value == "课后服务排班"
    at.segmented_control(key="app_lang").set_value("en").run()
    assert at.title[0].value == "After-school service rosters"
    assert at.query_params["lang"] == "en"


def asked(folder: str) -> None:
    from pathlib import Path

    import streamlit as st

    from solver.app.page import Page
    from solver.app.start import page
    from solver.workspace import Workspace

    st.text(page.form(Page("zh", Workspace(Path(folder)))) or "")


def test_five_answers_make_a_case(cases: Path) -> None:
    at = AppTest.from_function(asked, args=(str(cases),), default_timeout=PATIENCE).run()
    at = filled(at, name="河边小学", classes="2,2", teachers="20")
    assert at.text[0].value == "河边小学"
    assert (cases / "河边小学/school.toml").is_file()


def test_too_few_teachers_are_counted_before_anything_is_made(cases: Path) -> None:
    at = AppTest.from_function(asked, args=(str(cases),), default_timeout=PATIENCE).run()
    at = filled(at, name="河边小学", classes="9,9", teachers="3")
    assert "至少要" in at.error[0].value
    assert not (cases / "河边小学").exists()


def test_names_are_shown_as_they_are_typed(app: Callable[..., AppTest], cases: Path) -> None:
    toml = cases / "tiny/school.toml"
    name = "<script>alert(1)</script> :red[校] **粗** $x$ 😀"
    toml.write_text(toml.read_text("utf-8").replace("小小学校", name), "utf-8")
    shown = next(each.value for each in app().markdown if "script" in each.value)
    assert shown.replace("\\", "") == f"**{name}**"
    assert "\\<script\\>" in shown
    assert "\\:red\\[" in shown

"""What goes wrong beside the pages: a message in words, and the rest of the page."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from solver.app.page import Page
from solver.base import atomic_folder
from solver.io.editing import open_tables, workbook_bytes
from tests.app.conftest import ROOT, opened, words_of

BOOK = workbook_bytes(open_tables(ROOT / "data/tiny"), "zh")


def upload(at: AppTest, name: str, content: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return at.run()


def test_a_workbook_beside_the_cases_is_opened_by_its_card(app: Callable[..., AppTest], cases: Path) -> None:
    (cases / "杨湾.xlsx").write_bytes(BOOK)
    at = app()
    assert at.selectbox[0].options == ["小小学校"], "a workbook is no case yet"
    assert "还没有打开过" in words_of(at)
    at.button(key="start_inputs_杨湾.xlsx").click().run()
    assert not at.exception
    assert at.session_state["case"] == "杨湾"
    assert (cases / "杨湾/school.toml").is_file()


def test_a_workbook_that_can_not_be_opened_says_why_and_the_other_cards_stay(
    app: Callable[..., AppTest], cases: Path
) -> None:
    (cases / "杨湾.xlsx").write_bytes(b"no workbook")
    at = app()
    at.button(key="start_inputs_杨湾.xlsx").click().run()
    assert "文件已损坏" in at.error[0].value
    assert {each.key for each in at.button} >= {"start_inputs_tiny", "start_inputs_杨湾.xlsx"}


@pytest.mark.parametrize(
    ("lang", "case"),
    [
        ("<script>alert(1)</script>", "../../etc"),
        ("zh\0", "/etc/passwd"),
        ("", "tiny/../tiny"),
        ("EN", "…" * 5000),
    ],
)
def test_whatever_the_address_says_it_is_a_page_without_a_case(
    app: Callable[..., AppTest], lang: str, case: str
) -> None:
    at = app("inputs", lang=lang, case=case)
    assert not at.exception
    assert at.title or "请先选一个方案" in at.info[0].value
    assert "请先选一个方案" in words_of(at)


def test_an_upload_is_taken_in(app: Callable[..., AppTest], cases: Path) -> None:
    at = upload(app(), "新 学校.xlsx", BOOK)
    assert not at.exception
    assert at.session_state["case"] == "新-学校"
    assert (cases / "新-学校/school.toml").is_file()


def test_an_upload_for_which_there_is_no_room_is_told_and_the_cards_stay(
    app: Callable[..., AppTest], cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    at = app()
    monkeypatch.setattr(atomic_folder, "write", full)
    upload(at, "新.xlsx", BOOK)
    assert not at.exception
    assert "没有收下" in at.error[0].value
    assert "No space left" in words_of(at)
    assert "start_inputs_tiny" in {each.key for each in at.button}
    assert sorted(path.name for path in cases.iterdir()) == [".afterbell", "tiny"]


def test_a_store_that_is_damaged_is_told_in_words(app: Callable[..., AppTest], cases: Path) -> None:
    (cases / ".afterbell").mkdir()
    (cases / ".afterbell/store.sqlite3").write_bytes(b"not a database at all" * 100)
    at = app()
    assert not at.exception
    assert "已损坏" in at.error[0].value


def test_a_store_that_is_taken_away_is_told_in_words(app: Callable[..., AppTest], cases: Path) -> None:
    at = app()
    (cases / ".afterbell").rename(cases / ".elsewhere")
    at.run()
    assert not at.exception
    assert "无法使用存储文件" in at.error[0].value
    (cases / ".elsewhere").rename(cases / ".afterbell")
    assert not at.run().error


def test_one_run_of_a_page_is_about_one_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends meanwhile makes a newer one: title and content must not be of two plans."""
    plans = [SimpleNamespace(id=1, scenario="")]
    known = SimpleNamespace(of=lambda _: tuple(plans), handout=lambda plan: plan)
    workspace: Any = SimpleNamespace(plans=known)
    monkeypatch.setattr("streamlit.session_state", {})
    page: Any = Page("zh", workspace, "tiny")
    assert page.handout() == 1
    plans.insert(0, SimpleNamespace(id=2, scenario=""))
    assert page.plan is plans[1]
    assert page.handout() == 1
    page.choose_plan(2)
    again: Any = Page("zh", workspace, "tiny")
    assert page.handout() == again.handout() == 2


def test_pages_of_a_case_that_is_gone_send_to_the_start(app: Callable[..., AppTest], cases: Path) -> None:
    at = app("inputs", case="tiny")
    (cases / "tiny").rename(cases.parent / "moved")
    at.run()
    assert not at.exception
    assert "请先选一个方案" in words_of(at)
    assert not opened("roster").exception

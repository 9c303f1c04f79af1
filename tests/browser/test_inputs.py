"""Filling in: a wrong cell is told at the cell, mended, saved; the workbook goes out and comes back equal."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from solver.io import load
from tests.support.browser.grid import Grid

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tab(session):
    return session("inputs", case="tiny")


@pytest.fixture
def grid(tab):
    return Grid(tab)


def test_a_wrong_cell_is_told_at_the_cell_and_gone_when_mended(tab, grid, folder):
    file = folder / "tiny" / "staff.csv"
    before = file.read_bytes()
    grid.type(1, "工作量比例", "1.4")
    assert "1.4" in grid.message(1, "工作量比例")
    expect(grid.faulty()).to_have_count(1)
    grid.type(1, "工作量比例", "0.4")
    expect(grid.faulty()).to_have_count(0)
    assert file.read_bytes() == before
    tab.click("inputs_save")
    assert b"0.4" in file.read_bytes()
    assert float(load(folder / "tiny").case.person["T2"].share) == 0.4


def test_what_is_unsaved_survives_a_reload(tab, grid, folder):
    grid.type(2, "姓名", "顾志新")
    expect(tab.page.get_by_test_id("stMain")).to_contain_text("未保存")
    tab.page.reload()
    tab.idle()
    expect(grid.cell(2, "姓名")).to_have_text("顾志新")
    assert "顾志远" in (folder / "tiny" / "staff.csv").read_text("utf-8")
    tab.click("inputs_discard")
    expect(grid.cell(2, "姓名")).to_have_text("顾志远")


def test_a_workbook_that_was_downloaded_comes_back_as_an_equal_case(tab, folder, tmp_path):
    before = set(folder.iterdir())
    with tab.page.expect_download() as coming:
        tab.widget("inputs_book").get_by_role("button").click()
    book = tmp_path / coming.value.suggested_filename
    coming.value.save_as(book)
    tab.turn_to("start")
    tab.page.locator('[class*="st-key-start_upload_"] input[type="file"]').set_input_files(book)
    tab.page.wait_for_url("**/inputs*")
    tab.idle()
    (new,) = set(folder.iterdir()) - before
    assert load(new).case == load(folder / "tiny").case

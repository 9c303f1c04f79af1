"""From a case to a roster in the browser: solve, watch, stop, look, swap, undo, keep, compare."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from solver.workspace import Workspace
from tests.support import cases
from tests.support.solved import keep, result_of

pytestmark = pytest.mark.browser
SOME = 8
SWAP, EMPTY = 1, 2
"""Places of what can be done with a duty; the first is to replace."""


def said(tab):
    return tab.page.get_by_test_id("stMain")


def test_a_solve_is_watched_and_stopped_and_leaves_its_best_roster(session, folder):
    cases.copied(cases.DATA / "fengjin", folder)
    tab = session("solve", case="fengjin")
    tab.fill("solve_cores", "1")
    tab.click("solve_start")
    metrics = tab.page.get_by_test_id("stMetricValue")
    expect(metrics.nth(1)).to_contain_text("/ 3767", timeout=cases.PATIENCE * 1000)
    # It goes on by itself, without a click.
    expect(metrics.nth(0)).not_to_have_text(metrics.nth(0).inner_text())
    with Workspace(folder) as workspace:
        assert [run.state for run in workspace.runs.find("fengjin")] == ["running"]
    tab.like("solve_stop_").get_by_role("button").click()
    roster = tab.like("solve_roster_").get_by_role("button")
    roster.wait_for()
    tab.act(roster.click)
    expect(tab.page.locator("button[data-duty]").first).to_be_visible()
    with Workspace(folder) as workspace:
        (run,) = workspace.runs.find("fengjin")
        assert run.state == "done"
        assert run.plan_id is not None


@pytest.fixture(scope="module")
def tab(session, folder):
    """A session at the roster of a school whose plan is the same in every run."""
    cases.copied(cases.SCHOOLS / "small", folder)
    keep(folder, "small", result_of("small"))
    return session("roster", case="small")


def change(tab, number, action):
    """Open the panel of a duty and choose what to do with it."""
    tab.act(tab.page.locator("button[data-duty]").nth(number).click)
    panel = tab.page.get_by_role("dialog")
    what = tab.like("duty_do_").locator("button[data-variant]").nth(action)
    tab.act(what.click)
    return panel


def swappable(tab):
    """Open the panel of the first duty that can be swapped for another without breaking a rule."""
    for number in range(SOME):
        panel = change(tab, number, SWAP)
        if tab.like("duty_do_swap").count():
            return panel
        tab.dismiss()
    pytest.fail(f"none of {SOME} duties can be swapped")


def test_two_people_are_swapped_the_change_is_audited_and_undone(tab, folder):
    panel = swappable(tab)
    tab.act(tab.like("duty_do_swap").get_by_role("button").click)
    expect(panel).to_contain_text("→")
    expect(panel).to_contain_text("已核验，还没有保存")
    tab.act(tab.like("duty_undo").get_by_role("button").click)
    expect(panel).not_to_contain_text("还没有保存")
    tab.dismiss()
    with Workspace(folder) as workspace:
        assert len(workspace.plans.of("small")) == 1


def test_what_a_change_breaks_is_told_before_it_is_kept(tab, folder):
    panel = change(tab, 0, EMPTY)
    tab.act(tab.like("duty_empty").get_by_role("button").click)
    expect(panel).to_contain_text("新出现的问题")
    expect(panel).to_contain_text("缺1人")
    tab.act(tab.like("duty_keep").get_by_role("button").click)
    with Workspace(folder) as workspace:
        edited, first = workspace.plans.of("small")
        assert edited.parent == first.id
        assert edited.findings > first.findings
    expect(said(tab)).to_contain_text(f"（{edited.findings}）")
    expect(said(tab)).to_contain_text("缺1人")


def test_two_scenarios_are_compared_side_by_side(session):
    tab = session("scenarios", case="tiny")
    for name in ("何教练", "吕教练"):
        box = tab.like("scenarios_more_name").locator("input")
        if not box.is_visible():
            tab.look(said(tab).get_by_text("新设想").click)
        box.fill(name)
        tab.act(lambda: tab.page.keyboard.press("Enter"))
        tab.click("scenarios_make")
    tab.click("scenarios_start")
    tab.widget("scenarios_show").wait_for()
    tab.idle()
    for name in ("何教练", "吕教练"):
        expect(said(tab)).to_contain_text(name)
    for ending, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        with tab.page.expect_download() as coming:
            tab.widget(f"scenarios_get_{ending}").get_by_role("button").click()
        assert coming.value.path().read_bytes().startswith(start)

"""The page on which a solve is asked for: with real processes, on the smallest cases."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from solver.app.page import workspace_of
from solver.domain.levels import groups_of
from solver.workspace import RunView, Workspace
from tests.app.conftest import PATIENCE, words_of
from tests.support.cases import SCHOOLS

PINS = "action,staff,post,weekday\nassign,T1,care/1-1,1\nforbid,T2,gate,\n"


@pytest.fixture
def workspace(cases: Path, app: Callable[..., AppTest]) -> Iterator[Workspace]:
    """The workspace that the app asks; no process outlives its test."""
    assert callable(app)
    found = workspace_of(cases.resolve())
    yield found
    for run in found.runs.find():
        found.runs.cancel(run.id)
    for run in found.runs.find():
        waited(found, run.id, lambda run: not run.open)


def waited(workspace: Workspace, run_id: int, until: Callable[[RunView], bool]) -> RunView:
    end = time.monotonic() + PATIENCE
    while not until(run := workspace.runs.get(run_id)):
        assert time.monotonic() < end, run
        time.sleep(0.1)
    return run


def page(app: Callable[..., AppTest], lang: str = "zh", case: str = "tiny") -> AppTest:
    at = app("solve", lang=lang, case=case)
    assert not at.exception, at.exception[0].message
    return at


def started(at: AppTest, workspace: Workspace, case: str = "tiny") -> int:
    at.button(key="solve_start").click().run()
    assert not at.exception, at.exception[0].message
    return workspace.runs.find(case)[0].id


@pytest.mark.parametrize(
    ("lang", "latest", "done"), [("zh", "最近一次", "完成"), ("en", "The latest", "done")]
)
def test_a_solve_is_asked_for_and_its_roster_is_one_click_away(
    app: Callable[..., AppTest], workspace: Workspace, lang: str, latest: str, done: str
) -> None:
    at = page(app, lang)
    run = started(at, workspace)
    waited(workspace, run, lambda run: not run.open)
    at.run()
    assert not at.exception, at.exception[0].message
    assert latest in words_of(at)
    assert done in words_of(at)
    assert at.button(key=f"solve_roster_{run}").label
    assert workspace.runs.get(run).digest == workspace.drafts.open("tiny").tables.digest


def test_a_long_solve_is_watched_and_stopped_with_the_best_so_far(
    app: Callable[..., AppTest], workspace: Workspace, cases: Path
) -> None:
    shutil.copytree(SCHOOLS / "small", cases / "small")
    at = page(app, case="small")
    at.button_group(key="solve_time").set_value(15).run()
    run = started(at, workspace, "small")
    waited(workspace, run, lambda view: bool(view.points and view.points[-1].stage == "rotation"))
    waited(workspace, run, lambda view: bool(view.points[-1].levels))
    again = page(app, "en", "small")
    assert "Stop and keep the best" in {each.label for each in again.button}
    assert "Value (solid) and proven bound (dashed) by seconds" in words_of(again)
    values = again.dataframe[0].value
    assert list(values["Level"])[:2] == ["uncovered, pupils", "uncovered"]
    again.button(key=f"solve_stop_{run}").click().run()
    view = waited(workspace, run, lambda view: not view.open)
    assert view.state == "done"
    assert view.plan_id is not None


def test_a_solve_that_is_cancelled_leaves_nothing(
    app: Callable[..., AppTest], workspace: Workspace, cases: Path
) -> None:
    shutil.copytree(SCHOOLS / "small", cases / "small")
    at = page(app, case="small")
    run = started(at, workspace, "small")
    at.run()
    at.button(key=f"solve_cancel_{run}").click().run()
    view = waited(workspace, run, lambda view: not view.open)
    assert view.state == "cancelled"
    assert view.plan_id is None
    at.run()
    assert "已取消" in words_of(at)


def test_what_matters_last_changes_this_run_only(app: Callable[..., AppTest], workspace: Workspace) -> None:
    at = page(app)
    at.radio(key="solve_last_tiny").set_value("mostly_wishes").run()
    assert "只影响这一次" in words_of(at)
    assert "辛苦岗次均摊（×1） 加 满足意愿" in words_of(at).replace("\\", "")
    before = workspace.drafts.open("tiny").tables.digest
    view = waited(workspace, started(at, workspace), lambda run: not run.open)
    assert workspace.drafts.open("tiny").tables.digest == before == view.digest
    assert view.plan_id is not None
    case = workspace.plans.result(view.plan_id).case
    assert groups_of(case, "rotation")[-1] == (("burdens", 1), ("wishes", 3))


def test_pins_can_be_left_out_of_a_run(
    app: Callable[..., AppTest], workspace: Workspace, cases: Path
) -> None:
    (cases / "tiny/pins.csv").write_text(PINS, encoding="utf-8")
    at = page(app)
    chosen = at.multiselect(key="solve_pins_tiny")
    assert len(chosen.options) == 2
    chosen.set_value([0]).run()
    assert "手工固定的安排（2 条，本次不遵守 1 条）" in {each.label for each in at.expander}
    view = waited(workspace, started(at, workspace), lambda run: not run.open)
    assert view.plan_id is not None
    assert [pin.action for pin in workspace.plans.result(view.plan_id).case.pins] == ["forbid"]


@pytest.mark.usefixtures("workspace")
def test_faults_of_the_inputs_stand_where_the_button_would(app: Callable[..., AppTest], cases: Path) -> None:
    staff = cases / "tiny/staff.csv"
    staff.write_text(staff.read_text("utf-8").replace(",1,teachers", ",1.4,teachers", 1), encoding="utf-8")
    at = page(app)
    assert "1 处要改" in at.error[0].value
    assert "solve_start" not in {each.key for each in at.button}


def test_unsaved_inputs_are_what_is_solved(app: Callable[..., AppTest], workspace: Workspace) -> None:
    draft = workspace.drafts.open("tiny")
    workspace.drafts.keep("tiny", draft.tables.with_cell("staff", 0, "name", "新来的"), draft.revision)
    at = page(app)
    assert "存没存都一样" in "".join(str(each.value) for each in at.info)
    view = waited(workspace, started(at, workspace), lambda run: not run.open)
    assert view.plan_id is not None
    assert "新来的" in {person.name for person in workspace.plans.result(view.plan_id).case.staff}


def test_an_own_time_and_seed_are_taken(app: Callable[..., AppTest], workspace: Workspace) -> None:
    at = page(app)
    at.button_group(key="solve_time").set_value(0).run()
    at.number_input(key="solve_minutes").set_value(2).run()
    at.number_input(key="solve_seed").set_value(7).run()
    at.number_input(key="solve_cores").set_value(1).run()
    options = workspace.runs.get(started(at, workspace)).options
    assert (options.seconds, options.seed, options.workers) == (120.0, 7, 1)


@pytest.mark.usefixtures("workspace")
def test_hostile_names_among_pins_are_data(app: Callable[..., AppTest], cases: Path) -> None:
    (cases / "tiny/pins.csv").write_text(PINS, encoding="utf-8")
    staff = cases / "tiny/staff.csv"
    staff.write_text(staff.read_text("utf-8").replace("沈文静", "<b>*x*</b>"), encoding="utf-8")
    at = page(app)
    assert "<b>*x*</b>" not in words_of(at)
    assert r"\<b\>\*x\*\<\/b\>" in words_of(at)

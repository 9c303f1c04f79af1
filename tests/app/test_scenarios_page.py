"""Scenarios in the app: made by forms, mended at the change, solved together, compared, adopted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from solver.app.page import plain
from solver.app.plan_picker import BASE
from solver.app.scenarios.results import Part, count_of
from solver.base.text import Words
from solver.scenarios import apply, case_of, parse
from solver.workspace import Workspace
from tests.app.conftest import opened, words_of
from tests.support.cases import DATA, QUICK, compared, copied

ENDS = 'title = "我的"\n[[change]]\nset = "sessions"\nwhere = {{}}\nto = {{ end = "{end}" }}\n'
CLOSED = '[[change]]\ndrop = "rooms"\nwhere = { id = "R1" }\n'


@pytest.fixture
def page(cases: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Open the page of scenarios on the smallest case."""
    monkeypatch.setenv("AFTERBELL_CASES", str(cases))
    yield lambda lang="zh": opened("scenarios", lang=lang, case="tiny")
    st.cache_resource.clear()


@pytest.fixture
def workspace(cases: Path) -> Iterator[Workspace]:
    """An workspace on the same folder, to look behind the page."""
    with Workspace(cases) as known:
        yield known


def press(at: AppTest, key: str) -> AppTest:
    """Press a button by the beginning of its key."""
    button = next(each for each in at.button if each.key and each.key.startswith(key))
    return button.click().run()


def clean(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def fields(at: AppTest, kind: str, name: str):
    """The widget of a kind that asks for something."""
    return next(each for each in getattr(at, kind) if each.key and each.key.startswith(f"scenarios_{name}"))


def counted(at: AppTest) -> AppTest:
    """Wait until the comparison is counted."""
    until = time.monotonic() + 60
    while not at.dataframe:
        assert time.monotonic() < until, words_of(at)
        time.sleep(0.3)
        clean(at.run())
    return at


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_folder_has_is_taken_in_and_listed(page, workspace: Workspace, lang: str) -> None:
    at = clean(page(lang))
    clean(press(at, "scenarios_take_in"))
    assert {one.name for one in workspace.scenarios.of("tiny")} == {"earlier", "one_more"}
    titles = [each.label for each in at.checkbox]
    assert any("多一名美术老师" in title for title in titles)
    assert all(each.value for each in at.checkbox)
    assert not any(each.key == "scenarios_take_in" for each in at.button)


def test_a_form_makes_a_scenario_that_opens(page, workspace: Workspace) -> None:
    at = clean(page())
    assert next(each for each in at.button if each.key == "scenarios_make").disabled
    fields(at, "text_input", "more_name").set_value("王*教*练")
    clean(press(clean(at.run()), "scenarios_make"))
    (stored,) = workspace.scenarios.of("tiny")
    assert 'title = "多一人：王*教*练"' in stored.text
    assert at.text_area[0].value == stored.text
    assert any("人员 · 新增：王\\*教\\*练" in each.value for each in at.markdown)
    assert fields(at, "text_input", "more_name").value == "", "the next form begins empty"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["closed", "earlier", "leave", "club", "free"])
def test_every_form_can_be_filled_in(page, workspace: Workspace, kind: str, lang: str) -> None:
    at = clean(page(lang))
    at.segmented_control(key="scenarios_kind").set_value(kind)
    clean(at.run())
    if kind == "leave":
        fields(at, "multiselect", "leave_who").set_value(["T3"])
    if kind == "club":
        fields(at, "text_input", "club_name").set_value("围棋")
        fields(at, "multiselect", "club_groups").set_value(["1-1"])
        fields(at, "multiselect", "club_leaders").set_value(["T1", "T2"])
    clean(press(clean(at.run()), "scenarios_make"))
    (stored,) = workspace.scenarios.of("tiny")
    draft = workspace.drafts.open("tiny")
    assert case_of(apply(draft.tables, parse(stored.name, stored.text))).case.staff
    assert len(at.checkbox) >= 1


def test_a_text_is_kept_as_it_is_written_and_its_fault_told_at_the_change(page, workspace: Workspace) -> None:
    workspace.scenarios.put("tiny", "mine", f'title = "我的"\n{CLOSED}')
    at = clean(page())
    assert at.checkbox[0].disabled, "a classroom is missing then"
    clean(press(at, "scenarios_edit_mine"))
    at.text_area[0].set_value(
        'title = "我的"\n[[change]]\nset = "sessions"\nwhere = {}\nto = { end = "25:00" }\n'
    )
    clean(at.run())
    assert any("\\[\\[change\\]\\] 1，to\\.end" in each.value for each in at.error)
    at.text_area[0].set_value(
        'title = "我的"\n[[change]]\nset = "sessions"\nwhere = {}\nto = { end = "16:55" }\n'
    )
    clean(at.run())
    assert not at.error
    assert "16:55" in workspace.scenarios.of("tiny")[0].text
    assert any("结束时间 17\\:00 → 16\\:55" in each.value for each in at.markdown)


def test_names_are_text_and_nothing_else(page, workspace: Workspace) -> None:
    title = "<script>alert(1)</script> **x** :smile: $y$ [z](http://z)"
    workspace.scenarios.put(
        "tiny", "mine", f'title = "{title}"\n[[change]]\nsetting = "title"\nto = "{title}"\n'
    )
    at = clean(press(clean(page()), "scenarios_edit_mine"))
    label = at.checkbox[0].label
    assert plain(title) in label
    assert any(plain(title) in each.value for each in at.markdown)
    assert not any("<script>" in each.value for each in at.markdown)


def test_a_scenario_can_be_adopted_into_the_inputs(page, workspace: Workspace) -> None:
    workspace.scenarios.put("tiny", "mine", 'title = "我的"\n[[change]]\nsetting = "title"\nto = "新名字"\n')
    at = clean(page())
    clean(press(at, "scenarios_edit_mine"))
    press(at, "scenarios_adopt_mine")
    draft = workspace.drafts.open("tiny")
    assert draft.unsaved
    assert "新名字" in draft.tables.settings
    assert "新名字" not in draft.saved.settings


def test_a_scenario_is_dropped_when_asked_twice(page, workspace: Workspace) -> None:
    workspace.scenarios.put("tiny", "mine", 'title = "我的"\n[[change]]\nsetting = "title"\nto = "x"\n')
    clean(press(clean(page()), "scenarios_drop_mine"))
    assert workspace.scenarios.of("tiny") == ()


def test_all_of_them_are_solved_together_and_can_be_called_off(page, workspace: Workspace) -> None:
    at = clean(page())
    clean(press(at, "scenarios_take_in"))
    clean(press(at, "scenarios_start"))
    runs = workspace.runs.find("tiny")
    assert {run.scenario for run in runs} == {BASE, "多一名美术老师", "提早半小时放学"}
    assert runs[-1].scenario == BASE
    assert len({run.batch for run in runs}) == 1
    assert len({run.case_hash for run in runs}) == 3
    for run in runs:
        workspace.runs.cancel(run.id)
    until = time.monotonic() + 30
    while any(run.open for run in workspace.runs.find("tiny")):
        assert time.monotonic() < until
        time.sleep(0.2)
    clean(at.run())


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case and a comparison of it with its scenarios."""
    folder = tmp_path_factory.mktemp("together")
    copied(DATA / "tiny", folder)
    texts = sorted((folder / "tiny/scenarios").glob("*.toml"))
    with Workspace(folder) as workspace:
        scenarios = [parse(path.stem, path.read_text("utf-8")) for path in texts]
        compared(workspace, "tiny", scenarios, QUICK)
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_comparison_is_shown_from_every_side(
    together: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("AFTERBELL_CASES", str(together))
    at = counted(clean(opened("scenarios", lang=lang, case="tiny")))
    table = at.dataframe[0].value
    assert table[table.columns[1]].iloc[0] == "32 / 32"
    assert len(table.columns) == 4
    for part in ("load", "trade", "inputs", "roster"):
        at.segmented_control(key="scenarios_show").set_value(part)
        clean(at.run())
    assert len(at.dataframe) == 2
    assert {"scenarios_get_pdf", "scenarios_get_xlsx"} <= {each.key for each in at.get("download_button")}
    st.cache_resource.clear()


def test_what_was_counted_is_known_and_a_scenario_without_a_plan_is_a_column(together: Path) -> None:
    with Workspace(together) as workspace:
        plans = workspace.plans.of("tiny")
        assert all(plan.scenario for plan in plans), "the plans of a comparison are nobody's newest roster"
        _count_with_a_hole(workspace, plans[-1].id)


def _count_with_a_hole(workspace: Workspace, plan: int) -> None:
    why = Words(zh="没有排成", en="no roster").with_()
    title = Words(zh="另一个", en="another")
    parts = (Part("1", title, plan, None, None), Part("2", title, None, why, None))
    count = count_of(workspace, parts)
    assert count.outcome.result(timeout=60).others[0].measures is None
    assert count.steps == 2
    assert count_of(workspace, parts) is count

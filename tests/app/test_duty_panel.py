"""The panel of a duty: who could do it, changing it by hand, what is new, keeping it and going back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from solver import service
from solver.base.text import Words
from solver.domain import DutyKey
from solver.domain.duties import facts
from solver.service import Result
from solver.workspace import Workspace
from tests.app.conftest import PATIENCE, ROOT, words_of
from tests.support.cases import QUICK
from tests.support.solved import folder_of, keep

W = TypeVar("W", bound=Any)
NAME = Words(zh="试验", en="trial")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An workspace on a folder with the smallest case and a plan of it."""
    with Workspace(folder_of("tiny", tmp_path / "cases")) as workspace:
        yield workspace
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same school, whose classes are kept by the week."""
    folder = tmp_path_factory.mktemp("weekly")
    shutil.copytree(ROOT / "data/tiny", folder / "tiny")
    posts = folder / "tiny/posts.csv"
    care, weeks = "teaches,daily", "any,weekly"
    text = posts.read_text("utf-8")
    assert care in text
    posts.write_text(text.replace(care, weeks), "utf-8")
    keep(folder, "tiny", service.solve(service.open_case(folder / "tiny").case, QUICK))
    return folder


@pytest.fixture
def by_week(weekly: Path, tmp_path: Path) -> Iterator[Workspace]:
    """An workspace on a copy of that folder."""
    with Workspace(shutil.copytree(weekly, tmp_path / "cases")) as workspace:
        yield workspace
    st.cache_resource.clear()


def panel(folder: str, lang: str, date: str, post: str) -> None:
    import datetime as dt
    from pathlib import Path
    from typing import cast

    from solver.app.duty import show_duty
    from solver.app.page import Page, workspace_of
    from solver.base.text import Lang
    from solver.domain import DutyKey

    page = Page(cast("Lang", lang), workspace_of(Path(folder)), "tiny")
    show_duty(page, DutyKey(dt.date.fromisoformat(date), post))


def shown(workspace: Workspace, key: DutyKey, lang: str = "zh") -> AppTest:
    args = (str(workspace.root), lang, key.date.isoformat(), key.post)
    at = AppTest.from_function(panel, args=args, default_timeout=PATIENCE).run()
    assert not at.exception, at.exception[0].message
    return at


def named(widgets: Iterable[W], name: str) -> W:
    """Return the widget whose key begins so."""
    return next(each for each in widgets if (each.key or "").startswith(f"duty_{name}_"))


def press(at: AppTest, name: str) -> AppTest:
    at = named(at.button, name).click().run()
    assert not at.exception, at.exception[0].message
    return at


def result_of(workspace: Workspace) -> Result:
    return workspace.plans.result(workspace.plans.of("tiny")[0].id)


def a_seat(result: Result, *, able: int = 1, post: str = "") -> tuple[DutyKey, str]:
    """Return the first seat for which there are so many candidates."""
    for key, crew in facts(result.case, result.plan).crew.items():
        if key.post.startswith(post) and len(service.candidates(result, key, crew[0].staff).able) >= able:
            return key, crew[0].staff
    pytest.fail("no such seat")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_panel_tells_who_could_and_why_others_cannot(workspace: Workspace, lang: str) -> None:
    result = result_of(workspace)
    key, staff = a_seat(result, post="care")
    found = service.candidates(result, key, staff)
    at = shown(workspace, key, lang)
    takers = named(at.radio, "taker")
    assert takers.options == [result.case.person[one.staff].name for one in found.able]
    refused = {name for frame in at.table for name in frame.value.iloc[:, 0]}
    assert refused == {result.case.person[one.staff].name for one in (*found.busy, *found.refused)}


def test_somebody_else_takes_a_duty_and_it_is_kept(workspace: Workspace) -> None:
    before = result_of(workspace)
    key, staff = a_seat(before)
    newcomer = service.candidates(before, key, staff).able[0].staff
    name = before.case.person[newcomer].name
    at = press(shown(workspace, key), "take")
    said = words_of(at)
    assert f"→ {name}" in said
    assert len(workspace.plans.of("tiny")) == 1, "nothing is kept before somebody says so"
    at = press(at, "keep")
    new, old = workspace.plans.of("tiny")
    assert new.parent == old.id
    assert name in new.label.say("zh")
    assert "by hand" in new.label.say("en")
    crew = facts(before.case, workspace.plans.result(new.id).plan).crew[key]
    assert [row.staff for row in crew] == [newcomer]
    assert at.session_state["plan:tiny"] == new.id
    at = press(at, "back")
    assert at.session_state["plan:tiny"] == old.id


def test_what_is_undone_was_never_there(workspace: Workspace) -> None:
    key, _ = a_seat(result_of(workspace))
    at = press(press(shown(workspace, key), "take"), "undo")
    assert not at.error
    named(at.button, "take")
    assert len(workspace.plans.of("tiny")) == 1


def test_an_empty_seat_is_told_first_and_can_be_filled(workspace: Workspace) -> None:
    before = result_of(workspace)
    key, _ = a_seat(before, post="care")
    at = shown(workspace, key)
    at = named(at.segmented_control, "do").set_value("empty").run()
    at = press(at, "empty")
    errors = "\n".join(each.value for each in at.error)
    assert "无人看管" in errors
    assert "缺1人" in errors
    at = press(at, "keep")
    assert workspace.plans.of("tiny")[0].findings > len(before.findings)
    at = press(at, "take")
    assert "没有新的问题" in words_of(at)
    assert any(each.label.startswith("消除的问题") for each in at.expander)


def test_two_people_exchange_their_duties(workspace: Workspace) -> None:
    before = result_of(workspace)
    for key, crew in facts(before.case, before.plan).crew.items():
        week = {
            duty.date
            for duty in facts(before.case, before.plan).work.duties
            if duty.date.isocalendar().week == key.date.isocalendar().week
        }
        swaps = service.swaps(before, key, crew[0].staff, week)
        if swaps:
            break
    else:
        pytest.fail("nobody to exchange with")
    at = shown(workspace, key)
    at = named(at.segmented_control, "do").set_value("swap").run()
    at = press(at, "do_swap")
    name = before.case.person[swaps[0].staff].name
    assert words_of(at).count(f" → {name}") == 1
    assert words_of(at).count(f"{name} → ") == 1
    press(at, "keep")
    rows = set(result_of(workspace).plan.roster)
    assert rows == set(swaps[0].move.on(before.case, before.plan).roster)


def test_a_pin_goes_into_the_inputs_and_out_again(workspace: Workspace) -> None:
    key, staff = a_seat(result_of(workspace), post="gate")
    at = press(shown(workspace, key), "pin")
    (row,) = workspace.drafts.open("tiny").tables.tables["pins"]
    assert row == {"action": "assign", "staff": staff, "post": "gate", "date": key.date.isoformat()}
    assert workspace.drafts.open("tiny").unsaved
    examined = workspace.drafts.examine(workspace.drafts.open("tiny").tables)
    assert examined.loaded is not None, [fault.fault.say("zh") for fault in examined.faults]
    assert "已固定" in words_of(at)
    press(at, "unpin")
    assert not workspace.drafts.open("tiny").tables.tables.get("pins")


def test_names_are_only_names(workspace: Workspace) -> None:
    """Markup in a name is shown as it is, in lists, buttons and what changed."""
    before = result_of(workspace)
    key, staff = a_seat(before)
    newcomer = service.candidates(before, key, staff).able[0].staff
    wild = "**赵** :red[x] <b>&"
    people = tuple(
        person.model_copy(update={"name": wild}) if person.id == newcomer else person
        for person in before.case.staff
    )
    case = before.case.model_copy(update={"staff": people})
    certificate = replace(before.certificate, case_hash=case.hash)
    workspace.plans.keep(
        "tiny",
        replace(before, case=case, certificate=certificate),
        parent=workspace.plans.of("tiny")[0].id,
        label=NAME,
    )
    at = shown(workspace, key)
    takers = named(at.radio, "taker")
    assert r"\*\*赵\*\*" in takers.options[0]
    at = press(at, "take")
    assert r"\<b\>" in words_of(at)
    assert "<b>" not in words_of(at)


def test_a_duty_that_is_gone_is_told(workspace: Workspace) -> None:
    at = shown(workspace, DutyKey(dt.date(2030, 1, 1), "gate"))
    assert "没有这个班次" in at.info[0].value


MONDAY = DutyKey(dt.date(2026, 9, 7), "care/1-1")


def test_one_day_of_a_week_is_told_to_break_the_rotation(by_week: Workspace) -> None:
    at = shown(by_week, MONDAY)
    assert "有空却没有上岗" in words_of(at)
    assert "登记请假再重新排班" in words_of(at)


def test_a_whole_week_is_replaced_pinned_and_exchanged(by_week: Workspace) -> None:
    before = result_of(by_week)
    (row,) = facts(before.case, before.plan).crew[MONDAY]
    at = named(shown(by_week, MONDAY).segmented_control, "scope").set_value(True).run()
    press(at, "pin")
    (pin,) = by_week.drafts.open("tiny").tables.tables["pins"]
    assert (pin["staff"], pin["from"], pin["to"]) == (row.staff, "2026-09-07", "2026-09-11")
    at = named(at.segmented_control, "do").set_value("swap").run()
    assert "整个轮换周期" in words_of(at)
    exchanges = named(at.radio, "swap").options
    assert any("整个轮换周期" in option for option in exchanges)
    at = press(at, "do_swap")
    assert len([line for line in at.markdown if "次“看护指导" in line.value]) >= 1
    assert "没有新的问题" in words_of(at)

"""Where a roster comes from: every roster can be traced, in words, as text and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from solver.app.provenance.page import Origin, as_json, as_text, facts
from solver.app.solve.form import ordered
from solver.domain.case import Pin
from solver.service import Result
from solver.workspace import Workspace
from tests.app import rosters
from tests.app.conftest import opened, words_of
from tests.support.solved import NAME, keep

CHANGED = NAME


def origin_of(workspace: Workspace, plan_id: int) -> Origin:
    """Return a plan's origin, its inputs being as they are."""
    plan, draft = workspace.plans.get(plan_id), workspace.drafts.open("tiny")
    loaded = workspace.drafts.examine(draft.tables).loaded
    assert loaded is not None
    return Origin(plan, workspace.plans.result(plan_id), None, (), draft.tables.digest, loaded.case)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(rosters.folder_with(rosters.solved("tiny"), tmp_path / "cases"))


def text_of(origin: Origin, name: str) -> str:
    return next(fact.text for fact in facts(origin, "zh") if fact.name == name)


def test_hash_version_and_seed_stand_in_words_text_and_data(workspace: Workspace) -> None:
    plan = workspace.plans.of("tiny")[0]
    origin = origin_of(workspace, plan.id)
    assert text_of(origin, "case_hash") == plan.case_hash[:16]
    assert text_of(origin, "version") == f"afterbell {plan.version}"
    assert text_of(origin, "seed") == "0"
    assert plan.case_hash[:16] in as_text(origin, "en")
    data = json.loads(as_json(origin))
    assert data["case_hash"] == plan.case_hash
    assert data["source_hash"] == workspace.drafts.open("tiny").tables.digest
    assert data["inputs_unchanged"] is True
    assert set(data["stages"]) == {"timetable", "handover", "rotation"}
    assert data["words"]["zh"]["seed"] == data["words"]["en"]["seed"] == "0"


def test_inputs_changed_since_are_said(workspace: Workspace) -> None:
    plan = workspace.plans.of("tiny")[0]
    draft = workspace.drafts.open("tiny")
    workspace.drafts.keep("tiny", draft.tables.with_cell("staff", 0, "name", "别人"), draft.revision)
    origin = origin_of(workspace, plan.id)
    assert "改过" in text_of(origin, "source_hash")
    assert origin.left_out is None


def made_of(workspace: Workspace, case_change: Result) -> Origin:
    return origin_of(workspace, keep(workspace.root, "tiny", case_change))


def test_the_order_of_aims_of_the_run_is_told(workspace: Workspace) -> None:
    case = ordered(rosters.case_of("tiny"), "wishes")
    origin = made_of(workspace, rosters.with_case(rosters.solved("tiny"), case))
    assert text_of(origin, "levels").endswith("7. 满足意愿、少换人；8. 辛苦岗次均摊")
    assert json.loads(as_json(origin))["levels"][-2:] == ["wishes", "burdens"]


def test_pins_left_out_are_named(workspace: Workspace) -> None:
    person = rosters.case_of("tiny").staff[0]
    post = rosters.case_of("tiny").posts[0]
    pin = Pin(staff=person.id, post=post.id, weekday=2)
    origin = made_of(workspace, rosters.solved("tiny"))
    assert origin.inputs is not None
    pinned = replace(origin, inputs=origin.inputs.model_copy(update={"pins": (pin,)}))
    assert pinned.left_out == (pin,)
    assert text_of(pinned, "pins") == f"1 条；本次没有遵守：{person.name} 上 {post.name}（周二）"
    assert text_of(origin, "pins") == "没有"


def test_an_edited_roster_names_those_it_was_made_from(workspace: Workspace) -> None:
    first = workspace.plans.of("tiny")[0]
    result = rosters.solved("tiny")
    edited = workspace.plans.keep(
        "tiny", rosters.without(result, rosters.care_on(result)), parent=first.id, label=CHANGED
    )
    origin = replace(origin_of(workspace, edited), parents=(first,))
    assert text_of(origin, "parents").startswith(first.label.say("zh"))
    assert text_of(origin, "run") == "手工改成，不是排出来的"


@pytest.mark.parametrize(("lang", "title"), [("zh", "来历"), ("en", "Origin")])
def test_the_page_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, title: str) -> None:
    folder = rosters.folder_with(rosters.hostile(), tmp_path / "cases")
    monkeypatch.setenv("AFTERBELL_CASES", str(folder))
    at: AppTest = opened("run", lang=lang, case="tiny")
    assert not at.exception, at.exception[0].message
    assert at.title[0].value == title
    assert "<script>" not in words_of(at)
    assert len(at.get("download_button")) == 2

"""The page Inputs: what it tells the grid, its bar, the settings, the day; in both languages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from solver.io.editing import CaseTables, open_tables
from solver.io.tables.catalogue import TABLE
from solver.workspace import Workspace

ROOT = Path(__file__).parents[2]
App = Callable[..., AppTest]


def grid(at: AppTest) -> dict[str, Any]:
    """What the grid on the page was told."""
    told = [json.loads(one.proto.json) for one in at.get("bidi_component") if one.proto.json]
    return next(data for data in told if "rows" in data)


def keep(cases: Path, edit: Callable[[CaseTables], CaseTables], key: str = "tiny") -> None:
    """Edit a case as if in another window."""
    with Workspace(cases, cores=1) as workspace:
        draft = workspace.drafts.open(key)
        workspace.drafts.keep(key, edit(draft.tables), draft.revision)


def wrong_kind(tables: CaseTables) -> CaseTables:
    """The case with a person of no known kind."""
    return tables.with_cell("staff", 1, "kind", "<b>*猫*</b>")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_real_school_is_shown(app: App, cases: Path, lang: str) -> None:
    shutil.copytree(ROOT / "data/fengjin", cases / "fengjin")
    at = app("inputs", lang=lang, case="fengjin")
    assert not at.exception
    told = grid(at)
    assert told["table"] == "staff"
    assert len(told["rows"]) == 62
    assert told["faults"] == []
    kind = next(column for column in told["columns"] if column["key"] == "kind")
    assert kind["title"] == {"zh": "身份", "en": "kind"}[lang]
    # The file is written in English: so is what is chosen, with its meaning beside it.
    assert ["own", {"zh": "本校教师", "en": "own"}[lang]] in kind["options"]


def test_every_table_can_be_looked_at(app: App) -> None:
    at = app("inputs", case="tiny")
    for name in TABLE:
        at.session_state["inputs_table"] = name
        at.run()
        assert not at.exception
        assert grid(at)["table"] == name


def test_a_fault_stands_at_its_cell_with_a_way_out(app: App, cases: Path) -> None:
    keep(cases, wrong_kind)
    at = app("inputs", case="tiny")
    [fault] = [one for one in grid(at)["faults"] if one["column"] == "kind"]
    assert fault["row"] == 1
    assert "<b>*猫*</b>" in fault["message"]
    assert "本校教师" in fault["wayOut"]


def test_the_next_fault_is_shown_in_its_table(app: App, cases: Path) -> None:
    keep(cases, wrong_kind)
    at = app("inputs", case="tiny")
    at.session_state["inputs_table"] = "rooms"
    at.run()
    assert grid(at)["jump"] is None
    at.button(key="inputs_next").click().run()
    told = grid(at)
    assert (told["table"], told["jump"]["row"], told["jump"]["column"]) == ("staff", 1, "kind")


def test_what_a_file_says_is_no_markup_in_the_list_of_faults(app: App, cases: Path) -> None:
    keep(cases, wrong_kind)
    at = app("inputs", case="tiny")
    assert "\\<b\\>\\*猫\\*" in at.button(key="inputs_fault_0").label


def test_unsaved_changes_are_shown_and_saved(app: App, cases: Path) -> None:
    keep(cases, lambda tables: tables.with_cell("staff", 0, "name", "王老师"))
    at = app("inputs", case="tiny")
    assert not at.button(key="inputs_save").disabled
    at.button(key="inputs_save").click().run()
    assert not at.exception
    assert at.button(key="inputs_save").disabled
    assert open_tables(cases / "tiny").tables["staff"][0]["name"] == "王老师"


def test_discarding_goes_back_to_the_files(app: App, cases: Path) -> None:
    keep(cases, lambda tables: tables.with_cell("staff", 0, "name", "王老师"))
    at = app("inputs", case="tiny")
    at.button(key="inputs_discard").click().run()
    names = [row[1] for row in grid(at)["rows"]]
    assert "王老师" not in names
    assert grid(at)["undo"]


def test_files_that_changed_on_disk_ask_for_a_decision(app: App, cases: Path) -> None:
    keep(cases, lambda tables: tables.with_cell("staff", 0, "name", "王老师"))
    file = cases / "tiny/staff.csv"
    file.write_bytes(file.read_bytes() + "T9,张老师,own,,1,\r\n".encode())
    at = app("inputs", case="tiny")
    assert at.warning
    assert at.button(key="inputs_save").disabled
    at.button(key="inputs_both").click().run()
    assert not at.exception
    assert not at.warning
    assert "张老师" in [row[1] for row in grid(at)["rows"]]
    assert open_tables(cases / "tiny-2").tables["staff"][0]["name"] == "王老师"


@pytest.fixture
def school(app: App) -> AppTest:
    """The page at the settings."""
    at = app("inputs", case="tiny")
    at.session_state["inputs_table"] = ""
    return at.run()


def test_a_wrong_setting_is_told_and_mended(school: AppTest, cases: Path) -> None:
    school.text_input(key="inputs_set_term.end").set_value("2026-99-99").run()
    assert [error for error in school.error if "2026" in error.value]
    school.text_input(key="inputs_set_term.end").set_value("2026-09-25").run()
    assert not school.error
    with Workspace(cases, cores=1) as workspace:
        assert "2026-09-25" in workspace.drafts.open("tiny").tables.settings
    school.button(key="inputs_settings_undo").click().run()
    assert school.text_input(key="inputs_set_term.end").value == "2026-99-99"


def test_rules_are_switched_and_told(school: AppTest, cases: Path) -> None:
    assert not school.toggle(key="inputs_on_rules.caps").value
    school.toggle(key="inputs_on_rules.caps").set_value(True).run()
    # It lacks what it needs: it is told so, and asked for it.
    assert school.error
    school.text_input(key="inputs_told_rules.caps.most").set_value("2").run()
    assert not school.error
    school.toggle(key="inputs_on_rules.wishes").set_value(False).run()
    with Workspace(cases, cores=1) as workspace:
        text = workspace.drafts.open("tiny").tables.settings
    assert 'code = "caps"' in text
    assert "most = 2" in text
    assert 'code = "wishes"\non = false' in text
    school.toggle(key="inputs_on_rules.wishes").set_value(True).run()
    assert "wishes" not in (school.text_area(key="inputs_toml").value or "")


def test_a_text_that_is_no_toml_can_be_mended(school: AppTest) -> None:
    good = school.text_area(key="inputs_toml").value
    school.text_area(key="inputs_toml").set_value("[term\nstart = 1").run()
    assert not school.exception
    assert school.error
    school.text_area(key="inputs_toml").set_value(good).run()
    assert not school.error
    assert school.text_input(key="inputs_set_term.start").value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_day_is_drawn_though_other_rows_are_wrong(app: App, cases: Path, lang: str) -> None:
    keep(cases, wrong_kind)
    at = app("inputs", lang=lang, case="tiny")
    assert not at.exception
    assert at.get("vega_lite_chart")


def test_without_a_term_the_day_says_what_is_missing(app: App, cases: Path) -> None:
    keep(cases, lambda tables: tables.with_setting("term.start", ""))
    at = app("inputs", case="tiny")
    assert not at.exception
    assert not at.get("vega_lite_chart")
    assert any("时段" in info.value for info in at.info)


def test_an_idle_page_notices_what_others_do(app: App, cases: Path) -> None:
    at = app("inputs", case="tiny")
    keep(cases, lambda tables: tables.with_cell("staff", 0, "name", "王老师"))
    at.run()
    assert "王老师" in [row[1] for row in grid(at)["rows"]]
    assert any("别处" in info.value for info in at.info)


def test_files_that_become_unreadable_are_told(app: App, cases: Path) -> None:
    at = app("inputs", case="tiny")
    (cases / "tiny/staff.csv").write_bytes(b"\xff\xfe\x00\xd8")
    at.run()
    assert not at.exception
    assert at.error

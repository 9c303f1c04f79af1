"""A setting is declared once: whichever way it is written, read or shown, it means the same."""

from __future__ import annotations

import pytest

from solver.io.settings.safe_toml import value_of_toml
from solver.io.settings.schema import SETTINGS, key_of, read_setting, setting_cell, setting_toml
from solver.io.tables.cell_error import CellError

WRITTEN = {
    "id": "small-1",
    "title": "示例小学",
    "term.start": "2026/9/1",
    "term.end": "2027年1月22日",
    "term.national": "否",
    "term.closed": "2027-01-01..2027-01-03、2026-09-18",
    "term.makeup": "2026-10-10＝周三；2026-09-20=2",
    "settings.grid_step": "0.25",
    "settings.hold": "75%",
    "settings.walk_default": "4",
    "settings.pay": "校外人员=120; own=45.5",
    "levels": "uncovered; rules:3 + wanted; max_deviation",
}
WRONG = {
    "id": "../x",
    "title": "\u202e",
    "term.start": "九月",
    "term.end": "2026-02-30",
    "term.national": "maybe",
    "term.closed": "soon",
    "term.makeup": "2026-10-10",
    "settings.grid_step": "0",
    "settings.hold": "3",
    "settings.walk_default": "2.5",
    "settings.pay": "own=-1",
    "levels": "?!",
}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_cell_and_toml_mean_the_same(setting) -> None:
    text = WRITTEN[setting.key]
    toml = setting_toml(setting, text)
    value = value_of_toml(toml)
    assert read_setting(setting, value) == read_setting(setting, text)
    cell = setting_cell(setting, value)
    assert cell is not None
    assert setting_toml(setting, cell) == toml
    assert read_setting(setting, cell) == read_setting(setting, text)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_can_not_be_read_is_refused_and_stays_as_it_was_typed(setting) -> None:
    typed = WRONG[setting.key]
    for value in (typed, [[["x"]]]):
        with pytest.raises(CellError) as refused:
            read_setting(setting, value)
        assert refused.value.message.say("zh") != refused.value.message.say("en")
    assert setting_cell(setting, value_of_toml(setting_toml(setting, typed))) == typed


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_setting_has_its_names_and_a_form_that_can_be_read(setting) -> None:
    assert key_of(setting.key) == setting.key
    assert all(key_of(name) == setting.key for name in setting.zh)
    assert setting.name.zh != setting.name.en
    assert not setting.example or read_setting(setting, setting.example) is not None

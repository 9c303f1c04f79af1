"""A scenario's file is read whole, or every fault of it is told at its change and key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io.tables.catalogue import TABLE
from solver.scenarios import Add, Drop, Scenario, Set, Setting, parse, read

EVERY_KIND = """
title = "样样都有"
note = "说明"

[[change]]
add = "人员"
rows = [
  { "编号" = "T8", "姓名" = "王老师", "身份" = "校外人员", "学科" = ["美术", "音乐"], "工作量比例" = 0.5 },
  { id = "T9", name = "李老师", max_week = 3 },
]

[[change]]
set = "sessions"
where = { id = ["after", "late"] }
to = { end = 16:30:00, "宽限分钟" = "" }

[[change]]
drop = "absences"
where = { from = 2026-09-16, away = true }

[[change]]
setting = "学期结束"
to = 2026-09-25

[[change]]
setting = "rules.caps.most"
to = 7.5
"""


def faults_of(text: str) -> list[tuple[str, str]]:
    """Where each fault of a text is: its change and its key."""
    with pytest.raises(InputError) as refused:
        parse("bad", text)
    assert all(fault.file == "bad.toml" for fault in refused.value.faults)
    assert all(fault.say("zh") and fault.say("en") for fault in refused.value.faults)
    return [(fault.sheet.removeprefix("[[change]] "), fault.column) for fault in refused.value.faults]


def test_words_of_either_language_and_values_of_any_kind_are_cells() -> None:
    found = parse("all", EVERY_KIND)
    assert (found.title, found.note) == ("样样都有", "说明")
    assert found.changes == (
        Add(
            table="staff",
            rows=(
                {"id": "T8", "name": "王老师", "kind": "校外人员", "subjects": "美术;音乐", "share": "0.5"},
                {"id": "T9", "name": "李老师", "max_week": "3"},
            ),
        ),
        Set(table="sessions", where={"id": ("after", "late")}, to={"end": "16:30", "grace": ""}),
        Drop(table="absences", where={"from": ("2026-09-16",), "away": ("yes",)}),
        Setting(key="term.end", to="2026-09-25"),
        Setting(key="rules.caps.most", to="7.5"),
    )


def test_every_fault_is_told_at_its_change_and_key() -> None:
    text = """
titel = "a"
[[change]]
add = "stafff"
row = { id = 3 }
[[change]]
set = "sessions"
were = {}
to = { end = "25:00", foo = 3, end_time = 4 }
[[change]]
drop = "rooms"
where = 3
[[change]]
setting = "term.edn"
to = 1
[[change]]
setting = "settings.hold"
to = [[1]]
[[change]]
add = "staff"
set = "rooms"
[[change]]
add = "staff"
rows = [ { id = "a", share = 1.4, "编号" = "b" }, { name = {} } ]
[[change]]
nothing = 1
"""
    assert faults_of(text) == [
        ("", "title"),
        ("", "titel"),
        ("1", "add"),
        ("2", "where"),
        ("2", "were"),
        ("2", "to.end"),
        ("2", "to.foo"),
        ("2", "to.end_time"),
        ("3", "where"),
        ("4", "setting"),
        ("5", "to"),
        ("6", ""),
        ("7", "rows[1].share"),
        ("7", "rows[1].编号"),
        ("7", "rows[2].name"),
        ("8", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "编号 = 3",
        'title = "a',
        "x = " + "[" * 5000,
        'title = "a"\nchange = 3',
        'title = ""',
        'title = "a"\n[[change]]\nadd = "staff"\nrow = { share = 1e999999999 }',
        'title = "a"\n[[change]]\nsetting = "rules.caps.most"\nto = [{ x = nan }]',
        'title = "a"\n[[change]]\nsetting = "hold"\nto = 1' + "0" * 5000,
    ],
)
def test_what_no_reader_likes_is_a_fault(text: str) -> None:
    assert faults_of(text)


def test_a_fault_of_the_toml_names_its_line() -> None:
    with pytest.raises(InputError) as refused:
        parse("bad", 'title = "a"\n\n编号 = 3')
    assert refused.value.faults[0].row == 3
    assert "引号" in refused.value.faults[0].say("zh")


def test_what_can_not_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00\xd8title")
    (tmp_path / "long.toml").write_bytes(b"#" * 300_000)
    for name in ("binary.toml", "long.toml", "missing.toml", "."):
        with pytest.raises(InputError):
            read(tmp_path / name)


TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12).map(str.strip)
TABLES = st.sampled_from(["staff", "sessions", "rooms", "absences", "posts"])


def cells(table: str) -> st.SearchStrategy[dict[str, str]]:
    """Any texts in the columns of names: every text can be one."""
    free = [column.key for column in TABLE[table].columns if column.kind == "text"]
    named = st.dictionaries(st.sampled_from(free), TEXTS, min_size=1) if free else st.nothing()
    ids = st.fixed_dictionaries({TABLE[table].columns[0].key: st.sampled_from(["a", "编号2", "3-1"])})
    return named if table == "staff" else ids


CHANGES = st.one_of(
    TABLES.flatmap(
        lambda table: st.builds(
            Add, table=st.just(table), rows=st.lists(cells(table), min_size=1, max_size=4).map(tuple)
        )
    ),
    TABLES.flatmap(
        lambda table: st.builds(
            Set,
            table=st.just(table),
            where=st.dictionaries(
                st.sampled_from(list(TABLE[table].column)),
                st.lists(TEXTS, min_size=1, max_size=3, unique=True).map(tuple),
            ),
            to=cells(table),
        )
    ),
    st.builds(Drop, table=st.just("rooms"), where=st.just({"id": ("R1",)})),
    st.builds(Setting, key=st.sampled_from(["title", "term.closed", "rules.caps.most"]), to=TEXTS),
)


@given(
    st.builds(
        Scenario,
        name=st.just("any"),
        title=TEXTS.filter(lambda text: bool(text.strip())).map(lambda text: " ".join(text.split())),
        changes=st.lists(CHANGES, min_size=1, max_size=5).map(tuple),
    ),
    st.sampled_from(["zh", "en"]),
)
def test_what_is_written_is_read_back(scenario, lang) -> None:
    if scenario.title.isprintable():
        assert parse("any", scenario.to_toml(lang)) == scenario


def answered(text: str) -> bool:
    """Whether a text is a scenario, or refused with faults that can be said in both languages."""
    try:
        return bool(parse("any", text).changes)
    except InputError as error:
        return all(fault.say("zh") and fault.say("en") for fault in error.faults)


@given(st.text(max_size=200))
def test_whatever_a_text_is_the_answer_is_a_scenario_or_faults(text: str) -> None:
    assert answered(text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.dates(dt.date(1, 1, 1)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "end", "x"]), inner)
    ),
    max_leaves=6,
)


KEYS = st.sampled_from(["add", "set", "drop", "setting", "row", "rows", "where", "to"])


@given(st.lists(st.dictionaries(KEYS, VALUES), max_size=3))
def test_whatever_a_change_holds_the_answer_is_a_scenario_or_faults(changes) -> None:
    text = tomlkit.dumps({"title": "any", "change": [without_none(change) for change in changes]})
    assert answered(text)


def without_none(value):
    """TOML has no value for nothing."""
    if isinstance(value, dict):
        return {key: without_none(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [without_none(part) for part in value if part is not None]
    return value

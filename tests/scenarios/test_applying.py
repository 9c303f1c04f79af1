"""Changes are made one after the other; what can't be made, or makes no case, is told at its change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solver.base.errors import Fault, InputError
from solver.io import load
from solver.io.editing import CaseTables, examine, open_tables, settings_of
from solver.io.tables.catalogue import TABLES
from solver.io.tables.schema import Column
from solver.scenarios import apply, case_of, parse
from solver.scenarios.working_tables import DOES_WITHOUT, _refers

ROOT = Path(__file__).parents[2]
Changed = Callable[..., CaseTables]


def change(text: str) -> str:
    return f'title = "x"\n[[change]]\n{text}\n'


def faults_of(tables: CaseTables, text: str) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as refused:
        case_of(apply(tables, parse("bad", text)))
    return refused.value.faults


def ids(tables: CaseTables, table: str) -> list[str]:
    return [row["id"] for row in tables.tables[table]]


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/*/scenarios/*.toml")), ids=lambda path: path.stem)
def test_every_scenario_of_the_examples_makes_a_case(path: Path) -> None:
    folder = path.parents[1]
    before = load(folder)
    assert examine(open_tables(folder)).loaded == before
    after = case_of(apply(open_tables(folder), parse(path.stem, path.read_text("utf-8"))))
    assert after.case != before.case


def test_the_tables_that_are_given_stay_as_they_are(tiny: CaseTables, changed: Changed) -> None:
    before = tiny.digest
    assert changed(change('drop = "staff"\nwhere = { id = "T1" }')).digest != before
    assert tiny.digest == before


def test_later_changes_see_earlier_ones(changed: Changed) -> None:
    after = changed(
        change('add = "staff"\nrow = { id = "T9", name = "新人" }')
        + '[[change]]\nset = "staff"\nwhere = { name = "新人" }\nto = { share = 0.5 }\n'
        + '[[change]]\ndrop = "staff"\nwhere = { id = "T4" }'
    )
    assert after.tables["staff"][-1] == {"id": "T9", "name": "新人", "share": "0.5"}
    assert ids(after, "staff") == ["T1", "T2", "T3", "T9"]


@pytest.mark.parametrize(
    ("where", "meant"),
    [
        ('{ id = "T3" }', ["T3"]),
        ('{ id = ["T1", "T4"] }', ["T1", "T4"]),
        ('{ kind = "本校教师", "学科" = "语文" }', ["T1", "T2"]),
        ("{}", ["T1", "T2", "T3", "T4"]),
        ("{ share = 1.0 }", ["T1", "T2", "T3", "T4"]),
        ('{ start = "" }', ["T1", "T2", "T3", "T4"]),
    ],
)
def test_rows_are_meant_by_what_their_cells_mean(changed: Changed, where: str, meant: list[str]) -> None:
    after = changed(change(f'set = "staff"\nwhere = {where}\nto = {{ max_day = 1 }}'))
    assert [row["id"] for row in after.tables["staff"] if row.get("max_day")] == meant


def test_a_blank_cell_has_the_value_that_it_stands_for(changed: Changed) -> None:
    after = changed(change('set = "sessions"\nwhere = { grace = 5 }\nto = { grace = 3 }'))
    assert after.tables["sessions"][0]["grace"] == "3"


def test_an_empty_text_blanks_a_cell(changed: Changed) -> None:
    after = changed(change('set = "posts"\nwhere = { id = "gate" }\nto = { start = "", "结束时间" = "" }'))
    assert not {"start", "end"} & after.tables["posts"][1].keys()


def test_settings_change_and_go(changed: Changed) -> None:
    after = changed(
        change('setting = "学期结束"\nto = 2026-09-25\n')
        + '[[change]]\nsetting = "rules.caps.most"\nto = 3\n[[change]]\nsetting = "settings.pay"\nto = ""'
    )
    found = settings_of(after.settings)
    assert found["term.end"] == "2026-09-25"
    assert found["rules.caps.most"] == "3"
    assert "settings.pay" not in found


def test_what_is_paid_may_be_a_table_of_kinds(tiny: CaseTables) -> None:
    text = change('setting = "课酬"\nto = { own = 50, external = 120.5 }')
    case = case_of(apply(tiny, parse("pay", text))).case
    assert {kind: str(yuan) for kind, yuan in case.pay} == {"own": "50", "external": "120.5"}


def test_a_change_that_finds_no_row_is_a_fault_with_a_way_out(tiny: CaseTables) -> None:
    text = (
        change('set = "sessions"\nwhere = { id = "afer" }\nto = { end = "16:30" }\n')
        + '[[change]]\ndrop = "staff"\nwhere = { name = "沈文静", id = "T2" }\n'
        + '[[change]]\ndrop = "rooms"\nwhere = { id = "美术教室" }\n'
        + '[[change]]\ndrop = "history"\nwhere = {}'
    )
    faults = faults_of(tiny, text)
    assert [(fault.sheet, fault.column) for fault in faults] == [
        ("[[change]] 1", "where.id"),
        ("[[change]] 2", "where"),
        ("[[change]] 3", "where.id"),
        ("[[change]] 4", ""),
    ]
    assert "Perhaps “after”?" in faults[0].say("en")
    assert "Perhaps “art”?" in faults[2].say("en")


def test_what_makes_no_case_is_told_at_the_change_that_made_it(tiny: CaseTables) -> None:
    text = (
        change('set = "sessions"\nwhere = { id = "after" }\nto = { end = "14:30" }\n')
        + '[[change]]\nadd = "teaching"\nrow = { staff = "T9", group = "1-1" }\n'
        + '[[change]]\nsetting = "settings.hold"\nto = 3\n'
        + '[[change]]\ndrop = "rooms"\nwhere = { id = "art" }'
    )
    faults = {(fault.file, fault.sheet, fault.column) for fault in faults_of(tiny, text)}
    assert {
        ("bad.toml", "[[change]] 1", "to.end"),
        ("bad.toml", "[[change]] 2", "row.staff"),
        ("bad.toml", "[[change]] 3", "to"),
    } <= faults
    # Nobody changed the club: it is told where it stands, and that the scenario has brought it about.
    assert ("bad.toml → clubs.csv", "", "room_kind") in faults


def test_wrong_rules_are_told_at_the_change_that_set_them(tiny: CaseTables) -> None:
    text = (
        change('setting = "rules.capz.most"\nto = 3\n') + '[[change]]\nsetting = "rules.caps.most"\nto = -1\n'
    )
    said = [fault.say("en") for fault in faults_of(tiny, text)]
    assert said == [
        "bad.toml, [[change]] 1, to: There is no rule called capz. Perhaps “caps”?",
        (
            "bad.toml, [[change]] 2, to: The setting most of the rule caps can't be -1. "
            "It is a number, at least 0: the most."
        ),
    ]


def test_who_goes_takes_along_what_is_about_them_only(changed: Changed) -> None:
    after = changed(change('drop = "staff"\nwhere = { id = "T1" }'))
    assert after.tables["absences"] == ()
    assert "T1" not in {row["staff"] for row in after.tables["teaching"]}
    assert [row.get("head") for row in after.tables["groups"]] == [None, "T2"]


def test_what_goes_takes_along_what_hangs_on_what_hangs_on_it(changed: Changed) -> None:
    after = changed(change('drop = "zones"\nwhere = { id = "building" }'))
    # Its rooms can't be without it; classes and posts can be without a room.
    assert after.tables["rooms"] == ()
    assert [row.get("room") for row in after.tables["groups"]] == [None, None]
    assert [row.get("rain_zone") for row in after.tables["zones"]] == [None]
    assert ids(after, "posts") == ["care", "gate"]


def test_a_wish_about_what_is_gone_does_not_become_one_about_everything(changed: Changed) -> None:
    wishes = change(
        'add = "wishes"\nrows = [ { who = "T1", post = "gate" }, { who = "T1", post = "care/1-1" }, '
        '{ who = "T2", post = "painting@3-after" }, { who = "T2", weekday = 5 } ]\n'
    )
    for gone, left in (
        ('"posts"\nwhere = { id = "gate" }', 3),
        ('"posts"\nwhere = { id = "care" }', 3),
        ('"groups"\nwhere = { id = "1-1" }', 3),
        ('"clubs"\nwhere = { id = "painting" }', 3),
        ('"sessions"\nwhere = {}', 1),
    ):
        assert len(changed(f"{wishes}[[change]]\ndrop = {gone}").tables["wishes"]) == left


def test_a_list_loses_what_is_gone_and_goes_when_nothing_is_left(changed: Changed) -> None:
    groups = change('set = "posts"\nwhere = { id = "care" }\nto = { group = "1-1;2-1" }\n')
    one = changed(f'{groups}[[change]]\ndrop = "groups"\nwhere = {{ id = "1-1" }}')
    assert one.tables["posts"][0]["group"] == "2-1"
    assert ids(changed(f'{groups}[[change]]\ndrop = "groups"\nwhere = {{}}'), "posts") == ["gate"]
    without = changed(change('drop = "zones"\nwhere = { id = "gate" }'))
    assert "walk" not in without.tables["zones"][0]


def test_an_id_that_is_still_there_holds_what_refers_to_it(changed: Changed) -> None:
    twice = change('add = "rooms"\nrow = { id = "R1", name = "另一间", capacity = 9, zone = "building" }\n')
    after = changed(f'{twice}[[change]]\ndrop = "rooms"\nwhere = {{ name = "另一间" }}')
    assert after.tables["groups"][0]["room"] == "R1"


def test_it_is_known_of_every_reference_whether_its_row_can_do_without() -> None:
    def single(column: Column) -> bool:
        return column.kind == "ref" and not column.required

    names = {table.name for table in TABLES}
    optional = {
        (table.name, column.key)
        for table in TABLES
        for column in table.columns
        if single(column) and any(_refers(column, name) for name in names)
    }
    # These would come to mean more without what they name: a pin of nobody, a post for no club.
    goes = {("pins", key) for key in ("staff", "club", "group", "session", "room", "gate")}
    assert optional == DOES_WITHOUT | goes | {("posts", "club")}

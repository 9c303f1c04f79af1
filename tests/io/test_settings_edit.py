"""One setting changed: it says what was typed, everything else says what it said, and remarks stay."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io.files.settings_text import edited, settings_of, text_of

TIDY = """\
# Our school.
id = "small"  # as in the register

[school]
title = "小学"

[term]
start = "2026-09-07"
# The last day with lessons.
end = "2026-09-18"

[settings]
hold = 0.8

# Nobody more than twice.
[[rules]]
code = "caps"
most = 2

[[rules]]
code = "caps"
most = 3
per = "week"
"""
STYLES = {
    "tidy": TIDY,
    "windows": TIDY.replace("\n", "\r\n"),
    "without a last line break": TIDY.rstrip("\n"),
    "nothing": "",
    "a heading only": "[school]",
    "remarks only": "# empty\n",
    "dotted": 'term.start = "2026-09-07"\nterm.end = "2026-09-18"\nschool.title = "x"\nid = "a"\n',
    "in one line": 'term = { start = "2026-09-07", end = "2026-09-18" }\n[school]\ntitle = "x"\n',
    "in Chinese": '"学期开始" = "2026-09-07"\n"学期结束" = "2026-09-18"\n"名称" = "x"\n',
    "a table in a table": "[term]\nstart = 2026-09-07\nend = 2026-09-18\n[term.makeup]\n2026-09-20 = 2\n",
    "out of order": '[term]\nstart = 2026-09-07\n[school]\ntitle = "x"\n[term.makeup]\n2026-09-20 = 2\n',
    "rules in one line": 'rules = [{ code = "caps", most = 2 }]\n[term]\nstart = "2026-09-07"\n',
    "rules in Chinese": '[["规则"]]\ncode = "caps"\nmost = 2\n[term]\nstart = "2026-09-07"\n',
    "wrong kinds": 'rules = "caps"\nterm = 5\nlevels = 3\nsettings = ["x"]\nforeign = [1, 2]\n',
}
VALUES = {
    "id": ["a", 'a "b" \\'],
    "title": ["新的名称", "{x} = # '''"],
    "term.start": ["2026-09-01", "九月"],
    "term.end": ["2026/9/30"],
    "term.national": ["false", "是"],
    "term.closed": ["2026-09-18;2026-10-01..2026-10-03", "x"],
    "term.makeup": ["2026-10-10=3;2026-09-20=2", "2026-10-10"],
    "settings.hold": ["0.75", "75%", "01"],
    "settings.pay": ["external=120;own=45"],
    "levels": ["uncovered;priced:3+wanted;largest", "?!"],
    "rules.caps.most": ["4", "many", "5 # not a remark"],
    "rules.caps.kinds": ['["gate","care"]'],
    "rules.caps#2.most": ["5"],
    "rules.rest.on": ["false"],
    "policies.two_hours.on": ["true"],
    "foreign": ["1,2"],
}


def meant(text: str) -> str:
    return "".join(text.split())


@given(st.sampled_from(sorted(STYLES)), st.sampled_from([(key, at) for key in VALUES for at in (0, 1, 2)]))
def test_a_setting_says_what_was_typed_and_nothing_else_changes(style, chosen):
    key, at = chosen
    value = VALUES[key][at % len(VALUES[key])]
    before = settings_of(STYLES[style])
    after = settings_of(edited(STYLES[style], key, value))
    # The second of a code is the first where there is none.
    found = key if key in after else key.replace("#2", "")
    assert meant(after.pop(found)) in {meant(value), meant(value).replace("是", "true")}
    # A new rule is on; what stood where a section must stand has gone.
    beside = {f"{found.rpartition('.')[0]}.on", "rules", "term", "settings", found}
    assert {name: text for name, text in after.items() if name not in beside} == {
        name: text for name, text in before.items() if name not in beside
    }


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", VALUES)
def test_an_empty_text_takes_a_setting_away(style, key):
    before = settings_of(STYLES[style])
    after = settings_of(edited(STYLES[style], key, ""))
    # A rule that does not say whether it is on, is on.
    expected = {name: text for name, text in before.items() if name != key or key.endswith(".on")}
    assert after == expected


def test_remarks_and_order_stay():
    after = edited(edited(TIDY, "term.start", "2026-09-08"), "settings.walk_default", "4")
    assert after == TIDY.replace('"2026-09-07"', '"2026-09-08"').replace("0.8\n", "0.8\nwalk_default = 4\n")
    assert edited(TIDY, "id", "tiny") == TIDY.replace('"small"', '"tiny"')
    assert edited(TIDY, "rules.caps#2.most", "9") == TIDY.replace("most = 3", "most = 9")
    assert edited(TIDY, "rules.caps#2", "") == TIDY[: TIDY.rindex("[[rules]]")]


def test_what_is_no_toml_is_not_touched():
    with pytest.raises(InputError, match="not valid TOML"):
        edited("[term\n", "id", "x")


@pytest.mark.parametrize(
    "text",
    [
        f"x = {'1' * 5000}",
        f"x = 0x{'f' * 5000}",
        "x = 1e999999999999999999999",
        "x = 1e99999999",
        "x = [{ y = -1e-99999999 }]",
        ".".join("a" * 20_000) + " = 1",
        f"x = {'[' * 5000}",
        'x = "long"\n' * 100_000,
    ],
)
def test_a_text_that_would_keep_us_busy_is_refused_at_once(text):
    with pytest.raises(InputError, match="not valid TOML"):
        settings_of(text)
    with pytest.raises(InputError, match="not valid TOML"):
        edited(text, "id", "x")


def test_a_number_beyond_sense_is_kept_as_a_text_and_told_when_the_case_is_read():
    after = edited(edited(TIDY, "rules.caps.most", "9" * 5000), "settings.hold", "1" * 5000)
    assert settings_of(after)["rules.caps.most"] == "9" * 5000
    assert settings_of(after)["settings.hold"] == "1" * 5000


CELLS = st.lists(
    st.tuples(
        st.sampled_from([*VALUES, "学期开始", "规则.caps.per", "rules.caps", "rules.c d.e", "x.y"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12),
    ),
    max_size=8,
    unique_by=lambda pair: pair[0].replace("学期开始", "term.start").replace("规则", "rules"),
)


@given(CELLS)
def test_a_sheet_of_settings_is_a_text_that_says_the_same(cells):
    text = text_of(cells)
    tomllib.loads(text)
    again = settings_of(text)
    assert settings_of(text_of(again.items())) == again

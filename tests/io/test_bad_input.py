"""Every bad input is refused with a message that says where, what and how to mend it."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io import load
from tests.io.conftest import SCHOOL
from tests.io.stories import STORIES, add, swap


@pytest.mark.parametrize("story", STORIES)
def test_bad_input_is_refused_with_place_value_and_way_out(story, school, faults_of):
    change, expected = STORIES[story]
    change(school)
    said = [fault.say("en") for fault in faults_of(school)]
    assert expected in said, said


@pytest.mark.parametrize("story", STORIES)
def test_every_refusal_can_be_said_in_chinese(story, school, faults_of):
    change, _ = STORIES[story]
    change(school)
    for fault in faults_of(school):
        assert any("一" <= letter <= "鿿" for letter in fault.message.say("zh"))
        assert fault.way_out is None or fault.way_out.say("zh")


# Settings that are no TOML, each with the line to be looked at, where there is one.
NO_TOML = {
    "a date without quotation marks": ("[term]\nstart = 2026-9-1\n", 2),
    "Chinese quotation marks": ("title = “新星小学”\n", 1),
    "a quotation mark without its partner": ('[term]\nstart = "2026-09-01\nend = "2026-12-01"\n', 2),
    "a list that does not end": ('closed = ["2026-10-01",\n\n', 1),
    "a name twice": ('title = "甲"\ntitle = "乙"\n\nid = "x"\n', 2),
    "a section twice": ("[term]\n[term]\n", 2),
    "a heading that does not end": ("[term\n", 1),
    "a name of two words": ("\nschool year = 2026\n", 2),
    "a key of a thousand parts": (f"a{'.a' * 1000} = 1\n", 1),
    "a number without end": (f"hold = {'1' * 5000}\n", None),
    "a number too fine": (f"hold = 0.{'1' * 100}\n", None),
    "brackets in brackets": (f"closed = {'[' * 5000}\n", None),
}


@pytest.mark.parametrize("mistake", NO_TOML)
def test_settings_that_are_no_toml_are_told_with_their_line_in_the_language_of_the_reader(
    mistake, school, faults_of
):
    text, line = NO_TOML[mistake]
    school["school.toml"] = text
    (fault,) = (fault for fault in faults_of(school) if fault.file == "school.toml")
    quoted = text.split("\n")[line - 1] if line else ""
    zh, en = (fault.message.say(lang).replace(f"“{quoted}”", "“”") for lang in ("zh", "en"))
    assert fault.row == line
    assert re.findall("[A-Za-z]+", zh) == ["TOML"]
    assert not re.search("[一-鿿，。、]", en)
    assert fault.way_out is not None
    assert 'start = "2026-09-01"' in fault.way_out.say("zh")


def test_one_fault_does_not_hide_or_invent_others(school, faults_of):
    swap("staff.csv", "语文,1", "语文,1.4")(school)
    swap("sessions.csv", "17:00", "15:00")(school)
    add("teaching.csv", "T7,1-1,语文")(school)
    assert sorted((fault.file, fault.row, fault.column) for fault in faults_of(school)) == [
        ("sessions.csv", 2, "end"),
        ("staff.csv", 2, "share"),
        ("teaching.csv", 4, "staff"),
    ]


# What is missing or misspelt takes other things with it: they are said too.
CONSEQUENCES = {"missing column", "misspelt column", "missing table", "no settings"}


@pytest.mark.parametrize("story", [name for name in STORIES if name not in CONSEQUENCES])
def test_a_single_mistake_makes_a_single_complaint(story, school, faults_of):
    change, expected = STORIES[story]
    change(school)
    assert [fault.say("en") for fault in faults_of(school)] == [expected]


def answer(path):
    """Return the faults of a folder, none where it is a case."""
    try:
        load(path)
    except InputError as error:
        return error.faults
    return ()


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "each", "T1", "1-1", "{x}", "%s", "99", "-1", "0.5", "17:00", "2026-09-08", "own or", "周一"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(table=st.sampled_from(sorted(set(SCHOOL) - {"school.toml"})), cell=CELLS, at=st.integers(0, 60))
def test_whatever_stands_in_a_cell_the_answer_is_a_case_or_faults(table, cell, at):
    rows = list(csv.reader(io.StringIO(SCHOOL[table])))
    row = rows[at % len(rows)]
    row[at // len(rows) % len(row)] = cell
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with tempfile.TemporaryDirectory() as place:
        for name, content in {**SCHOOL, table: text.getvalue()}.items():
            (Path(place) / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        for fault in answer(Path(place)):
            assert fault.say("zh")
            assert fault.say("en")


@pytest.mark.parametrize(
    "value", ["5", "true", "inf", '["x"]', "{ a = 1 }", '"?"', "2026-09-08", "[[1]]", '""']
)
@pytest.mark.parametrize(
    "key",
    [
        "id",
        "title",
        "start",
        "closed",
        "makeup",
        "national",
        "hold",
        "walk_default",
        "pay",
        "levels",
        "rules",
        "term",
    ],
)
def test_whatever_a_setting_is_the_answer_is_a_case_or_faults(key, value, school, write):
    section = {"start": "term", "closed": "term", "makeup": "term", "national": "term"}.get(key, "settings")
    lines = [line for line in school["school.toml"].splitlines() if not line.startswith((f"{key} =", "id ="))]
    if key in {"id", "title", "levels", "rules", "term"}:
        lines = [line for line in lines if key != "term" or line.startswith(("[school]", "title"))]
        lines.insert(0, f"{key} = {value}")
    elif section == "term":
        lines.insert(lines.index("[term]") + 1, f"{key} = {value}")
    else:
        lines += ["[settings]", f"{key} = {value}"]
    school["school.toml"] = "\n".join(lines)
    assert all(fault.say("zh") for fault in answer(write(school)))

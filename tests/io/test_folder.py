"""Folders as schools' spreadsheet programs save them."""

from __future__ import annotations

import time

import pytest

from solver.base.errors import InputError
from solver.domain.duties import expand
from solver.io import load
from solver.io.files.csv_folder import guarded, unguarded
from solver.io.tables.raw import MOST_BYTES


def test_the_small_school_loads(school, loaded):
    case = loaded(school).case
    assert case.id == "small"
    assert [post.id for post in case.posts] == ["care/1-1", "care/2-1"]
    assert [post.name for post in case.posts] == ["看护 一班", "看护 二班"]
    assert [person.pool for person in case.staff] == ["teachers", "teachers", "leaders"]
    assert case.walk_minutes("gate", "main") == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_make_no_difference(school, loaded, encoding):
    plain = loaded(school).case
    found = loaded(school, encoding=encoding)
    assert found.case.hash == plain.hash
    said = [notice.say("en") for notice in found.notices]
    assert ("staff.csv is not UTF-8; it was read as GB18030." in said) == (encoding == "gb18030")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(school, loaded, delimiter):
    plain = loaded(school).case
    for name in ("groups.csv", "teaching.csv", "lessons.csv"):
        school[name] = school[name].replace(",", delimiter).replace("\n", "\r\n")
    assert loaded(school).case.hash == plain.hash


def test_chinese_names_headers_and_words_make_the_same_case(school, loaded):
    plain = loaded(school).case
    chinese = dict(school)
    for name in ("staff.csv", "posts.csv", "sessions.csv"):
        del chinese[name]
    chinese["人员.csv"] = (
        "编号,姓名,身份,任教学科,工作量比例\n"
        "T1,王芳,本校教师,语文,１\nT2,李强,教师,数学,50%\nL1,赵校长,领导,,\n"
    )
    chinese["岗位.csv"] = "编号,名称,岗位类别,时段,班级,谁可以\ncare,看护,班级看护,low,每班,教本班\n"
    chinese["时段.csv"] = "编号, 名称 ,年级,开始时间*,结束时间*\nlow,课后,1、2,15：30,17点\n"
    folder = loaded(chinese)
    # The words of an expression stay as they are written.
    posts = tuple(post.model_copy(update={"eligible": "teaches"}) for post in folder.case.posts)
    assert folder.case.model_copy(update={"posts": posts}) == plain


def test_expanded_posts_written_as_rows_are_the_same_posts(school, loaded):
    plain = loaded(school).case
    school["posts.csv"] = (
        "id,name,kind,session,group,eligible\n"
        "care/1-1,看护 一班,care,low,1-1,teaches\ncare/2-1,看护 二班,care,low,2-1,teaches\n"
    )
    assert loaded(school).case.hash == plain.hash


def test_each_takes_merged_groups_but_no_group_without_enrolment(school, loaded):
    school["groups.csv"] += "3-1,三班,3,R1,\n1-2,一2班,1,R1,\n"
    school["groups.csv"] = "\n".join(
        line + extra
        for line, extra in zip(
            [*school["groups.csv"].splitlines(), "M,合班,1,R1,"],
            [",of,from,to", ",,,", ",,,", ",,,", ",,,", ",1-1;2-1,2026-09-14,2026-09-14"],
            strict=True,
        )
    )
    case = loaded(school).case
    assert [post.id for post in case.posts] == ["care/1-1", "care/2-1", "care/M"]
    assert case.group["M"].parts == ("1-1", "2-1")


def test_each_leaves_out_groups_that_are_merged_in_other_sessions(school, loaded):
    school["sessions.csv"] += "noon,午间,1;2,12:00,13:30\n"
    school["enrolment.csv"] += "1-1,noon,,20\n2-1,noon,,20\n"
    school["groups.csv"] = (
        "id,name,grade,room,of,sessions\n1-1,一班,1,R1,,\n2-1,二班,2,R2,,\nM,合,1,R1,1-1;2-1,low\n"
    )
    school["posts.csv"] += "rest,午休,nap,noon,each,teaches\n"
    case = loaded(school).case
    assert [post.id for post in case.posts] == ["care/1-1", "care/2-1", "care/M", "rest/1-1", "rest/2-1"]
    duties = {duty.post for duty in expand(case, (), ()).duties}
    assert duties == {"care/M", "rest/1-1", "rest/2-1"}


def test_a_table_twice_is_refused(school, faults_of):
    school["人员.csv"] = school["staff.csv"]
    (fault,) = faults_of(school)
    assert fault.say("en") == (
        "人员.csv: The table staff is there twice: staff.csv and 人员.csv. Keep one of them."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,name\nT1,\0\n", "It holds NUL characters: this is not a table."),
        (b"id,name\n\xff\xff\xff\xff\n", "The text is neither UTF-8 nor GB18030."),
    ],
)
def test_what_is_no_text_is_refused(school, write, content, message):
    folder = write(school)
    (folder / "staff.csv").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load(folder)
    assert message in [fault.message.say("en") for fault in caught.value.faults]


def test_a_file_over_50_mb_is_refused_without_reading_it(school, write):
    folder = write(school)
    with (folder / "lessons.csv").open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    began = time.perf_counter()
    with pytest.raises(InputError, match=r"lessons.csv: The file has 50 MB, more than 50 MB\."):
        load(folder)
    assert time.perf_counter() - began < 1


def test_too_many_cells_are_refused(school, write):
    folder = write(school)
    rows = ("," * 400 + "\n") * 5_000
    (folder / "lessons.csv").write_text(f"staff\n{rows}", encoding="utf-8")
    with pytest.raises(InputError, match="The tables have more than 2000000 cells in all"):
        load(folder)


def test_a_link_out_of_the_folder_is_not_followed(school, write, tmp_path):
    folder = write(school)
    secret = tmp_path / "secret.csv"
    secret.write_text("staff,balance\nT1,42\n", encoding="utf-8")
    (folder / "history.csv").symlink_to(secret)
    with pytest.raises(InputError) as caught:
        load(folder)
    (fault,) = caught.value.faults
    assert fault.say("en") == (
        "history.csv: “history.csv” is no plain file of the folder and is not read. "
        "Copy the file into the folder."
    )


def test_what_the_owner_should_know_is_said(school, loaded):
    school["school.toml"] = school["school.toml"].replace("2026-09-18", "2027-01-05")
    said = [notice.say("en") for notice in loaded(school).notices]
    assert said == [
        (
            "3 service days from 2027-01-01 on are provisional: the national holidays of 2027 are not "
            "published yet; only the school's own closed days count."
        ),
        (
            "2026-09-20, 2026-10-10: make-up workdays without a weekday to follow, so they are no service "
            "days; if they should be, say so in term.makeup."
        ),
    ]


def test_nothing_there_is_said_kindly(tmp_path):
    with pytest.raises(InputError, match="There is no “nowhere”"):
        load(tmp_path / "nowhere")
    (tmp_path / "note.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(InputError, match=r"“note.txt” is not a case\. A case is a folder of CSV tables"):
        load(tmp_path / "note.txt")


@pytest.mark.parametrize("text", ["=1", "@x", "-x", "'=x", "+1-1", "-", "-1.5", "plain", "''", "'-1", "＝1"])
def test_cells_that_look_like_formulas_are_guarded_and_come_back(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text) in {"-", "-1.5"} or guarded(text)[0] not in "=+-@＝"


def test_settings_know_rules_and_levels(school, loaded):
    school["school.toml"] = 'levels = ["uncovered", ["rules:3", "wanted"]]\n' + school["school.toml"]
    school["school.toml"] += """
[settings]
hold = 0.75
[[rules]]
code = "rest"
on = false
[[rules]]
code = "caps"
most = 2
share = 0.50
kinds = ["gate", "care"]
"""
    case = loaded(school).case
    assert case.levels == ((("uncovered", 1),), (("rules", 3), ("wanted", 1)))
    assert str(case.hold) == "0.75"
    assert [(rule.code, rule.on) for rule in case.rules] == [("rest", False), ("caps", True)]
    assert str(case.rules[1].params["share"]) == "0.5"
    assert case.rules[1].params["kinds"] == ("gate", "care")


def test_three_thousand_lessons_load_within_a_second(school, write):
    school["staff.csv"] += "".join(f"X{at},人{at},own,数学,1\n" for at in range(100))
    school["lessons.csv"] += "".join(
        f"X{at % 100},{at // 600 + 1},{8 + at // 100 % 6:02d}:{at % 60:02d},16:00\n" for at in range(3000)
    )
    folder = write(school)
    load(folder)
    began = time.perf_counter()
    case = load(folder).case
    assert len(case.lessons) == 3001
    assert time.perf_counter() - began < 1

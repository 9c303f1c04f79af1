"""What was written reads back equal; what people write by hand reads with every fault at once."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.domain import Assignment
from solver.report import PlanView, read_plan, read_roster, show
from solver.report.plan_tables import roster_table
from solver.report.read_plan import read_lines
from solver.report.roster_lines import RosterLine


def faults_of(path: Path, *known) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_roster(path, *known)
    assert all(fault.say("zh") != fault.say("en") for fault in caught.value.faults)
    return [fault.say("en") for fault in caught.value.faults]


def hand_made(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_plan_reads_back_equal(handout: PlanView, written: Path):
    plan = read_plan(written)
    assert plan.timetable == handout.plan.timetable
    assert plan.handover == handout.plan.handover
    assert plan.roster == handout.plan.roster


AWKWARD = st.text(alphabet="=+-@'＝＋－＠ a1,\"；中\\", min_size=1, max_size=6) | st.text(
    min_size=1, max_size=6
)
TEXT = AWKWARD.filter(str.isprintable).map(str.strip).filter(bool)
TIME = st.none() | st.integers(0, 48 * 60 - 1)
LINE = st.builds(
    RosterLine,
    date=st.dates(dt.date(2020, 1, 1), dt.date(2039, 12, 31)),
    week=st.integers(0, 30),
    weekday=st.integers(1, 7),
    post=TEXT,
    post_name=TEXT,
    kind=TEXT | st.just(""),
    session=TEXT | st.just(""),
    start=TIME,
    end=TIME,
    group=TEXT | st.just(""),
    room=TEXT | st.just(""),
    staff=TEXT,
    staff_name=TEXT,
    units=st.integers(0, 400).map(lambda steps: Fraction(steps, 40)),
    cover=st.booleans(),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rosters") / "roster.csv"


@settings(max_examples=60)
@given(st.lists(LINE, max_size=3).map(tuple))
def test_whatever_names_are_on_a_roster_it_comes_back(place: Path, lines: tuple[RosterLine, ...]):
    place.write_bytes(roster_table(lines).csv())
    assert read_lines(place) == lines
    assert read_roster(place) == tuple(
        sorted(Assignment(line.date, line.post, line.staff, line.cover) for line in lines)
    )


def test_a_hand_made_roster_may_use_names_and_chinese_headers(handout: PlanView, tmp_path: Path):
    text = "日期,岗位名称,姓名,代班\n2026/9/9,围棋,+86 李四,\n2026年9月8日,一(1)班看护,'@SUM(1+1)*cmd,是\n"
    path = hand_made(tmp_path, text, "gb18030")
    assert read_roster(path, handout.case, handout.work) == (
        Assignment(dt.date(2026, 9, 8), "care-1", "../t4", cover=True),
        Assignment(dt.date(2026, 9, 9), "chess@3-low", "t6"),
    )


def test_names_may_stand_under_the_ids_too(handout: PlanView, tmp_path: Path):
    path = hand_made(tmp_path, "date,post,staff\n2026-09-09,围棋,+86 李四\n")
    assert read_roster(path, handout.case, handout.work) == (
        Assignment(dt.date(2026, 9, 9), "chess@3-low", "t6"),
    )


def test_every_fault_is_told_at_once_with_its_place(handout: PlanView, tmp_path: Path):
    rows = ("2026-13-01,care-1,t1,", "2026-09-08,care-9,t1,", "2026-09-08,care-1,王五,maybe", ",care-1,,")
    text = "\n".join(["date,post,staff,cover", *rows])
    faults = faults_of(hand_made(tmp_path, text), handout.case, handout.work)
    assert [fault.split(":")[0] for fault in faults] == [
        "roster.csv, row 2, date",
        "roster.csv, row 3, post",
        "roster.csv, row 4, cover",
        "roster.csv, row 4, staff",
        "roster.csv, row 5, date",
        "roster.csv, row 5, staff",
    ]


def test_a_missing_column_is_named_with_what_it_is_for(tmp_path: Path):
    (fault,) = faults_of(hand_made(tmp_path, "day,post,staff\n2026-09-08,care-1,t1\n"))
    assert "“date” is missing. Add the column: The date of the duty." in fault
    (fault,) = faults_of(hand_made(tmp_path, "date,staff\n2026-09-08,t1\n"))
    assert "post" in fault


def test_names_without_a_case_are_refused(tmp_path: Path):
    (fault,) = faults_of(hand_made(tmp_path, "date,post,staff_name\n2026-09-08,care-1,张三\n"))
    assert "case" in fault


def test_two_people_of_one_name_are_not_guessed(handout: PlanView, tmp_path: Path):
    namesake = handout.case.staff[0].model_copy(update={"id": "t7", "name": "+86 李四"})
    case = handout.case.model_copy(update={"staff": (*handout.case.staff, namesake)})
    path = hand_made(tmp_path, "date,post,staff_name\n2026-09-09,围棋,+86 李四\n")
    (fault,) = faults_of(path, case, handout.work)
    assert "t6, t7" in fault


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "not even a header"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB18030"),
        (b"PK\x03\x04\0", "not a table"),
        (b'date,post,staff\n"2026', "no partner"),
        (b"a" + b"," * 600, "more than 500"),
        (b"post,staff\nx,y,z\n", "no header"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, content: bytes, word: str):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    assert any(word in fault for fault in faults_of(path))


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "no such file" in faults_of(tmp_path / "roster.csv")[0]


def test_show_needs_the_written_files_alone(written: Path):
    days = show(written, "day", "zh")
    assert len(days) == 11
    assert days[5].title == "2026-09-12 周六 · 第1教学周 · 按周四课表"
    wednesday = {row[2]: row[-1] for row in days[2].rows}
    assert wednesday == {"一(1)班看护": "张三😀", "一(2)班看护": "@SUM(1+1)*cmd（代）", "围棋": "+86 李四"}


@pytest.mark.parametrize("by", ["person", "group", "room"])
def test_show_gives_a_table_for_each_week(written: Path, by):
    weeks = show(written, by, "en")
    assert [week.title.split(" · ")[0] for week in weeks] == ["Week 1", "Week 2"]
    for week in weeks:
        assert all(len(row) == len(week.headings) for row in week.rows)


def test_people_of_one_name_stay_two(written: Path, tmp_path: Path):
    text = (written / "roster.csv").read_text("utf-8-sig").replace("<script>alert(1)</script>", "张三😀")
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8")
    (_, second) = show(path, "person", "zh")
    assert "张三😀 (t2)" in {row[0] for row in second.rows}

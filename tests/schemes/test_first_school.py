"""The smallest school, from ``afterbell new`` to a printed roster in five rows (docs/first_school.md)."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest

from solver.base.errors import InputError
from solver.cli import main
from solver.io import load
from tests.written import as_folder

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "first_school.md").read_text("utf-8")
TABLE = re.findall(r"^\| ([^|\n]*\|[^\n]*)\|$", PAGE, re.MULTILINE)
HEADER, *ROWS = ([cell.strip() for cell in row.split("|")] for row in TABLE if "---" not in row)
WEEKDAYS = {f"周{sign}": number for number, sign in enumerate("一二三四五", 1)}


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """The workbook of one table as ``afterbell new`` writes it, with the page's five rows typed in."""
    assert run("new", str(tmp_path / "yangwan"), "--lang", "zh") == 0
    path = tmp_path / "yangwan" / "一周安排.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["一周安排"]
    assert [cell.value for cell in sheet[1]] == HEADER
    assert sheet.max_row == 1, "there is no example to delete"
    for row in ROWS:
        sheet.append([cell or None for cell in row])
    book.save(path)
    return path


def test_five_rows_of_typing_give_a_printed_roster(typed: Path, tmp_path: Path) -> None:
    assert len(ROWS) == 5
    out = tmp_path / "roster"
    assert run("solve", str(typed), "-o", str(out), "--effort", "20", "--lang", "zh") == 0
    assert (out / "roster.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "roster.xlsx").stat().st_size > 0
    assert len(list((out / "calendars").glob("*.ics"))) == 6
    with (out / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        roster = list(csv.DictReader(file))
    in_charge = {WEEKDAYS[row[0]]: (row[1], row[2]) for row in ROWS}
    for line in roster:
        activity, person = in_charge[int(line["weekday"])]
        assert (line["post_name"], line["staff_name"]) in {(activity, person), ("校园安全保卫", "武志强")}
        assert (line["start"], line["end"]) == ("16:40", "17:30")
    dates = {line["date"] for line in roster}
    assert len(roster) == 2 * len(dates)
    assert {"2026-09-20", "2026-10-10"} <= dates, "make-up workdays have their weekday's activity"


def test_the_shipped_case_is_the_page(typed: Path) -> None:
    shipped, own = load(ROOT / "data" / "small").case, load(typed).case
    assert (shipped.staff, shipped.posts, shipped.pins) == (own.staff, own.posts, own.pins)
    assert shipped.sessions == own.sessions


def test_a_case_of_one_table_is_written_back_as_the_tables_it_stands_for(typed: Path, tmp_path: Path) -> None:
    case = load(typed).case
    as_folder(case, tmp_path / "whole")
    assert {path.stem for path in (tmp_path / "whole").glob("*.csv")} == {
        "staff",
        "sessions",
        "posts",
        "pins",
    }
    assert load(tmp_path / "whole").case == case


SCHOOL = '[term]\nstart = "2026-09-07"\nend = "2026-09-18"\n'


def case_of(folder: Path, week: str, **tables: str):
    (folder / "school.toml").write_text(SCHOOL, "utf-8")
    for name, text in {"week": week, **tables}.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return load(folder).case


def faults_of(folder: Path, week: str, **tables: str) -> str:
    with pytest.raises(InputError) as refused:
        case_of(folder, week, **tables)
    return "\n".join(fault.say("en") for fault in refused.value.faults)


def test_times_hold_until_other_times_are_written_and_days_without_activity_have_no_service(tmp_path: Path):
    week = (
        "weekdays,name,people,start,end\n1;3,chess,Ann;Bo,16:00,17:00\n3,choir,Cy,,\n5,film,Ann,14:00,15:30\n"
    )
    case = case_of(tmp_path, week)
    assert [(one.start, one.end, one.dates.weekdays) for one in case.sessions] == [
        (16 * 60, 17 * 60, (1, 3)),
        (14 * 60, 15 * 60 + 30, (5,)),
    ]
    assert [(post.name, post.need, post.session) for post in case.posts] == [
        ("chess", 2, "week1"),
        ("choir", 1, "week1"),
        ("film", 1, "week2"),
    ]
    assert [person.id for person in case.staff] == ["Ann", "Bo", "Cy"]


def test_people_of_the_staff_table_are_meant_by_name_and_others_are_new(tmp_path: Path) -> None:
    staff = "id,name,kind\nT1,Ann,own\nT2,Bo,leader\n"
    away = "staff,from\nT1,2026-09-07\nCy,2026-09-08\n"
    week = "weekdays,name,people,start,end\n1,chess,Ann,16:00,17:00\n2,choir,Cy,,\n"
    case = case_of(tmp_path, week, staff=staff, absences=away)
    assert [(pin.staff, pin.post) for pin in case.pins] == [("T1", "week1"), ("Cy", "week2")]
    assert case.absences[1].first == dt.date(2026, 9, 8)
    assert len(case.staff) == 3


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "1,chess,Ann,,\n2,choir,Bo,16:00,17:00\n",
            "row 2, start: It has no time, and neither has a row above.",
        ),
        ("1,chess,,16:00,17:00\n", "row 2, people: The cell is blank but must be filled."),
        ("9,chess,Ann,16:00,17:00\n", "row 2, weekdays"),
        ("1,chess,A/B,16:00,17:00\n", "row 2, people: The id “A/B” holds the character “/”"),
        ("1,chess,Ann,17:00,16:00\n", "row 2, end: It ends at 16:00, not after its start at 17:00."),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_column(tmp_path: Path, rows: str, told: str) -> None:
    assert told in faults_of(tmp_path, "weekdays,name,people,start,end\n" + rows)


def test_two_people_of_one_name_need_their_ids(tmp_path: Path) -> None:
    staff = "id,name\nT1,Ann\nT2,Ann\n"
    week = "weekdays,name,people,start,end\n1,chess,Ann,16:00,17:00\n"
    assert "2 people of the table staff are called “Ann”. Write an id, such as T1, T2." in faults_of(
        tmp_path, week, staff=staff
    )
    assert case_of(tmp_path, week.replace("Ann", "T2"), staff=staff).pins[0].staff == "T2"


def test_a_table_of_the_week_without_rows_is_no_case(tmp_path: Path) -> None:
    told = faults_of(tmp_path, "weekdays,name,people,start,end\n")
    assert "The table staff is missing." in told

"""A plan folder appears whole or not at all, is the same every time, and names what it was made from."""

import datetime as dt
import json
import sys
import time
from pathlib import Path

import pytest

from solver.base import atomic_folder
from solver.custody import CUSTODY_COLUMNS
from solver.domain import Assignment
from solver.report import OutputError, PlanView, may_write, write
from solver.report.plan_tables import ROSTER, keys


def contents(place: Path) -> dict[str, bytes]:
    files = [path for path in place.rglob("*") if path.is_file()]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


def test_everything_is_there(handout: PlanView, written: Path):
    names = set(contents(written))
    assert {
        "roster.csv",
        "timetable.csv",
        "handover.csv",
        "custody.csv",
        "units.csv",
        "findings.csv",
        "certificate.json",
        "afterbell.json",
        "roster.xlsx",
        "roster.pdf",
    } == {name for name in names if "/" not in name}
    people = {row.staff for row in handout.plan.roster}
    assert len([name for name in names if name.startswith("calendars/")]) == len(people)


def test_the_same_plan_gives_the_same_bytes(handout: PlanView, written: Path, tmp_path: Path):
    time.sleep(1.1)  # A clock in any file would have moved on.
    again = write(handout, tmp_path / "again", "zh")
    assert contents(again) == contents(written)


def test_the_order_of_the_roster_makes_no_difference(handout: PlanView, written: Path, tmp_path: Path):
    from dataclasses import replace

    turned = replace(handout, plan=replace(handout.plan, roster=handout.plan.roster[::-1]))
    again = write(turned, tmp_path / "again", "zh", formats=("csv", "ics"))
    for name, content in contents(again).items():
        if name.endswith((".csv", ".ics")):
            assert content == contents(written)[name], name


def test_roster_has_exactly_the_promised_columns(written: Path):
    first = (written / "roster.csv").read_text("utf-8-sig").splitlines()[0]
    assert first.split(",") == list(keys(ROSTER))
    assert first == (
        "date,week,weekday,post,post_name,kind,session,start,end,group,room,staff,staff_name,units,cover"
    )
    custody = (written / "custody.csv").read_text("utf-8-sig").splitlines()[0]
    assert custody.split(",") == [*CUSTODY_COLUMNS, "made_from"]


def test_a_make_up_saturday_carries_the_weekday_whose_lessons_apply(written: Path):
    rows = [line.split(",") for line in (written / "roster.csv").read_text("utf-8-sig").splitlines()]
    assert {tuple(row[:3]) for row in rows if row[0] == "2026-09-12"} == {("2026-09-12", "1", "4")}


def test_every_table_opens_in_excel_as_chinese(written: Path):
    tables = sorted(written.glob("*.csv"))
    assert len(tables) == 6
    assert all(table.read_bytes().startswith(b"\xef\xbb\xbf") for table in tables)


def test_every_output_names_case_version_and_seed(handout: PlanView, written: Path):
    proof = handout.certificate
    stamp = f"case {proof.case_hash[:12]} afterbell {proof.version} seed {proof.seed}"
    for name, content in contents(written).items():
        if name.endswith(".csv") and name != "roster.csv":
            rows = content.decode("utf-8-sig").splitlines()[1:]
            assert all(stamp in row for row in rows), name
    marker = json.loads((written / "afterbell.json").read_bytes())
    assert (marker["case_hash"], marker["version"], marker["seed"]) == (proof.case_hash, "0.1.0", 7)
    assert set(marker["files"]) == set(contents(written)) - {"afterbell.json"}


def test_no_file_holds_a_formula(written: Path):
    import csv

    for table in written.glob("*.csv"):
        with table.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    number = cell.replace("/", "").replace(".", "").replace(" ", "").lstrip("-").isdigit()
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (table.name, cell)


def test_an_earlier_plan_is_replaced_whole(handout: PlanView, tmp_path: Path):
    out = write(handout, tmp_path / "plan", "zh", formats=("csv", "ics"))
    write(handout, out, "zh", formats=("csv",))
    assert not (out / "calendars").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_other_folders_are_left_alone(handout: PlanView, tmp_path: Path):
    diary = tmp_path / "mine" / "diary.txt"
    diary.parent.mkdir()
    diary.write_text("dear diary", "utf-8")
    with pytest.raises(OutputError, match="not a plan folder"):
        write(handout, diary.parent, "zh", formats=())
    assert diary.read_text("utf-8") == "dear diary"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_note_in_an_earlier_plan_is_not_swallowed(handout: PlanView, tmp_path: Path):
    out = write(handout, tmp_path / "plan", "zh", formats=("csv",))
    (out / "notes.txt").write_text("ask Ms Wang", "utf-8")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        may_write(out)


def test_a_file_in_the_way_is_left_alone(handout: PlanView, tmp_path: Path):
    (tmp_path / "plan").write_text("a file", "utf-8")
    with pytest.raises(OutputError):
        write(handout, tmp_path / "plan", "zh", formats=())
    assert (tmp_path / "plan").read_text("utf-8") == "a file"


def test_an_empty_folder_may_be_used(handout: PlanView, tmp_path: Path):
    (tmp_path / "plan").mkdir()
    assert (write(handout, tmp_path / "plan", "zh", formats=()) / "certificate.json").exists()


@pytest.mark.parametrize("platform", ["linux", "elsewhere"])
def test_a_failing_disk_leaves_the_earlier_plan(handout, tmp_path, monkeypatch, platform):
    out = write(handout, tmp_path / "plan", "zh", formats=("csv",))
    before = contents(out)
    monkeypatch.setattr(sys, "platform", platform)
    real = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name == "fresh":
            raise OSError(28, "No space left on device")
        return real(path, target)

    def full_disk(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path), None, str(len(content)))

    monkeypatch.setattr(Path, "rename", full)
    if platform == "linux":
        monkeypatch.setattr(atomic_folder, "write", full_disk)
    with pytest.raises(OutputError, match="No space left"):
        write(handout, out, "en", formats=("csv",))
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_without_exchange_the_plan_is_still_replaced(handout, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "elsewhere")
    out = write(handout, tmp_path / "plan", "zh", formats=("csv", "ics"))
    write(handout, out, "zh", formats=("csv",))
    assert not (out / "calendars").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_broken_format_leaves_nothing(handout: PlanView, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("solver.report.typst.FONT", "No Such Font")
    with pytest.raises(OutputError, match="unknown font family"):
        write(handout, tmp_path / "plan", "zh")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_with_strange_rows_is_still_written(handout: PlanView, tmp_path: Path):
    from dataclasses import replace

    stray = Assignment(dt.date(2026, 9, 13), "no-such-post", "nobody")
    odd = replace(handout, plan=replace(handout.plan, roster=(*handout.plan.roster, stray)))
    out = write(odd, tmp_path / "plan", "en")
    assert "2026-09-13,1,7,no-such-post,no-such-post,,,,,,,nobody,nobody,0,0" in (
        out / "roster.csv"
    ).read_text("utf-8-sig")

"""Each command does what its name says and leaves with the code that the README promises."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, ROOT, Afterbell

TINY = ROOT / "data/tiny"
OUTPUTS = {
    "roster.csv",
    "timetable.csv",
    "handover.csv",
    "custody.csv",
    "units.csv",
    "findings.csv",
    "certificate.json",
    "roster.xlsx",
    "roster.pdf",
    "afterbell.json",
    "calendars",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(path: Path, table: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)


def test_help_answers_at_once(process: Afterbell) -> None:
    took = []
    for _ in range(3):
        began = time.perf_counter()
        assert process("--help").code == 0
        took.append(time.perf_counter() - began)
    # The quickest: what else runs on the machine is not the product's doing.
    assert min(took) < 0.5


def test_help_speaks_either_language(afterbell: Afterbell) -> None:
    english = afterbell("--help")
    assert afterbell("solve", "--help", "--lang", "zh").out.startswith("用法：afterbell solve")
    assert "Plan, audit" in english.out
    assert "排出方案" in afterbell("--help", LC_ALL="zh_CN.UTF-8").out
    assert afterbell().out == english.out


def test_a_new_case_can_be_checked_and_solved(afterbell: Afterbell, tmp_path: Path) -> None:
    assert afterbell("new", "school").code == 0
    assert afterbell("check", "school").code == 0
    assert afterbell("solve", "school", "-o", "plan", "--effort", "5").code == 0
    assert {path.name for path in (tmp_path / "plan").iterdir()} == OUTPUTS


def test_new_leaves_what_is_there_alone(afterbell: Afterbell, tiny: Path) -> None:
    before = sorted(tiny.iterdir())
    assert afterbell("new", tiny).code == 2
    assert sorted(tiny.iterdir()) == before


def test_a_clean_plan_is_told_in_a_few_sentences(afterbell: Afterbell) -> None:
    done = afterbell("solve", TINY, "-o", "plan", "--effort", "5", "--lang", "en")
    assert done.code == 0
    assert "Audited and clean" in done.out
    assert "32 of 32 covered" in done.out
    assert "Largest deviation from the reachable share: 0 units" in done.out
    assert done.out.rstrip().endswith("plan/roster.xlsx")


def test_json_is_all_that_stdout_gets(afterbell: Afterbell, plan: Path) -> None:
    done = afterbell("solve", TINY, "-o", "other", "--effort", "5", "--json")
    assert done.data["status"] == "clean"
    assert done.data["summary"]["seats"] == 32
    assert {level["level"] for level in done.data["levels"]} >= {"unplaced", "stranded", "max_deviation"}
    assert afterbell("check", TINY, "--json").data["staff"] == 4
    assert afterbell("audit", TINY, plan, "--json").data["doubts"] == []
    assert len(afterbell("score", TINY, plan / "roster.csv", "--json").data["shares"]) == 4
    assert afterbell("check", "nowhere", "--json").data["exit_code"] == 2


def test_audit_agrees_with_what_was_solved(afterbell: Afterbell, plan: Path) -> None:
    done = afterbell("audit", TINY, plan)
    assert done.code == 0
    assert "Findings: none" in done.out


def test_audit_finds_the_seat_that_somebody_emptied(afterbell: Afterbell, plan: Path) -> None:
    roster = rows(plan / "roster.csv")
    gone = next(row for row in roster if row["kind"] == "care")
    rewrite(plan / "roster.csv", [row for row in roster if row is not gone])
    done = afterbell("audit", TINY, plan, "--json")
    assert done.code == 1
    found = {(row["rule"], row["date"]) for row in done.data["findings"]}
    assert {("uncovered", gone["date"]), ("custody_gap", gone["date"])} <= found
    assert any("uncovered" in doubt for doubt in done.data["doubts"])


def test_audit_doubts_a_certificate_that_claims_too_much(afterbell: Afterbell, plan: Path) -> None:
    path = plan / "certificate.json"
    claims = json.loads(path.read_text("utf-8"))
    burdens = next(
        level for stage in claims["stages"] for level in stage["levels"] if level["name"] == "burdens"
    )
    burdens["bound"] = burdens["value"] + 1
    path.write_text(json.dumps(claims), encoding="utf-8")
    done = afterbell("audit", TINY, plan)
    assert done.code == 1
    assert re.search(r"bound \d+ is above the value", done.out)


def test_audit_against_a_case_that_changed_since_proves_nothing(
    afterbell: Afterbell, tiny: Path, plan: Path
) -> None:
    staff = tiny / "staff.csv"
    staff.write_text(staff.read_text("utf-8-sig").replace("沈文静", "沈静文"), encoding="utf-8")
    done = afterbell("audit", tiny, plan)
    assert done.code == 1
    assert "another case" in done.out
    assert "proven" not in done.out


@pytest.mark.parametrize(("by", "told"), [("day", "2026-09-07 Mon"), ("person", "沈文静"), ("group", "1-1")])
def test_show_turns_the_roster(afterbell: Afterbell, plan: Path, by: str, told: str) -> None:
    done = afterbell("show", plan, "--by", by)
    assert done.code == 0
    assert told in done.out


def test_score_measures_a_roster_made_by_hand(afterbell: Afterbell, plan: Path, tmp_path: Path) -> None:
    hand = [
        {"日期": row["date"], "岗位名称": row["post_name"], "开始": row["start"], "姓名": "顾志远"}
        for row in rows(plan / "roster.csv")
        if row["kind"] == "gate"
    ]
    rewrite(tmp_path / "hand.csv", hand)
    done = afterbell("score", TINY, "hand.csv", "--lang", "zh")
    assert done.code == 1
    assert re.search(r"席位：32 个，已排 10 个", done.out)
    assert re.search(r"顾志远 .* 5 ", done.out)


def test_a_locale_without_chinese_breaks_nothing(process: Afterbell, plan: Path) -> None:
    done = process("show", plan, "--by", "person", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "沈文静" in done.out


def test_who_stops_reading_hears_no_complaint(plan: Path) -> None:
    line = [*COMMAND, "show", str(plan), "--by", "day"]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as showing:
        assert showing.stdout is not None
        showing.stdout.close()
        assert showing.wait(timeout=60) == 0
        assert showing.stderr is not None
        assert showing.stderr.read() == b""

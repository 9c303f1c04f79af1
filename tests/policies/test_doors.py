"""Policies at the doors: ``check`` and ``solve`` tell them, and only breaches make a plan unclean."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from solver import service
from solver.cli import main
from solver.service import Options

BROKEN = '[[policies]]\ncode = "two_hours"\n'
ADVICE = BROKEN + "warn = true\n"
KEPT = BROKEN + "minutes = 90\n"


@pytest.fixture
def tiny(repository: Path, tmp_path: Path) -> Path:
    """A copy of the tiny case (90 minutes a day), to be given policies."""
    return Path(shutil.copytree(repository / "data/tiny", tmp_path / "tiny"))


def ask(path: Path, policies: str) -> None:
    settings = path / "school.toml"
    settings.write_text(settings.read_text("utf-8") + "\n" + policies, encoding="utf-8")


def afterbell(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.parametrize(("policies", "code"), [("", 0), (KEPT, 0), (ADVICE, 0), (BROKEN, 1)])
def test_check_ends_with_1_when_a_policy_is_broken(
    tiny: Path, policies: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(tiny, policies)
    assert afterbell("check", tiny, "--json") == code
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert data["exit_code"] == code
    assert data["status"] == ("findings" if code else "clean")
    told = [(finding["rule"], finding["stage"]) for finding in data["findings"]]
    assert told == ([("two_hours", "case")] if policies in {ADVICE, BROKEN} else [])


@pytest.mark.parametrize(
    ("lang", "broken", "advice"),
    [
        ("zh", "违反政策：1 处\n  - 每天至少两小时：1、2年级：", "  - 提醒：每天至少两小时：1、2年级："),
        (
            "en",
            "Policies broken: 1\n  - Two hours a day: Grades 1, 2: ",
            "  - Advice: Two hours a day: Grade",
        ),
    ],
)
def test_check_says_what_is_broken_and_what_is_advice(
    tiny: Path, lang: str, broken: str, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(tiny, BROKEN + ADVICE)
    assert afterbell("check", tiny, "--lang", lang) == 1
    said = capsys.readouterr().out
    assert broken in said
    assert advice in said


@pytest.mark.parametrize("policies", [BROKEN, ADVICE])
def test_solve_plans_all_the_same_and_lists_the_policy(tiny: Path, policies: str, tmp_path: Path) -> None:
    ask(tiny, policies)
    case = service.open_case(tiny).case
    result = service.solve(case, Options(effort=3, workers=1))
    assert result.audit.clean
    assert [finding.rule for finding in result.findings] == (["two_hours"] if policies == BROKEN else [])
    assert [finding.rule for finding in result.advice] == (["two_hours"] if policies == ADVICE else [])
    out = service.write(result, tmp_path / "plan", "zh")
    with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert (row["rule"], row["stage"]) == ("two_hours", "case")
    again = service.audit_folder(case, out)
    assert again.findings == result.findings
    assert not again.audit.doubts

"""``afterbell compare``: a table, two pages, a plan for each scenario; nothing where anything is wrong."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from solver import service
from solver.base.errors import NoPlanError
from solver.base.text import Words
from solver.domain.case import Case
from tests.cli.conftest import COMMAND, ROOT, Afterbell

TINY = ROOT / "data/tiny"
SCENARIOS = tuple(TINY / "scenarios" / name for name in ("earlier.toml", "one_more.toml"))
QUICK = ("-o", "out", "--effort", "5", "--seed", "1")
CLOSED = 'title = "没有教室"\n[[change]]\ndrop = "rooms"\nwhere = {}\n'


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A scenario that nobody can make."""
    path = tmp_path / "closed.toml"
    path.write_text(CLOSED, encoding="utf-8")
    return path


def test_a_comparison_is_told_and_written(afterbell: Afterbell, tmp_path: Path) -> None:
    done = afterbell("compare", TINY, *SCENARIOS, *QUICK, "--lang", "en")
    assert done.code == 0
    assert "Seats (covered / needed)" in done.out
    assert "posts, 校门护送 (gate): start 16:55 → 16:25" in done.out
    assert (
        "多一名美术老师: brings: units per person · teachers 6.8 → 5.4, people to spare, tightest 0 → 1"
        in done.out
    )
    assert "(2/3) 提早半小时放学" in done.err
    inside = {path.name for path in (tmp_path / "out").iterdir()}
    assert inside == {
        "comparison.pdf",
        "comparison.xlsx",
        "afterbell.json",
        "cases",
        "base",
        "earlier",
        "one_more",
    }
    assert afterbell("audit", tmp_path / "out/cases/earlier", tmp_path / "out/earlier").code == 0


def test_json_is_all_that_stdout_gets(afterbell: Afterbell) -> None:
    done = afterbell("compare", TINY, SCENARIOS[0], *QUICK, "--json", "--lang", "zh")
    assert [one["name"] for one in done.data["scenarios"]] == ["base", "earlier"]
    assert done.data["scenarios"][1]["inputs"][0] == "时段 · 课后服务 (after)：结束时间 17:00 → 16:30"
    measures = {one["measure"]: one["values"] for one in done.data["measures"]}
    assert measures["seats"] == ["0", "0"]
    assert done.data["exit_code"] == done.code == 0


def test_the_same_seed_gives_the_same_bytes(afterbell: Afterbell, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert afterbell("compare", TINY, SCENARIOS[0], "-o", out, "--effort", "5").code == 0
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) > 30
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_the_faults_of_all_scenarios_are_told_at_once(
    afterbell: Afterbell, tmp_path: Path, scenario: Path
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('title = "x"\n[[change]]\nset = "staff"\nwhere = { id = "T77" }\nto = { share = 9 }')
    done = afterbell("compare", TINY, bad, scenario, tmp_path / "none.toml", *QUICK, "--lang", "zh")
    assert done.code == 2
    assert "bad.toml，[[change]] 1，to.share" in done.err
    assert "closed.toml → clubs.csv" in done.err
    assert "none.toml" in done.err
    assert not (tmp_path / "out").exists()
    assert len(afterbell("compare", TINY, bad, *QUICK, "--json").data["faults"]) == 1


def test_a_case_with_faults_is_told_first(afterbell: Afterbell, tiny: Path) -> None:
    (tiny / "sessions.csv").unlink()
    done = afterbell("compare", tiny, SCENARIOS[0], *QUICK)
    assert done.code == 2
    assert "sessions" in done.err


def test_a_scenario_that_has_no_plan_is_a_column_that_says_so(
    afterbell: Afterbell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve, why = service.solve, Words(zh="无解", en="No roster exists").with_()

    def without_latecomers(case: Case, *rest: Any, **named: Any) -> service.Result:
        if len(case.staff) > 4:
            raise NoPlanError(why, proven=len(case.posts) > 2)
        return solve(case, *rest, **named)

    monkeypatch.setattr(service, "solve", without_latecomers)
    done = afterbell("compare", TINY, SCENARIOS[1], *QUICK, "--lang", "en")
    assert done.code == 1
    assert "多一名美术老师: no plan: No roster exists" in done.out
    assert (tmp_path / "out/base").is_dir()
    assert not (tmp_path / "out/one_more").exists()
    assert (tmp_path / "out/cases/one_more").is_dir()


def test_where_nothing_can_be_planned_nothing_is_written(
    afterbell: Afterbell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> service.Result:
        raise NoPlanError(Words(zh="没有找到", en="None was found").with_(), proven=False)

    monkeypatch.setattr(service, "solve", never)
    done = afterbell("compare", TINY, SCENARIOS[1], *QUICK, "--lang", "en")
    assert done.code == 3
    assert "None was found" in done.err
    assert not (tmp_path / "out").exists()


def test_a_workbook_is_a_case_too(afterbell: Afterbell, tmp_path: Path) -> None:
    assert afterbell("new", tmp_path / "school").code == 0
    book = shutil.copy(next((tmp_path / "school").glob("*.xlsx")), tmp_path / "book.xlsx")
    scenario = tmp_path / "term.toml"
    scenario.write_text('title = "x"\n[[change]]\nsetting = "title"\nto = "另一所"')
    done = afterbell("compare", book, scenario, *QUICK, "--json")
    assert done.code in {0, 1}
    hashes = {one["case_hash"] for one in done.data["scenarios"]}
    assert len(hashes) == 2


def test_two_files_of_one_name_are_two_scenarios(afterbell: Afterbell, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    first, second = (
        shutil.copy(SCENARIOS[at], tmp_path / place) for at, place in enumerate(("a.toml", "sub/a.toml"))
    )
    done = afterbell("compare", TINY, first, second, *QUICK, "--json")
    assert [one["name"] for one in done.data["scenarios"]] == ["base", "a", "a-2"]


def test_too_many_scenarios_are_refused_and_nothing_is_overwritten(
    afterbell: Afterbell, tmp_path: Path
) -> None:
    assert afterbell("compare", TINY, *(SCENARIOS * 4), *QUICK).code == 2
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    done = afterbell("compare", TINY, SCENARIOS[0], *QUICK)
    assert done.code == 2
    assert "comparison folder" in done.err
    assert afterbell("compare", TINY, SCENARIOS[0], *QUICK, "--time", "3").code == 2


def test_a_stopped_comparison_writes_nothing(tmp_path: Path) -> None:
    command = [
        *COMMAND,
        "compare",
        str(ROOT / "data/fengjin"),
        str(ROOT / "data/fengjin/scenarios/leave.toml"),
    ]
    line = [*command, "-o", str(tmp_path / "out"), "--time", "300", "--lang", "en"]
    with subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while " s  " not in running.stderr.readline():
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        assert running.wait(timeout=60) == 130
    assert "nothing was written" in said
    assert not (tmp_path / "out").exists()


def test_the_examples_are_what_the_docs_show() -> None:
    page = (ROOT / "docs/scenarios.md").read_text("utf-8")
    for path in sorted((ROOT / "data").glob("*/scenarios/*.toml")):
        assert path.relative_to(ROOT).as_posix() in page
    assert json.dumps("提早半小时放学", ensure_ascii=False) in page

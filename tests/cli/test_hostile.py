"""What a hostile or careless hand does to a case or a plan: a message and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Afterbell

TINY = ROOT / "data/tiny"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the tiny case that may be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "case"))


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny case solved once."""
    from solver import service
    from solver.engine.budget import Options

    folder = tmp_path_factory.mktemp("solved") / "plan"
    case = service.open_case(TINY).case
    return service.write(service.solve(case, Options(effort=2, workers=1)), folder, "en")


@pytest.fixture
def plan(solved: Path, tmp_path: Path) -> Path:
    """A copy of its plan folder that may be spoilt."""
    return Path(shutil.copytree(solved, tmp_path / "plan"))


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_club_to_which_nobody_comes_is_planned(afterbell: Afterbell, case: Path) -> None:
    (case / "members.csv").unlink()
    assert afterbell("solve", case, "-o", "plan", "--effort", "2").code in {0, 1}


SPOILT: dict[str, Callable[[Path], object]] = {
    "pupils beyond any school": lambda case: changed(case / "enrolment.csv", ",28", ",999999999999"),
    "units too fine": lambda case: changed(case / "posts.csv", "0.5", "0.00000000000000001"),
    "a term at the end of time": lambda case: (case / "school.toml").write_text(
        '[school]\ntitle = "x"\n[term]\nstart = 9999-12-20\nend = 9999-12-31\n', "utf-8"
    ),
    "a header as deep as a well": lambda case: (case / "school.toml").write_text(
        f"[{'.'.join('a' * 3000)}]\n", "utf-8"
    ),
    "a link in a circle": lambda case: (case / "wishes.csv").symlink_to("wishes.csv"),
    "a pipe for a table": lambda case: os.mkfifo(case / "wishes.csv"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_case_is_refused(afterbell: Afterbell, case: Path, spoil: Callable[[Path], object]) -> None:
    spoil(case)
    done = afterbell("check", case, "--lang", "en")
    assert done.code == 2
    assert done.err.strip()


def test_an_impossible_weekday_is_refused(afterbell: Afterbell, plan: Path) -> None:
    rows = (plan / "timetable.csv").read_text("utf-8-sig").splitlines()
    at = rows[0].split(",").index("weekday")
    cells = rows[1].split(",")
    cells[at] = "9"
    (plan / "timetable.csv").write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]), "utf-8")
    assert afterbell("audit", TINY, plan).code == 2
    assert afterbell("score", TINY, plan / "roster.csv").code == 2


def test_a_roster_with_an_impossible_weekday_is_not_shown(afterbell: Afterbell, plan: Path) -> None:
    rows = (plan / "roster.csv").read_text("utf-8-sig").splitlines()
    first = rows[1].split(",")
    (plan / "roster.csv").write_text("\n".join([rows[0], ",".join([*first[:2], "77", *first[3:]])]), "utf-8")
    assert afterbell("show", plan, "--by", "day").code == 2


def test_a_certificate_that_leans_on_nothing_known_is_doubted(afterbell: Afterbell, plan: Path) -> None:
    data = json.loads((plan / "certificate.json").read_text("utf-8"))
    data["stages"][1]["fixed"] = {"foo": "x"}
    (plan / "certificate.json").write_text(json.dumps(data), "utf-8")
    done = afterbell("audit", TINY, plan, "--lang", "en")
    assert done.code == 1
    assert "clean" not in done.out.splitlines()[0]


def test_a_marker_that_is_no_marker_is_left_alone(afterbell: Afterbell, plan: Path) -> None:
    (plan / "afterbell.json").write_text("[" * 100_000, "utf-8")
    assert afterbell("solve", TINY, "-o", plan, "--effort", "1").code == 2


def test_a_device_is_no_roster(afterbell: Afterbell) -> None:
    assert afterbell("score", TINY, "/dev/zero").code == 2
    assert afterbell("show", "/dev/zero").code == 2

"""``make test`` in two lanes: it fails where either does, and ends with the closing lines of both."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMPUTING
from tests.support.lanes import chosen, left_by

PROJECT = """
[tool.pytest.ini_options]
markers = ["browser: in a browser", "computes: computes"]
"""
TESTS = """
import pytest

def test_beside_the_browser():
    pass

@pytest.mark.browser
def test_in_the_browser():
    assert not "found"
"""


def test_it_fails_where_a_lane_does_and_ends_with_both_closing_lines(
    tmp_path: Path, repository: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tmp_path / "test_both.py").write_text(TESTS, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(repository), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "tests.support.lanes", "--tb=line"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    said = re.sub(r" in [\d.]+s", "", done.stdout).splitlines()
    assert said[-2:] == ["1 passed, 1 deselected", "1 failed, 1 deselected"]
    assert any(line.startswith("FAILED test_both.py::test_in_the_browser") for line in said)
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("codes", "left"),
    [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((5, 0), 0), ((5, 1), 1), ((5, 5), 5), ((0, -9), 9)],
)
def test_the_worst_lane_decides_and_only_one_may_have_nothing_to_do(
    codes: tuple[int, ...], left: int
) -> None:
    assert left_by(codes) == left


def test_what_is_asked_for_goes_to_both_lanes_and_a_choice_by_mark_makes_one() -> None:
    assert [words[-1] for words in chosen(["tests/engine"])] == ["tests/engine"] * 2
    assert chosen(["-m", "browser"]) == [["-m", "browser"]]


def test_the_folders_that_only_compute_are_there(repository: Path) -> None:
    assert {folder for folder in COMPUTING if not (repository / "tests" / folder).is_dir()} == set()

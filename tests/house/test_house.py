"""The house's own promises: floors, sizes, words, and no silenced linter without a reason."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

MOST_LINES = 350
ONE_LIST = {"solver/domain/case.py", "solver/io/tables_school.py", "solver/io/tables_service.py"}
"""The data format, field by field and column by column: lists that are harder to read in pieces."""
SILENCED = re.compile(r"#\s*(?P<what>noqa|type:\s*ignore)(?P<code>:\s*[A-Z]+\d+|\[[a-z-]+\])?(?P<reason>.*)")


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("solver/base/units.py", "import solver.domain", "Arrows point down"),
        ("solver/model.py", "import solver.audit.plan", "Arrows point down"),
        ("solver/audit/plan.py", "import solver.formulation.candidate_pairs", "The audit knows neither"),
        ("solver/verify.py", "import solver.formulation.candidate_pairs", "Who re-checks a certificate"),
        ("solver/verify.py", "import ortools", "Who re-checks a certificate"),
        ("solver/audit/plan.py", "import ortools", "Only the board and the engine"),
        ("solver/rules/rule.py", "def late():\n    import pandas", "Rules know the domain only"),
        ("solver/cli.py", "import streamlit", "Only the app"),
        ("solver/app.py", "import solver.formulation.candidate_pairs", "The app asks"),
        ("solver/store.py", "import solver.engine", "Arrows point down"),
        ("solver/workspace.py", "import solver.batch", "Arrows point down"),
        ("solver/jobs.py", "import solver.workspace", "Arrows point down"),
        ("solver/base.py", "import solver.base.text", "Arrows point down"),
        ("solver/service.py", "import app_streamlit", "Nothing inside the house"),
        ("solver/attic.py", "", "Arrows point down"),
    ],
)
def test_a_wrong_arrow_breaks_its_contract(
    repository: Path, tmp_path: Path, room: str, line: str, contract: str
) -> None:
    shutil.copy(repository / "pyproject.toml", tmp_path)
    making = ("engine", "model", "board", "sheet", "derived", "rows", "excess", "seating", "choices", "pairs")
    for name in ("__init__", "units", "domain", *making, "audit", "verify", "batch", "cli", "app"):
        (tmp_path / "solver").mkdir(exist_ok=True)
        (tmp_path / f"solver/{name}.py").touch()
    (tmp_path / "solver/rules").mkdir()
    (tmp_path / "solver/rules/__init__.py").touch()
    (tmp_path / room).write_text(line)
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = " ".join(done.stdout.split())
    assert done.returncode != 0, said
    assert re.search(rf"{contract}[^.]*? BROKEN|not listed as layers", said), said


def test_every_module_says_what_it_is_for(modules: dict[str, str]) -> None:
    assert [path for path, text in modules.items() if not ast.get_docstring(ast.parse(text))] == []


def test_no_module_outgrows_one_idea(modules: dict[str, str]) -> None:
    lines = {path: len(text.splitlines()) for path, text in modules.items() if path not in ONE_LIST}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def test_no_linter_is_silenced_without_code_and_reason(all_python: list[Path]) -> None:
    bare = [
        f"{path.name}:{number}: {line.strip()}"
        for path in all_python
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := SILENCED.search(line)) and not (found["code"] and re.search(r"\w{3}", found["reason"]))
        if path != Path(__file__)
    ]
    assert bare == []


def test_the_house_names_its_version_once(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" in project["dynamic"]
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    version = re.search(r'__version__ = "(.+)"', (repository / "solver/__init__.py").read_text("utf-8"))
    assert version is not None
    assert f"## {version[1]}" in changelog

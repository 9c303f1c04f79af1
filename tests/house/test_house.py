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

MOST_LINES = 400
ONE_LIST = {"solver/domain/case.py"}
"""The data format, field by field: a list that is harder to read in pieces."""
SILENCED = re.compile(r"#\s*(?P<what>noqa|type:\s*ignore)(?P<code>:\s*[A-Z]+\d+|\[[a-z-]+\])?(?P<reason>.*)")


PACKAGES = (
    *("base", "domain", "fairness", "policies", "rules", "custody", "io", "formulation", "audit", "model"),
    *("engine", "report", "store", "verify", "reference", "explain", "scenarios", "service", "jobs"),
    *("batch", "workspace", "app", "cli"),
)


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("base.units", "import solver.domain", "Arrows point down"),
        ("domain.case", "import solver.rules", "Arrows point down"),
        ("model", "import solver.audit", "Arrows point down"),
        ("store.runs", "import solver.engine", "Arrows point down"),
        ("workspace.runs", "import solver.batch", "Arrows point down"),
        ("jobs.local", "import solver.workspace", "Arrows point down"),
        ("attic", "", "Arrows point down"),
        ("audit.plan", "import solver.formulation", "The audit knows neither"),
        ("engine.stages", "import solver.audit", "Who makes a plan"),
        ("verify.check", "import solver.formulation", "Who re-checks a certificate"),
        ("verify.check", "import ortools", "Who re-checks a certificate"),
        ("audit.plan", "import ortools", "Only the formulation"),
        ("formulation.slacks", "import ortools", "Only the formulation"),
        ("rules.rule", "def late():\n    import pandas", "Rules know the domain only"),
        ("cli.main", "import streamlit", "Only the app"),
        ("app.page", "import solver.formulation", "The app asks"),
        ("app.page", "import solver.io.load", "The app asks"),
        ("service.plans", "import app_streamlit", "Nothing inside the house"),
    ],
)
def test_a_wrong_arrow_breaks_its_contract(
    repository: Path, tmp_path: Path, module: str, line: str, contract: str
) -> None:
    shutil.copy(repository / "pyproject.toml", tmp_path)
    for package in ("", *PACKAGES):
        folder = tmp_path / "solver" / package
        folder.mkdir()
        (folder / "__init__.py").touch()
    (tmp_path / "solver/io/load.py").touch()
    path = tmp_path / "solver" / f"{module.replace('.', '/')}.py"
    # A module that stands alone takes the place of its package.
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
    path.write_text(line)
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

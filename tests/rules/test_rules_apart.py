"""A rule is known by what it can do, never by its name: changing one touches its file only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import solver
from solver.domain.evidence import RowKind
from solver.rules import catalogue

ROOT = Path(solver.__file__).parent
CODES = {kind.code for kind in catalogue()}
MODULES = {kind.__module__: kind.code for kind in catalogue()}
UNMISTAKABLE = {code for code in CODES if "_" in code} - {*get_args(RowKind)}
"""Codes that are no word for anything else: levels, tables and rows of certificates have plain ones."""
BELOW = {"solver.domain.burdens": "burdens", "solver.policies.subject_work": "subject_own_staff"}
"""Floors below the rules, which read in a school's own settings whether it has set one."""


def files() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = (ROOT.name, *path.relative_to(ROOT).with_suffix("").parts)
        yield ".".join(part for part in parts if part != "__init__"), ast.parse(path.read_text("utf-8"))


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return set()


def compared(node: ast.AST) -> set[str]:
    """The words with which the code of a rule, or of whatever a finding is of, is compared."""
    if not isinstance(node, ast.Compare):
        return set()
    sides = [node.left, *node.comparators]
    if not any(isinstance(side, ast.Attribute) and side.attr in {"code", "rule"} for side in sides):
        return set()
    parts = [part for side in sides for part in ast.walk(side)]
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def told(name: str, tree: ast.Module) -> set[str]:
    """The codes of rules that a file knows by name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        found |= {MODULES[module] for module in imported(node) if module in MODULES}
        found |= compared(node) & CODES
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value} & UNMISTAKABLE
    return found - {MODULES.get(name, "")}


def test_no_file_knows_a_rule_by_its_name() -> None:
    known = {name: codes for name, tree in files() if (codes := told(name, tree) - {BELOW.get(name)})}
    assert not known


@pytest.mark.parametrize(
    "line",
    [
        "from solver.rules.rotation.no_overlap import NoOverlap",
        "from solver.rules.rotation import no_overlap",
        "import solver.rules.rotation.no_overlap",
        "[rule for rule in rules if rule.code == 'no_overlap']",
        "found = finding.rule in {'seats', 'pins'}",
        "RULE = 'no_overlap'",
    ],
)
def test_whoever_knew_one_would_be_found(line: str) -> None:
    assert told("solver.engine.bounds", ast.parse(line))

"""A rule is one file: the one that the docs show is put among the others, and their tests take it up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULE = re.compile(r"^```python rule\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
BESIDE = """
from pathlib import Path
import solver.rules.rotation

solver.rules.rotation.__path__.append(str(Path(__file__).parent / "rules"))
"""
"""A plugin of pytest: the package of rules has a second folder."""


def test_the_rule_that_the_docs_show_is_taken_up_by_being_there(tmp_path: Path) -> None:
    shown = RULE.search((ROOT / "docs/adding_a_rule.md").read_text("utf-8"))
    assert shown
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/settling_in.py").write_text(shown["code"], "utf-8")
    (tmp_path / "second_folder.py").write_text(BESIDE, "utf-8")
    tests = [f"tests/rules/{name}" for name in ("test_every_rule.py", "test_scopes.py", "test_counts.py")]
    path = os.pathsep.join([str(ROOT), str(tmp_path)])
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "second_folder",
            "-p",
            "no:cacheprovider",
            "-k",
            "settling",
            *tests,
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    # Examples, agreement, price and law, bite, scopes: each for both examples.
    assert passed
    assert int(passed[1]) >= 8

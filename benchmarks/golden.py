"""What a checkout hands out, byte for byte, so that a change that should change nothing can prove it.

``python -m benchmarks.golden OUT`` writes the plan folders of a few cases (fixed effort, one worker, one
seed), what ``check``, ``verify`` and ``--help`` say in both languages, and the pages of ``docs/`` made from
the code. ``--root DIR`` does so for another checkout with this one's packages; ``diff -r`` of two such
folders is empty, or shows what a change did.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

CASES = ("tiny", "oneplusx", "fengjin", "shanhaitian/school1")
EFFORT = 5
MADE_PAGES = ("rules.md", "policies.md", "data_format.md")
COMMANDS = (
    "new", "check", "solve", "audit", "verify", "show", "score", "batch", "compare", "import", "app",
)  # fmt: skip


def said(root: Path, words: Sequence[str]) -> str:
    """Return what a command of the checkout prints, and its exit code. How far it is by when is no output."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "120", "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "solver", *words],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}\n--- exit code {done.returncode}\n"


def record(root: Path, out: Path) -> None:
    """Write everything that a checkout hands out into a new folder."""
    out.mkdir(parents=True)
    for case in CASES:
        folder = out / "plans" / case
        folder.parent.mkdir(parents=True, exist_ok=True)
        source = f"data/{case}"
        effort = ("--effort", str(EFFORT), "--workers", "1", "--seed", "1", "--lang", "zh", "--json")
        told = {"solve": said(root, ["solve", source, "-o", str(folder), *effort])}
        for lang in ("zh", "en"):
            told[f"check.{lang}"] = said(root, ["check", source, "--json", "--lang", lang])
            told[f"verify.{lang}"] = said(root, ["verify", source, str(folder), "--json", "--lang", lang])
        for name, text in told.items():
            file = out / "said" / f"{case.replace('/', '-')}.{name}.txt"
            file.parent.mkdir(exist_ok=True)
            # Where the folder lies is nobody's doing.
            file.write_text(text.replace(str(out), "OUT"), encoding="utf-8")
    for command in ("", *COMMANDS):
        for lang in ("zh", "en"):
            words = [*command.split(), "--help", "--lang", lang]
            file = out / "help" / f"{command or 'afterbell'}.{lang}.txt"
            file.parent.mkdir(exist_ok=True)
            file.write_text(said(root, words), encoding="utf-8")
    (out / "docs").mkdir()
    for page in MADE_PAGES:
        shutil.copy(root / "docs" / page, out / "docs")


def main() -> None:
    """Record the checkout that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="a new folder")
    parser.add_argument("--root", type=Path, default=Path(), help="the checkout to record")
    args = parser.parse_args()
    record(args.root.resolve(), args.out.resolve())


if __name__ == "__main__":
    main()

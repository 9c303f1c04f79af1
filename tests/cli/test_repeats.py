"""The same seed and effort give the same bytes of every output: twice, and from folder and workbook alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from solver.base.text import LANGS, Lang
from solver.io import load
from tests.cli.conftest import ROOT, Afterbell
from tests.written import as_folder, as_workbook

TINY = ROOT / "data/tiny"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def solved(
    afterbell: Afterbell, case: Path, out: Path, *, seed: int = 3, lang: str = "zh"
) -> dict[str, bytes]:
    done = afterbell(
        *("solve", case, "-o", out, "--effort", "5", "--workers", "1", "--seed", str(seed), "--lang", lang)
    )
    assert done.code == 0, done.err
    return contents(out)


@pytest.mark.parametrize("lang", LANGS)
def test_folder_and_workbook_give_the_same_bytes(afterbell: Afterbell, tmp_path: Path, lang: Lang) -> None:
    case = load(TINY).case
    book = as_workbook(case, tmp_path / "tiny.xlsx", lang)
    as_folder(case, tmp_path / "again")
    first = solved(afterbell, TINY, tmp_path / "first")
    assert solved(afterbell, book, tmp_path / "second") == first
    assert solved(afterbell, tmp_path / "again", tmp_path / "third") == first
    assert {"roster.xlsx", "roster.pdf", "roster.csv", "certificate.json"} <= first.keys()


def test_a_second_solve_replaces_the_first_and_leaves_nothing_behind(
    afterbell: Afterbell, tmp_path: Path
) -> None:
    first = solved(afterbell, TINY, tmp_path / "plan")
    other = solved(afterbell, TINY, tmp_path / "plan", seed=4)
    assert other["certificate.json"] != first["certificate.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_effort_does_not_look_at_the_clock_or_at_other_cores(afterbell: Afterbell) -> None:
    refused = afterbell("solve", TINY, "-o", "plan", "--effort", "5", "--workers", "2")
    assert refused.code == 2
    assert "--effort" in refused.err
    assert afterbell("solve", TINY, "-o", "plan", "--effort", "5", "--time", "5").code == 2

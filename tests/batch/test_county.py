"""The county: the totals of the text exactly, the same bytes on every run, cases without a fault."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from solver import service
from solver.batch.worker import pupils_served
from solver.domain.case import Case

KINDS = ("jx007", "jx004", "jx003", "jx002", "jx001", "jx135", "jx140", "jx150")
"""One school of each kind, smallest first."""


def made(repository: Path, folder: Path, *count: str) -> Path:
    line = [sys.executable, str(repository / "data" / "make_county.py"), str(folder), *count]
    subprocess.run(line, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def county(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(repository, tmp_path_factory.mktemp("county"))


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_totals_are_those_of_the_text(county: Path) -> None:
    schools = sorted(county.iterdir())
    people = sum(len(rows(school / "staff.csv")) for school in schools)
    enrolled = [row for school in schools for row in rows(school / "enrolment.csv")]
    pupils = sum(int(row["pupils"]) for row in enrolled if row["session"] != "extended")
    assert (len(schools), people, pupils) == (150, 4731, 80487)


def test_the_first_schools_are_the_same_on_every_run(county: Path, repository: Path, tmp_path: Path) -> None:
    again = made(repository, tmp_path / "again", "3")
    assert sorted(path.name for path in again.iterdir()) == ["jx001", "jx002", "jx003"]
    for path in again.rglob("*.*"):
        assert digest(path) == digest(county / path.relative_to(again))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def cases(county: Path) -> dict[str, Case]:
    return {name: service.open_case(county / name).case for name in KINDS}


@pytest.mark.parametrize("name", KINDS)
def test_a_school_of_each_kind_cares_for_every_class(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    care = {post.group for post in case.posts if post.kind == "care"}
    assert care == {group.id for group in case.groups}
    assert len({person.name for person in case.staff}) == len(case.staff)
    assert pupils_served(case) / len(case.staff) < 25


def test_sizes_go_from_villages_to_the_town(cases: dict[str, Case]) -> None:
    assert [len(case.groups) for case in cases.values()] == [6, 6, 12, 18, 24, 36, 48, 60]
    pupils = [pupils_served(case) for case in cases.values()]
    assert pupils == sorted(pupils)
    assert pupils[0] < 100

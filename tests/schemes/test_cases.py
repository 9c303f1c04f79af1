"""Every case that ships loads, says where it comes from, and is measured by one command."""

from __future__ import annotations

import importlib
from functools import cache

import pytest

from benchmarks import schemes
from solver import service

CASES = schemes.cases()
NAMED = {"薛喜博", "张辉", "谢老师"}
"""People whom the texts name: those in the cases are invented."""


@cache
def opened(path):
    return service.open_case(path).case


def name_of(path):
    return path.relative_to(schemes.DATA).as_posix()


def notes_of(path):
    """Return the case's own notes, or those that a folder of schools shares."""
    return next(
        (folder / "NOTES.md" for folder in (path, path.parent) if (folder / "NOTES.md").exists()), None
    )


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_case_loads_with_its_rules(path):
    case = opened(path)
    assert case.id == name_of(path).replace("/", "-")
    assert case.title
    assert NAMED.isdisjoint(person.name for person in case.staff)


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_case_says_what_is_given_and_what_is_assumed(path):
    notes = notes_of(path)
    assert notes is not None
    assert notes.parent != schemes.DATA
    text = notes.read_text("utf-8")
    assert path.name in text or notes.parent == path
    if path.name != "tiny":
        for heading in ("## What the scheme says", "## What is assumed", "## What the roster shows"):
            assert heading in text, heading


def test_schemes_are_measured_in_one_table(capsys):
    assert schemes.main(["tiny", "--time", "1"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header.split() == list(schemes.COLUMNS)
    assert row.split()[0] == "tiny"
    assert row.split()[-1] == "clean"


def test_the_generator_makes_the_tables_that_are_there(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(schemes.DATA)
    blocks, maker = importlib.import_module("make_blocks"), importlib.import_module("make_schemes")
    monkeypatch.setattr(blocks, "DATA", tmp_path)
    maker.main()
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(made) > 60
    for path in made:
        assert path.read_bytes() == (schemes.DATA / path.relative_to(tmp_path)).read_bytes(), path.name

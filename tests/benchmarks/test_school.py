"""Schools of the benchmarks: stored, made anew byte by byte, solved, and measured into records."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise

import pytest

from benchmarks import main_job, record, scale
from benchmarks.alone import Job, run
from benchmarks.school import __main__ as school
from benchmarks.school.make import CASES, NAMES, make, tables_of, write
from benchmarks.school.shortage import PLANTED, plant
from benchmarks.school.size import SIZES, Size
from solver import service
from solver.domain.calendar import service_days
from solver.engine.budget import Options

SMALL = Size(12, 30, 20)
ROOMY = Size(12, 45, 20)
"""With so many people that nothing but what is planted is short."""


def solved(tmp_path, size, *, short=False):
    tables = tables_of(size, 1)
    if short:
        plant(tables, size)
    case = service.open_case(write(tmp_path / "case", "school", size, tables)).case
    return service.solve(case, Options(effort=2, workers=1))


def values(result):
    return {level.name: (level.value, level.bound) for level in result.certificate.stages[-1].levels}


@pytest.mark.parametrize("name", NAMES)
def test_the_generator_still_makes_the_stored_bytes(tmp_path, name):
    fresh = write(tmp_path / name, name, *make(name))
    stored = {path.name: path.read_bytes() for path in (CASES / name).iterdir()}
    assert {path.name: path.read_bytes() for path in fresh.iterdir()} == stored


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_school_is_as_large_as_it_says(name):
    case = service.open_case(CASES / name).case
    size = SIZES.get(name, SIZES["medium"])
    assert sum(not group.parts for group in case.groups) == size.groups
    assert len(case.staff) == size.staff
    assert [day.date for day in service_days(case)] == size.dates


def test_another_seed_is_another_school_of_the_same_size():
    one, other = (tables_of(SMALL, seed) for seed in (1, 2))
    assert len(one["staff"]) == len(other["staff"])
    assert all(one[table] != other[table] for table in ("teaching", "absences", "wishes", "enrolment"))


def test_people_are_away_and_wish_as_often_as_said():
    size = SIZES["medium"]
    tables = tables_of(size, 1)
    person_days = size.staff * size.days
    assert 0.08 < len(tables["wishes"]) / person_days < 0.12
    assert 0.02 < len(tables["absences"]) / person_days < 0.06


@pytest.mark.parametrize("groups", scale.GROUPS)
def test_a_school_of_any_size_grows_in_proportion(groups):
    size = Size.of(groups)
    assert len(size.classes) == groups
    assert 2.5 <= size.staff / groups <= 3.5


def test_sizes_grow(tmp_path):
    assert all(Size.of(less).staff < Size.of(more).staff for less, more in pairwise(scale.GROUPS))
    case = service.open_case(
        write(tmp_path / "six", "six", Size.of(6, 10), tables_of(Size.of(6, 10), 1))
    ).case
    assert len(case.staff) == Size.of(6).staff


def test_every_seat_of_a_made_school_can_be_filled(tmp_path):
    result = solved(tmp_path, ROOMY)
    assert result.shortfalls == ()
    assert values(result)["uncovered_pupils"] == values(result)["uncovered"] == (0, 0)
    assert not [finding for finding in result.findings if finding.hard]


def test_a_planted_shortage_is_found_to_the_seat(tmp_path):
    result = solved(tmp_path, ROOMY, short=True)
    assert {name: values(result)[name] for name in PLANTED} == {
        name: (seats, seats) for name, seats in PLANTED.items()
    }
    # Of each two classes that are short of somebody, one person could take either.
    shared = [part for part in result.shortfalls if "leader" not in part.posts]
    assert [(len(part.posts), len(part.staff), part.short) for part in shared] == [(2, 1, 1)] * 4


def test_schools_run_into_records_in_one_command(tmp_path, capsys):
    assert school.main(["--smoke", "--results", str(tmp_path)]) == 0
    _, header, row = capsys.readouterr().out.splitlines()
    assert header.split()[0] == "instance"
    assert row.split()[:2] == ["small", "0"]
    (kept,) = record.read_all("school", tmp_path)
    assert kept.instance_hash == service.open_case(CASES / "small").case.hash
    assert kept.facts["seats"] == 552
    assert {"load", "timetable", "handover", "pairs", "audit", "write"} <= kept.phases.keys()
    assert 0 < (kept.first_complete_seconds or 0) < kept.seconds
    assert sum(kept.phases.values()) <= kept.seconds * 1.01
    assert kept.trace[-1].values == kept.values
    assert kept.peak_mib > 50


def test_the_main_job_runs_in_one_command(capsys):
    assert main_job.main(["--smoke"]) == 0
    _, _, row = capsys.readouterr().out.splitlines()
    assert row.split()[:3] == ["tiny", "0", "1"]
    assert not (record.RESULTS / "school" / "tiny").exists()


def test_a_run_that_finds_no_plan_is_a_record_without_levels(tmp_path):
    folder = shutil.copytree(CASES / "small", tmp_path / "small")
    with (folder / "school.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[rules]]\ncode = "floors"\nper = "day"\nleast = 9\ncost = "hard"\n')
    kept = run(Job(folder, "school", "small", seconds=5.0, results=tmp_path))
    assert not kept.levels
    assert not kept.trace
    assert kept.facts == {"groups": 12, "staff": 30, "solved_peak_mib": kept.facts["solved_peak_mib"]}


def test_a_shortage_that_is_not_proven_is_told(tmp_path):
    kept = run(Job(CASES / "small", "school", "small", seconds=0.0, results=tmp_path))
    level = record.LevelRecord(name="uncovered", value=3, bound=2)
    loose = kept.model_copy(update={"instance": "shortage", "levels": (level,)})
    assert school.misproven(loose) == ["uncovered: proven 2, planted 3"]


def test_scale_runs_into_records_in_one_command(tmp_path, capsys):
    assert scale.main(["--smoke", "--results", str(tmp_path)]) == 0
    _, header, row = capsys.readouterr().out.splitlines()
    assert header.split()[0] == "groups"
    assert row.split()[0] == "6"
    (path,) = tmp_path.rglob("*.json")
    assert json.loads(path.read_text("utf-8"))["instance"] == "groups-006"


def test_a_size_that_is_no_school_is_refused(capsys):
    with pytest.raises(SystemExit):
        scale.main(["7"])
    assert "sixes" in capsys.readouterr().err

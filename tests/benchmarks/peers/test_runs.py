"""Runs become honest records, records become a table, and peers that are there solve what can be proven."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from benchmarks.peers import __main__ as program
from benchmarks.peers import environment
from benchmarks.peers.candidates import WEIGHTS
from benchmarks.peers.evaluate import evaluate
from benchmarks.peers.instance import Instance, read
from benchmarks.peers.run import Plan, calm, compare, record_of, run_alone, said
from benchmarks.peers.solution import read_solution
from benchmarks.peers.subjects import SUBJECTS, Subject
from benchmarks.peers.table import tables
from benchmarks.record import Point, Record, read_all
from tests.benchmarks.peers.schools import Raw, as_instance, random_school

FOLDER = Path(environment.__file__).parent


def test_environments_are_pinned_and_name_no_address() -> None:
    assert environment.kinds() == ["highs", "ortools", "timefold"]
    for kind in environment.kinds():
        lines = (FOLDER / "environments" / f"{kind}.txt").read_text("utf-8").splitlines()
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+==[0-9a-z.]+", line) for line in lines)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(tmp_path / "results", tmp_path / "rosters", tmp_path / "environments", seconds=5)


@pytest.fixture
def stored(tmp_path: Path, school: Raw) -> Path:
    path = tmp_path / "two.json"
    path.write_text(json.dumps(school))
    return path


def test_a_run_becomes_a_record_once(plan: Plan, stored: Path, school: Raw) -> None:
    clerk = [SUBJECTS["clerk-time"]]
    assert "0/0/0/0 after" in "".join(compare([stored], clerk, plan))
    assert list(compare([stored], clerk, plan)) == ["two clerk-time: stored already"]
    (record,) = read_all("peers", plan.results)
    assert (record.subject, record.values, record.time_limit, record.workers) == (
        "clerk-time",
        (0, 0, 0, 0),
        5,
        1,
    )
    assert record.trace[-1].values == record.values
    assert record.facts["duties"] == 2
    assert min(record.peak_mib, record.cpu_seconds, record.seconds, record.machine.cores) > 0
    assert "python" in record.versions
    school["staff"][0]["target"] = 30
    stored.write_text(json.dumps(school))
    assert "0/20/20/0 after" in "".join(compare([stored], clerk, plan)), "another instance of the same name"


def test_what_is_missing_or_fails_is_said_and_leaves_no_record(plan: Plan, stored: Path) -> None:
    broken = Subject("broken", "no such program", "no_such_program")
    lines = list(compare([stored], [SUBJECTS["highs-flat"], broken], plan))
    assert lines[0].startswith("two highs-flat: skipped: its environment is not set up in ")
    assert lines[1].startswith("two broken: failed: exit code 1: ")
    assert read_all("peers", plan.results) == []


def test_a_subject_that_never_ends_is_ended_with_all_it_started(tmp_path: Path) -> None:
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    said = run_alone([sys.executable, "-c", sleeper], tmp_path / "log", most=0.3)
    assert said == "ended after 0.3 s, far beyond its limit"


def test_a_run_waits_for_a_calm_machine_but_not_for_ever() -> None:
    loads, naps = [9.0, 9.0, 0.0], list[float]()
    calm(60, load=lambda: loads.pop(0), sleep=naps.append)
    assert len(naps) == 2
    calm(60, load=lambda: 9.0, sleep=naps.append)
    assert sum(naps[2:]) == 60


def test_a_trace_that_does_not_end_at_the_roster_is_told(plan: Plan, stored: Path) -> None:
    list(compare([stored], [SUBJECTS["clerk-time"]], plan))
    solution = read_solution(next(plan.rosters.glob("*.json")))
    (instance, verdict) = (read(stored), evaluate(read(stored), solution.assign))
    told = replace(solution, trace=((1.0, (0, 0, 0, 9)),))
    record = record_of(stored, instance, SUBJECTS["clerk-time"], plan, told, verdict, load_before=0.0)
    assert record.facts["trace_ends_at"] == "0/0/0/9"
    assert said(verdict, told) == "0/0/0/0 (but its own trace ends at 0/0/0/9)"


def test_timefold_without_java_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert environment.no_java() == "there is no Java here; it needs a JDK 17 or newer"


def test_the_table_ranks_runs_and_judges_ours(
    plan: Plan, stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list(compare([stored], [SUBJECTS["clerk-time"]], plan))
    (clerk,) = read_all("peers", plan.results)
    worse = tuple(level.model_copy(update={"value": 1}) for level in clerk.levels)
    early, late = Point(2.0, (1, 1, 1, 1), (None,) * 4), Point(90.0, (0, 0, 0, 0), (None,) * 4)
    ours = clerk.model_copy(update={"subject": "afterbell", "trace": (early, late), "seconds": 300.0})
    illegal = Record.model_validate(
        clerk.model_dump() | {"subject": "highs-flat", "levels": (), "facts": {"broken_overlap": 3}}
    )
    slow = clerk.model_copy(update={"subject": "timefold", "levels": worse})
    lines = list(tables([illegal, slow, ours, clerk], moment=60))
    assert [line.split()[0] for line in lines[2:6]] == ["clerk-time", "afterbell", "timefold", "highs-flat"]
    assert "ILLEGAL (overlap)" in lines[5]
    assert "at 60 s 1/1/1/1: behind clerk-time" in lines[6]
    assert "at the end 0/0/0/0: no worse than every peer at its end" in lines[7]
    assert program.main(["table", str(plan.results)]) == 0
    assert "clerk-time" in capsys.readouterr().out


def best_of(instance: Instance) -> int:
    """The least weighted sum of any roster, found by trying all of them."""
    people = [None, *(each.id for each in instance.staff)]
    every = product(people, repeat=len(instance.duties))
    verdicts = (
        evaluate(instance, dict(zip((d.id for d in instance.duties), who, strict=True))) for who in every
    )
    return min(weighted(verdict.vector) for verdict in verdicts if verdict.legal)


def weighted(vector: tuple[int, ...]) -> int:
    return sum(weight * value for weight, value in zip(WEIGHTS, vector, strict=True))


@pytest.mark.parametrize("name", [name for name, subject in SUBJECTS.items() if subject.environment])
def test_a_peer_that_is_there_solves_a_tiny_school(
    tmp_path: Path, plan: Plan, peer_environments: Path, name: str
) -> None:
    subject = SUBJECTS[name]
    if lack := subject.missing(peer_environments):
        pytest.skip(lack)
    raw = random_school(3, staff=3, duties=6)
    (tmp_path / "tiny.json").write_text(json.dumps(raw))
    (line,) = compare(
        [tmp_path / "tiny.json"],
        [subject],
        replace(plan, home=peer_environments, seconds=2 if name == "timefold" else 5),
    )
    (record,) = read_all("peers", plan.results)
    assert record.levels, line
    assert record.trace[-1].values == record.values
    least = best_of(as_instance(raw))
    if name == "timefold":
        assert weighted(record.values) >= least
    else:
        assert weighted(record.values) == least
        assert record.facts["status"] in {"OPTIMAL", "Optimal"}
        assert least - 1 < float(record.facts["weighted_bound"]) < least + 0.001

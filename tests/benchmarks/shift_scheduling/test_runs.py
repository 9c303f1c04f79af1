"""Runs of public instances: a record each, scored by somebody else, and a table that tells what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import record as records
from benchmarks.shift_scheduling import __main__ as command
from benchmarks.shift_scheduling.judged import EvaluatorError, best_known, judge
from benchmarks.shift_scheduling.run import Job, fresh, run
from tests.benchmarks.shift_scheduling.tiny import WEEK

BENCH = Path(os.environ.get("AFTERBELL_BENCH", "/nowhere"))
"""The folder with the public instances and their evaluators, where it is there."""
DATA, EVALUATOR = BENCH / "shift-scheduling", BENCH / "shift_eval.py"

STUB = """
import json, sys
roster = json.load(open(sys.argv[2]))["roster"]
if "ann" not in roster:
    print("error: no ann", file=sys.stderr)
    sys.exit(2)
broken = {broken}
print(json.dumps({{"penalty": {penalty}, "hard_violations": broken}}))
sys.exit(1 if broken else 0)
"""
KNOWN = "instance,days,employees,shift_types,best_lb,best_ub\n0,7,2,2,40,42\n"


@pytest.fixture
def week(tmp_path):
    (tmp_path / "BEST_KNOWN.csv").write_text(KNOWN, encoding="utf-8")
    path = tmp_path / "Instance0.txt"
    path.write_text(WEEK, encoding="utf-8")
    return path


def evaluator(folder, penalty=42, broken=0):
    path = folder / "evaluator.py"
    path.write_text(STUB.format(penalty=penalty, broken=broken), encoding="utf-8")
    return path


def test_a_run_is_a_process_of_its_own_and_leaves_a_record(week, tmp_path):
    job = Job(week, evaluator(tmp_path), seconds=20, results=tmp_path / "results")
    record = fresh(job)
    assert records.read_all("shift_scheduling", job.results) == [record]
    assert (record.values, record.facts["penalty"], record.facts["accepted"]) == ((42,), 42, 1)
    assert record.levels[0].bound == 42
    assert record.facts["best_known"] == 42
    assert record.trace[-1].values == (42,)
    assert not list(command.wrong(record))


@pytest.mark.parametrize(
    ("penalty", "broken", "told"),
    [
        (42, 2, ["the evaluator finds hard rules broken"]),
        (41, 0, ["the evaluator says 41, our certificate 42, our audit 42"]),
        (
            39,
            0,
            [
                "the evaluator says 39, our certificate 42, our audit 42",
                "39 is below the published bound of 40",
            ],
        ),
    ],
)
def test_what_can_not_be_is_told(week, tmp_path, penalty, broken, told):
    record = run(Job(week, evaluator(tmp_path, penalty, broken), seconds=20))
    assert list(command.wrong(record)) == told


def test_a_bound_above_what_was_published_is_told(week, tmp_path):
    (tmp_path / "BEST_KNOWN.csv").write_text(KNOWN.replace("40,42", "40,41"), encoding="utf-8")
    record = run(Job(week, evaluator(tmp_path), seconds=20))
    assert list(command.wrong(record)) == ["our bound of 42 is above the published value of 41"]


def test_the_command_prints_a_line_for_each_instance(week, tmp_path, capsys):
    told = ["--data", str(week.parent), "--evaluator", str(evaluator(tmp_path)), "--time", "20"]
    assert command.main([*told, "--results", str(tmp_path / "results")]) == 0
    _, head, row = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["instance", "seed", "penalty", "bound"]
    assert row.split()[:7] == ["Instance0", "0", "42", "42", "42", "0.0%", "yes"]


def test_what_an_evaluator_can_not_read_is_an_error(week, tmp_path):
    with pytest.raises(EvaluatorError, match="no ann"):
        judge(evaluator(tmp_path), week, {})


def test_without_published_results_nothing_is_known(tmp_path):
    assert best_known(tmp_path) == {}


@pytest.mark.skipif(not EVALUATOR.exists(), reason="AFTERBELL_BENCH names no folder with the instances")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_public_instance_is_solved_and_accepted(number):
    record = run(Job(DATA / f"Instance{number}.txt", EVALUATOR, seconds=10))
    assert record.facts["accepted"]
    assert record.facts["penalty"] == record.values[0] == record.facts["audited"]
    assert not list(command.wrong(record))

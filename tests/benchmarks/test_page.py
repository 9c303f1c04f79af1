"""Records are kept whole and small; the page tells them, and nothing else."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks import machine, page, record
from benchmarks.page import __main__ as made
from benchmarks.page.runs import gathered, percent, spread
from benchmarks.page.write import PAGE
from benchmarks.record import LevelRecord, Machine, Point, Record
from tests.house.commands import shown_on

PLOT = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
QUIET = Machine(processor="Abacus", cores=2, memory_gib=1.0, load_before=0.1, load_after=1.0)


def a_run(**changes):
    """Return a run of a school of three levels that ends with a gap in the last."""
    whole = {
        "benchmark": "school",
        "instance": "small",
        "time_limit": 60.0,
        "seconds": 61.0,
        "first_complete_seconds": 1.5,
        "cpu_seconds": 100.0,
        "peak_mib": 300.0,
        "levels": (
            LevelRecord(name="uncovered", value=0, bound=0, method="flow"),
            LevelRecord(name="max_deviation", value=2, bound=2, method="dual_rechecked"),
            LevelRecord(name="sum_deviation", value=40, bound=30, method="dual_rechecked"),
        ),
        "phases": {"load": 0.5, "audit": 1.0, "write": 2.0},
        "facts": {"groups": 12, "staff": 30, "seats": 552},
        "versions": {"afterbell": "0.1.0"},
        "machine": QUIET,
        "date": dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
        "trace": (Point(1.5, (3, 9, 99), (0, None, None)), Point(50.0, (0, 2, 40), (0, 2, 30))),
    }
    return Record.model_validate(whole | changes)


def a_page(tmp_path, *records):
    for each in records:
        record.write(each, tmp_path / "results")
    assert made.main(["--results", str(tmp_path / "results"), "-o", str(tmp_path / "page")]) == 0
    return (tmp_path / "page" / "results.md").read_text("utf-8")


# --- records ----------------------------------------------------------------------------------------


def test_a_record_comes_back_as_it_was_written(tmp_path):
    path = record.write(a_run(), tmp_path)
    assert path.relative_to(tmp_path).as_posix() == "school/small/afterbell--t60-s0.json"
    assert record.read(path) == a_run()
    assert record.read_all(results=tmp_path) == record.read_all("school", tmp_path) == [a_run()]
    assert record.read_all("peers", tmp_path) == []


def test_a_run_replaces_the_one_of_its_name_and_no_other(tmp_path):
    for seed, seconds in ((0, 10.0), (1, 20.0), (0, 30.0)):
        record.write(a_run(seed=seed, seconds=seconds), tmp_path)
    assert [each.seconds for each in record.read_all(results=tmp_path)] == [30.0, 20.0]


@pytest.mark.parametrize(
    "change", [{"instance": "../x"}, {"subject": ""}, {"seconds": float("nan")}, {"unknown": 1}]
)
def test_what_is_no_record_is_refused(change):
    with pytest.raises(ValidationError):
        a_run(**change)


def test_a_record_is_frozen():
    with pytest.raises(ValidationError):
        a_run().seconds = 1.0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(2, 20))
def test_a_thinned_trace_keeps_changes_its_ends_and_its_limit(values, most):
    trace = [Point(float(at), (value,), (None,)) for at, value in enumerate(values)]
    kept = record.thinned(trace, most)
    assert len(kept) <= most
    assert kept[0] == trace[0]
    assert kept[-1].values == trace[-1].values
    assert all(one != other for one, other in pairwise(kept)) or len(kept) == most
    assert set(kept) <= set(trace)


def test_a_gap_is_what_is_not_proven_of_a_value():
    assert LevelRecord(name="x", value=40, bound=30).gap == 0.25
    assert LevelRecord(name="x", value=0, bound=0).gap == 0
    assert LevelRecord(name="x", value=5).gap is None


def test_the_machine_is_known():
    assert machine.processor()
    assert machine.cores() >= 1
    assert machine.memory_gib() > 0
    assert 5 < machine.peak_mib() < 100_000
    assert machine.cpu_seconds() > 0
    assert machine.versions("pydantic", "no-such-package").keys() == {"python", "pydantic"}


# --- the page ---------------------------------------------------------------------------------------


def test_the_page_says_date_versions_machine_and_noise(tmp_path):
    slower = a_run(seed=1, first_complete_seconds=2.5)
    text = a_page(tmp_path, a_run(), slower)
    assert "Abacus, 2 cores, 1 GiB" in text
    assert "afterbell 0.1.0" in text
    assert "2026-11-22" in text
    assert "| 2.0 (1.5–2.5) |" in text
    assert "60 s × 2" in text


def test_the_page_says_how_far_each_level_is_proven(tmp_path):
    text = a_page(tmp_path, a_run())
    assert "| largest deviation | 2 | 2 | proven | dual rechecked |" in text
    assert "| sum of deviations | 40 | 30 | 25.0% |" in text


def test_a_level_without_a_bound_has_no_gap(tmp_path):
    text = a_page(tmp_path, a_run(levels=(LevelRecord(name="wishes", value=7),), trace=()))
    assert "| wishes | 7 | – | – |" in text


def test_the_app_s_answers_stand_on_the_page_and_late_ones_are_marked(tmp_path):
    said = {"time_limit": 1.0, "levels": (), "trace": ()}
    facts = {f"{what} ({word})": 2.5 for what in ("page: a", "page: b") for word in ("cold", "worst")}
    asked = a_run(benchmark="interaction", phases={"page: a": 0.4, "page: b": 1.2}, facts=facts, **said)
    facts = {"sessions": 4, "solving": 2, "server_mib": 250.0, "worker_mib": 99.0}
    four = a_run(benchmark="sessions", phases={"median": 0.5, "worst": 1.5}, facts=facts, **said)
    text = a_page(tmp_path, asked, four)
    assert "| small | page: a | 2.50 | 0.40 | 2.50 |" in text
    assert "| small | page: b | 2.50 | 1.20‡ | 2.50 |" in text
    assert "| small | 4 | 2 | 0.50 | 1.50 | 250 | 99 | 300 |" in text


def test_a_busy_machine_is_marked(tmp_path):
    busy = QUIET.model_copy(update={"load_before": 9.0})
    assert "60 s × 1 |" in a_page(tmp_path / "quiet", a_run())
    assert "60 s × 1† |" in a_page(tmp_path / "busy", a_run(machine=busy))


def test_peers_stand_in_order_of_what_they_reached(tmp_path):
    def peer(subject, *values):
        levels = tuple(
            LevelRecord(name=name, value=value)
            for name, value in zip(("uncovered", "sum_deviation"), values, strict=False)
        )
        trace = [Point(1.0, (99, 99), (None, None)), Point(70.0, values, (None, None))] if values else []
        return a_run(benchmark="peers", subject=subject, levels=levels, trace=trace, seconds=90.0)

    text = a_page(tmp_path, peer("clerk", 0, 30), peer("afterbell", 0, 20), peer("milp", 1, 5), peer("lost"))
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (\S+) \|", text.partition("## Peers")[2], re.MULTILINE)
    assert rows[1:] == [
        ("**afterbell**", "99/99", "0/20"),
        ("clerk", "99/99", "0/30"),
        ("milp", "99/99", "1/5"),
        ("lost", "none", "none"),
    ]
    assert "Ours after 60 s is worse than clerk, milp at the end." in text
    assert "Ours at the end is no worse than any peer at the end." in text


def test_scale_and_public_instances_have_tables_of_their_own(tmp_path):
    one = a_run(benchmark="scale", instance="groups-012")
    lost = a_run(benchmark="scale", instance="groups-120", levels=(), trace=(), facts={"groups": 120})
    public = a_run(
        benchmark="shift_scheduling",
        instance="Instance1",
        levels=(LevelRecord(name="merged", value=620, bound=600),),
        facts={"best_known": 607},
        trace=(Point(1.0, (620,), (600,)),),
    )
    text = a_page(tmp_path, one, lost, public)
    assert "| 12 | 30 | 552 | 0.5 |" in text
    assert "| 120 | – | – |" in text
    assert "| Instance1 | 60 s × 1 | 620 | 607 | 2.1% | 600 |" in text


def test_every_plot_of_the_page_is_there_and_is_a_picture(tmp_path):
    runs = [a_run(), a_run(benchmark="peers"), a_run(benchmark="scale"), a_run(seed=1, levels=(), trace=())]
    text = a_page(tmp_path, *runs)
    plots = PLOT.findall(text)
    assert len(plots) == 4
    assert {path.name for path in (tmp_path / "page").glob("*.svg")} == set(plots)
    for plot in plots:
        drawn = (tmp_path / "page" / plot).read_text("utf-8")
        assert re.match(r"<svg [^>]*width=\"\d{3,4}", drawn)
        assert "<path" in drawn


def test_plots_of_an_earlier_page_go(tmp_path):
    a_page(tmp_path, a_run())
    (tmp_path / "page" / "old.svg").write_text("<svg/>")
    a_page(tmp_path, a_run())
    assert not (tmp_path / "page" / "old.svg").exists()


def test_without_records_there_is_no_page(tmp_path, capsys):
    assert made.main(["--results", str(tmp_path)]) == 1
    assert "run a benchmark first" in capsys.readouterr().err


def test_the_stored_page_tells_the_stored_records(tmp_path):
    records = record.read_all()
    if not records:
        pytest.skip("no records are stored yet")
    assert made.main(["-o", str(tmp_path)]) == 0
    assert (tmp_path / "results.md").read_text("utf-8") == (PAGE / "results.md").read_text("utf-8")


SHOWN = [
    command.words
    for command in shown_on(PAGE.parent / "benchmarks.md")
    if command.words[:2] == ("python", "-m")
]


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_a_benchmark_that_the_docs_show_can_be_run_so(words, capsys):
    name, told = words[2], words[3:]
    package = importlib.util.find_spec(name)
    assert package is not None
    main = importlib.import_module(f"{name}.__main__" if package.submodule_search_locations else name).main
    before = [word for word in told if not word.startswith("-")][: 1 if name == "benchmarks.peers" else 0]
    with pytest.raises(SystemExit) as done:
        main([*before, "--help"])
    assert done.value.code == 0
    known = capsys.readouterr().out
    assert [word for word in told if word.startswith("-") and word not in known] == []


def test_a_spread_is_told_only_where_there_is_one():
    assert spread([1.0, 1.0]) == "1"
    assert spread([3.0, 1.0, 2.0]) == "2 (1–3)"
    assert spread([None]) == "–"
    assert [percent(gap) for gap in (None, 0.0, 0.1234, 1.0)] == ["–", "proven", "12.3%", "100%"]


def test_runs_of_another_instance_under_one_name_stay_apart():
    assert len(gathered([a_run(), a_run(seed=1)])) == 1
    assert len(gathered([a_run(), a_run(instance_hash="other")])) == 2
    assert page.__doc__

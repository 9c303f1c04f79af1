"""What is done is not done again; what changed is; what was lost is tried once more; a stop loses nothing."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from solver import batch
from solver.jobs.messages import Event, Handle
from solver.report import OutputError
from tests.batch.conftest import SETTINGS, Ends, Rehearsal, badly, lost, states, well


def test_done_work_is_not_done_again(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    first = (out / "batch.csv").read_bytes()
    again = Rehearsal()
    outcome = batch.run([county], out, SETTINGS, again)
    assert not again.submitted
    assert outcome.kept == 3
    assert (out / "batch.csv").read_bytes() == first


@pytest.mark.parametrize(
    "change",
    [
        lambda school: (school / "rooms.csv").write_bytes((school / "rooms.csv").read_bytes() + b"\n"),
        lambda school: (school / "history.csv").write_text("staff,balance\nT1,1\n"),
        lambda school: (school / "absences.csv").unlink(),
    ],
    ids=["a byte more", "a table more", "a table less"],
)
def test_a_changed_input_is_done_again_and_no_other(county: Path, out: Path, change) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    change(county / "b")
    again = Rehearsal()
    batch.run([county], out, SETTINGS, again)
    assert again.submitted == {"b": 1}


def test_other_settings_or_another_version_are_other_work(county: Path, out: Path, monkeypatch) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    other = Rehearsal()
    batch.run([county], out, SETTINGS.model_copy(update={"seed": 1}), other)
    assert len(other.submitted) == 3
    monkeypatch.setattr("solver.batch.resume.__version__", "99")
    newer = Rehearsal()
    batch.run([county], out, SETTINGS.model_copy(update={"seed": 1}), newer)
    assert len(newer.submitted) == 3


@pytest.mark.parametrize("name", ["roster.csv", "afterbell.json"])
def test_a_plan_folder_that_was_touched_is_made_anew(county: Path, out: Path, name: str) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    (out / "b" / name).write_bytes((out / "b" / name).read_bytes() + b" ")
    again = Rehearsal()
    batch.run([county], out, SETTINGS, again)
    assert again.submitted == {"b": 1}


def lost_once() -> Ends:
    turns = iter([lost, well])

    def ends(handle: Handle) -> Event:
        return next(turns)(handle)

    return ends


def test_a_lost_school_is_tried_once_more_and_the_rows_are_the_same(county: Path, out: Path) -> None:
    calm = batch.run([county], out.with_name("calm"), SETTINGS, Rehearsal())
    executor = Rehearsal({"b": lost_once()})
    outcome = batch.run([county], out, SETTINGS, executor)
    assert executor.submitted == {"a": 1, "b": 2, "c": 1}
    assert [row.model_copy(update={"tries": 1}) for row in outcome.rows] == list(calm.rows)


def test_a_school_that_is_lost_twice_is_a_row_and_is_tried_in_the_next_call(county: Path, out: Path) -> None:
    executor = Rehearsal({"b": lost})
    outcome = batch.run([county], out, SETTINGS, executor)
    assert states(outcome) == {"a": "done", "b": "failed", "c": "done"}
    assert executor.submitted["b"] == 2
    assert "gone" in outcome.rows[1].message.en
    again = Rehearsal()
    assert states(batch.run([county], out, SETTINGS, again))["b"] == "done"
    assert again.submitted == {"b": 1}


def test_a_bad_case_is_a_row_and_is_read_again_only_when_changed(county: Path, out: Path) -> None:
    outcome = batch.run([county], out, SETTINGS, Rehearsal({"a": badly}))
    assert states(outcome) == {"a": "bad_input", "b": "done", "c": "done"}
    assert not outcome.clean
    again = Rehearsal()
    batch.run([county], out, SETTINGS, again)
    assert not again.submitted


def test_a_bad_case_says_so_when_its_folder_holds_an_earlier_plan(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    (county / "a" / "staff.csv").write_text("id\n")
    outcome = batch.run([county], out, SETTINGS, Rehearsal({"a": badly}))
    assert "earlier plan" in outcome.rows[0].message.en


def test_a_stop_keeps_what_is_done_and_a_second_call_goes_on(county: Path, out: Path) -> None:
    stop = threading.Event()

    def listen(overview: batch.Overview) -> None:
        if overview.done:
            stop.set()

    stopped = batch.run([county], out, SETTINGS, Rehearsal(slow=True), listen=listen, stop=stop)
    assert stopped.stopped
    assert states(stopped) == {"a": "done", "b": "waiting", "c": "waiting"}
    assert (out / "batch.csv").exists()
    rest = Rehearsal()
    outcome = batch.run([county], out, SETTINGS, rest)
    assert rest.submitted == {"b": 1, "c": 1}
    assert outcome.clean


def test_two_batches_never_work_in_one_folder(county: Path, out: Path) -> None:
    def listen(_overview: batch.Overview) -> None:
        with pytest.raises(OutputError, match="Another batch"):
            batch.run([county], out, SETTINGS, Rehearsal())

    batch.run([county], out, SETTINGS, Rehearsal(), listen=listen)


def test_a_folder_with_other_files_is_left_alone(county: Path, out: Path) -> None:
    out.mkdir()
    (out / "batch.csv").write_text("mine")
    with pytest.raises(OutputError, match="other files"):
        batch.run([county], out, SETTINGS, Rehearsal())
    assert (out / "batch.csv").read_text() == "mine"


def test_what_a_killed_process_left_behind_is_removed_and_nothing_else(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    (out / ".a.x1y2z3_4").mkdir()
    (out / ".b.notes").mkdir()
    batch.run([county], out, SETTINGS, Rehearsal())
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == [
        ".afterbell",
        ".b.notes",
        "a",
        "b",
        "c",
    ]


def test_a_damaged_record_is_no_record(county: Path, out: Path) -> None:
    batch.run([county], out, SETTINGS, Rehearsal())
    (out / ".afterbell" / "rows" / "c.json").write_text("{")
    again = Rehearsal()
    batch.run([county], out, SETTINGS, again)
    assert again.submitted == {"c": 1}


def test_a_plan_folder_that_vanishes_ends_nothing(county: Path, out: Path) -> None:
    def vanishing(handle: Handle) -> Event:
        event = well(handle)
        shutil.rmtree(handle.job.out)
        return event

    batch.run([county], out, SETTINGS, Rehearsal({"b": vanishing}))
    again = Rehearsal()
    batch.run([county], out, SETTINGS, again)
    assert again.submitted == {"b": 1}


def test_a_row_says_by_which_path_its_case_was_asked_for(county: Path, out: Path, monkeypatch) -> None:
    monkeypatch.chdir(county.parent)
    first = batch.run([Path("county")], out, SETTINGS, Rehearsal())
    again = batch.run([county / "a"], out, SETTINGS, Rehearsal())
    assert [row.source for row in first.rows] == [str(Path("county") / name) for name in "abc"]
    assert (again.kept, again.rows[0].source) == (1, str(county / "a"))

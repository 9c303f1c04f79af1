"""One case from its files to its row, in this very process."""

from __future__ import annotations

import shutil
from pathlib import Path

from solver.batch.worker import work
from solver.domain.case import Case
from solver.engine.progress import Snapshot
from solver.formulation.cpsat import Stop
from solver.jobs.messages import Job, Row
from tests.batch.conftest import SETTINGS, school


def done(case: Path, out: Path, *, stopped: bool = False) -> tuple[Row | None, list[Snapshot | Case]]:
    news: list[Snapshot | Case] = []
    stop = Stop()
    if stopped:
        stop.ask()
    return work(Job(name="x", case=case, out=out, settings=SETTINGS), news.append, news.append, stop), news


def test_a_row_says_what_the_plan_says_and_which_policies_the_case_breaks(
    tmp_path: Path, repository: Path, out: Path
) -> None:
    case = school(tmp_path / "a", repository, "a")
    with (case / "school.toml").open("a") as file:
        file.write('\n[[policies]]\ncode = "two_hours"\n')
    row, news = done(case, out)
    assert row is not None
    assert (row.state, row.school, row.case_id) == ("done", "小小学校", "a")
    assert (row.groups, row.pupils, row.staff, row.duties) == (2, 58, 4, 32)
    assert (row.uncovered, row.custody_gaps) == (0, 0)
    assert row.findings
    assert row.message.en.startswith("Two hours a day")
    assert isinstance(news[0], Case)
    assert news[0].title == row.school
    assert isinstance(news[-1], Snapshot)
    assert news[-1].stage == "rotation"


def test_a_solve_that_was_stopped_leaves_no_row_and_no_folder(
    tmp_path: Path, repository: Path, out: Path
) -> None:
    assert done(school(tmp_path / "a", repository, "a"), out, stopped=True)[0] is None
    assert not out.exists()


def test_a_bad_case_is_told_with_its_first_faults(tmp_path: Path, repository: Path, out: Path) -> None:
    case = school(tmp_path / "a", repository, "a")
    (case / "staff.csv").write_text("id,name,share\n,X,9\n,Y,9\n", "utf-8")
    row, _ = done(case, out)
    assert row is not None
    assert row.state == "bad_input"
    assert row.settled
    assert "staff.csv" in row.message.zh
    assert "in all; see afterbell check" in row.message.en


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, repository: Path, out: Path) -> None:
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    row, _ = done(school(tmp_path / "a", repository, "a"), out)
    assert row is not None
    assert (row.state, row.settled) == ("failed", False)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_case_that_is_gone_is_bad_input(tmp_path: Path, repository: Path, out: Path) -> None:
    case = school(tmp_path / "a", repository, "a")
    shutil.rmtree(case)
    row, _ = done(case, out)
    assert row is not None
    assert row.state == "bad_input"

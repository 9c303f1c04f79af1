"""A process of ours from both of its sides: its task, its lines, its last words, and how a solve is told."""

from __future__ import annotations

import subprocess
import time

from solver.domain.levels import LevelState
from solver.engine.progress import Snapshot
from solver.jobs.messages import Line, News
from solver.jobs.process import Child, Reporter, last_word, passing_file


def said(seconds: float, step: str) -> Snapshot:
    return Snapshot("rotation", step, levels=(LevelState("uncovered", 3, 1),), seats=9, elapsed=seconds)


def test_a_process_that_was_asked_to_end_and_does_not_is_ended() -> None:
    with passing_file() as log:
        child = Child("tests.jobs.deaf", "", log, subprocess.PIPE)
        assert next(child.lines()) == b"ready\n"
        child.press(patience=600)
        assert not child.gone
        child.press(patience=0)
        assert child.wait() < 0
        assert "0 s" in child.reason().say("en")


def test_the_last_words_of_a_process_are_its_last_line_that_says_something() -> None:
    with passing_file() as log:
        log.write("早\n".encode() * 9000 + b"Traceback\nOSError: no room \xff\n\n")
        assert last_word(log) == "OSError: no room \N{REPLACEMENT CHARACTER}"
    with passing_file() as log:
        assert last_word(log) == ""


def test_a_snapshot_comes_out_of_a_line_as_it_went_in() -> None:
    line = Line(news=News(school="小小学校", snapshot=said(1.5, "search")))
    assert Line.model_validate_json(line.model_dump_json(exclude_defaults=True)) == line


def test_of_one_step_the_newest_is_told_and_what_could_not_be_told_comes_later() -> None:
    told: list[list[Snapshot]] = []

    def tell(news: list[Snapshot]) -> list[Snapshot]:
        told.append(news)
        return news if len(told) == 1 else []

    first, second, third = said(1, "start"), said(2, "search"), said(3, "search")
    with Reporter(tell, every=0.2) as reporter:
        for snapshot in (first, second, third):
            reporter.hear(snapshot)
        while not told:
            time.sleep(0.01)
    assert told[:2] == [[first, third], [first, third]]

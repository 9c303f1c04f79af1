"""What users get wrong: exit code 2, one line for each fault, nothing written and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from solver.cli.main import run
from tests.cli.conftest import ROOT, Afterbell

TINY = ROOT / "data/tiny"

MISTYPED = {
    "no such command": (("sovle", "x"), "sovle"),
    "no such option": (("check", TINY, "--langg", "zh"), "--langg"),
    "no out": (("solve", TINY), "--out"),
    "no case": (("solve", "-o", "plan"), "CASE"),
    "no value": (("solve", TINY, "-o"), "-o"),
    "no such language": (("check", TINY, "--lang", "fr"), "fr"),
    "time of nothing": (("solve", TINY, "-o", "plan", "--time", "0"), "--time"),
    "endless time": (("solve", TINY, "-o", "plan", "--time", "inf"), "--time"),
    "time in words": (("solve", TINY, "-o", "plan", "--time", "nan"), "--time"),
    "effort below one": (("solve", TINY, "-o", "plan", "--effort", "-1"), "--effort"),
    "half a worker": (("solve", TINY, "-o", "plan", "--workers", "0.5"), "--workers"),
    "huge seed": (("solve", TINY, "-o", "plan", "--seed", "9" * 30), "--seed"),
    "by what": (("show", "plan", "--by", "moon"), "moon"),
    "one word too many": (("check", TINY, "again"), "again"),
    "no such case": (("check", "nowhere"), "nowhere"),
    "a case that is no case": (("check", TINY / "staff.csv"), "staff.csv"),
    "no plan to audit": (("audit", TINY, "nowhere"), "nowhere"),
    "no plan to show": (("show", "nowhere"), "nowhere"),
    "no roster to score": (("score", TINY, "nowhere.csv"), "nowhere.csv"),
    "an app on no folder": (("app", "nowhere"), "nowhere"),
    "an app on one case": (("app", TINY), f"afterbell app {TINY.parent}"),
    "an app on port 0": (("app", TINY.parent, "--port", "0"), "--port"),
    "an app on every address": (("app", TINY.parent, "--address", ""), "--address"),
    "an app on somebody else's address": (("app", TINY.parent, "--address", "192.0.2.1"), "192.0.2.1"),
    "an app on an address that is none": (("app", TINY.parent, "--address", "é" * 80), "é" * 80),
    "out is a file": (("solve", TINY, "-o", TINY / "staff.csv"), "staff.csv"),
    "out is somebody else's": (("solve", TINY, "-o", TINY), "tiny"),
}


@pytest.mark.parametrize("words", MISTYPED.values(), ids=MISTYPED.keys())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_mistake_is_named_and_nothing_is_written(
    afterbell: Afterbell, tmp_path: Path, words: tuple[tuple[str | Path, ...], str], lang: str
) -> None:
    line, named = words
    done = afterbell(*line, LC_ALL="zh_CN.UTF-8" if lang == "zh" else "C.UTF-8")
    assert done.code == 2
    assert named in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        (("sovle", "x"), "没有命令“sovle”", "There is no command sovle."),
        (("--version", "sovle"), "没有命令“sovle”", "There is no command sovle."),
        (("check", ".", "one", "more"), "多写了 one more", "one more is too much."),
        (("check", "--langg"), "没有选项“--langg”", "There is no option --langg. Perhaps --lang?"),
        (("solve",), "缺少 CASE", "CASE is missing."),
        (("solve", ".", "-o"), "选项 -o 后面要写一个值", "The option -o needs a value."),
    ],
)
def test_what_the_library_refuses_is_said_in_our_own_words(
    capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], zh: str, en: str
) -> None:
    """The library's mistakes are told apart by their types: a version that has others is found here."""
    assert run(typed, "zh") == run(typed, "en") == 2
    in_zh, in_en = capsys.readouterr().err.splitlines()
    assert in_zh.startswith(zh)
    assert in_en.startswith(en)


def test_every_fault_stands_on_its_own_line_and_is_counted(afterbell: Afterbell, tiny: Path) -> None:
    staff = tiny / "staff.csv"
    text = staff.read_text("utf-8-sig").replace("T3,顾志远,own,数学,1,", "T3,顾志远,own,数学,1.4,")
    staff.write_text(text.replace("T4,朱雨桐,own", "T4,朱雨桐,owner"), encoding="utf-8")
    done = afterbell("solve", tiny, "-o", "plan", "--lang", "en")
    lines = done.err.splitlines()
    assert done.code == 2
    assert len(lines) == 3
    assert lines[0].startswith("staff.csv, row 4, share:")
    assert lines[1].startswith("staff.csv, row 5, kind:")
    assert lines[2] == "Faults to mend: 2."
    assert not (tiny.parent / "plan").exists()


def test_a_taken_place_is_refused_before_any_solving(afterbell: Afterbell, tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/thesis.txt").write_text("mine")
    done = afterbell("solve", TINY, "-o", "plan", "--time", "3000")
    assert done.code == 2
    assert "left alone" in done.err
    assert (tmp_path / "plan/thesis.txt").read_text() == "mine"


def test_names_can_neither_steer_the_terminal_nor_be_markup(
    afterbell: Afterbell, tiny: Path, tmp_path: Path
) -> None:
    hostile = "[red]\x1b]0;gone\x07\x1b[2J\u202e=1+1{0}{lang}"
    staff = tiny / "staff.csv"
    text = staff.read_text("utf-8-sig").replace("沈文静", f'"{hostile}"')
    staff.write_text(text, encoding="utf-8")
    done = [afterbell("check", tiny)]
    if done[0].code == 0:
        done.append(afterbell("solve", tiny, "-o", "plan", "--effort", "5"))
        done += [afterbell("show", "plan", "--by", by) for by in ("day", "person")]
        done.append(afterbell("score", tiny, tmp_path / "plan/roster.csv"))
    for said in done:
        assert "Traceback" not in said.err
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err)


def test_a_plan_that_was_spoilt_is_no_plan(afterbell: Afterbell, plan: Path) -> None:
    for name, content in (
        ("certificate.json", '{"case": 3}'),
        ("certificate.json", "not json"),
        ("timetable.csv", "club,weekday,session,room\r\nchess,2,after,art\r\n"),
        ("handover.csv", "session\r\nafter\r\n"),
        ("roster.csv", "date,post,staff\r\n2026-09-07,care,NOBODY\r\n"),
    ):
        kept = (plan / name).read_bytes()
        (plan / name).write_text(content, encoding="utf-8")
        done = afterbell("audit", TINY, plan)
        assert done.code == 2, name
        assert "Traceback" not in done.err
        assert name in done.err
        (plan / name).write_bytes(kept)
    assert afterbell("audit", TINY, plan).code == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(afterbell: Afterbell, tiny: Path) -> None:
    (tiny / "staff.csv").chmod(0)
    done = afterbell("check", tiny)
    assert done.code == 2
    assert "staff" in done.err

"""``afterbell import kebiao``: what it writes, what it says, and how it leaves."""

from __future__ import annotations

import json

import pytest

from solver.cli.main import run
from tests.io.class_timetable.books import book, week

GOOD = week(["第1节", "语文 张三"])
HALF = week(["第1节", "语文 张三", "数学 复习"])


@pytest.mark.parametrize(("rows", "code"), [(GOOD, 0), (HALF, 1)])
def test_it_leaves_with_1_where_a_cell_was_not_read(tmp_path, rows, code, capsys):
    path = book(tmp_path / "课表.xlsx", {"三(2)班": rows})
    assert run(["import", "kebiao", str(path), "-o", str(tmp_path / "case"), "--lang", "zh"], "zh") == code
    told = capsys.readouterr().out
    assert f"没有读懂 {code}" in told
    assert "还要填写" in told
    assert (tmp_path / "case" / "school.toml").is_file()


def test_json_tells_every_cell(tmp_path, capsys):
    path = book(tmp_path / "课表.xlsx", {"三(2)班": HALF})
    assert run(["import", "kebiao", str(path), "-o", str(tmp_path / "case"), "--json"], "en") == 1
    told = json.loads(capsys.readouterr().out)
    assert [(row["sheet"], row["cell"], row["value"]) for row in told["unread"]] == [
        ("三(2)班", "C2", "数学 复习")
    ]
    assert told["cells"]["cells"] == sum(told["cells"].values()) - told["cells"]["cells"]


def test_bad_input_leaves_with_2_and_writes_nothing(tmp_path, capsys):
    (tmp_path / "课表.xlsx").write_bytes(b"PK\x03\x04")
    assert run(["import", "kebiao", str(tmp_path / "课表.xlsx"), "-o", str(tmp_path / "case")], "en") == 2
    assert not (tmp_path / "case").exists()
    assert "damaged" in capsys.readouterr().err


def test_other_sources_are_none(tmp_path, capsys):
    assert run(["import", "excel", "课表.xlsx", "-o", str(tmp_path / "case")], "en") == 2
    assert "kebiao" in capsys.readouterr().err

"""What reaches a screen: words, never what steers it; and a table that renews itself on a terminal only."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.cli import console
from tests.cli.conftest import COMMAND, ROOT


@given(st.text())
def test_no_text_can_steer_a_terminal(text: str) -> None:
    shown = console.plain(text)
    assert len(shown) == len(text)
    assert all(letter.isprintable() or letter in "\u3000\u00a0 " or letter.isspace() for letter in shown)
    assert not {"\x1b", "\n", "\r", "\x9b", "\u202e", "\u2028"} & set(shown)
    assert console.plain("沈文静 O'Neil 😀é") == "沈文静 O'Neil 😀é"


def test_a_table_of_markup_is_a_table_of_text(capsys: pytest.CaptureFixture[str]) -> None:
    console.show_table("[bold]t[/bold]", ["[red]"], [["[/nothing] :smile:"], ["两\n行"]])
    out = capsys.readouterr().out
    assert "[bold]t[/bold]" in out
    assert "[/nothing] :smile:" in out
    assert "两\n行" in out


@pytest.mark.skipif(os.name != "posix", reason="terminals as Unix has them")
def test_a_terminal_sees_levels_while_it_waits(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    line = [*COMMAND, "solve", str(ROOT / "data/tiny"), "-o", "plan", "--effort", "5", "--lang", "zh"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(
        line, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL
    ) as solving:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 65536):
                seen += chunk
        except OSError:
            pass  # Linux says so when the other end is closed.
        os.close(ours)
        assert solving.stdout is not None
        assert "核验通过" in solving.stdout.read().decode()
    assert solving.returncode == 0
    assert "小小学校 · 轮岗排班" in seen.decode()
    assert "已证明不低于" in seen.decode()

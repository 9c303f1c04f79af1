"""A name passes through Markdown unchanged, whatever it holds."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from solver.app.page import plain

NASTY = st.text(alphabet=string.ascii_letters + string.punctuation + " \n\t校😀", max_size=40)


@given(NASTY)
def test_no_mark_is_left_bare(name: str) -> None:
    shown = plain(name)
    bare = [mark for at, mark in enumerate(shown) if mark in string.punctuation and not _escaped(shown, at)]
    # A backslash that escapes is the only mark that stands alone.
    assert set(bare) <= {"\\"}
    assert "\n" not in shown


@given(NASTY)
def test_nothing_is_lost(name: str) -> None:
    shown = plain(name)
    read = "".join(mark for at, mark in enumerate(shown) if mark != "\\" or _escaped(shown, at))
    assert read.replace("\u2060", "") == " ".join(_words(name))


def test_a_shortcode_is_no_emoji() -> None:
    assert ":smile:" not in plain(":smile:").replace("\\", "")


def _escaped(text: str, at: int) -> bool:
    before = len(text[:at]) - len(text[:at].rstrip("\\"))
    return before % 2 == 1


def _words(name: str) -> list[str]:
    import re

    return re.split(r"\s+", name)

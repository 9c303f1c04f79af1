"""What is stored comes back as it was, or not at all."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.store import DamagedError
from solver.store import database as module
from solver.store.database import sealed, unsealed


@given(st.binary(max_size=5000))
def test_content_comes_back(content: bytes) -> None:
    assert unsealed(sealed(content), "it") == content


@given(st.binary(min_size=1, max_size=300), st.data())
def test_no_changed_byte_is_ever_read(content: bytes, data: st.DataObject) -> None:
    stored = bytearray(sealed(content))
    place = data.draw(st.integers(0, len(stored) - 1))
    stored[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DamagedError):
        unsealed(bytes(stored), "it")


@given(st.binary(max_size=300), st.integers(1, 400))
def test_half_of_it_is_never_read(content: bytes, missing: int) -> None:
    stored = sealed(content)
    with pytest.raises(DamagedError):
        unsealed(stored[: max(0, len(stored) - missing)], "it")


def test_what_would_burst_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    with pytest.raises(DamagedError):
        unsealed(sealed(b"x" * 1001), "it")


def test_damage_is_told_by_name() -> None:
    with pytest.raises(DamagedError) as damaged:
        unsealed(b"0" * 32 + zlib.compress(b"other"), "第 3 份排班表")
    assert "第 3 份排班表" in damaged.value.message.say("zh")

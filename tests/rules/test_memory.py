"""The collector of cycles rests while a model is written, and is at work again afterwards."""

from __future__ import annotations

import gc
import threading

import pytest

from solver.base.gc_pause import Keeping


def test_the_collector_rests_inside_and_works_again_when_the_last_has_left() -> None:
    keeping = Keeping()
    outer, inner = threading.Event(), threading.Event()

    def other() -> None:
        with keeping:
            inner.set()
            outer.wait(5)

    thread = threading.Thread(target=other)
    with keeping:
        thread.start()
        inner.wait(5)
        assert not gc.isenabled()
    assert not gc.isenabled()
    outer.set()
    thread.join()
    assert gc.isenabled()


def test_an_error_or_a_collector_that_was_off_changes_nothing() -> None:
    keeping = Keeping()
    with pytest.raises(ZeroDivisionError), keeping:
        _ = 1 // 0
    assert gc.isenabled()
    gc.disable()
    try:
        with keeping:
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

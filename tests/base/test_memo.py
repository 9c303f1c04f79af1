"""Made once, whoever asks; the last few stay; what is made in the background says how far it is."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from solver.base.memo import Background, Memo, Task


def test_many_who_ask_at_once_wait_for_one_making() -> None:
    memo: Memo[str, object] = Memo(2)
    together, made = threading.Barrier(8, timeout=10), []

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        together.wait()
        return memo.get("one", make)

    with ThreadPoolExecutor(8) as pool:
        assert {id(each) for each in pool.map(ask, range(8))} == {id(made[0])}
    assert len(made) == 1


def test_what_was_used_last_stays() -> None:
    memo: Memo[int, str] = Memo(2)
    for key in (1, 2, 1, 3):
        memo.get(key, lambda: "made")
    assert [memo.find(key) for key in (1, 2, 3)] == ["made", None, "made"]


def test_what_could_not_be_made_is_made_when_it_is_asked_for_again() -> None:
    memo: Memo[str, int] = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("one", lambda: 1 // 0)
    assert memo.get("one", lambda: 1) == 1


def test_the_background_makes_one_thing_after_the_other_and_tells_how_far_it_is() -> None:
    background: Background[str, str] = Background(4)
    half, on = threading.Event(), threading.Event()

    def in_two_steps(task: Task[str]) -> str:
        task.steps = 1
        half.set()
        on.wait(10)
        task.steps = 2
        return "made"

    first, second = background.ask("first", in_two_steps), background.ask("second", lambda _: "too")
    assert background.ask_again("first", lambda _: "never: it is under way") is first
    half.wait(10)
    assert (first.steps, first.outcome.done(), second.outcome.done()) == (1, False, False)
    on.set()
    assert (second.outcome.result(10), first.outcome.result(), first.steps) == ("too", "made", 2)
    assert background.find("first") is background.ask("first", lambda _: "never: it is known") is first


def test_the_background_makes_anew_what_is_asked_for_again() -> None:
    background: Background[str, int] = Background(4)
    assert background.find("one") is None
    assert background.ask_again("one", lambda _: 1).outcome.result(10) == 1
    again = background.ask_again("one", lambda _: 2)
    assert again.outcome.result(10) == 2
    assert background.find("one") is again

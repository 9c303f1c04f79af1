"""Progress of a solve: a table that renews itself on a terminal, short plain lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from solver import report
from solver.base.text import Lang, Words
from solver.cli import console
from solver.domain.case import Case

if TYPE_CHECKING:
    from rich.console import Group

    from solver.service import LevelState, Snapshot

EVERY = 10.0
"""Seconds between two plain lines at least, unless stage or step change."""

STEPS = {
    "model": Words(zh="建立模型", en="building the model"),
    "pairs": Words(zh="谁能上什么岗", en="who may do what"),
    "counts": Words(zh="先定次数", en="counting turns"),
    "start": Words(zh="第一版排班", en="a first roster"),
    "bounds": Words(zh="证明下界", en="proving bounds"),
    "search": Words(zh="改进", en="improving"),
    "proof": Words(zh="收尾证明", en="last proofs"),
    "done": Words(zh="完成", en="done"),
}
STARTING = Words(zh="准备", en="starting")
LEVEL = Words(zh="指标", en="Level")
VALUE = Words(zh="现值", en="Value")
BOUND = Words(zh="下界（已证明）", en="Proven bound")
SECONDS = Words(zh="{seconds} 秒", en="{seconds} s")
STOPPING = Words(
    zh="正在停止，保留目前最好的结果；再按一次 Ctrl-C 就放弃",
    en="Stopping and keeping the best so far; Ctrl-C again gives up",
)


class Show(Protocol):
    """Whoever is shown how far a solve is."""

    def __call__(self, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
        """Show where the solve stands after so many seconds."""


@contextmanager
def shown(case: Case, lang: Lang) -> Iterator[Show]:
    """Yield what shows progress: on a terminal a table, elsewhere lines."""
    if not sys.stderr.isatty():
        yield Lines(case, lang)
        return
    from rich.live import Live

    with Live(console=console.console(sys.stderr), auto_refresh=False, transient=True) as live:

        def renew(snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
            live.update(_table(case, lang, snapshot, elapsed, stopping=stopping), refresh=True)

        yield renew


class Lines:
    """Progress in plain lines: one for each new stage or step, and one now and then while it lasts."""

    def __init__(self, case: Case, lang: Lang) -> None:
        self._case = case
        self._lang: Lang = lang
        self._last = ("", 0.0)
        self._warned = False

    def __call__(self, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> None:
        """Write a line where there is something new."""
        if stopping and not self._warned:
            self._warned = True
            console.whisper(STOPPING.say(self._lang))
        if snapshot is None:
            return
        where = _where(snapshot, self._lang)
        before, then = self._last
        if where == before and elapsed - then < EVERY:
            return
        self._last = (where, elapsed)
        parts = [f"{elapsed:6.1f} s  {where}"]
        parts += [
            f"{report.short_level_name(level.name).say(self._lang)} {_amounts(self._case, level)}"
            for level in _open(snapshot.levels)
        ]
        console.whisper("  ".join(parts))


def _open(levels: Sequence[LevelState]) -> tuple[LevelState, ...]:
    """Return the levels that may still get better, the first few."""
    return tuple(level for level in levels if level.value != level.bound)[:3]


def _where(snapshot: Snapshot | None, lang: Lang) -> str:
    if snapshot is None or snapshot.stage is None:
        return STARTING.say(lang)
    step = STEPS.get(snapshot.step)
    return f"{report.STAGES[snapshot.stage].say(lang)} · {step.say(lang) if step else snapshot.step}"


def _amounts(case: Case, level: LevelState) -> str:
    if level.value is None:
        return "—"
    value = report.level_amount(case, level.name, level.value)
    return (
        value if level.bound is None else f"{value} (≥ {report.level_amount(case, level.name, level.bound)})"
    )


def _table(case: Case, lang: Lang, snapshot: Snapshot | None, elapsed: float, *, stopping: bool) -> Group:
    title = f"{case.title} · {_where(snapshot, lang)} · {SECONDS.say(lang, seconds=int(elapsed))}"
    if stopping:
        title += f"\n{STOPPING.say(lang)}"
    rows = [
        (
            report.short_level_name(level.name).say(lang),
            "—" if level.value is None else report.level_amount(case, level.name, level.value),
            "—" if level.bound is None else report.level_amount(case, level.name, level.bound),
        )
        for level in (snapshot.levels if snapshot else ())
    ]
    return console.table(title, (words.say(lang) for words in (LEVEL, VALUE, BOUND)), rows)

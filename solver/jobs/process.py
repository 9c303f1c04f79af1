"""A process of our own: begun with a task, asked to end, and told of by its last words. Both of its sides."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO, Self

from solver.base import process
from solver.base.text import Said, Words
from solver.engine.progress import Snapshot

POLITE_SECONDS = 2.0
"""Seconds that a process gets to end after it was asked to, before it is ended."""
MAX_WORD_LENGTH = 300
TAIL_BYTES = 8192
STOPPED = 130
"""The exit code of a process that ended because it was asked to."""

KILLED = Words(zh="计算进程被结束（信号 {signal}）", en="the process was killed (signal {signal})")
CRASHED = Words(zh="计算进程出错退出（{code}）：{word}", en="the process failed ({code}): {word}")
SILENT = Words(zh="计算进程没有给出结果", en="the process ended without a result")
STUCK = Words(
    zh="计算进程 {seconds} 秒没有完成，已结束", en="the process was not done after {seconds} s and was ended"
)


class Child:
    """A process that was begun here. It is nobody's terminal's: Ctrl-C there is none of its business.

    Parameters
    ----------
    module
        Whose ``main`` it calls.
    task
        What that reads, one line.
    log
        Takes what it complains of, and what it says unless ``stdout`` is given; must be readable.
    stdout
        Where it says something: ``subprocess.PIPE`` for what ``lines`` tells.

    Raises
    ------
    OSError
        If it can't be begun.
    """

    def __init__(self, module: str, task: str, log: IO[bytes], stdout: int | None = None) -> None:
        self._log = log
        self._asked: float | None = None
        self._patience: float | None = None
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            # -P: the folder in which the user stands must not stand in for our modules.
            [sys.executable, "-P", "-m", "solver.jobs"],
            stdin=subprocess.PIPE,
            stdout=log if stdout is None else stdout,
            stderr=log,
            env=process.environment(),
            start_new_session=True,
        )
        self.pid = self._process.pid
        with suppress(OSError):
            # A task is far smaller than what a pipe holds: nobody waits here.
            _pipe(self._process.stdin).write(f"{module}\n{task}\n".encode())
            _pipe(self._process.stdin).flush()

    @property
    def asked(self) -> bool:
        """Whether it was asked to end."""
        return self._asked is not None

    def let_go(self) -> None:
        """Say nothing more to it: its stdin ends."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()

    def ask(self) -> None:
        """Ask it to end: its stdin ends."""
        if self._asked is None:
            self._asked = time.monotonic()
            self.let_go()

    def press(self, patience: float | None) -> None:
        """End it if it was asked to and does not, or has been at it for longer than ``patience`` seconds."""
        now = time.monotonic()
        if self._asked is not None and now - self._asked > POLITE_SECONDS:
            self._process.terminate()
        if self._asked is not None and now - self._asked > 2 * POLITE_SECONDS:
            self._process.kill()
        if patience is not None and now - self._began > patience:
            self._patience = patience
            self._process.kill()

    def lines(self) -> Iterator[bytes]:
        """Yield what it says, line by line, until it says no more; for one that was given a pipe."""
        with _pipe(self._process.stdout) as stdout:
            yield from stdout

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def wait(self) -> int:
        """Wait for its end and return its exit code, that of a signal below 0."""
        code = self._process.wait()
        self.let_go()
        return code

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def reason(self) -> Said:
        """Return why it ended, if not by what it said."""
        code = self.wait()
        if self._patience is not None:
            return STUCK.with_(seconds=round(self._patience))
        if code < 0:
            return KILLED.with_(signal=_signal_name(-code))
        return CRASHED.with_(code=code, word=last_word(self._log)) if code else SILENT.with_()


def passing_file() -> IO[bytes]:
    """Return a file without a name, which is gone when it is closed."""
    return tempfile.TemporaryFile()


def last_word(log: IO[bytes]) -> str:
    """Return the last line that a process complained of, "" where it said nothing."""
    log.seek(max(0, log.seek(0, os.SEEK_END) - TAIL_BYTES))
    lines = log.read().decode("utf-8", "replace").split("\n")
    return next((line.strip()[:MAX_WORD_LENGTH] for line in reversed(lines) if line.strip()), "")


def line() -> str:
    """Return the next line that this process is told on stdin, read below Python's buffers.

    Whoever began this process may be gone before it could say why: then it ends.
    """
    received = b""
    while not received.endswith(b"\n"):
        letter = os.read(0, 1)
        if not letter:
            sys.exit(STOPPED)
        received += letter
    return received[:-1].decode()


class Reporter:
    """Tells now and then how a solve goes, on a thread of its own.

    Parameters
    ----------
    tell
        Is handed what is new, possibly nothing; what it returns is new again the next time.
    every
        Seconds between two calls; the last one comes at the end.
    """

    def __init__(self, tell: Callable[[list[Snapshot]], list[Snapshot]], every: float) -> None:
        self._tell, self._every = tell, every
        self._lock = threading.Lock()
        self._news: list[Snapshot] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def hear(self, snapshot: Snapshot) -> None:
        """Take news of the solve; of one step only the newest is kept. Solver threads call it."""
        with self._lock:
            last = self._news[-1] if self._news else None
            if last is not None and (last.stage, last.step) == (snapshot.stage, snapshot.step):
                self._news.pop()
            self._news.append(snapshot)

    def _follow(self) -> None:
        over = False
        while not over:
            over = self._over.wait(self._every)
            with self._lock:
                news, self._news = self._news, []
            untold = self._tell(news)
            with self._lock:
                self._news = untold + self._news


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        msg = "the process was started without this pipe"
        raise ValueError(msg)
    return stream


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


@contextmanager
def heard(
    ask: Callable[[], None], insist: Callable[[], None], besides: tuple[signal.Signals, ...] = ()
) -> Iterator[None]:
    """Call ``ask`` at the first Ctrl-C, or another signal ``besides``, and ``insist`` at the next Ctrl-C.

    Signals that this process ignores stay ignored; outside the main thread nothing is heard.
    """
    asked = False

    def hear(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked and number == signal.SIGINT:
            insist()
        asked = True
        ask()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [each for each in (signal.SIGINT, *besides) if signal.getsignal(each) is not signal.SIG_IGN]
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

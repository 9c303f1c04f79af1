"""The executor of one machine: a fresh process for every job, some side by side."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO

from pydantic import ValidationError

from solver.base import process
from solver.base.text import Said, Words
from solver.batch.executor import Cancelled, Event, Finished, Handle, Lost, Told
from solver.batch.job import Job, Line, News, Row

POLITE = 2.0
"""Seconds that a process gets to end after it was asked to, before it is ended."""
LONGEST_WORD = 200
KEPT_BYTES = 8192

KILLED = Words(zh="计算进程被结束（信号 {signal}）", en="the process was killed (signal {signal})")
CRASHED = Words(zh="计算进程出错退出（{code}）：{word}", en="the process failed ({code}): {word}")
SILENT = Words(zh="计算进程没有给出结果", en="the process ended without a result")
STUCK = Words(
    zh="计算进程 {seconds} 秒没有完成，已结束", en="the process was not done after {seconds} s and was ended"
)


class LocalExecutor:
    """Runs at most ``jobs`` processes at once; whoever comes first is served first.

    Parameters
    ----------
    jobs
        Processes side by side; by default one for each processor core that we may use.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or process.cores()
        self._queue: deque[Handle] = deque()
        self._running: dict[Handle, _Child] = {}
        self._events: SimpleQueue[Event | Handle] = SimpleQueue()
        self._count = 0

    def submit(self, job: Job) -> Handle:
        """Take a job; it begins as soon as a place is free."""
        self._count += 1
        handle = Handle(self._count, job)
        self._queue.append(handle)
        self._fill()
        return handle

    def events(self, wait: float) -> tuple[Event, ...]:
        """Return what happened; wait at most so many seconds for the first thing."""
        self._press()
        found: list[Event] = []
        with suppress(Empty):
            found.append(self._settled(self._events.get(timeout=wait)))
            while True:
                found.append(self._settled(self._events.get_nowait()))
        self._fill()
        return tuple(found)

    def cancel(self, handle: Handle) -> None:
        """Take a job out of the queue, or ask its process to end."""
        if handle in self._queue:
            self._queue.remove(handle)
            self._events.put(Cancelled(handle))
        elif handle in self._running:
            self._running[handle].ask()

    def close(self) -> None:
        """Kill what still runs, each process by its own id."""
        self._queue.clear()
        for child in self._running.values():
            child.kill()
        for child in self._running.values():
            child.process.wait()
        self._running.clear()

    def pids(self) -> dict[str, int]:
        """Return the process of each job that runs, by the job's name."""
        return {handle.job.name: child.process.pid for handle, child in self._running.items()}

    def _fill(self) -> None:
        while self._queue and len(self._running) < self.jobs:
            handle = self._queue.popleft()
            # First the beginning, for a process may be gone at once.
            self._events.put(Told(handle, News()))
            self._running[handle] = _Child(handle, self._events)

    def _settled(self, event: Event | Handle) -> Event:
        """Return an event as it came; a bare handle says that its process is gone."""
        if not isinstance(event, Handle):
            return event
        return self._running.pop(event).outcome()

    def _press(self) -> None:
        for child in self._running.values():
            child.press()


class _Child:
    """A process and what it has said so far."""

    def __init__(self, handle: Handle, events: SimpleQueue[Event | Handle]) -> None:
        self.handle = handle
        self.row: Row | None = None
        self._events = events
        self._asked: float | None = None
        self._stuck = False
        self._complaint = b""
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            # -P: the folder in which the user stands must not stand in for our modules.
            [sys.executable, "-P", "-m", "solver.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=process.environment(),
            # Ctrl-C in the terminal is for the batch alone, which asks its processes in its own way.
            start_new_session=True,
        )
        threading.Thread(target=self._follow, daemon=True).start()

    def ask(self) -> None:
        """Ask the process to end: its stdin ends."""
        if self._asked is None:
            self._asked = time.monotonic()
            with suppress(OSError):
                _pipe(self.process.stdin).close()

    def press(self) -> None:
        """End a process that was asked and does not, or that has been at it for far too long."""
        now = time.monotonic()
        patience = self.handle.job.settings.patience
        if self._asked is not None and now - self._asked > POLITE:
            self.process.terminate()
        if self._asked is not None and now - self._asked > 2 * POLITE:
            self.process.kill()
        if patience is not None and now - self._began > patience:
            self._stuck = True
            self.process.kill()

    def kill(self) -> None:
        """End the process now."""
        self.process.kill()

    def outcome(self) -> Event:
        """Return how it ended."""
        code = self.process.wait()
        if self.row is not None:
            return Finished(self.handle, self.row)
        if self._asked is not None:
            return Cancelled(self.handle)
        return Lost(self.handle, self._reason(code))

    def _reason(self, code: int) -> Said:
        if self._stuck:
            return STUCK.with_(seconds=round(self.handle.job.settings.patience or 0))
        if code < 0:
            return KILLED.with_(signal=_signal_name(-code))
        lines = self._complaint.decode("utf-8", "replace").split("\n")
        words = [line.strip() for line in lines if line.strip()]
        if code:
            return CRASHED.with_(code=code, word=words[-1][:LONGEST_WORD] if words else "")
        return SILENT.with_()

    def _follow(self) -> None:
        """Hand over the job, then read until the process is gone; its own thread."""
        complaints = threading.Thread(target=self._listen_to_complaints, daemon=True)
        complaints.start()
        stdin = _pipe(self.process.stdin)
        with suppress(OSError, ValueError):
            stdin.write(self.handle.job.model_dump_json().encode() + b"\n")
            stdin.flush()
        with _pipe(self.process.stdout) as stdout:
            for text in stdout:
                self._hear(text)
        self.process.wait()
        complaints.join()
        with suppress(OSError):
            stdin.close()
        self._events.put(self.handle)

    def _hear(self, text: bytes) -> None:
        try:
            line = Line.model_validate_json(text)
        except ValidationError:
            return
        if line.news is not None:
            self._events.put(Told(self.handle, line.news))
        if line.row is not None:
            self.row = line.row

    def _listen_to_complaints(self) -> None:
        with _pipe(self.process.stderr) as stderr:
            while piece := stderr.read(1024):
                self._complaint = (self._complaint + piece)[-KEPT_BYTES:]


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

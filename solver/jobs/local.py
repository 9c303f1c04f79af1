"""The executor of one machine: a fresh process for every job, some side by side."""

from __future__ import annotations

import subprocess
import threading
from collections import deque
from contextlib import suppress
from queue import Empty, SimpleQueue

from pydantic import ValidationError

from solver.base import process
from solver.jobs.messages import Cancelled, Event, Finished, Handle, Job, Line, Lost, News, Row, Told
from solver.jobs.process import Child, passing_file


class LocalExecutor:
    """Runs at most ``jobs`` processes at once; whoever comes first is served first.

    Parameters
    ----------
    module
        Whose ``main`` the process of a job calls: it reads the job from stdin and writes a ``Line`` now and
        then.
    jobs
        Processes side by side; by default one for each processor core that we may use.
    """

    def __init__(self, module: str, jobs: int | None = None) -> None:
        self.module = module
        self.jobs = jobs or process.cores()
        self._queue: deque[Handle] = deque()
        self._running: dict[Handle, _Work] = {}
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
        for work in self._running.values():
            work.child.press(work.handle.job.settings.patience)
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
            self._running[handle].child.ask()

    def close(self) -> None:
        """Kill what still runs, each process by its own id."""
        self._queue.clear()
        for work in self._running.values():
            work.child.kill()
        for work in self._running.values():
            work.outcome()
        self._running.clear()

    def pids(self) -> dict[str, int]:
        """Return the process of each job that runs, by the job's name."""
        return {handle.job.name: work.child.pid for handle, work in self._running.items()}

    def _fill(self) -> None:
        while self._queue and len(self._running) < self.jobs:
            handle = self._queue.popleft()
            # First the beginning, for a process may be gone at once.
            self._events.put(Told(handle, News()))
            self._running[handle] = _Work(self.module, handle, self._events)

    def _settled(self, event: Event | Handle) -> Event:
        """Return an event as it came; a bare handle says that its process is gone."""
        if not isinstance(event, Handle):
            return event
        return self._running.pop(event).outcome()


class _Work:
    """A job with its process, which is listened to on a thread of its own."""

    def __init__(self, module: str, handle: Handle, events: SimpleQueue[Event | Handle]) -> None:
        self.handle = handle
        self._row: Row | None = None
        self._events = events
        self._log = passing_file()
        self.child = Child(module, handle.job.model_dump_json(), self._log, subprocess.PIPE)
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def outcome(self) -> Event:
        """Return how it ended."""
        self._thread.join()
        with self._log:
            if self._row is not None:
                return Finished(self.handle, self._row)
            if self.child.asked:
                return Cancelled(self.handle)
            return Lost(self.handle, self.child.reason())

    def _follow(self) -> None:
        for text in self.child.lines():
            with suppress(ValidationError):
                self._hear(Line.model_validate_json(text))
        self.child.wait()
        self._events.put(self.handle)

    def _hear(self, line: Line) -> None:
        if line.news is not None:
            self._events.put(Told(self.handle, line.news))
        if line.row is not None:
            self._row = line.row

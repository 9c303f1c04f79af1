"""The process of one case: a job comes in on stdin, lines of JSON go out on stdout.

When stdin ends, the batch has asked for the end or is itself gone: the solve stops, nothing is written, and
the process ends.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, BinaryIO

from solver.engine.progress import Snapshot
from solver.jobs.messages import Job, Line, News
from solver.jobs.process import STOPPED, Reporter, line

if TYPE_CHECKING:
    from solver.domain.case import Case
    from solver.service import Stop

OFTEN = 0.5
"""Seconds between two news."""
GRACE = 15.0
"""Seconds in which a solve that was asked to stop may end by itself."""


class Speaker:
    """Writes lines to whoever started this process."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._case: Case | None = None

    def say(self, line: Line) -> None:
        """Write one line."""
        self._stream.write(line.model_dump_json(exclude_defaults=True).encode() + b"\n")
        self._stream.flush()

    def opened(self, case: Case) -> None:
        """Take the case that news are about."""
        self._case = case

    def tell(self, news: list[Snapshot]) -> list[Snapshot]:
        """Write how far the solve is by now."""
        if news and self._case is not None:
            from solver.batch.run_case import open_level

            level = open_level(self._case, news[-1])
            self.say(Line(news=News(school=self._case.title, snapshot=news[-1], level=level)))
        return []


def main() -> int:
    """Do the job that stands in the first line of stdin."""
    # Whatever any package prints goes to stderr: stdout is ours alone.
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    speaker = Speaker(stream)
    job = Job.model_validate_json(line())
    from solver.batch.run_case import work
    from solver.service import Stop

    stop = Stop()
    threading.Thread(target=_obey, args=(stop,), daemon=True).start()
    with Reporter(speaker.tell, OFTEN) as reporter:
        row = work(job, reporter.hear, speaker.opened, stop)
    speaker.say(Line(row=row) if row is not None else Line(stopped=True))
    return 0


def _obey(stop: Stop) -> None:
    """Wait for the end of stdin, then ask for a stop; a solve that does not listen is ended."""
    # Read below Python's buffers: a thread that sleeps in them would disturb the end of the process.
    while os.read(0, 4096):
        pass
    stop.ask()
    time.sleep(GRACE)
    os._exit(STOPPED)

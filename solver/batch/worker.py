"""The process of one case: a job comes in on stdin, lines of JSON go out on stdout.

``python -m solver.batch.worker`` is started by the batch, not by people. When stdin ends, the batch has
asked for the end or is itself gone: the solve stops, nothing is written, and the process ends.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING, BinaryIO

from solver.batch.job import Job, Line, News

if TYPE_CHECKING:
    from solver.service import Stop

OFTEN = 0.5
"""Seconds between two news of the same step."""
GRACE = 15.0
"""Seconds in which a solve that was asked to stop may end by itself."""
STOPPED = 130


class Speaker:
    """Writes lines to whoever started this process; solver threads may call it too."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._last: tuple[str, str] | None = None
        self._then = 0.0

    def say(self, line: Line) -> None:
        """Write one line."""
        with self._lock:
            self._stream.write(line.model_dump_json(exclude_defaults=True).encode() + b"\n")
            self._stream.flush()

    def news(self, news: News) -> None:
        """Write news, unless the same step was told a moment ago."""
        now = time.monotonic()
        if (news.stage, news.step) == self._last and now - self._then < OFTEN:
            return
        self._last, self._then = (news.stage, news.step), now
        self.say(Line(news=news))


def main() -> int:
    """Do the job that stands in the first line of stdin."""
    # Whatever any package prints goes to stderr: stdout is ours alone.
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    speaker = Speaker(stream)
    job = Job.model_validate_json(_first_line())
    from solver.batch.run_case import work
    from solver.service import Stop

    stop = Stop()
    threading.Thread(target=_obey, args=(stop,), daemon=True).start()
    row = work(job, speaker.news, stop)
    speaker.say(Line(row=row) if row is not None else Line(stopped=True))
    return 0


def _first_line() -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        letter = os.read(0, 1)
        if not letter:
            sys.exit(STOPPED)
        line += letter
    return line


def _obey(stop: Stop) -> None:
    """Wait for the end of stdin, then ask for a stop; a solve that does not listen is ended."""
    # Read below Python's buffers: a thread that sleeps in them would disturb the end of the process.
    while os.read(0, 4096):
        pass
    stop.ask()
    time.sleep(GRACE)
    os._exit(STOPPED)


if __name__ == "__main__":
    sys.exit(main())

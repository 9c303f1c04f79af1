"""All tests in two processes at once, for two cores: ``python -m tests.support.lanes``.

The tests that drive a browser mostly wait for it, so others run beside them; what only computes comes after
them, so that both lanes take about as long. Each lane is a pytest of its own with a cache of its own, so that
``--lf`` and the like mean what they always do. What the first lane says is shown at once, what the other says
when the first is done; the last lines are the closing lines of both.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

LANES = {"others": "not browser and not computes", "browser": "browser or computes"}
"""What pytest's ``-m`` chooses in each lane; the first is shown while it runs."""
NOTHING_CHOSEN = 5
"""Pytest's exit code where no test was chosen: one lane may be left with none, not both."""
POLL = 0.1


def chosen(arguments: Sequence[str]) -> list[list[str]]:
    """Return what pytest is told in each lane; arguments that choose by mark themselves make one lane."""
    if any(word.startswith("-m") for word in arguments):
        return [[*arguments]]
    return [
        ["-m", marks, "-o", f"cache_dir=.pytest_cache/{lane}", *arguments] for lane, marks in LANES.items()
    ]


def left_by(codes: Sequence[int]) -> int:
    """Return how the whole leaves: as its worst lane does, one that was left without tests not counted."""
    # Whom a signal ended has a negative code.
    return max((abs(code) for code in codes if code != NOTHING_CHOSEN), default=NOTHING_CHOSEN)


class Lane:
    """A pytest that runs in a process of its own and writes into a file."""

    def __init__(self, words: Sequence[str], out: Path) -> None:
        self.out = out
        color = f"--color={'yes' if sys.stdout.isatty() else 'no'}"
        with out.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pytest", "-q", color, *words],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def show(self) -> None:
        """Show all that it says, as it says it, to its end."""
        with self.out.open("rb") as said:
            ended = False
            while not ended:
                ended = self.process.poll() is not None
                sys.stdout.buffer.write(said.read())
                sys.stdout.flush()
                time.sleep(0 if ended else POLL)

    def closing(self) -> str:
        """Return its last line: how many tests passed and failed, in how many seconds."""
        lines = self.out.read_text("utf-8", errors="replace").rstrip().splitlines()
        return lines[-1] if lines else "nothing was said"


def main(arguments: Sequence[str]) -> int:
    """Run all lanes and return how they left."""
    signal.signal(signal.SIGTERM, _ended)
    lanes: list[Lane] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for number, words in enumerate(chosen(arguments)):
                lanes.append(Lane(words, Path(folder) / str(number)))
            for lane in lanes:
                lane.show()
            if len(lanes) > 1:
                sys.stdout.write("\n".join(["", *(lane.closing() for lane in lanes), ""]))
        finally:
            for lane in lanes:
                lane.process.terminate()
        return left_by([lane.process.wait() for lane in lanes])


def _ended(number: int, _frame: object) -> NoReturn:
    # Leaves by way of all that is open: no lane outlives us.
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

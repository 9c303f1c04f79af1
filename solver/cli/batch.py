"""The batch at the command line: lines while it goes, one sentence at the end, an exit code for scripts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from solver.batch import WORKER, LocalExecutor, Outcome, Settings, closing_words, run
from solver.batch.progress_text import Lines
from solver.cli import console, help_text
from solver.jobs.process import heard


def run_batch(cases: Sequence[Path], out: Path, settings: Settings, jobs: int | None, *, json: bool) -> int:
    """Run a batch and tell how it goes; return the exit code."""
    stop = threading.Event()
    with heard(stop.set, _given_up, (signal.SIGTERM,)):
        outcome = run(
            cases,
            out,
            settings,
            LocalExecutor(WORKER, jobs),
            listen=Lines(settings.lang, console.whisper),
            stop=stop,
        )
    code = code_of(outcome)
    if json:
        rows = [row.model_dump(mode="json", exclude={"settled", "proven"}) for row in outcome.rows]
        console.as_json(
            {"exit_code": code, "stopped": outcome.stopped, "kept": outcome.kept, "schools": rows}
        )
    else:
        console.say(closing_words(outcome, settings.lang))
        console.say(help_text.WRITTEN.say(settings.lang, path=out / "batch.xlsx"))
    return code


def _given_up() -> None:
    # Whoever runs the batch then kills its processes, each by its own id.
    raise KeyboardInterrupt


def code_of(outcome: Outcome) -> int:
    """Return the worst of what single solves would have returned; a lost process counts as no plan."""
    if outcome.stopped:
        return console.ABORTED
    codes = {console.OK}
    for row in outcome.rows:
        if row.state == "done":
            codes.add(console.OK if row.clean else console.FINDINGS)
        elif row.state == "bad_input":
            codes.add(console.BAD_INPUT)
        else:
            codes.add(console.FINDINGS if row.proven else console.NO_PLAN)
    return max(codes)

"""The batch at the command line: lines while it goes, one sentence at the end, an exit code for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from solver.batch import LocalExecutor, Outcome, Settings, closing_words, run
from solver.batch.interrupts import heard
from solver.batch.telling import Lines
from solver.cli import screen
from solver.text import Words

WRITTEN = Words(zh="已写好：{path}", en="Written: {path}")


def batch(cases: Sequence[Path], out: Path, settings: Settings, jobs: int | None, *, json: bool) -> int:
    """Run a batch and tell how it goes; return the exit code."""
    with heard() as stop:
        outcome = run(
            cases,
            out,
            settings,
            LocalExecutor(jobs),
            listen=Lines(settings.lang, screen.whisper),
            stop=stop,
        )
    code = code_of(outcome)
    if json:
        rows = [row.model_dump(mode="json", exclude={"settled", "proven"}) for row in outcome.rows]
        screen.as_json({"exit_code": code, "stopped": outcome.stopped, "kept": outcome.kept, "schools": rows})
    else:
        screen.say(closing_words(outcome, settings.lang))
        screen.say(WRITTEN.say(settings.lang, path=out / "batch.xlsx"))
    return code


def code_of(outcome: Outcome) -> int:
    """Return the worst of what single solves would have returned; a lost process counts as no plan."""
    if outcome.stopped:
        return screen.ABORTED
    codes = {screen.OK}
    for row in outcome.rows:
        if row.state == "done":
            codes.add(screen.OK if row.clean else screen.FINDINGS)
        elif row.state == "bad_input":
            codes.add(screen.BAD_INPUT)
        else:
            codes.add(screen.FINDINGS if row.proven else screen.NO_PLAN)
    return max(codes)

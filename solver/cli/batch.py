"""``afterbell batch``: the command for a whole county."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli import help_text
from solver.cli.commands import app
from solver.cli.options import (
    MOST_EFFORT,
    MOST_SEED,
    MOST_WORKERS,
    JsonOption,
    LangOption,
    MistypedError,
    seconds,
    spoken,
    whole,
)


@app.command()
def batch(
    cases: Annotated[list[Path], typer.Argument(metavar="CASES", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", show_default=False)],
    *,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", parser=whole("--jobs", 1, MOST_WORKERS))
    ] = None,
    time: Annotated[float | None, typer.Option("--time", metavar="S", parser=seconds)] = None,
    effort: Annotated[
        int | None, typer.Option("--effort", metavar="N", parser=whole("--effort", 1, MOST_EFFORT))
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=whole("--seed", 0, MOST_SEED), show_default=False)
    ] = 0,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Solve every case under folders or lists, side by side, and report."""
    if time is not None and effort is not None:
        raise MistypedError(help_text.TIME_OR_EFFORT.with_())
    from solver.batch import Settings
    from solver.cli import many

    usual = Settings()
    settings = Settings(
        seconds=usual.seconds if time is None else time, effort=effort, seed=seed, lang=spoken(lang)
    )
    return many.batch(cases, out, settings, jobs, json=json)

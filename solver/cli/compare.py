"""``afterbell compare``: the command for what-if."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli.commands import app, options_of
from solver.cli.options import (
    MOST_EFFORT,
    MOST_SEED,
    MOST_WORKERS,
    CasePath,
    JsonOption,
    LangOption,
    seconds,
    spoken,
    whole,
)


@app.command()
def compare(
    case: CasePath,
    scenarios: Annotated[list[Path], typer.Argument(metavar="SCENARIO.toml", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", show_default=False)],
    *,
    time: Annotated[float | None, typer.Option("--time", metavar="S", parser=seconds)] = None,
    effort: Annotated[
        int | None, typer.Option("--effort", metavar="N", parser=whole("--effort", 1, MOST_EFFORT))
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", parser=whole("--workers", 1, MOST_WORKERS))
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=whole("--seed", 0, MOST_SEED), show_default=False)
    ] = 0,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Plan a case and scenarios of it, and report side by side."""
    from solver.cli import comparing

    options = options_of(time, effort, workers, seed)
    return comparing.compare(case, scenarios, out, options, spoken(lang), json=json)

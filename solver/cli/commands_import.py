"""``afterbell import``: the start of a case from what schools already keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli import screen, words
from solver.cli.commands import WRITTEN, app
from solver.cli.options import JsonOption, LangOption, one_of, spoken


@app.command("import")
def import_(
    source: Annotated[
        str, typer.Argument(metavar="kebiao", parser=one_of("SOURCE", words.SOURCES), show_default=False)
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", show_default=False)],
    *,
    times: Annotated[Path | None, typer.Option("--times", metavar="FILE", show_default=False)] = None,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Start a case from a workbook of class timetables (课表)."""
    from solver.intake import kebiao

    speak = spoken(lang)
    found = kebiao.read(file, times=times)
    written = kebiao.write_start(found, out, speak)
    code = screen.FINDINGS if found.unread else screen.OK
    if json:
        told = kebiao.data_of(found, speak)
        screen.as_json({**told, "source": source, "out": str(out), "exit_code": code})
        return code
    for line in kebiao.report_of(found, speak):
        screen.say(line)
    screen.say()
    for path in written:
        screen.say(WRITTEN.say(speak, path=path))
    screen.say(kebiao.still_to_enter(out, speak).say(speak))
    return code

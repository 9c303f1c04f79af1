"""``afterbell import``: the start of a case from what schools already keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from solver.cli import console, help_text
from solver.cli.commands import WRITTEN, app
from solver.cli.options import JsonOption, LangOption, one_of, spoken


@app.command("import")
def import_(
    source: Annotated[
        str, typer.Argument(metavar="kebiao", parser=one_of("SOURCE", help_text.SOURCES), show_default=False)
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", show_default=False)],
    *,
    times: Annotated[Path | None, typer.Option("--times", metavar="FILE", show_default=False)] = None,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Start a case from a workbook of class timetables (课表)."""
    from solver.io import class_timetable

    speak = spoken(lang)
    found = class_timetable.read(file, times=times)
    written = class_timetable.write_start(found, out, speak)
    code = console.FINDINGS if found.unread else console.OK
    if json:
        told = class_timetable.data_of(found, speak)
        console.as_json({**told, "source": source, "out": str(out), "exit_code": code})
        return code
    for line in class_timetable.report_of(found, speak):
        console.say(line)
    console.say()
    for path in written:
        console.say(WRITTEN.say(speak, path=path))
    console.say(class_timetable.still_to_enter(out, speak).say(speak))
    return code

"""The commands, each a few lines: read what was typed, ask the service, tell what came of it.

Heavy rooms are imported inside the commands, so that ``--help`` and a mistyped command answer at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solver import __version__
from solver.base.text import Lang, Words
from solver.cli import console, help_text
from solver.cli.options import (
    BYS,
    MOST_EFFORT,
    MOST_SEED,
    MOST_WORKERS,
    CasePath,
    FolderPath,
    JsonOption,
    LangOption,
    MistypedError,
    by_of,
    one_of,
    seconds,
    spoken,
    whole,
)

if TYPE_CHECKING:
    from solver.service import Loaded, Options, Result

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

WRITTEN = Words(zh="已写好：{path}", en="Written: {path}")
FILL_IN = Words(
    zh="填好表格（或工作簿，二选一）后运行 afterbell check",
    en="Fill in the tables (or the workbook, not both), then run afterbell check",
)
GOOD = Words(
    zh="{title}：可以读入。{staff} 人，{groups} 个班，{sessions} 个时段，"
    "{posts} 个岗位，{clubs} 个社团，{days} 个服务日",
    en="{title}: no faults. People {staff}, groups {groups}, sessions {sessions}, "
    "posts {posts}, clubs {clubs}, service days {days}",
)


@app.callback(invoke_without_command=True)
def about(
    *,
    version: Annotated[bool, typer.Option("--version", show_default=False)] = False,
) -> None:
    """Show the version if asked."""
    if version:
        console.say(f"afterbell {__version__}")
        raise typer.Exit(console.OK)


@app.command()
def new(
    directory: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)], lang: LangOption = None
) -> None:
    """Write a case to fill in."""
    from solver import service

    speak = spoken(lang)
    for path in service.write_template(directory, speak):
        console.say(WRITTEN.say(speak, path=path))
    console.say(FILL_IN.say(speak))


@app.command()
def check(case: CasePath, *, lang: LangOption = None, json: JsonOption = False) -> int:
    """Read a case and list every fault, and every policy that it breaks."""
    from solver import service
    from solver.cli import plan_output

    speak = spoken(lang)
    loaded = service.open_case(case)
    counts = service.counts_of(loaded.case)
    found = service.check(loaded.case)
    code = plan_output.code_of_policies(found)
    if json:
        notices = [notice.say(speak) for notice in loaded.notices]
        known = {"case": loaded.case.id, "case_hash": loaded.case.hash, "title": loaded.case.title}
        told = plan_output.policies_data(found, speak)
        console.as_json({**told, **known, **counts, "notices": notices})
        return code
    console.say(GOOD.say(speak, title=loaded.case.title, **counts))
    _notices(loaded, speak)
    plan_output.tell_policies(found, speak)
    return code


@app.command()
def solve(
    case: CasePath,
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
    """Plan, audit, and write the folder of outputs."""
    from solver import service
    from solver.cli import plan_output, run_watched

    speak = spoken(lang)
    options = options_of(time, effort, workers, seed)
    service.may_write(out)
    loaded = service.open_case(case)
    if not json:
        _notices(loaded, speak)
    result = run_watched.watched(
        loaded.case,
        speak,
        lambda listen, stop: service.solve(loaded.case, options, listen=listen, stop=stop),
    )
    service.write(result, out, speak)
    if json:
        console.as_json({**plan_output.data_of(result, speak), "out": str(out)})
    else:
        plan_output.tell_levels(result, speak)
        plan_output.tell(result, speak, folder=out)
    return plan_output.code_of(result)


@app.command()
def audit(case: CasePath, folder: FolderPath, *, lang: LangOption = None, json: JsonOption = False) -> int:
    """Check a plan folder again, from the case alone."""
    from solver import service
    from solver.cli import plan_output

    speak = spoken(lang)
    result = service.audit_folder(service.open_case(case).case, folder)
    if json:
        console.as_json(plan_output.data_of(result, speak))
    else:
        plan_output.tell(result, speak)
    return plan_output.code_of(result)


@app.command()
def verify(case: CasePath, folder: FolderPath, *, lang: LangOption = None, json: JsonOption = False) -> int:
    """Work every bound of a certificate out again, exactly, without any solver."""
    from solver import service
    from solver.cli import verify_output

    speak = spoken(lang)
    loaded = service.open_case(case)
    found = service.verify_folder(loaded.case, folder)
    if json:
        console.as_json(verify_output.data_of(loaded.case, found, speak))
    else:
        verify_output.tell(loaded.case, found, speak)
    return verify_output.code_of(found)


@app.command()
def show(
    folder: FolderPath,
    *,
    by: Annotated[
        str, typer.Option("--by", metavar="|".join(BYS), parser=one_of("--by", BYS), show_default=False)
    ] = "day",
    lang: LangOption = None,
) -> None:
    """Print a roster."""
    from solver import service

    for table in service.show(folder, by_of(by), spoken(lang)):
        console.show_table(table.title, table.headings, table.rows)


@app.command()
def score(
    case: CasePath,
    roster: Annotated[Path, typer.Argument(metavar="roster.csv", show_default=False)],
    *,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Measure a roster made by hand."""
    from solver import service
    from solver.cli import plan_output, run_watched

    speak = spoken(lang)
    loaded = service.open_case(case)
    result: Result = run_watched.watched(
        loaded.case,
        speak,
        lambda listen, stop: service.score(loaded.case, roster, listen=listen, stop=stop),
    )
    if json:
        console.as_json(plan_output.data_of(result, speak))
    else:
        plan_output.tell_levels(result, speak)
        plan_output.tell_shares(result, speak)
        plan_output.tell(result, speak)
    return plan_output.code_of(result)


def options_of(time: float | None, effort: int | None, workers: int | None, seed: int) -> Options:
    """Return how to solve; what contradicts itself is refused."""
    from solver.service import Options

    if time is not None and effort is not None:
        raise MistypedError(help_text.TIME_OR_EFFORT.with_())
    if effort is not None and workers not in {None, 1}:
        raise MistypedError(help_text.ONE_WORKER.with_())
    usual = Options()
    cores = 1 if effort is not None else usual.workers if workers is None else workers
    return Options(seconds=usual.seconds if time is None else time, effort=effort, workers=cores, seed=seed)


def _notices(loaded: Loaded, lang: Lang) -> None:
    for notice in loaded.notices:
        console.whisper(notice.say(lang))

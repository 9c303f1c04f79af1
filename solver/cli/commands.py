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
    LOOPBACK,
    MOST_WORKERS,
    PORT,
    CasePath,
    EffortOption,
    FolderPath,
    JsonOption,
    LangOption,
    MistypedError,
    OutPath,
    SeedOption,
    TimeOption,
    WorkersOption,
    by_of,
    one_of,
    spoken,
    whole,
)

if TYPE_CHECKING:
    from solver.service import Loaded, Options, Result

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

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
        console.say(help_text.WRITTEN.say(speak, path=path))
    console.say(FILL_IN.say(speak))


@app.command()
def check(case: CasePath, *, lang: LangOption = None, json: JsonOption = False) -> int:
    """Read a case and list every fault, and every policy that it breaks."""
    from solver import service
    from solver.cli import plan_output

    speak = spoken(lang)
    loaded = service.open_case(case)
    counts = service.counts_of(loaded.case)
    findings = service.check(loaded.case)
    code = plan_output.code_of_policies(findings)
    if json:
        notices = [notice.say(speak) for notice in loaded.notices]
        known = {"case": loaded.case.id, "case_hash": loaded.case.hash, "title": loaded.case.title}
        told = plan_output.policies_data(findings, speak)
        console.as_json({**told, **known, **counts, "notices": notices})
        return code
    console.say(GOOD.say(speak, title=loaded.case.title, **counts))
    _notices(loaded, speak)
    plan_output.tell_policies(findings, speak)
    return code


@app.command()
def solve(
    case: CasePath,
    out: OutPath,
    *,
    time: TimeOption = None,
    effort: EffortOption = None,
    workers: WorkersOption = None,
    seed: SeedOption = 0,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Plan, audit, and write the folder of outputs."""
    from solver import service
    from solver.cli import plan_output, progress

    speak = spoken(lang)
    options = options_of(time, effort, workers, seed)
    service.may_write(out)
    loaded = service.open_case(case)
    if not json:
        _notices(loaded, speak)
    result = progress.watched(
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
    from solver.cli import plan_output

    speak = spoken(lang)
    loaded = service.open_case(case)
    verified = service.verify_folder(loaded.case, folder)
    if json:
        console.as_json(plan_output.verified_data(loaded.case, verified, speak))
    else:
        plan_output.tell_verified(loaded.case, verified, speak)
    return plan_output.code_of_verified(verified)


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
    from solver.cli import plan_output, progress

    speak = spoken(lang)
    loaded = service.open_case(case)
    result: Result = progress.watched(
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


@app.command("app")
def app_(
    root: Annotated[Path, typer.Argument(metavar="DIR", show_default=False)] = Path("data"),
    *,
    port: Annotated[
        int, typer.Option("--port", metavar="N", parser=whole("--port", 1, 65_535), show_default=False)
    ] = PORT,
    address: Annotated[str, typer.Option("--address", metavar="A", show_default=False)] = LOOPBACK,
    lang: LangOption = None,
) -> None:
    """Show and edit cases, solve and compare them in the browser."""
    from solver.cli.app import open_app

    open_app(root, port, address, spoken(lang))


@app.command()
def batch(
    cases: Annotated[list[Path], typer.Argument(metavar="CASES", show_default=False)],
    out: OutPath,
    *,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", parser=whole("--jobs", 1, MOST_WORKERS))
    ] = None,
    time: TimeOption = None,
    effort: EffortOption = None,
    seed: SeedOption = 0,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Solve every case under folders or lists, side by side, and report."""
    limits = options_of(time, effort, None, seed)
    from solver.batch import Settings
    from solver.cli.batch import run_batch

    settings = Settings(seconds=limits.seconds, effort=effort, seed=seed, lang=spoken(lang))
    return run_batch(cases, out, settings, jobs, json=json)


@app.command()
def compare(
    case: CasePath,
    scenarios: Annotated[list[Path], typer.Argument(metavar="SCENARIO.toml", show_default=False)],
    out: OutPath,
    *,
    time: TimeOption = None,
    effort: EffortOption = None,
    workers: WorkersOption = None,
    seed: SeedOption = 0,
    lang: LangOption = None,
    json: JsonOption = False,
) -> int:
    """Plan a case and scenarios of it, and report side by side."""
    from solver.cli.compare import compare_cases

    options = options_of(time, effort, workers, seed)
    return compare_cases(case, scenarios, out, options, spoken(lang), json=json)


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
    timetables = class_timetable.read(file, times=times)
    written = class_timetable.write_start(timetables, out, speak)
    code = console.FINDINGS if timetables.unread else console.OK
    if json:
        data = class_timetable.data_of(timetables, speak)
        console.as_json({**data, "source": source, "out": str(out), "exit_code": code})
        return code
    for line in class_timetable.report_of(timetables, speak):
        console.say(line)
    console.say()
    for path in written:
        console.say(help_text.WRITTEN.say(speak, path=path))
    console.say(class_timetable.still_to_enter(out, speak).say(speak))
    return code


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

"""Scenarios at the command line: each solved alike, a table on the screen, the report in its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from solver import scenarios, service
from solver.base.errors import AfterbellError, Fault, InputError, NoPlanError
from solver.base.text import Lang, Words, literal
from solver.base.vocabulary import MEASURE
from solver.cli import console, progress
from solver.domain.case import Case
from solver.io.editing import CaseTables, open_tables
from solver.report.roster_lines import exact
from solver.scenarios import Column, Comparison, Figure, Variant
from solver.service import Options, Result, Stop

Job: TypeAlias = tuple[str, Words, CaseTables, Case]

SOLVING = Words(zh="（{at}/{all}）{title}", en="({at}/{all}) {title}")
STOPPED = Words(
    zh="已停止，什么都没有写：比较要让每个设想算得一样久",
    en="Stopped, and nothing was written: a comparison gives every scenario the same time",
)
TOO_MANY = Words(
    zh="一次至多比较 {most} 个设想，这里有 {count} 个", en="At most {most} scenarios, not {count}"
)
TITLE = Words(zh="{title} · 设想比较", en="{title}: scenarios compared")
STARRED = Words(zh="* 该项最好", en="* the best of its line")
SENTENCE = Words(zh="{title}：{what}", en="{title}: {what}")
WHERE = Words(zh="两页报告：{path}", en="The two pages: {path}")


class RefusedError(AfterbellError):
    """What was typed can't be compared."""


class StoppedError(RefusedError):
    """The user asked to stop before all were solved."""


def compare_cases(
    case: Path, paths: Sequence[Path], out: Path, options: Options, lang: Lang, *, json: bool
) -> int:
    """Solve a case and its scenarios, write the folder, tell what came of it; return the exit code."""
    if len(paths) > scenarios.MOST:
        raise RefusedError(TOO_MANY.with_(most=scenarios.MOST, count=len(paths)))
    scenarios.may_write(out)
    base = service.open_case(case).case
    tables = open_tables(case)
    jobs = [("base", scenarios.AS_IS, tables, base), *_changed(tables, paths)]
    try:
        solved = [_solve(job, at, len(jobs), options, lang) for at, job in enumerate(jobs, 1)]
    except StoppedError as error:
        console.whisper(error.message.say(lang))
        return console.ABORTED
    comparison = scenarios.compare(solved[0][0], [variant for variant, _ in solved[1:]])
    code = max(code for _, code in solved)
    if not comparison.planned:
        for variant, _ in solved:
            if variant.refused is not None:
                console.whisper(variant.refused.say(lang))
        return code
    spent = scenarios.spent_words(options.seconds, options.effort, lang)
    scenarios.write(comparison, out, spent, lang)
    if json:
        console.as_json(_data(comparison, out, code, lang))
    else:
        _tell(comparison, out, lang)
    return code


def _changed(tables: CaseTables, paths: Sequence[Path]) -> list[Job]:
    """Read every scenario and make its changes; the faults of all of them are told at once."""
    faults: list[Fault] = []
    jobs: list[Job] = []
    taken = {"base"}
    for path in paths:
        try:
            read = scenarios.read(path)
            applied = scenarios.apply(tables, read)
            changed = scenarios.case_of(applied).case
        except InputError as error:
            faults += error.faults
            continue
        # Files of one name may lie in several folders.
        names = (read.name, *(f"{read.name}-{number}" for number in range(2, 99)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        jobs.append((name, literal(read.title), applied.tables, changed))
    if faults:
        raise InputError(tuple(faults))
    return jobs


def _solve(job: Job, at: int, count: int, options: Options, lang: Lang) -> tuple[Variant, int]:
    """Solve one of them and return it with the exit code that it deserves."""
    name, title, tables, case = job
    console.whisper(SOLVING.say(lang, at=at, all=count, title=title))
    stops: list[Stop] = []

    def work(listen: progress.Listen, stop: Stop) -> Result:
        stops.append(stop)
        return service.solve(case, options, listen=listen, stop=stop)

    try:
        result = progress.watched(case, lang, work)
    except NoPlanError as error:
        if stops[0].asked:
            raise StoppedError(STOPPED.with_()) from None
        code = console.FINDINGS if error.proven else console.NO_PLAN
        return Variant(name, title, tables, refused=error.message), code
    if stops[0].asked:
        raise StoppedError(STOPPED.with_())
    clean = not result.findings and not result.audit.doubts
    return Variant(name, title, tables, service.handout(result)), console.OK if clean else console.FINDINGS


def _tell(comparison: Comparison, out: Path, lang: Lang) -> None:
    columns = comparison.columns
    headings = [MEASURE.say(lang), *(column.variant.title.say(lang) for column in columns)]
    rows = [_row(figure, lang) for figure in scenarios.figures_of(comparison)]
    console.show_table(TITLE.say(lang, title=comparison.first.case.title), headings, rows)
    console.say(STARRED.say(lang))
    for at, column in enumerate(columns[1:], 1):
        title = column.variant.title
        console.say(SENTENCE.say(lang, title=title, what=scenarios.sentence(comparison, at, lang)))
        for change in column.inputs:
            console.say(f"  - {change.say(lang)}")
    console.say(WHERE.say(lang, path=out / scenarios.REPORT))


def _row(figure: Figure, lang: Lang) -> tuple[str, ...]:
    name, note = figure.name.say(lang), figure.note.say(lang)
    label = f"{'  ' if figure.minor else ''}{name}{f' ({note})' if note else ''}"
    cells = (
        f"{scenarios.shown(value, lang)}{' *' if at in figure.best else ''}"
        for at, value in enumerate(figure.values)
    )
    return (label, *cells)


def _data(comparison: Comparison, out: Path, code: int, lang: Lang) -> dict[str, object]:
    return {
        "exit_code": code,
        "out": str(out),
        "scenarios": [_column(comparison, at, column, lang) for at, column in enumerate(comparison.columns)],
        "measures": [
            {
                "measure": figure.key,
                "name": figure.name.say(lang),
                "better": figure.better,
                "values": [None if value is None else exact(value.number) for value in figure.values],
                "best": sorted(figure.best),
            }
            for figure in scenarios.figures_of(comparison)
        ],
    }


def _column(comparison: Comparison, at: int, column: Column, lang: Lang) -> dict[str, object]:
    variant = column.variant
    data: dict[str, object] = {"name": variant.name, "title": variant.title.say(lang)}
    if variant.handout is not None:
        data["case_hash"] = variant.handout.case.hash
    if at:
        data["sentence"] = scenarios.sentence(comparison, at, lang)
        data["inputs"] = [change.say(lang) for change in column.inputs]
    return data

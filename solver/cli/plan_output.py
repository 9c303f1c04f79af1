"""What a plan comes to: sentences, levels and findings for a reader, or one JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from solver import report
from solver.base.text import Lang, Words
from solver.base.units import clock, show_units
from solver.base.vocabulary import DEVIATION, DUE, PERSON, REACHABLE
from solver.cli import console
from solver.domain import LevelCertificate
from solver.domain.levels import LevelState, Stage
from solver.rules.level_scale import scale_of

if TYPE_CHECKING:
    from solver.domain.plan import Finding
    from solver.service import Result

FIRST = 20
"""Findings that are listed; the rest stands in ``findings.csv``."""

PARTS = ("stage", "name", "value", "bound", "state")
"""The parts of a level's row that are told."""
LEVELS = Words(zh="各级指标", en="Levels")
SHARES = Words(zh="工作量", en="Shares of the work")
MORE = Words(zh="……另有 {count} 个，全部在 findings.csv", en="… and {count} more; all are in findings.csv")
MORE_HERE = Words(zh="……另有 {count} 个（用 --json 可全部列出）", en="… and {count} more; --json lists all")
BROKEN = Words(zh="违反政策：{count} 处", en="Policies broken: {count}")
ADVICE = Words(zh="提醒：{line}", en="Advice: {line}")
DOUBTS = Words(zh="与证书或账目不符：{count} 处", en="Contradicts its certificate or accounts: {count}")
NAMED = Words(zh="{rule}：{what}", en="{rule}: {what}")
WHERE = Words(zh="排班表：{path}", en="The roster: {path}")
COLUMNS = {
    "person": PERSON,
    "due": DUE,
    "reachable": REACHABLE,
    "target": Words(zh="目标", en="Target"),
    "load": Words(zh="实排", en="Load"),
    "deviation": DEVIATION,
    "closing": Words(zh="期末结余", en="Closing"),
}


def code_of(result: Result) -> int:
    """Return the exit code that a plan deserves."""
    return console.OK if not result.findings and not result.audit.doubts else console.FINDINGS


def code_of_policies(found: Sequence[Finding]) -> int:
    """Return the exit code that a case deserves before it is planned."""
    return console.FINDINGS if any(finding.blemish for finding in found) else console.OK


def tell_policies(found: Sequence[Finding], lang: Lang) -> None:
    """Write every policy that a case breaks, and what policies only warn of."""
    broken = [finding for finding in found if finding.blemish]
    if broken:
        console.say(BROKEN.say(lang, count=len(broken)))
    for finding in found:
        console.say(_line(finding, lang))


def policies_data(found: Sequence[Finding], lang: Lang) -> dict[str, object]:
    """Return the same as data."""
    code = code_of_policies(found)
    return {
        "status": "clean" if code == console.OK else "findings",
        "exit_code": code,
        "findings": [_finding_data(finding, lang) for finding in found],
    }


def tell(result: Result, lang: Lang, *, folder: Path | None = None) -> None:
    """Write what a plan comes to; ``folder`` is where it has been written."""
    status, *sentences = report.summary_words(_handout(result), lang)
    doubts = result.audit.doubts
    # A plan that contradicts its certificate is not called clean, whatever its findings.
    console.say(DOUBTS.say(lang, count=len(doubts)) if doubts else status)
    for doubt in doubts:
        console.say(f"  - {doubt.say(lang)}")
    for sentence in sentences:
        console.say(sentence)
    for finding in result.findings[:FIRST]:
        console.say(_line(finding, lang))
    if len(result.findings) > FIRST:
        more = MORE if folder else MORE_HERE
        console.say("  " + more.say(lang, count=len(result.findings) - FIRST))
    for finding in result.advice:
        console.say(_line(finding, lang))
    if folder is not None:
        console.say(WHERE.say(lang, path=folder / "roster.xlsx"))


def tell_levels(result: Result, lang: Lang) -> None:
    """Write every level's value, and its bound where one is known."""
    told = report.level_rows(result.case, [(stage, level) for stage, level, _ in _levels(result)], lang)
    headings = [report.COLUMNS[part].say(lang) for part in PARTS]
    rows = [tuple(getattr(row, part) for part in PARTS) for row in told]
    console.show_table(LEVELS.say(lang), headings, rows)


def tell_shares(result: Result, lang: Lang) -> None:
    """Write the units account: what each person is due, could reach, and does."""
    rows = []
    for line in report.account_lines(_handout(result)):
        if line.account == "units":
            amounts = (line.due, line.reachable, line.target, line.load, line.deviation, line.closing)
            shown = ("" if amount is None else show_units(amount) for amount in amounts)
            rows.append((line.staff_name, *shown))
    console.show_table(SHARES.say(lang), [words.say(lang) for words in COLUMNS.values()], rows)


def data_of(result: Result, lang: Lang) -> dict[str, object]:
    """Return all of it as data; amounts of the accounts are exact, as fractions where need be."""
    handout = _handout(result)
    figures = report.summary_of(handout)
    code = code_of(result)
    proof = result.certificate
    return {
        "status": "clean" if code == console.OK else "findings",
        "exit_code": code,
        "case": result.case.id,
        "case_hash": result.case.hash,
        "version": proof.version,
        "seed": proof.seed,
        "workers": proof.workers,
        "effort": proof.effort,
        "summary": {
            "seats": figures.seats,
            "covered": figures.covered,
            "days": figures.days,
            "people": figures.people,
            "custody_gaps": figures.custody_gaps,
            "findings_by_rule": dict(figures.by_rule),
            "largest_deviation": str(figures.largest),
            "largest_deviation_bound": None if figures.largest_bound is None else str(figures.largest_bound),
        },
        "levels": [_level_data(*row) for row in _levels(result)],
        "doubts": [doubt.say(lang) for doubt in result.audit.doubts],
        "findings": [_finding_data(finding, lang) for finding in result.findings],
        "advice": [_finding_data(finding, lang) for finding in result.advice],
        "shares": [
            {
                "staff": line.staff,
                "name": line.staff_name,
                "due": _exact(line.due),
                "reachable": _exact(line.reachable),
                "target": _exact(line.target),
                "load": _exact(line.load),
                "closing": _exact(line.closing),
            }
            for line in report.account_lines(handout)
            if line.account == "units"
        ],
    }


def _handout(result: Result) -> report.PlanView:
    from solver.service import handout

    return handout(result)


def _levels(result: Result) -> Iterator[tuple[Stage, LevelState | LevelCertificate, str]]:
    """Yield every level as the audit found it, with what is proven of it, and what one of its numbers is."""
    for stage, levels in result.audit.levels.items():
        for name, value in levels:
            known = result.certificate.level(stage, name)
            level = LevelState(name, value) if known is None else replace(known, value=value)
            yield stage, level, scale_of(result.case, stage, name).plain


def _level_data(stage: Stage, level: LevelState | LevelCertificate, unit: str) -> dict[str, object]:
    data: dict[str, object] = {"stage": stage, "level": level.name, "value": level.value}
    if isinstance(level, LevelState):
        return data
    return data | {
        "bound": level.bound,
        "unit": unit,
        "proven": level.proven,
        "method": level.method,
        "conditional": list(level.conditional),
    }


def _line(finding: Finding, lang: Lang) -> str:
    line = NAMED.say(lang, rule=report.rule_title(finding.rule), what=finding.say(lang))
    return "  - " + (line if finding.blemish else ADVICE.say(lang, line=line))


def _finding_data(finding: Finding, lang: Lang) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "stage": finding.stage,
        "level": finding.level,
        "price": finding.price,
        "amount": finding.amount,
        "date": finding.date.isoformat() if finding.date else None,
        "start": None if finding.start is None else clock(finding.start),
        "end": None if finding.end is None else clock(finding.end),
        "staff": list(finding.staff),
        "post": finding.post,
        "group": finding.group,
        "room": finding.room,
        "message": finding.say(lang),
    }


def _exact(amount: object) -> str | None:
    return None if amount is None else str(amount)

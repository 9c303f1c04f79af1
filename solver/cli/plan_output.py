"""What a case, a plan or a certificate comes to: for a reader, as one JSON object, as an exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from solver import report, service
from solver.base.text import Lang, Words
from solver.base.units import clock, show_units
from solver.cli import console
from solver.domain import LevelCertificate
from solver.domain.case import Case
from solver.domain.levels import LevelState, Stage
from solver.domain.plan import Finding
from solver.report.words import TEXT
from solver.rules.level_scale import scale_of
from solver.service import Result, Verified

MAX_FINDINGS = 20
"""Findings that are listed; the rest stands in ``findings.csv``."""
LEVELS = Words(zh="各级指标", en="Levels")
SHARES = Words(zh="工作量", en="Shares of the work")
MORE = Words(zh="……另有 {count} 个，全部在 findings.csv", en="… and {count} more; all are in findings.csv")
MORE_HERE = Words(zh="……另有 {count} 个（用 --json 可全部列出）", en="… and {count} more; --json lists all")
BROKEN = Words(zh="违反政策：{count} 处", en="Policies broken: {count}")
ADVICE = Words(zh="提醒：{line}", en="Advice: {line}")
DOUBTS = Words(zh="与证书或账目不符：{count} 处", en="Contradicts its certificate or accounts: {count}")
NAMED = Words(zh="{rule}：{what}", en="{rule}: {what}")
WHERE = Words(zh="排班表：{path}", en="The roster: {path}")
SHARE_AMOUNTS = ("due", "reachable", "target", "load", "deviation", "closing")
VERIFIED_TITLE = Words(zh="证书复核", en="The certificate, checked again")
CLAIMED = Words(zh="所称下界", en="Claimed bound")
PROVEN = Words(zh="复核下界", en="Worked out")
VERDICT = Words(zh="结论", en="Verdict")


def code_of(result: Result) -> int:
    """Return the exit code that a plan deserves."""
    return console.OK if not result.findings and not result.audit.doubts else console.FINDINGS


def code_of_policies(findings: Sequence[Finding]) -> int:
    """Return the exit code that a case deserves before it is planned."""
    return console.FINDINGS if any(finding.blemish for finding in findings) else console.OK


def tell_policies(findings: Sequence[Finding], lang: Lang) -> None:
    """Write every policy that a case breaks, and what policies only warn of."""
    broken = [finding for finding in findings if finding.blemish]
    if broken:
        console.say(BROKEN.say(lang, count=len(broken)))
    for finding in findings:
        console.say(_line(finding, lang))


def policies_data(findings: Sequence[Finding], lang: Lang) -> dict[str, object]:
    """Return the same as data."""
    code = code_of_policies(findings)
    return {
        "status": "clean" if code == console.OK else "findings",
        "exit_code": code,
        "findings": [_finding_data(finding, lang) for finding in findings],
    }


def tell(result: Result, lang: Lang, *, folder: Path | None = None) -> None:
    """Write what a plan comes to; ``folder`` is where it has been written."""
    status, *sentences = report.summary_words(service.handout(result), lang)
    doubts = result.audit.doubts
    # A plan that contradicts its certificate is not called clean, whatever its findings.
    console.say(DOUBTS.say(lang, count=len(doubts)) if doubts else status)
    for doubt in doubts:
        console.say(f"  - {doubt.say(lang)}")
    for sentence in sentences:
        console.say(sentence)
    for finding in result.findings[:MAX_FINDINGS]:
        console.say(_line(finding, lang))
    if len(result.findings) > MAX_FINDINGS:
        more = MORE if folder else MORE_HERE
        console.say("  " + more.say(lang, count=len(result.findings) - MAX_FINDINGS))
    for finding in result.advice:
        console.say(_line(finding, lang))
    if folder is not None:
        console.say(WHERE.say(lang, path=folder / "roster.xlsx"))


def tell_levels(result: Result, lang: Lang) -> None:
    """Write every level's value, and its bound where one is known."""
    levels = [(stage, level) for stage, level, _ in _levels(result)]
    parts = ("stage", "name", "value", "bound", "state")
    console.show_table(LEVELS.say(lang), *report.level_table(result.case, levels, parts, lang))


def tell_shares(result: Result, lang: Lang) -> None:
    """Write the units account: what each person is due, could reach, and does."""
    rows = [
        (
            line.staff_name,
            *("" if (amount := getattr(line, key)) is None else show_units(amount) for key in SHARE_AMOUNTS),
        )
        for line in _shares(service.handout(result))
    ]
    headings = [TEXT[key].say(lang) for key in ("person", *SHARE_AMOUNTS)]
    console.show_table(SHARES.say(lang), headings, rows)


def data_of(result: Result, lang: Lang) -> dict[str, object]:
    """Return all of it as data; amounts of the accounts are exact, as fractions where need be."""
    handout = service.handout(result)
    figures = report.summary_of(handout)
    code = code_of(result)
    return {
        "status": "clean" if code == console.OK else "findings",
        "exit_code": code,
        "case": result.case.id,
        "case_hash": result.case.hash,
        **{key: getattr(result.certificate, key) for key in ("version", "seed", "workers", "effort")},
        "summary": {
            **{key: getattr(figures, key) for key in ("seats", "covered", "days", "people", "custody_gaps")},
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
                **{key: _exact(getattr(line, key)) for key in SHARE_AMOUNTS if key != "deviation"},
            }
            for line in _shares(handout)
        ],
    }


def _shares(handout: report.PlanView) -> list[report.AccountLine]:
    return [line for line in report.account_lines(handout) if line.account == "units"]


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
        **{key: getattr(finding, key) for key in ("rule", "stage", "level", "price", "amount")},
        "date": finding.date.isoformat() if finding.date else None,
        "start": None if finding.start is None else clock(finding.start),
        "end": None if finding.end is None else clock(finding.end),
        "staff": list(finding.staff),
        **{key: getattr(finding, key) for key in ("post", "group", "room")},
        "message": finding.say(lang),
    }


def _exact(amount: object) -> str | None:
    return None if amount is None else str(amount)


def code_of_verified(verified: Verified) -> int:
    """Return the exit code that a certificate deserves."""
    return console.OK if verified.holds else console.FINDINGS


def tell_verified(case: Case, verified: Verified, lang: Lang) -> None:
    """Write a table of all levels, why what is not confirmed is not, and the verdict on the whole."""
    checked = service.checked(case, verified, lang)
    parts = ("stage", "name", "value", "bound", "method")
    rows = [
        (*(getattr(level.row, part) for part in parts), level.proven, level.verdict)
        for level in checked.levels
    ]
    columns = {**report.COLUMNS, "bound": CLAIMED, "proven": PROVEN, "verdict": VERDICT}
    headings = [columns[key].say(lang) for key in (*parts, "proven", "verdict")]
    console.show_table(VERIFIED_TITLE.say(lang), headings, rows)
    console.say(checked.sentence)
    for line in (*checked.wrong, *checked.word):
        console.say(f"  - {line}")


def verified_data(case: Case, verified: Verified, lang: Lang) -> dict[str, object]:
    """Return the same as data."""
    code = code_of_verified(verified)
    return {
        "status": "confirmed" if code == console.OK else "refuted",
        "exit_code": code,
        "case": case.id,
        "case_hash": case.hash,
        "doubts": [doubt.say(lang) for doubt in verified.doubts],
        "levels": [
            {
                "stage": level.stage,
                "level": level.name,
                "value": level.value,
                "bound": None if level.claim is None else level.claim.bound,
                "method": None if level.claim is None else level.claim.method,
                "conditional": [] if level.claim is None else list(level.claim.conditional),
                "worked_out": level.proven,
                "verdict": level.verdict,
                "reasons": [reason.say(lang) for reason in level.reasons],
            }
            for level in verified.levels
        ],
    }

"""What came of a certificate, for a reader or as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver import report, service
from solver.base.text import Lang, Words
from solver.cli import console

if TYPE_CHECKING:
    from solver.domain.case import Case
    from solver.service import Verified

TITLE = Words(zh="证书复核", en="The certificate, checked again")
CLAIMED = Words(zh="所称下界", en="Claimed bound")
PROVEN = Words(zh="复核下界", en="Worked out")
VERDICT = Words(zh="结论", en="Verdict")


def code_of(found: Verified) -> int:
    """Return the exit code that a certificate deserves."""
    return console.OK if found.holds else console.FINDINGS


def tell(case: Case, found: Verified, lang: Lang) -> None:
    """Write a table of all levels, why what is not confirmed is not, and the verdict on the whole."""
    told = service.checked(case, found, lang)
    rows = [
        (own.row.stage, own.row.name, own.row.value, own.row.bound, own.row.method, own.proven, own.verdict)
        for own in told.levels
    ]
    stage, name, value, method = (report.COLUMNS[part] for part in ("stage", "name", "value", "method"))
    headings = (stage, name, value, CLAIMED, method, PROVEN, VERDICT)
    console.show_table(TITLE.say(lang), [words.say(lang) for words in headings], rows)
    console.say(told.sentence)
    for line in (*told.wrong, *told.word):
        console.say(f"  - {line}")


def data_of(case: Case, found: Verified, lang: Lang) -> dict[str, object]:
    """Return the same as data."""
    code = code_of(found)
    return {
        "status": "confirmed" if code == console.OK else "refuted",
        "exit_code": code,
        "case": case.id,
        "case_hash": case.hash,
        "doubts": [doubt.say(lang) for doubt in found.doubts],
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
            for level in found.levels
        ],
    }

"""What came of a certificate, for a reader or as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver import report
from solver.cli import screen
from solver.text import Lang, Words

if TYPE_CHECKING:
    from solver.domain.case import Case
    from solver.service import Verified
    from solver.verify import LevelVerdict, Verdict

TITLE = Words(zh="证书复核", en="The certificate, checked again")
COLUMNS = (
    Words(zh="阶段", en="Stage"),
    Words(zh="指标", en="Level"),
    Words(zh="实际值", en="Value"),
    Words(zh="所称下界", en="Claimed bound"),
    Words(zh="方法", en="Method"),
    Words(zh="复核下界", en="Worked out"),
    Words(zh="结论", en="Verdict"),
)
VERDICTS: dict[Verdict, Words] = {
    "confirmed": Words(zh="属实", en="confirmed"),
    "claimed": Words(zh="部分只凭求解器所称", en="in part a solver's word"),
    "refuted": Words(zh="不实", en="refuted"),
    "silent": Words(zh="未提及", en="not spoken of"),
}
CONDITIONAL = Words(zh="{verdict}（有条件）", en="{verdict} (conditional)")
REASON = Words(zh="{stage}“{level}”：{reason}", en="{stage}, {level}: {reason}")
ALL_GOOD = Words(
    zh="证书属实：{count} 级指标的下界都已精确复核",
    en="The certificate holds: all {count} bounds were worked out again exactly",
)
GOOD = Words(
    zh="证书没有错：{count} 级指标的下界已精确复核，另 {open} 级部分只凭求解器所称",
    en="Nothing in the certificate is wrong: {count} bounds were worked out again exactly, "
    "{open} are in part a solver's word",
)
BAD = Words(zh="证书不成立：{count} 处", en="The certificate does not hold; wrong: {count}")
NONE = Words(zh="—", en="—")


def code_of(found: Verified) -> int:
    """Return the exit code that a certificate deserves."""
    return screen.OK if found.holds else screen.FINDINGS


def tell(case: Case, found: Verified, lang: Lang) -> None:
    """Write a table of all levels, why what is not confirmed is not, and the verdict on the whole."""
    rows = [_row(case, level, lang) for level in found.levels]
    screen.show_table(TITLE.say(lang), [words.say(lang) for words in COLUMNS], rows)
    wrong = [doubt.say(lang) for doubt in found.doubts]
    wrong += [_reason(level, lang) for level in found.levels if level.verdict in {"refuted", "silent"}]
    if wrong:
        screen.say(BAD.say(lang, count=len(wrong)))
    else:
        count = sum(level.verdict == "confirmed" for level in found.levels)
        words = ALL_GOOD if count == len(found.levels) else GOOD
        screen.say(words.say(lang, count=count, open=len(found.levels) - count))
    for line in (*wrong, *(_reason(level, lang) for level in found.levels if level.verdict == "claimed")):
        screen.say(f"  - {line}")


def data_of(case: Case, found: Verified, lang: Lang) -> dict[str, object]:
    """Return the same as data."""
    code = code_of(found)
    return {
        "status": "confirmed" if code == screen.OK else "refuted",
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


def _row(case: Case, level: LevelVerdict, lang: Lang) -> tuple[str, ...]:
    claim, none = level.claim, NONE.say(lang)
    verdict = VERDICTS[level.verdict].say(lang)
    if claim is not None and claim.conditional and level.verdict != "refuted":
        verdict = CONDITIONAL.say(lang, verdict=verdict)
    return (
        report.STAGES[level.stage].say(lang),
        report.short_level_name(level.name).say(lang),
        report.level_amount(case, level.name, level.value),
        none if claim is None else report.level_amount(case, level.name, claim.bound),
        none if claim is None else report.METHODS[claim.method].say(lang),
        report.level_amount(case, level.name, level.proven),
        verdict,
    )


def _reason(level: LevelVerdict, lang: Lang) -> str:
    return REASON.say(
        lang,
        stage=report.STAGES[level.stage],
        level=report.short_level_name(level.name),
        reason=("；" if lang == "zh" else "; ").join(reason.say(lang) for reason in level.reasons),
    )

"""What came of a certificate that was worked out again, in words: for the command line and for the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.base.text import Lang, Listed, Words
from solver.domain.case import Case
from solver.domain.levels import STAGE_WORDS, LevelState, short_level_words
from solver.report import LevelRow, level_rows
from solver.rules.level_scale import scale_of
from solver.verify import LevelVerdict, Verdict, Verified

VERDICTS: dict[Verdict, Words] = {
    "confirmed": Words(zh="属实", en="confirmed"),
    "claimed": Words(zh="部分只凭求解器所称", en="in part a solver's word"),
    "refuted": Words(zh="不实", en="refuted"),
    "silent": Words(zh="证书未提及", en="not spoken of"),
}
CONDITIONAL = Words(zh="{verdict}（有条件）", en="{verdict} (conditional)")
REASON = Words(zh="{stage}“{level}”：{reason}", en="{stage}, {level}: {reason}")
ALL_GOOD = Words(
    zh="证书属实：{count} 级指标的下界都已精确复核",
    en="The certificate holds: all {count} bounds were worked out again exactly",
)
GOOD = Words(
    zh="证书没有错：{count} 级指标的下界已精确复核，另 {open} 级有一部分只凭求解器的报告",
    en="Nothing in the certificate is wrong: {count} bounds were worked out again exactly, "
    "{open} are in part a solver's word",
)
BAD = Words(zh="证书不成立：{count} 处", en="The certificate does not hold; wrong: {count}")


@dataclass(frozen=True, slots=True)
class CheckedLevel:
    """One level as a reader sees it: what is claimed of it (``row``), what was worked out again, and why."""

    row: LevelRow
    proven: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict in one sentence, what is ``wrong``, what is but a solver's ``word``, and all levels."""

    sentence: str
    wrong: tuple[str, ...]
    word: tuple[str, ...]
    levels: tuple[CheckedLevel, ...]


def checked(case: Case, verified: Verified, lang: Lang) -> Checked:
    """Return what came of a certificate, in a language."""
    doubts = tuple(doubt.say(lang) for doubt in verified.doubts)
    wrong = doubts + tuple(
        _reason(level, lang) for level in verified.levels if level.verdict in {"refuted", "silent"}
    )
    count = sum(level.verdict == "confirmed" for level in verified.levels)
    if wrong:
        sentence = BAD.say(lang, count=len(wrong))
    else:
        words = ALL_GOOD if count == len(verified.levels) else GOOD
        sentence = words.say(lang, count=count, open=len(verified.levels) - count)
    return Checked(
        sentence,
        wrong,
        tuple(_reason(level, lang) for level in verified.levels if level.verdict == "claimed"),
        tuple(_level(case, level, lang) for level in verified.levels),
    )


def _level(case: Case, level: LevelVerdict, lang: Lang) -> CheckedLevel:
    claim = level.claim
    verdict = VERDICTS[level.verdict].say(lang)
    if claim is not None and claim.conditional and level.verdict != "refuted":
        verdict = CONDITIONAL.say(lang, verdict=verdict)
    known = LevelState(level.name, level.value) if claim is None else replace(claim, value=level.value)
    (row,) = level_rows(case, [(level.stage, known)], lang)
    proven = scale_of(case, level.stage, level.name).bound(level.proven)
    return CheckedLevel(row, proven.say(lang), verdict, _reasons(level, lang))


def _reason(level: LevelVerdict, lang: Lang) -> str:
    return REASON.say(
        lang,
        stage=STAGE_WORDS[level.stage],
        level=short_level_words(level.name),
        reason=_reasons(level, lang),
    )


def _reasons(level: LevelVerdict, lang: Lang) -> str:
    return Listed(level.reasons, "；").say(lang)

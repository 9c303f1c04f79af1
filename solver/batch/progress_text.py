"""The batch in words, line by line: what ended, what runs, what it came to."""

from __future__ import annotations

from collections.abc import Callable

from solver.base.text import Lang, Listed, Words
from solver.base.units import show_units
from solver.batch.report import STATES, states_said
from solver.batch.run import Outcome, Overview, Running
from solver.domain.levels import STAGE_WORDS
from solver.jobs.messages import Row

LINE_SECONDS = 10.0
"""Seconds between two lines about what runs."""
MAX_NAMED = 4

KEPT = Words(
    zh="共 {total} 所；{kept} 所以前已排好，资料、版本和设置都没有变，不再重排",
    en="{total} schools; {kept} were done before with the same files, version and settings: "
    "they are not done again",
)
BEGIN = Words(zh="共 {total} 所", en="{total} schools")
ENDED = Words(
    zh="[{done}/{total}] {school}：{state}，{what}", en="[{done}/{total}] {school}: {state}, {what}"
)
FIGURES = Words(
    zh="空缺 {uncovered}，问题 {findings}，断档 {gaps}，最大偏差 {largest}，{seconds} 秒",
    en="uncovered {uncovered}, findings {findings}, custody gaps {gaps}, "
    "largest deviation {largest}, {seconds} s",
)
AGAIN = Words(zh="{name}：{reason}；再试一次", en="{name}: {reason}; trying once more")
RUNS = Words(
    zh="{elapsed} 秒，{done}/{total}；正在排：{cases}", en="{elapsed} s, {done}/{total}; at work: {cases}"
)
CASE = Words(zh="{name} {where} {seconds} 秒{levels}", en="{name} {where} {seconds} s{levels}")
STOPPING = Words(
    zh="正在停止；已排好的都保留，再运行一次就接着排",
    en="Stopping; what is done stays, and a second call goes on",
)
CLOSING = Words(
    zh="{schools} 所：{states}。空缺席位 {uncovered}，问题 {findings}，看护断档 {gaps}；用时 {seconds} 秒",
    en="{schools} schools: {states}. "
    "Uncovered seats {uncovered}, findings {findings}, custody gaps {gaps}; {seconds} s",
)
READING = Words(zh="读入", en="reading")


class Lines:
    """Says how a batch goes: each end at once, what runs now and then.

    Parameters
    ----------
    say
        Writes one line for the reader.
    """

    def __init__(self, lang: Lang, say: Callable[[str], None]) -> None:
        self._lang: Lang = lang
        self._say = say
        self._said = 0.0
        self._begun = False
        self._stopping = False
        self._done = 0

    def __call__(self, overview: Overview) -> None:
        """Say what is new."""
        lang = self._lang
        if not self._begun:
            self._begun = True
            self._done = overview.kept
            self._say((KEPT if overview.kept else BEGIN).say(lang, total=overview.total, kept=overview.kept))
        for name, reason in overview.lost:
            self._say(AGAIN.say(lang, name=name, reason=reason))
        for row in overview.ended:
            self._done += 1
            self._say(_ended(row, self._done, overview.total, lang))
        if overview.stopping and not self._stopping:
            self._stopping = True
            self._say(STOPPING.say(lang))
        if overview.running and overview.elapsed - self._said >= LINE_SECONDS:
            self._said = overview.elapsed
            self._say(running_words(overview, lang))


def running_words(overview: Overview, lang: Lang) -> str:
    """Return one line: how far the whole is, and each case under way."""
    shown = [_case(case, overview.elapsed, lang) for case in overview.running[:MAX_NAMED]]
    if len(overview.running) > MAX_NAMED:
        shown.append(f"+{len(overview.running) - MAX_NAMED}")
    return RUNS.say(
        lang,
        elapsed=round(overview.elapsed),
        done=overview.done,
        total=overview.total,
        cases=Listed(shown, "；"),
    )


def closing_words(outcome: Outcome, lang: Lang) -> str:
    """Return what the batch came to, in one sentence."""
    rows = outcome.rows
    return CLOSING.say(
        lang,
        schools=len(rows),
        states=states_said(rows, lang) or "—",
        uncovered=sum(row.uncovered or 0 for row in rows),
        findings=sum(row.findings or 0 for row in rows),
        gaps=sum(row.custody_gaps or 0 for row in rows),
        seconds=round(outcome.seconds),
    )


def _ended(row: Row, done: int, total: int, lang: Lang) -> str:
    what = row.message.say(lang)
    if row.state == "done":
        what = FIGURES.say(
            lang,
            uncovered=row.uncovered,
            findings=row.findings,
            gaps=row.custody_gaps,
            largest="—" if row.largest is None else show_units(row.largest),
            seconds=row.seconds,
        )
    state = STATES[row.state]
    return ENDED.say(lang, done=done, total=total, school=row.school or row.source, state=state, what=what)


def _case(case: Running, elapsed: float, lang: Lang) -> str:
    news = case.news
    level, stage = news.level.say(lang), news.snapshot.stage
    return CASE.say(
        lang,
        name=news.school or case.job.name,
        where=STAGE_WORDS[stage] if stage else READING,
        seconds=round(elapsed - case.since),
        levels=f" ({level})" if level else "",
    )

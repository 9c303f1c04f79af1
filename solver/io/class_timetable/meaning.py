"""What one cell of a timetable says: lessons, no lesson, or why it can't be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from solver.base.text import Said, Words
from solver.io.class_timetable.headings import tight
from solver.io.class_timetable.tokens import Token, could_be_name, name_like, tokens_of
from solver.io.class_timetable.vocabulary import BLANKS, IDLE, LED_OR_IDLE

UNKNOWN = Words(
    zh="看不懂“{value}”：“{word}”既不是认识的学科，也不像教师的姓名",
    en="“{value}” can't be understood: “{word}” is no subject known here and does not look "
    "like a teacher's name.",
)
WRITE_BOTH = Words(
    zh="请写成“学科 教师”，如“语文 张三”；不上课的活动请删掉或写成“活动”",
    en="Write it as subject and teacher, such as “语文 张三”; if nobody teaches then, "
    "clear it or write 活动.",
)
WHICH = Words(
    zh="“{value}”分不清哪个是学科、哪个是教师",
    en="In “{value}” it is not clear which word is the subject and which the teacher.",
)
LIST_SUBJECT = Words(
    zh="请写成“学科(教师)”，或在任课表里加上这门学科",
    en="Write it as subject(teacher), or give the subject a column in the table of teachers (任课表).",
)
HALF_WEEKS = Words(
    zh="“{value}”有的部分写了单双周，有的没有写",
    en="In “{value}” some parts say in which weeks they are (单周 odd, 双周 even) and others don't.",
)
BOTH_WEEKS = Words(zh="请写成“单周:美术 甲 / 双周:音乐 乙”", en="Write it as “单周:美术 甲 / 双周:音乐 乙”.")
MIXED = Words(
    zh="“{value}”里既有课，又有不上课的安排（{word}）",
    en="“{value}” holds both a lesson and something that is no lesson ({word}).",
)
SPLIT = Words(zh="请分成两行，各写各的", en="Give each a row of its own.")
TOO_LONG = Words(zh="这一格太长，不像课表的一格", en="The cell is too long for a cell of a timetable.")

LONGEST_CELL = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson of a cell: a subject ("" where only a teacher is named), its teachers, its weeks."""

    subject: str = ""
    teachers: tuple[str, ...] = ()
    weeks: str = ""


@dataclass(frozen=True, slots=True)
class Idle:
    """The cell is known to be no lesson; ``names``: it names people all the same."""

    names: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell can't be read, and a way out."""

    message: Said
    way_out: Said


@dataclass(frozen=True, slots=True)
class Heard:
    """The lessons of a cell, and what of it was read with less than certainty, or left aside."""

    entries: tuple[Entry, ...]
    places: tuple[str, ...] = ()
    odd_names: tuple[str, ...] = ()
    new_subjects: tuple[str, ...] = ()
    glued: bool = False


Meaning = Heard | Idle | Problem | None
"""``None``: the cell is blank."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a workbook has taught so far: subjects, people, and whether the subject comes first.

    ``listed`` are the people whom a table of teachers names: they are people whatever their names look like.
    """

    subjects: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    subject_first: bool | None = None


@dataclass(slots=True)
class _Draft:
    subject: str = ""
    teachers: list[str] = field(default_factory=list)
    weeks: str | None = None

    @property
    def begun(self) -> bool:
        return bool(self.subject or self.teachers)


class _UnclearError(Exception):
    def __init__(self, message: Said, way_out: Said) -> None:
        super().__init__(message.say("en"))
        self.problem = Problem(message, way_out)


def meaning_of(text: str, known: Vocabulary) -> Meaning:
    """Return what a cell says."""
    value = shown(text)
    if tight(text) in BLANKS:
        return None
    if len(text) > LONGEST_CELL:
        return Problem(TOO_LONG.with_(), WRITE_BOTH.with_())
    word = next((word for word in IDLE if word in tight(text)), None)
    if word is not None:
        return _idle(text, word, known)
    tokens = tokens_of(text, known.subjects | LED_OR_IDLE, known.people)
    try:
        return _heard(tokens, value, known)
    except _UnclearError as unclear:
        return unclear.problem


def shown(text: str) -> str:
    """Return a cell on one line, and not longer than a message bears."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _idle(text: str, word: str, known: Vocabulary) -> Meaning:
    rest = re.sub(r"\s*".join(map(re.escape, word)), " ", text)
    tokens = tokens_of(rest, known.subjects, known.people)
    people = [token for token in tokens if token.kind == "word" and name_like(token.text)]
    if people and any(token.kind == "subject" for token in tokens):
        return Problem(MIXED.with_(value=shown(text), word=word), SPLIT.with_())
    return Idle(names=bool(people))


def _heard(tokens: Sequence[Token], value: str, known: Vocabulary) -> Meaning:
    places = tuple(token.text for token in tokens if token.kind == "place")
    words = [token for token in tokens if token.kind != "place"]
    parts = _parts(words)
    learnt: list[str] = []
    drafts: list[_Draft] = []
    for part in parts:
        named, new = _with_subject(part, value, known)
        learnt += new
        drafts += _drafts(named)
    drafts = _shared_out([draft for draft in drafts if draft.begun])
    if not drafts:
        message = UNKNOWN.with_(value=value, word=value)
        return Problem(message, WRITE_BOTH.with_())
    if all(draft.subject in LED_OR_IDLE and not draft.teachers for draft in drafts):
        return Idle()
    _check(drafts, value)
    names = [name for draft in drafts for name in draft.teachers]
    for name in names:
        if name not in known.people and not could_be_name(name):
            raise _UnclearError(UNKNOWN.with_(value=value, word=name), WRITE_BOTH.with_())
    odd = tuple(name for name in names if not name_like(name) and name not in known.listed)
    entries = tuple(
        Entry(draft.subject, tuple(dict.fromkeys(draft.teachers)), draft.weeks or "") for draft in drafts
    )
    return Heard(entries, places, odd, tuple(learnt), any(token.glued for token in tokens))


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """Return the parts between signs such as / where each is whole in itself, else the cell as one part."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.breaks and parts[-1]:
            parts.append([])
        parts[-1].append(token)
    whole = all(sum(token.kind in {"subject", "word"} for token in part) > 1 for part in parts)
    return parts if whole else [tokens]


def _with_subject(part: list[Token], value: str, known: Vocabulary) -> tuple[list[Token], list[str]]:
    """Return the part with its subject found, where it names none that is known; and what was learnt."""
    words = [token for token in part if token.kind == "word"]
    if not words or any(token.kind == "subject" for token in part):
        return part, []
    if len(words) == 1:
        if words[0].text not in known.people:
            raise _UnclearError(UNKNOWN.with_(value=value, word=words[0].text), WRITE_BOTH.with_())
        return part, []
    if all(token.text in known.people for token in words):
        return part, []
    strange = [token for token in words if token.text not in known.people and not name_like(token.text)]
    if not strange:
        strange = [token for token in words if token.text not in known.people]
    if len(strange) != 1:
        if known.subject_first is None:
            raise _UnclearError(WHICH.with_(value=value), LIST_SUBJECT.with_())
        strange = [words[0] if known.subject_first else words[-1]]
    if len(strange[0].text) > 8:
        raise _UnclearError(WHICH.with_(value=value), LIST_SUBJECT.with_())
    named = [replace(token, kind="subject") if token is strange[0] else token for token in part]
    return named, [strange[0].text]


def _drafts(tokens: list[Token]) -> list[_Draft]:
    drafts = [_Draft()]
    subject_first = next((token.kind == "subject" for token in tokens if token.kind != "weeks"), True)
    for token in tokens:
        now = drafts[-1]
        if token.kind == "weeks":
            if now.begun and (token.opens or now.weeks is not None):
                now = _Draft()
                drafts.append(now)
            now.weeks = token.text
            continue
        is_subject = token.kind == "subject"
        if (is_subject and now.subject) or (now.subject and now.teachers and is_subject == subject_first):
            now = _Draft()
            drafts.append(now)
        if is_subject:
            now.subject = token.text
        else:
            now.teachers.append(token.text)
    return drafts


def _shared_out(drafts: list[_Draft]) -> list[_Draft]:
    """Give 美术/音乐 甲/乙 a teacher each: as many teachers after the last subject as there are subjects."""
    *before, last = drafts or [_Draft()]
    if before and not any(draft.teachers for draft in before) and len(last.teachers) == len(drafts):
        for draft, teacher in zip(drafts, list(last.teachers), strict=True):
            draft.teachers = [teacher]
    return drafts


def _check(drafts: list[_Draft], value: str) -> None:
    weeks = [draft.weeks for draft in drafts]
    if any(weeks) and None in weeks:
        raise _UnclearError(HALF_WEEKS.with_(value=value), BOTH_WEEKS.with_())
    nameless = [draft for draft in drafts if not draft.subject]
    if nameless and len(drafts) > 1:
        raise _UnclearError(WHICH.with_(value=value), LIST_SUBJECT.with_())


def learnt_from(meanings: Iterable[Meaning], texts: Iterable[str], known: Vocabulary) -> Vocabulary:
    """Return what cells that name a known subject teach: their people, and which of the two comes first."""
    people: set[str] = set(known.people)
    first, last = 0, 0
    for meaning, text in zip(meanings, texts, strict=True):
        if not isinstance(meaning, Heard) or meaning.new_subjects:
            continue
        people.update(name for entry in meaning.entries for name in entry.teachers if entry.subject)
        tokens = [token for token in tokens_of(text, known.subjects, known.people) if token.kind != "weeks"]
        if len(tokens) > 1 and {token.kind for token in tokens} >= {"subject", "word"}:
            first += tokens[0].kind == "subject"
            last += tokens[-1].kind == "subject"
    order = None if first == last else first > last
    return replace(known, people=frozenset(people), subject_first=order)

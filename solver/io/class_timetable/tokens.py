"""A cell as words: which is a subject, which selects weeks, which is a place, which may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from solver.io.class_timetable.headings import weeks_in
from solver.io.class_timetable.vocabulary import (
    COMPOUND,
    NO_NAMES,
    PLACES,
    SHORT,
    SUBJECTS,
    SURNAMES,
    TELLING,
)
from solver.io.tables.cell_error import WIDE

Kind = Literal["subject", "weeks", "place", "word"]

_BRACKETS = str.maketrans("【】[]\u3014\u3015“”｜＆＋／\\", "()()()  |&+//")
_HAN = "\u3400-\u9fff"
_PIECES = re.compile(r"\(([^()]*)\)|([;,、/|&+\n:])|([^\s;,、/|&+:()]+)|(\s+)|([()])")
_LABELS = frozenset(
    ["任课教师", "任课老师", "授课教师", "授课老师", "教师", "老师", "课程", "科目", "学科", "教室", "地点"]
)
_GLUED_WEEKS = re.compile(r"^([单双]周)(.+)$|^(.+?)([单双]周)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a cell. ``opens``: a colon follows; ``breaks``: a sign such as / or a new line precedes."""

    text: str
    kind: Kind
    opens: bool = False
    breaks: bool = False
    glued: bool = False


def subject_of(text: str, subjects: frozenset[str]) -> str | None:
    """Return the subject that a word names, written out; ``None`` for any other word."""
    for word in (text, text.removesuffix("课")):
        if word in SHORT:
            return SHORT[word]
        if word in SUBJECTS or word in subjects:
            return word
    return None


def name_like(text: str) -> bool:
    """Tell whether a word looks like the name of a person: a surname and one or two letters."""
    bare = re.sub(r"\(.\)$|[\dA-Z]$", "", text)
    if bare in NO_NAMES:
        return False
    if re.fullmatch(r"[A-Za-z][A-Za-z.'-]+( [A-Za-z][A-Za-z.'-]*)*", text):
        return len(text) > 2
    if bare.endswith("老师"):
        return bare[:1] in SURNAMES and len(bare) <= 5
    if not re.fullmatch(f"[{_HAN}]{{2,4}}", bare):
        return "·" in bare and len(bare) <= 16
    return bare[:2] in COMPOUND if len(bare) == 4 else bare[0] in SURNAMES or bare[:2] in COMPOUND


def could_be_name(text: str) -> bool:
    """Tell whether a word beside a subject can be taken for a name at all."""
    bare = re.sub(r"\([^()]\)$|[\dA-Z]$", "", text)
    return name_like(text) or (
        re.fullmatch(f"[{_HAN}]{{1,4}}", bare) is not None and not any(word in bare for word in NO_NAMES)
    )


@lru_cache(maxsize=16384)
def tokens_of(text: str, subjects: frozenset[str], people: frozenset[str]) -> tuple[Token, ...]:
    """Return the words of a cell in order; ``people`` are names known from elsewhere."""
    plain = re.sub(r"[\u200b\ufeff]", "", text.translate(WIDE).translate(_BRACKETS))
    # 张三(大) is a name: its brackets may stand within others.
    plain = re.sub(rf"(?<=[{_HAN}])\(([{''.join(sorted(TELLING))}])\)", r"⟨\1⟩", plain)
    plain = re.sub(rf"(?<=[{_HAN})⟩])[ ]*[-–—_]+[ ]*(?=[A-Za-z{_HAN}(])", "/", plain)
    return tuple(_joined(list(_tokens(plain, subjects, people)), subjects))


def _tokens(plain: str, subjects: frozenset[str], people: frozenset[str]) -> Iterator[Token]:
    tokens: list[Token] = []
    breaks = False
    for bracket, sign, word, blank, stray in (match.groups() for match in _PIECES.finditer(plain)):
        if sign == ":" and tokens:
            tokens[-1] = replace(tokens[-1], opens=True)
        if sign:
            breaks = True
        elif bracket is not None:
            tokens += _tokens(bracket, subjects, people)
            breaks = False
        elif word or stray:
            pieces = _classified(word or stray, subjects, people)
            tokens += [replace(piece, breaks=breaks and at == 0) for at, piece in enumerate(pieces)]
            breaks = False
        else:
            breaks = breaks and bool(blank)
    return iter([token for token in tokens if not (token.kind == "word" and token.text in _LABELS)])


def _classified(word: str, subjects: frozenset[str], people: frozenset[str]) -> list[Token]:
    if "⟨" in word:
        bare, _, mark = word.rstrip("⟩").partition("⟨")
        pieces = (bare, mark) if subject_of(bare, subjects) else ()
        named = [token for piece in pieces for token in _classified(piece, subjects, people)]
        return named or [Token(f"{bare}({mark})", "word")]
    if word in people:
        return [Token(word, "word")]
    if (weeks := weeks_in(word)) is not None and not word.isdecimal():
        return [Token(weeks, "weeks")]
    if (subject := subject_of(word, subjects)) is not None:
        return [Token(subject, "subject")]
    matched = _GLUED_WEEKS.match(word)
    if matched or (word[-1] in "单双" and subject_of(word[:-1], subjects)):
        parts = [part for part in matched.groups() if part] if matched else [word[:-1], word[-1]]
        return [token for part in parts for token in _classified(part, subjects, people)]
    if (word.endswith(PLACES) and len(word) > 1) or re.fullmatch(r"[A-Z]?\d{3,4}室?", word):
        return [Token(word, "place")]
    return _unglued(word, subjects, people) or [Token(word, "word")]


def _unglued(word: str, subjects: frozenset[str], people: frozenset[str]) -> list[Token]:
    """Split 语文张三 into its subject and its name."""
    for at in range(len(word) - 1, 1, -1):
        subject, name = subject_of(word[:at], subjects), word[at:]
        if subject and (name in people or name_like(name)) and word not in people:
            return [Token(subject, "subject", glued=True), Token(name, "word", glued=True)]
    return []


def _joined(found: list[Token], subjects: frozenset[str]) -> Iterator[Token]:
    """Join what was spaced out for looks: 王 芳 is a name, 音 乐 a subject, Wang Fang one person."""
    at = 0
    while at < len(found):
        here = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and (joined := _pair(here, after, subjects)) is not None:
            yield joined
            at += 2
            continue
        while (
            after is not None
            and not after.breaks
            and here.kind == after.kind == "word"
            and here.text.isascii()
            and after.text.isascii()
        ):
            here = replace(here, text=f"{here.text} {after.text}", opens=after.opens)
            at += 1
            after = found[at + 1] if at + 1 < len(found) else None
        yield here
        at += 1


def _pair(here: Token, after: Token, subjects: frozenset[str]) -> Token | None:
    first, second = here.text, after.text
    short = {full: letter for letter, full in SHORT.items()}
    # A letter such as 音 was already read as 音乐.
    spelt = f"{short.get(first, first)}{short.get(second, second)}"
    if len(spelt) == 2 and "place" not in (here.kind, after.kind) and "weeks" not in (here.kind, after.kind):
        both = subject_of(spelt, subjects)
        if both is not None:
            return Token(both, "subject", opens=after.opens, breaks=here.breaks)
    bare = re.sub(r"\([^()]\)$|[1-9]$", "", second)
    names = here.kind == after.kind == "word" and not after.breaks and not here.opens
    if names and len(bare) == 1 and (first in COMPOUND or (len(first) == 1 and first in SURNAMES)):
        return replace(here, text=f"{first}{second}", opens=after.opens)
    return None

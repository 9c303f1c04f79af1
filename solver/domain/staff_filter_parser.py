"""The language of people expressions: words, ``and`` 且, ``or`` 或, ``not`` 非 and parentheses, as a tree.

Nothing here knows a case; ``solver.domain.staff_filter`` says whom an expression means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from solver.base.errors import AfterbellError
from solver.base.text import Said, Words

WordKind = Literal["any", "kind", "teaches", "head", "subject", "qual", "grade", "id", "name", "bare"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word: what it asks for, the value asked for, and where it stands in the text (from 0)."""

    kind: WordKind
    value: str
    position: int


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody else. ``mark`` is how the text spells it."""

    part: Node
    mark: str


@dataclass(frozen=True, slots=True)
class Every:
    """Those in every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Those in some part."""

    parts: tuple[Node, ...]


Node = Word | Not | Every | Some


@dataclass(frozen=True, slots=True)
class Who:
    """A parsed expression and the text that it was parsed from."""

    text: str
    root: Node


class WhoError(AfterbellError):
    """The text is not an expression; ``position`` counts its characters from 0."""

    def __init__(self, message: Said, position: int) -> None:
        super().__init__(message)
        self.position = position


PLAIN_WORDS: Mapping[str, tuple[WordKind, str]] = {
    **dict.fromkeys(("any", "anyone", "everyone", "所有人", "任何人", "全体"), ("any", "")),
    **dict.fromkeys(("own", "本校教师", "本校老师"), ("kind", "own")),
    **dict.fromkeys(("leader", "领导", "校领导"), ("kind", "leader")),
    **dict.fromkeys(("worker", "职工"), ("kind", "worker")),
    **dict.fromkeys(("retired", "退休教师"), ("kind", "retired")),
    **dict.fromkeys(("external", "校外人员", "外聘教师"), ("kind", "external")),
    **dict.fromkeys(("volunteer", "志愿者"), ("kind", "volunteer")),
    **dict.fromkeys(("parent", "家长"), ("kind", "parent")),
    **dict.fromkeys(("teaches", "教本班", "本班任课教师", "本班教师"), ("teaches", "")),
    **dict.fromkeys(("head", "班主任", "本班班主任"), ("head", "")),
}
PREFIXES: Mapping[str, WordKind] = {
    **dict.fromkeys(("subject", "学科", "科目"), "subject"),
    **dict.fromkeys(("qual", "qualification", "资格", "证书", "持证"), "qual"),
    **dict.fromkeys(("grade", "年级"), "grade"),
    **dict.fromkeys(("id", "编号", "工号"), "id"),
    **dict.fromkeys(("name", "姓名"), "name"),
}

EMPTY = Words(zh="人员条件是空的", en="The expression is empty.")
UNCLOSED = Words(zh="“{mark}”没有配对", en="“{mark}” has no partner.")
NO_WORD = Words(zh="“{mark}”后面少一个词", en="A word is missing after “{mark}”.")
NO_OPERATOR = Words(
    zh="“{word}”前面少一个“且”或“或”", en="Before “{word}” there must be an “and” or an “or”."
)
NO_PREFIX = Words(
    zh="不认识“{word}:”，可用 科目: 资格: 年级: 编号: 姓名:",
    en="“{word}:” is unknown; subject: qual: grade: id: name: are known.",
)
BAD_GRADE = Words(zh="年级要写成 3 或 1-2，不是“{value}”", en="A grade is 3 or 1-2, not “{value}”.")
TOO_LONG = Words(zh="人员条件超过 {limit} 个字", en="The expression is longer than {limit} characters.")
TOO_DEEP = Words(zh="括号套得太深", en="The parentheses are nested too deeply.")

_HALF_WIDTH = str.maketrans("（）：；，、！｜＆＂＇", "():;,,!|&\"'")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "「": "」"}
_SIGNS = {"&": "and", "|": "or", ";": "or", ",": "or", "!": "not", "(": "(", ")": ")"}
_JOINTS = (("并且", "and"), ("或者", "or"), ("且", "and"), ("或", "or"))
_DENIALS = ("不含", "非")
_ENGLISH = {"and", "or", "not"}
_MAX_LETTERS = 2000
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class _Token:
    """``kind`` is ``word``, ``quoted``, ``and``, ``or``, ``not``, ``(``, ``)`` or ``end``."""

    kind: str
    text: str
    position: int


def _tokens(text: str) -> list[_Token]:
    plain = text.translate(_HALF_WIDTH)
    found: list[_Token] = []
    at = 0
    while at < len(plain):
        letter = plain[at]
        if letter.isspace():
            at += 1
        elif letter in _SIGNS:
            sign = _SIGNS[letter]
            # && and || are what some people write for & and |.
            if not (letter in "&|" and found and found[-1] == _Token(sign, letter, at - 1)):
                found.append(_Token(sign, text[at], at))
            at += 1
        elif letter in _QUOTES:
            close = plain.find(_QUOTES[letter], at + 1)
            if close < 0:
                raise WhoError(UNCLOSED.with_(mark=text[at]), at)
            found.append(_Token("quoted", text[at + 1 : close].strip(), at))
            at = close + 1
        else:
            token = _word(text, plain, at)
            found.append(token)
            at += len(token.text)
    found.append(_Token("end", "", len(text)))
    return found


def _word(text: str, plain: str, at: int) -> _Token:
    """Read a word or a written operator; Chinese joints may stand without spaces."""
    end = at
    while end < len(plain) and not (plain[end].isspace() or plain[end] in _SIGNS or plain[end] in _QUOTES):
        end += 1
    run = plain[at:end]
    for mark, kind in (*_JOINTS, *((denial, "not") for denial in _DENIALS)):
        if run.startswith(mark):
            return _Token(kind, text[at : at + len(mark)], at)
    if run.lower() in _ENGLISH:
        return _Token(run.lower(), text[at:end], at)
    joints = [found for mark, _ in _JOINTS if (found := run.find(mark)) > 0]
    return _Token("word", text[at : at + min(joints)] if joints else text[at:end], at)


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def some(self) -> Node:
        parts = [self.every()]
        while self.next.kind == "or":
            self.take()
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def every(self) -> Node:
        parts = [self.factor()]
        while self.next.kind == "and":
            self.take()
            parts.append(self.factor())
        if self.next.kind in {"word", "quoted", "not", "("}:
            raise WhoError(NO_OPERATOR.with_(word=self.next.text), self.next.position)
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def factor(self) -> Node:
        token = self.take()
        if token.kind in {"not", "("}:
            self.depth += 1
            if self.depth > _MAX_DEPTH:
                raise WhoError(TOO_DEEP.with_(), token.position)
            inner = Not(self.factor(), token.text) if token.kind == "not" else self.some()
            self.depth -= 1
            if token.kind == "(" and self.take().kind != ")":
                raise WhoError(UNCLOSED.with_(mark=token.text), token.position)
            return inner
        if token.kind == "quoted":
            return Word("bare", token.text, token.position)
        if token.kind == "word":
            return self.word(token)
        before = self.tokens[self.at - 2].text if self.at > 1 else ""
        message = NO_WORD.with_(mark=before) if before else EMPTY.with_()
        raise WhoError(message, token.position)

    def word(self, token: _Token) -> Word:
        prefix, colon, value = token.text.translate(_HALF_WIDTH).partition(":")
        if not colon:
            kind, plain = PLAIN_WORDS.get(token.text.lower(), ("bare", token.text))
            return Word(kind, plain, token.position)
        known = PREFIXES.get(prefix.lower())
        if known is None:
            raise WhoError(NO_PREFIX.with_(word=prefix), token.position)
        if not value and self.next.kind in {"word", "quoted"}:
            value = self.take().text
        if not value:
            raise WhoError(NO_WORD.with_(mark=token.text), token.position)
        if known == "grade" and grades_of(value) is None:
            raise WhoError(BAD_GRADE.with_(value=value), token.position)
        return Word(known, value, token.position)


def grades_of(value: str) -> range | None:
    """Return the grades that ``3`` or ``1-2`` names, ``None`` for any other text."""
    first, _, last = value.partition("-")
    last = last or first
    if not (first.isdecimal() and last.isdecimal() and len(first) < 3 and len(last) < 3):
        return None
    return range(int(first), int(last) + 1) if int(first) <= int(last) else None


@lru_cache(maxsize=4096)
def parse(text: str) -> Who:
    """Read an expression.

    Raises
    ------
    WhoError
        If the text is none; with the position of what is wrong.
    """
    if len(text) > _MAX_LETTERS:
        raise WhoError(TOO_LONG.with_(limit=_MAX_LETTERS), _MAX_LETTERS)
    reader = _Reader(text)
    root = reader.some()
    if reader.next.kind != "end":
        raise WhoError(UNCLOSED.with_(mark=reader.next.text), reader.next.position)
    return Who(text, root)

"""Who may, or who wishes: a small readable expression over the people of a case.

Words are joined by ``and`` 且, ``or`` 或, ``not`` 非 and parentheses; ``not`` binds closest, ``or`` loosest::

    own and (teaches or subject:语文) and not head
    本校教师 且（教本班 或 科目：语文）且 非班主任

A word is a kind of person, ``teaches`` 教本班, ``head`` 班主任, ``subject:``, ``qual:``, ``grade:``, ``id:``, ``name:``, or a
bare subject, qualification, id or full name of the case. What contains a space or an operator stands in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from solver.domain.case import Case, Group, Staff, Teaching
from solver.domain.nearest import nearest
from solver.errors import AfterbellError, Fault
from solver.text import Said, Words

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
        super().__init__(message.say("en"))
        self.message = message
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
_LONGEST = 2000
_DEEPEST = 50


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
            if self.depth > _DEEPEST:
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
        if known == "grade" and _grades(value) is None:
            raise WhoError(BAD_GRADE.with_(value=value), token.position)
        return Word(known, value, token.position)


def _grades(value: str) -> range | None:
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
    if len(text) > _LONGEST:
        raise WhoError(TOO_LONG.with_(limit=_LONGEST), _LONGEST)
    reader = _Reader(text)
    root = reader.some()
    if reader.next.kind != "end":
        raise WhoError(UNCLOSED.with_(mark=reader.next.text), reader.next.position)
    return Who(text, root)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the bare words of an expression may be: subjects, qualifications, ids, names (with their ids)."""

    subjects: frozenset[str]
    qualifications: frozenset[str]
    ids: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    grades: frozenset[int]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may stand bare, in a fixed order."""
        return (
            *PLAIN_WORDS,
            *sorted(self.subjects),
            *sorted(self.qualifications),
            *sorted(self.ids),
            *sorted(self.names),
        )


def vocabulary_of(
    staff: Iterable[Staff], teaching: Iterable[Teaching], groups: Iterable[Group]
) -> Vocabulary:
    """Return the vocabulary that these people, their teaching and these groups make."""
    people_ = tuple(staff)
    names: dict[str, tuple[str, ...]] = {}
    for person in people_:
        names[person.name] = (*names.get(person.name, ()), person.id)
    taught = {row.subject for row in teaching if row.subject}
    return Vocabulary(
        subjects=frozenset(taught.union(*(person.subjects for person in people_))),
        qualifications=frozenset(word for person in people_ for word in person.qualifications),
        ids=frozenset(person.id for person in people_),
        names=names,
        grades=frozenset(group.grade for group in groups),
    )


@lru_cache(maxsize=32)
def vocabulary(case: Case) -> Vocabulary:
    """Return the vocabulary of a case."""
    return vocabulary_of(case.staff, case.teaching, case.groups)


UNKNOWN = Words(
    zh="“{word}”不是本方案里的学科、资格、编号、姓名或人员类别",
    en="“{word}” is no subject, qualification, id, name or kind of person of this case.",
)
NAMESAKES = Words(zh="有 {count} 个人叫“{word}”", en="{count} people are called “{word}”.")
USE_IDS = Words(zh="请写编号，如 {ids}", en="Use an id: {ids}.")
PERHAPS = Words(zh="是不是“{word}”？", en="Perhaps “{word}”?")


def check_words(who: Who, known: Vocabulary) -> tuple[Fault, ...]:
    """Return a fault for every word that means nobody in the case, or that two people share."""
    return tuple(_faults(who.root, known, ""))


def _faults(node: Node, known: Vocabulary, denial: str) -> list[Fault]:
    if isinstance(node, Not):
        return _faults(node.part, known, node.mark)
    if isinstance(node, Every | Some):
        return [fault for part in node.parts for fault in _faults(part, known, "")]
    word = node.value
    if node.kind in {"name", "bare"} and len(known.names.get(word, ())) > 1 and _namesake(node, known):
        ids = known.names[word]
        way_out = USE_IDS.with_(ids=" | ".join(f"id:{one}" for one in ids))
        return [Fault(NAMESAKES.with_(count=len(ids), word=word), value=word, way_out=way_out)]
    pool = _pool(node, known)
    if pool is None or word in pool:
        return []
    guess = nearest(word, pool)
    # 非遗 reads as “not 遗” unless it is quoted.
    if denial + word in pool:
        guess = f'"{denial}{word}"'
    return [
        Fault(
            UNKNOWN.with_(word=word), value=word, way_out=PERHAPS.with_(word=guess) if guess else None
        )
    ]


def _namesake(word: Word, known: Vocabulary) -> bool:
    return word.kind == "name" or word.value not in known.subjects | known.qualifications | known.ids


def _pool(word: Word, known: Vocabulary) -> tuple[str, ...] | None:
    if word.kind == "bare":
        return known.words
    if word.kind == "subject":
        return tuple(sorted(known.subjects))
    if word.kind == "qual":
        return tuple(sorted(known.qualifications))
    if word.kind == "id":
        return tuple(sorted(known.ids))
    if word.kind == "name":
        return tuple(sorted(known.names))
    if word.kind == "grade":
        grades = _grades(word.value) or range(0)
        if not known.grades.isdisjoint(grades):
            return None
        return tuple(str(grade) for grade in sorted(known.grades))
    return None


@lru_cache(maxsize=16384)
def people(text: str, case: Case, group: str | None = None) -> frozenset[str]:
    """Return the ids of the people whom an expression means, for a post of this group (``None``: of no group).

    Raises
    ------
    WhoError
        If the text is no expression.
    """
    return _people(parse(text).root, case, group)


def matches(who: Who | str, staff: Staff, case: Case, group: str | None = None) -> bool:
    """Tell whether an expression means this person, for a post of this group."""
    return staff.id in people(who if isinstance(who, str) else who.text, case, group)


def _people(node: Node, case: Case, group: str | None) -> frozenset[str]:
    if isinstance(node, Not):
        return frozenset(case.person) - _people(node.part, case, group)
    if isinstance(node, Every):
        return frozenset.intersection(*(_people(part, case, group) for part in node.parts))
    if isinstance(node, Some):
        return frozenset.union(*(_people(part, case, group) for part in node.parts))
    return _meant(node, case, group)


def _meant(word: Word, case: Case, group: str | None) -> frozenset[str]:
    value = word.value
    if word.kind == "any":
        return frozenset(case.person)
    if word.kind == "kind":
        return frozenset(person.id for person in case.staff if person.kind == value)
    if word.kind in {"teaches", "head"}:
        ids = {row.id for row in case.groups} if group is None else {group, *case.group[group].parts}
        return _with_groups(case, frozenset(ids), heads_only=word.kind == "head")
    if word.kind == "grade":
        grades = _grades(value) or range(0)
        chosen = frozenset(row.id for row in case.groups if row.grade in grades)
        return _with_groups(case, chosen, heads_only=False)
    kinds: tuple[WordKind, ...] = (
        ("subject", "qual", "id", "name") if word.kind == "bare" else (word.kind,)
    )
    for kind in kinds:
        if found := _holders(kind, value, case):
            return found
    return frozenset()


def _with_groups(case: Case, groups: frozenset[str], *, heads_only: bool) -> frozenset[str]:
    heads = {row.head for row in case.groups if row.id in groups and row.head}
    taught = () if heads_only else (row.staff for row in case.teaching if row.group in groups)
    return frozenset(heads.union(taught))


def _holders(kind: WordKind, value: str, case: Case) -> frozenset[str]:
    if kind == "subject":
        taught = {row.staff for row in case.teaching if row.subject == value}
        return frozenset(taught.union(row.id for row in case.staff if value in row.subjects))
    if kind == "qual":
        return frozenset(row.id for row in case.staff if value in row.qualifications)
    if kind == "id":
        return frozenset({value} & case.person.keys())
    return frozenset(row.id for row in case.staff if row.name == value)
